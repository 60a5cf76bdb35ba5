"""The joint evaluation: one grid, one agreed level per line. It informs; it never sets a mark."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from tripartite.core.errors import DomainError
from tripartite.core.workflow import Condition, Workflow, move
from tripartite.placements.domain import Relation as R
from tripartite.placements.domain import State


class EvaluationError(DomainError):
    """What was typed of the evaluation cannot be kept as it is."""


class Level(StrEnum):
    """The four levels of the exam grids, and what could not be observed (law-and-exam §2.7)."""

    TI = "TI"
    I = "I"  # noqa: E741  # the official abbreviation
    S = "S"
    TS = "TS"
    NO = "NO"


LEVEL_LABELS = {
    Level.TI: "très insuffisant",
    Level.I: "insuffisant",
    Level.S: "satisfaisant",
    Level.TS: "très satisfaisant",
    Level.NO: "non observé",
}


class Form(StrEnum):
    """How the three partners met."""

    FACE = "face"
    VIDEO = "video"
    PHONE = "phone"


FORM_LABELS = {
    Form.FACE: "en face à face, sur place",
    Form.VIDEO: "par visioconférence",
    Form.PHONE: "par téléphone",
}


class EvaluationState(StrEnum):
    DRAFT = "draft"
    SESSION = "session"
    AGREED = "agreed"
    ELSEWHERE = "elsewhere"
    WITHOUT = "without"


EVALUATION_STATE_LABELS = {
    EvaluationState.DRAFT: "avis en cours",
    EvaluationState.SESSION: "séance commencée",
    EvaluationState.AGREED: "convenue",
    EvaluationState.ELSEWHERE: "faite sur un autre document",
    EvaluationState.WITHOUT: "n’a pas eu lieu",
}

#: States after which nobody awaits an evaluation any more, whatever its paper.
SETTLED = frozenset({EvaluationState.ELSEWHERE, EvaluationState.WITHOUT})


class Ground(StrEnum):
    """Why there is no joint evaluation."""

    INTERRUPTED = "interrupted"
    SILENT = "silent"
    OTHER = "other"


GROUND_LABELS = {
    Ground.INTERRUPTED: "le stage a été interrompu",
    Ground.SILENT: "le tuteur ne répond pas",
    Ground.OTHER: "une autre raison",
}

#: A tutor who was written to three times and says nothing (rungs of ``ladder``).
GIVE_UP_AFTER = timedelta(days=10)

#: States of a placement in which it may be evaluated.
EVALUATED = frozenset({State.APPROVED, State.INTERRUPTED, State.CLOSED})


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """What a session must hold before its grid is agreed."""

    lines: int
    unlevelled: int
    told: bool
    held_on: date | None
    starts_on: date
    today: date
    unexplained_phone: bool = False

    @property
    def held_in_time(self) -> bool:
        return self.held_on is not None and self.starts_on <= self.held_on <= self.today


SESSION_TOLD = Condition(
    "session_told",
    "Dites où l’évaluation a eu lieu et qui était présent.",
    lambda f: f.told,
)
SESSION_HELD = Condition(
    "session_held",
    "La date de l’évaluation doit être entre le début du stage et aujourd’hui : corrigez-la.",
    lambda f: f.held_in_time,
)
PHONE_EXPLAINED = Condition(
    "phone_explained",
    "Une évaluation par téléphone doit rester l’exception : dites pourquoi elle n’a pas pu se "
    "tenir sur place ou par visioconférence.",
    lambda f: not f.unexplained_phone,
)
EVERY_LEVEL = Condition(
    "every_level",
    "Chaque ligne de la grille doit porter un niveau. Ce qui n’a pas été vu se note "
    "« non observé ».",
    lambda f: f.lines > 0 and f.unlevelled == 0,
)


@dataclass(frozen=True, slots=True)
class BeginFacts:
    """A session may begin from the first day of the placement."""

    starts_on: date
    today: date


PLACEMENT_BEGUN = Condition(
    "placement_begun",
    "La séance se tient à partir du premier jour du stage : elle ne peut pas commencer avant.",
    lambda f: f.starts_on <= f.today,
)


@dataclass(frozen=True, slots=True)
class WithoutFacts:
    """Why the evaluation is given up, and what makes that reason true."""

    ground: Ground
    interrupted: bool
    ends_on: date
    today: date

    @property
    def ground_holds(self) -> bool:
        if self.ground is Ground.INTERRUPTED:
            return self.interrupted
        if self.ground is Ground.SILENT:
            return self.today >= self.ends_on + GIVE_UP_AFTER
        return True


GROUND_TRUE = Condition(
    "ground_true",
    "Ce motif ne vaut pas encore : un tuteur est dit sans réponse dix jours après la fin, une fois "
    "relancé trois fois ; un stage est dit interrompu quand son interruption est enregistrée.",
    lambda f: f.ground_holds,
)

EVALUATION = Workflow(
    "l’évaluation",
    move(
        "begin",
        "Commencer la séance",
        {EvaluationState.DRAFT},
        EvaluationState.SESSION,
        {R.REFERENT, R.OFFICE},
        needs=(PLACEMENT_BEGUN,),
    ),
    move(
        "agree",
        "Convenir de l’évaluation",
        {EvaluationState.SESSION},
        EvaluationState.AGREED,
        {R.REFERENT, R.OFFICE},
        needs=(SESSION_TOLD, SESSION_HELD, PHONE_EXPLAINED, EVERY_LEVEL),
    ),
    move(
        "receive",
        "Verser un autre document d’évaluation",
        {EvaluationState.DRAFT, EvaluationState.SESSION},
        EvaluationState.ELSEWHERE,
        {R.REFERENT, R.OFFICE},
        reason=True,
    ),
    move(
        "give_up",
        "Clore sans évaluation conjointe",
        {EvaluationState.DRAFT, EvaluationState.SESSION},
        EvaluationState.WITHOUT,
        {R.REFERENT, R.OFFICE},
        needs=(GROUND_TRUE,),
        reason=True,
    ),
    move(
        "reopen",
        "Rouvrir l’évaluation",
        {EvaluationState.AGREED, EvaluationState.ELSEWHERE, EvaluationState.WITHOUT},
        EvaluationState.SESSION,
        {R.REFERENT, R.OFFICE},
        reason=True,
    ),
)

#: Relations that hold the session, write its grid and send it to be signed.
HOLDERS = EVALUATION["agree"].by


def is_early(held_on: date, starts_on: date, ends_on: date) -> bool:
    """Before the last third of the placement: it may be agreed, with a word of caution."""
    days = (ends_on - starts_on).days + 1
    return (held_on - starts_on).days * 3 < days * 2


class CompetenceFacts(NamedTuple):
    """A competence as the référentiel has it; ``section`` is the title of its block."""

    code: str
    label: str
    section: str


class Attitude(NamedTuple):
    code: str
    label: str


class GridLine(NamedTuple):
    section: str
    code: str
    label: str


ATTITUDES_SECTION = "Attitudes professionnelles"

#: Aptitudes and relational competences of the référentiel (I.2.6) that a tutor sees at work.
ATTITUDES = (
    Attitude("APT1", "Un sens aigu du service et de l’expérience client"),
    Attitude("APT5", "La réactivité et la veille, garantes de l’e-réputation de l’entreprise"),
    Attitude("REL2", "Écoute"),
    Attitude("REL4", "Adaptabilité"),
    Attitude("REL8", "Pouvoir de conviction et capacité de persuasion"),
    Attitude("REL9", "Bon relationnel"),
    Attitude("REL10", "Sens de l’organisation"),
    Attitude("REL11", "Disponibilité et mobilité"),
    Attitude("REL14", "Le respect de la politique commerciale, de l’éthique et de la déontologie"),
)


class GridItem(NamedTuple):
    """A line of the grid of a school; ``always``: whatever the student did."""

    section: str
    code: str
    label: str
    always: bool


def wanted_codes(
    tasks: Iterable[str],
    *,
    proposed: Mapping[str, AbstractSet[str]],
    own: Mapping[str, AbstractSet[str]],
) -> frozenset[str]:
    """The competences behind these tasks; a task that the school has tied itself keeps its ties."""
    nothing: frozenset[str] = frozenset()
    return frozenset(
        code for task in tasks for code in own.get(task) or proposed.get(task, nothing)
    )


def proposed_items(
    competences: Sequence[CompetenceFacts], attitudes: Iterable[Attitude] = ATTITUDES
) -> tuple[GridItem, ...]:
    """The grid of a school that has written none: each competence once met, each attitude."""
    items = [GridItem(c.section, c.code, c.label, always=False) for c in competences]
    items += [GridItem(ATTITUDES_SECTION, a.code, a.label, always=True) for a in attitudes]
    return tuple(items)


def derive_grid(items: Iterable[GridItem], wanted: AbstractSet[str]) -> tuple[GridLine, ...]:
    """The grid of one placement: what is always said, and what these competences met."""
    return tuple(
        GridLine(item.section, item.code, item.label)
        for item in items
        if item.always or item.code in wanted
    )
