"""A placement, the spine: what a person may be to it, and the moves of its machine."""

from dataclasses import dataclass
from enum import StrEnum

from tripartite.core.workflow import Condition, Workflow, move


class Relation(StrEnum):
    """What a person is to a placement: it decides what is seen and, with the state, done."""

    STUDENT = "student"
    GUARDIAN = "guardian"
    TUTOR = "tutor"
    SIGNATORY = "signatory"
    REFERENT = "referent"
    TEACHER = "teacher"
    OFFICE = "office"
    HEAD = "head"
    INSPECTOR = "inspector"


R = Relation

RELATION_LABELS = {
    R.STUDENT: "étudiant",
    R.GUARDIAN: "représentant légal",
    R.TUTOR: "tuteur",
    R.SIGNATORY: "représentant de l’organisme d’accueil",
    R.REFERENT: "enseignant référent",
    R.TEACHER: "enseignant de la classe",
    R.OFFICE: "bureau des stages",
    R.HEAD: "chef d’établissement",
    R.INSPECTOR: "inspection",
}


class Party(StrEnum):
    """The three partners (founding document, III.2)."""

    STUDENT = "student"
    HOST = "host"
    SCHOOL = "school"


PARTY_LABELS = {
    Party.STUDENT: "Étudiant",
    Party.HOST: "Organisme d’accueil",
    Party.SCHOOL: "Établissement",
}

PARTY_OF = {
    R.STUDENT: Party.STUDENT,
    R.GUARDIAN: Party.STUDENT,
    R.TUTOR: Party.HOST,
    R.SIGNATORY: Party.HOST,
    R.REFERENT: Party.SCHOOL,
    R.TEACHER: Party.SCHOOL,
    R.OFFICE: Party.SCHOOL,
    R.HEAD: Party.SCHOOL,
    R.INSPECTOR: Party.SCHOOL,
}


class State(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"
    CANCELLED = "cancelled"
    INTERRUPTED = "interrupted"
    CLOSED = "closed"


STATE_LABELS = {
    State.DRAFT: "en préparation",
    State.SUBMITTED: "à valider",
    State.RETURNED: "à reprendre",
    State.APPROVED: "cadrage validé",
    State.CANCELLED: "annulé",
    State.INTERRUPTED: "interrompu",
    State.CLOSED: "clos",
}

#: States in which the student may still write.
WRITABLE = frozenset({State.DRAFT, State.RETURNED})


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

WORKFLOW = Workflow(
    "le stage",
    move(
        "submit",
        "Soumettre le cadrage",
        {State.DRAFT, State.RETURNED},
        State.SUBMITTED,
        {R.STUDENT, R.OFFICE},
        needs=(HOST_DECLARED, FIVE_HEADINGS, MISSIONS_TIED),
    ),
    move(
        "approve",
        "Valider le cadrage",
        {State.SUBMITTED},
        State.APPROVED,
        {R.REFERENT, R.OFFICE},
        needs=(REFERENT_NAMED,),
    ),
    move(
        "return",
        "Renvoyer avec un motif",
        {State.SUBMITTED},
        State.RETURNED,
        {R.REFERENT, R.OFFICE},
        reason=True,
    ),
    move(
        "reopen",
        "Rouvrir le cadrage",
        {State.APPROVED},
        State.RETURNED,
        {R.REFERENT, R.OFFICE},
        reason=True,
    ),
    move(
        "cancel",
        "Annuler le stage",
        {State.DRAFT, State.SUBMITTED, State.RETURNED, State.APPROVED},
        State.CANCELLED,
        {R.OFFICE},
        reason=True,
    ),
    move(
        "interrupt",
        "Interrompre le stage",
        {State.APPROVED},
        State.INTERRUPTED,
        {R.OFFICE},
        reason=True,
    ),
    move(
        "close",
        "Clore le stage",
        {State.APPROVED, State.INTERRUPTED},
        State.CLOSED,
        {R.OFFICE},
    ),
)
