"""Three voices apart, then side by side: who sees what, and where they differ. Plain Python."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from tripartite.core.workflow import Condition, Workflow, move
from tripartite.evaluations.domain import EvaluationState, Level
from tripartite.placements.domain import Relation as R


class Speaker(StrEnum):
    """The three who rate."""

    STUDENT = "student"
    TUTOR = "tutor"
    REFERENT = "referent"


SPEAKER_LABELS = {
    Speaker.STUDENT: "Étudiant",
    Speaker.TUTOR: "Tuteur",
    Speaker.REFERENT: "Référent",
}

SPEAKER_OF = {
    R.STUDENT: Speaker.STUDENT,
    R.TUTOR: Speaker.TUTOR,
    R.REFERENT: Speaker.REFERENT,
}

#: Who reads the three voices once the session has begun; they stay in the file, not on the paper.
READERS = frozenset({*SPEAKER_OF, R.OFFICE})


class VoiceState(StrEnum):
    WRITING = "writing"
    GIVEN = "given"


VOICE_STATE_LABELS = {VoiceState.WRITING: "en cours", VoiceState.GIVEN: "donné"}


@dataclass(frozen=True, slots=True)
class VoiceFacts:
    """What must be there before a voice is given."""

    unrated: int
    evaluation: EvaluationState


NOT_TOO_LATE = Condition(
    "session_begun",
    "La séance a commencé : les avis sont montrés côte à côte et ne changent plus. Dites le vôtre "
    "pendant la séance.",
    lambda f: f.evaluation is EvaluationState.DRAFT,
)
ALL_RATED = Condition(
    "all_rated",
    "Il reste des lignes sans niveau. Ce que vous n’avez pas vu se note « non observé ».",
    lambda f: f.unrated == 0,
)

VOICE = Workflow(
    "l’avis",
    move(
        "give",
        "Donner mon avis",
        {VoiceState.WRITING},
        VoiceState.GIVEN,
        set(SPEAKER_OF),
        needs=(NOT_TOO_LATE, ALL_RATED),
    ),
)


def speaker_of(relations: AbstractSet[R]) -> Speaker | None:
    """The voice of whoever is this to the placement; None for those who have none."""
    return next((voice for relation, voice in SPEAKER_OF.items() if relation in relations), None)


def may_compare(relations: AbstractSet[R], *, given: bool, evaluation: EvaluationState) -> bool:
    """Nobody sees another's voice before giving his own, or before the session begins."""
    if evaluation is EvaluationState.DRAFT:
        return given and speaker_of(relations) is not None
    return bool(READERS & relations)


#: From the least to the most; what was not observed has no rank.
RANKS = {Level.TI: 0, Level.I: 1, Level.S: 2, Level.TS: 3}


class Gap(NamedTuple):
    """How far the voices of one line are from each other."""

    spread: int
    partly_seen: bool

    @property
    def is_gap(self) -> bool:
        return self.spread > 0 or self.partly_seen


def gap_of(levels: Iterable[Level | None]) -> Gap:
    """The distance between the highest and the lowest; and whether only some could observe."""
    said = [level for level in levels if level is not None]
    ranks = [RANKS[level] for level in said if level in RANKS]
    spread = max(ranks) - min(ranks) if ranks else 0
    return Gap(spread, partly_seen=0 < len(ranks) < len(said))


def gaps_first(voices: Mapping[str, Sequence[Level | None]]) -> tuple[str, ...]:
    """The lines as they are talked over: widest gap first, then what some did not see, in order."""
    order = {code: n for n, code in enumerate(voices)}

    def rank(code: str) -> tuple[int, bool, int]:
        gap = gap_of(voices[code])
        return (-gap.spread, not gap.partly_seen, order[code])

    return tuple(sorted(voices, key=rank))


def common_level(levels: Sequence[Level | None]) -> Level | None:
    """The level proposed to the session: the one that all who spoke gave; at least two of them."""
    said = [level for level in levels if level is not None]
    return said[0] if len(said) > 1 and len(set(said)) == 1 else None
