"""The framing: the five headings, the missions, and what must be true before it moves."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass

from tripartite.core.workflow import Condition


@dataclass(frozen=True, slots=True)
class FramingFacts:
    """What a framing must hold before it is submitted (founding document, p. 1)."""

    objectives: bool
    modalities: bool
    information: bool
    means: bool
    tutoring: bool
    missions: int
    missions_without_task: int
    has_host: bool
    has_timetable: bool
    has_referent: bool
    host_agrees: bool = False
    student_agrees: bool = False
    as_agreed: bool = False


FIVE_HEADINGS = Condition(
    "five_headings",
    "Il manque une des cinq rubriques du cadrage : objectifs, modalités, informations fournies, "
    "moyens, tutorat. Complétez-la, puis soumettez de nouveau.",
    lambda f: f.objectives and f.modalities and f.information and f.means and f.tutoring,
)
MISSIONS_TIED = Condition(
    "missions_tied",
    "Chaque mission doit se rattacher à au moins une tâche du référentiel, et il en faut au moins "
    "une. Ajoutez la mission ou cochez ses tâches.",
    lambda f: f.missions > 0 and f.missions_without_task == 0,
)
HOST_DECLARED = Condition(
    "host_declared",
    "Déclarez d’abord l’organisme d’accueil : lieu, tuteur, représentant et horaires.",
    lambda f: f.has_host and f.has_timetable,
)
REFERENT_NAMED = Condition(
    "referent_named",
    "Aucun enseignant référent n’est désigné : le bureau des stages doit en nommer un.",
    lambda f: f.has_referent,
)


HOST_AGREES = Condition(
    "host_agrees",
    "L’organisme d’accueil n’a pas encore donné son accord sur cette version : relancez le tuteur, "
    "ou notez l’accord qu’il vous a donné autrement.",
    lambda f: f.host_agrees,
)
AS_AGREED = Condition(
    "as_agreed",
    "L’accueil ou les missions ont changé depuis l’accord de l’organisme d’accueil. Renvoyez le "
    "cadrage : il sera soumis de nouveau, et l’accord redemandé sur la version à jour.",
    lambda f: f.as_agreed,
)
STUDENT_AGREES = Condition(
    "student_agrees",
    "L’étudiant n’a pas encore accepté les changements apportés au cadrage : il est prévenu, "
    "validez quand il aura répondu.",
    lambda f: f.student_agrees,
)

#: What the annexe says of exchanges and of the evaluation unless other words are agreed.
USUAL_EXCHANGES = (
    "Au moins un échange par période de stage, de préférence sur place, réunit l’enseignant "
    "référent, le tuteur et l’étudiant ; il porte sur le travail accompli et sur la suite des "
    "missions."
)
USUAL_DIFFICULTY = (
    "En cas de difficulté, le tuteur ou l’étudiant prévient l’enseignant référent, qui organise "
    "sans attendre un échange. L’équipe pédagogique se tient à la disposition du tuteur pour "
    "cadrer les missions et répondre à toute question."
)
USUAL_EVALUATION = (
    "À la fin de la période, l’étudiant, le tuteur et l’enseignant référent évaluent ensemble le "
    "stage : les compétences mises en œuvre, les points forts et les conseils. Cette évaluation "
    "informe ; elle ne fixe aucune note d’examen."
)

#: A promise is one line of a list.
LONGEST_PROMISE = 300


@dataclass(frozen=True, slots=True)
class Headings:
    """The five headings of the founding document (p. 1) and the items under them, as texts."""

    objectives: str = ""
    modalities: str = ""
    information: str = ""
    means: str = ""
    tutoring: str = ""
    places: str = ""
    people: str = ""
    expenses: str = ""
    rhythm: str = ""
    exchanges: str = USUAL_EXCHANGES
    difficulty: str = USUAL_DIFFICULTY
    evaluation: str = USUAL_EVALUATION
    #: Euros per hour with two decimals; empty when nothing is paid.
    gratification_rate: str = ""

    @property
    def promises(self) -> tuple[str, ...]:
        """What the host undertakes to provide: one item a line, each said once."""
        lines = (" ".join(line.split())[:LONGEST_PROMISE] for line in self.information.splitlines())
        return tuple(dict.fromkeys(line for line in lines if line))


#: Title, and what to write there: the founding document's words, said to the student.
HEADING_HELP = {
    "objectives": (
        "Objectifs poursuivis",
        "Ce que vous saurez faire à la fin du stage, en termes de compétences du référentiel.",
    ),
    "modalities": (
        "Responsabilités et missions confiées",
        "Comment les objectifs seront atteints : ce qui vous est confié, avec quelle autonomie.",
    ),
    "information": (
        "Informations que l’organisme s’engage à fournir",
        "Une information par ligne : fichiers, tarifs, chiffres, documents, formation. Chacune "
        "sera cochée quand vous l’aurez reçue.",
    ),
    "means": (
        "Moyens matériels, humains et financiers",
        "Le poste et les outils, les personnes qui vous aident, les frais pris en charge.",
    ),
    "tutoring": (
        "Modalités de tutorat",
        "Le nom du tuteur, comment et à quel rythme il ou elle suit votre travail.",
    ),
}


#: The items that the annexe pédagogique asks for beside the five headings.
ITEM_HELP = {
    "places": (
        "Lieux et équipements",
        "Où l’étudiant travaille, et ce qu’il peut utiliser : poste, téléphone, logiciels.",
    ),
    "people": ("Personnes qui aident", "Qui, dans l’équipe, répond à quelles questions."),
    "expenses": (
        "Frais pris en charge",
        "Déplacements, repas, matériel : ce qui est remboursé, et comment.",
    ),
    "rhythm": (
        "À quel rythme",
        "Par exemple : un point chaque lundi, un bilan à mi-parcours.",
    ),
    "exchanges": (
        "Échanges avec l’établissement",
        "Leur fréquence, et leurs dates si elles sont connues.",
    ),
    "difficulty": ("En cas de difficulté", "Qui prévient qui, et comment."),
    "evaluation": ("Évaluation conjointe", "Quand et comment les trois évaluent le stage."),
}
#: Every text of a framing with its title and its help.
TEXTS = HEADING_HELP | ITEM_HELP


@dataclass(frozen=True, slots=True)
class Section:
    """One of the seven items of the annexe; the first five are the founding document's headings."""

    key: str
    title: str
    names: tuple[str, ...]


