"""The logbook: what the student did, day by day, and what the two others made of it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from tripartite.core.errors import DomainError
from tripartite.core.fr import long_day
from tripartite.core.workflow import Workflow, move
from tripartite.placements.domain import Relation as R
from tripartite.placements.domain import State

#: States of a placement in which its logbook may be written.
WRITTEN = frozenset({State.APPROVED, State.INTERRUPTED})
#: What a note may carry: more belongs to a shared folder, and its link here.
MAX_EVIDENCE = 12


class EntryError(DomainError):
    """A note that cannot be kept as it is."""


class EntryState(StrEnum):
    DRAFT = "draft"
    SHARED = "shared"
    SEEN = "seen"
    VALIDATED = "validated"
    WITHDRAWN = "withdrawn"


S = EntryState

ENTRY_STATE_LABELS = {
    S.DRAFT: "brouillon",
    S.SHARED: "partagée",
    S.SEEN: "vue par le tuteur",
    S.VALIDATED: "travaillée et validée",
    S.WITHDRAWN: "retirée",
}

#: What the partners read; a draft is its author's alone, a withdrawn note nobody's.
READABLE = frozenset({S.SHARED, S.SEEN, S.VALIDATED})
#: Whoever may add a word under a note.
COMMENTERS = (R.STUDENT, R.REFERENT, R.TUTOR)

ENTRY = Workflow(
    "la note",
    move("rewrite", "Enregistrer le brouillon", {S.DRAFT}, S.DRAFT, {R.STUDENT}),
    move("share", "Partager la note", {S.DRAFT}, S.SHARED, {R.STUDENT}),
    move("edit", "Modifier la note", {S.SHARED, S.SEEN, S.VALIDATED}, S.SHARED, {R.STUDENT}),
    move("withdraw", "Retirer la note", {S.DRAFT, S.SHARED}, S.WITHDRAWN, {R.STUDENT}),
    move("see", "Marquer comme vue", {S.SHARED}, S.SEEN, {R.TUTOR}),
    move("see_validated", "Marquer comme vue", {S.VALIDATED}, S.VALIDATED, {R.TUTOR}),
    move("validate", "Travaillé et validé", {S.SHARED, S.SEEN}, S.VALIDATED, {R.REFERENT}),
    move(
        "unvalidate",
        "Retirer la validation",
        {S.VALIDATED},
        S.SHARED,
        {R.REFERENT},
        reason=True,
    ),
)


class Clientele(StrEnum):
    """For whom (founding document, I.2.2), and the house itself."""

    PRIVATE = "b2c"
    PROFESSIONAL = "b2b"
    PUBLIC = "b2g"
    HOUSE = "house"


CLIENTELE_LABELS = {
    Clientele.PRIVATE: "des particuliers",
    Clientele.PROFESSIONAL: "des professionnels",
    Clientele.PUBLIC: "une administration, un organisme public",
    Clientele.HOUSE: "l’organisme lui-même",
}


class EvidenceKind(StrEnum):
    PHOTO = "photo"
    DOCUMENT = "document"
    LINK = "link"


EVIDENCE_KIND_LABELS = {
    EvidenceKind.PHOTO: "photo",
    EvidenceKind.DOCUMENT: "document",
    EvidenceKind.LINK: "lien",
}


@dataclass(frozen=True, slots=True)
class Note:
    """What the student writes; the day, a task and what was done are all that is asked."""

    day: date
    did: str
    tasks: frozenset[int]
    clientele: Clientele | None = None
    result_value: Decimal | None = None
    result_unit: str = ""
    result: str = ""
    tools: frozenset[int] = field(default_factory=frozenset)
    difficulty: str = ""
    learnt: str = ""


def check_note(note: Note, *, starts_on: date, ends_on: date, today: date) -> None:
    """Refuse with EntryError what cannot have happened, or says too little."""
    if note.day > today:
        raise EntryError(
            "day_to_come",
            f"Le {long_day(note.day)} n’est pas encore passé : notez ce que vous avez déjà fait.",
        )
    if not starts_on <= note.day <= ends_on:
        raise EntryError(
            "day_outside",
            f"Le {long_day(note.day)} est en dehors du stage, du {long_day(starts_on)} au "
            f"{long_day(ends_on)} : corrigez la date.",
        )
    if not note.tasks:
        raise EntryError(
            "task_missing",
            "Cochez au moins une tâche du référentiel : c’est elle que la note fera compter.",
        )
    if not note.did.strip():
        raise EntryError("did_missing", "Dites en une phrase ce que vous avez fait.")
    if note.result_value is not None and not note.result_unit.strip():
        raise EntryError(
            "unit_missing",
            "Dites ce que compte le chiffre du résultat : des appels, des euros, des visiteurs…",
        )


def days_untold(planned: Iterable[date], told: Iterable[date], today: date) -> int:
    """How many past days of presence went by since the last note; today does not count yet."""
    last = max(told, default=date.min)
    return sum(last < day < today for day in planned)
