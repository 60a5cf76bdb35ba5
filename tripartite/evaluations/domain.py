"""The joint evaluation: one grid, one agreed level per line. It informs; it never sets a mark."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
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
    AGREED = "agreed"


EVALUATION_STATE_LABELS = {
    EvaluationState.DRAFT: "en cours",
    EvaluationState.AGREED: "convenue",
}

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
EVERY_LEVEL = Condition(
    "every_level",
    "Chaque ligne de la grille doit porter un niveau. Ce qui n’a pas été vu se note "
    "« non observé ».",
    lambda f: f.lines > 0 and f.unlevelled == 0,
)

EVALUATION = Workflow(
    "l’évaluation",
    move(
        "agree",
        "Convenir de l’évaluation",
        {EvaluationState.DRAFT},
        EvaluationState.AGREED,
        {R.REFERENT, R.OFFICE},
        needs=(SESSION_TOLD, SESSION_HELD, EVERY_LEVEL),
    ),
    move(
        "reopen",
        "Rouvrir l’évaluation",
        {EvaluationState.AGREED},
        EvaluationState.DRAFT,
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
    Attitude("REL2", "Écoute"),
    Attitude("REL4", "Adaptabilité"),
    Attitude("REL8", "Pouvoir de conviction et capacité de persuasion"),
    Attitude("REL9", "Bon relationnel"),
    Attitude("REL10", "Sens de l’organisation"),
    Attitude("REL11", "Disponibilité et mobilité"),
    Attitude("REL14", "Le respect de la politique commerciale, de l’éthique et de la déontologie"),
)


def derive_grid(
    tasks: Iterable[str],
    competences: Sequence[CompetenceFacts],
    *,
    proposed: Mapping[str, AbstractSet[str]],
    own: Mapping[str, AbstractSet[str]],
    attitudes: Iterable[Attitude] = ATTITUDES,
) -> tuple[GridLine, ...]:
    """The grid of the covered tasks: their competences, then the attitudes.

    ``proposed`` and ``own`` tie codes of tasks to codes of competences; for a task that the
    school has tied itself, its own ties replace the proposal. Lines stand in the order of
    ``competences``, the official one, each once.
    """
    nothing: frozenset[str] = frozenset()
    wanted = {code for task in tasks for code in own.get(task) or proposed.get(task, nothing)}
    lines = [GridLine(c.section, c.code, c.label) for c in competences if c.code in wanted]
    lines += [GridLine(ATTITUDES_SECTION, a.code, a.label) for a in attitudes]
    return tuple(lines)