SECTIONS = (
    Section("objectives", HEADING_HELP["objectives"][0], ("objectives",)),
    Section("modalities", HEADING_HELP["modalities"][0], ("modalities",)),
    Section("information", HEADING_HELP["information"][0], ("information",)),
    Section("means", HEADING_HELP["means"][0], ("means", "places", "people", "expenses")),
    Section("tutoring", HEADING_HELP["tutoring"][0], ("tutoring", "rhythm")),
    Section("exchanges", "Échanges et difficultés", ("exchanges", "difficulty")),
    Section("evaluation", "Évaluation conjointe", ("evaluation",)),
)


@dataclass(frozen=True, slots=True)
class ObjectiveDetails:
    """A competence of the référentiel, said in the words of this placement."""

    competence: int
    wording: str


def fingerprint_of(objectives: Iterable[ObjectiveDetails]) -> str:
    """What a page showed of the objectives, in short."""
    shown = sorted((o.competence, o.wording) for o in objectives)
    return hashlib.sha256(json.dumps(shown).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class MissionDetails:
    """One mission and the tasks of the référentiel it puts to work."""

    title: str
    description: str = ""
    expected_result: str = ""
    tasks: frozenset[int] = frozenset()
    results: frozenset[int] = frozenset()

    @property
    def fingerprint(self) -> str:
        """What the page showed, in short: a change by somebody else in the meantime shows."""
        shown: list[object] = [self.title, self.description, self.expected_result]
        shown += [sorted(self.tasks), sorted(self.results)]
        return hashlib.sha256(json.dumps(shown).encode()).hexdigest()[:16]
