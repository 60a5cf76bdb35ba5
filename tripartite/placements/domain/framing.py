"""The framing: the five headings, the missions, and what must be true before it moves."""

import hashlib
import json
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


#: A promise is one line of a list.
LONGEST_PROMISE = 300


@dataclass(frozen=True, slots=True)
class Headings:
    """The five headings of the founding document (p. 1), as texts."""

    objectives: str = ""
    modalities: str = ""
    information: str = ""
    means: str = ""
    tutoring: str = ""

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


@dataclass(frozen=True, slots=True)
class MissionDetails:
    """One mission and the tasks of the référentiel it puts to work."""

    title: str
    description: str = ""
    expected_result: str = ""
    tasks: frozenset[int] = frozenset()

    @property
    def fingerprint(self) -> str:
        """What the page showed, in short: a change by somebody else in the meantime shows."""
        shown = [self.title, self.description, self.expected_result, sorted(self.tasks)]
        return hashlib.sha256(json.dumps(shown).encode()).hexdigest()[:16]
