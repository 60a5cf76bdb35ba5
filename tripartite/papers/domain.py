"""The life of a paper and of each signature on it (model §3–4). Plain Python."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tripartite.accounts.domain import SigningOrder
from tripartite.core.workflow import Condition, Workflow, move
from tripartite.placements.domain import Party
from tripartite.placements.domain import Relation as R


class Kind(StrEnum):
    AGREEMENT = "agreement"
    AMENDMENT = "amendment"
    EVALUATION = "evaluation"
    CERTIFICATE = "certificate"


KIND_LABELS = {
    Kind.AGREEMENT: "convention de stage",
    Kind.AMENDMENT: "avenant à la convention",
    Kind.EVALUATION: "évaluation conjointe",
    Kind.CERTIFICATE: "attestation de stage",
}


class PaperState(StrEnum):
    DRAFT = "draft"
    OUT = "out"
    SEALED = "sealed"
    REFUSED = "refused"
    VOID = "void"


PAPER_STATE_LABELS = {
    PaperState.DRAFT: "en préparation",
    PaperState.OUT: "à signer",
    PaperState.SEALED: "signée et scellée",
    PaperState.REFUSED: "refusée",
    PaperState.VOID: "remplacée ou retirée",
}

ALL_SIGNED = Condition(
    "all_signed",
    "Toutes les signatures ne sont pas encore recueillies.",
    lambda waiting: waiting == 0,
)

#: SYSTEM is the product itself, when the last signature is there.
SYSTEM = "system"

PAPER = Workflow(
    "le papier",
    move("send", "Envoyer à la signature", {PaperState.DRAFT}, PaperState.OUT, {R.OFFICE, SYSTEM}),
    move("seal", "Sceller", {PaperState.OUT}, PaperState.SEALED, {SYSTEM}, needs=(ALL_SIGNED,)),
    move(
        "refuse",
        "Refuser de signer",
        {PaperState.OUT},
        PaperState.REFUSED,
        {R.STUDENT, R.GUARDIAN, R.TUTOR, R.SIGNATORY, R.REFERENT, R.HEAD},
        reason=True,
    ),
    move(
        "void",
        "Retirer",
        {PaperState.DRAFT, PaperState.OUT, PaperState.REFUSED},
        PaperState.VOID,
        {R.OFFICE, SYSTEM},
        reason=True,
    ),
    move(
        "revoke",
        "Révoquer",
        {PaperState.SEALED},
        PaperState.VOID,
        {R.OFFICE, SYSTEM},
        reason=True,
    ),
)


class SignatureState(StrEnum):
    WAITING = "waiting"
    ASKED = "asked"
    SEEN = "seen"
    SIGNED = "signed"
    REFUSED = "refused"
    DELEGATED = "delegated"
    RECEIVED = "received"
    PAPER = "paper"
    WAIVED = "waived"


SIGNATURE_STATE_LABELS = {
    SignatureState.WAITING: "pas encore demandée",
    SignatureState.ASKED: "demandée",
    SignatureState.SEEN: "lien ouvert",
    SignatureState.SIGNED: "signé",
    SignatureState.REFUSED: "refusé",
    SignatureState.DELEGATED: "déléguée",
    SignatureState.RECEIVED: "copie signée reçue, à relire",
    SignatureState.PAPER: "signé sur papier",
    SignatureState.WAIVED: "plus nécessaire",
}

#: The signature is given.
DONE = frozenset({SignatureState.SIGNED, SignatureState.PAPER})
#: The signature is not awaited any more: another row replaces it, or the law asks for none.
ASIDE = frozenset({SignatureState.DELEGATED, SignatureState.WAIVED})
#: The signature is awaited from somebody who was asked.
OPEN = frozenset({SignatureState.ASKED, SignatureState.SEEN})


class Capacity(StrEnum):
    """In what capacity somebody signs; one person with two capacities signs twice."""

    SCHOOL = "school"
    HOST = "host"
    STUDENT = "student"
    GUARDIAN = "guardian"
    REFERENT = "referent"
    TUTOR = "tutor"
    #: Those whom an amendment names, beside those whom they replace.
    NEW_REFERENT = "new_ref"
    NEW_TUTOR = "new_tutor"


_SIGNERS = {R.STUDENT, R.GUARDIAN, R.TUTOR, R.SIGNATORY, R.REFERENT, R.HEAD}
_AWAITED = {SignatureState.WAITING, *OPEN}

DELEGABLE = Condition(
    "not_delegable",
    "Seuls le représentant de l’organisme d’accueil et le chef d’établissement peuvent confier "
    "leur signature à une autre personne.",
    lambda capacity: capacity in {Capacity.HOST, Capacity.SCHOOL},
)

SIGNATURE = Workflow(
    "la signature",
    move("ask", "Demander", {SignatureState.WAITING}, SignatureState.ASKED, {R.OFFICE, SYSTEM}),
    move("see", "Ouvrir", {SignatureState.ASKED}, SignatureState.SEEN, _SIGNERS),
    move("sign", "Signer", set(OPEN), SignatureState.SIGNED, _SIGNERS),
    move("refuse", "Refuser de signer", set(OPEN), SignatureState.REFUSED, _SIGNERS, reason=True),
    move(
        "delegate",
        "Déléguer",
        _AWAITED,
        SignatureState.DELEGATED,
        {R.SIGNATORY, R.HEAD, R.OFFICE, SYSTEM},
        needs=(DELEGABLE,),
        reason=True,
    ),
    move(
        "record_paper",
        "Enregistrer une signature sur papier",
        _AWAITED,
        SignatureState.RECEIVED,
        {R.OFFICE},
    ),
    move(
        "confirm_paper",
        "Confirmer la lecture",
        {SignatureState.RECEIVED},
        SignatureState.PAPER,
        {R.OFFICE},
    ),
    move(
        "reject_paper",
        "Écarter la copie",
        {SignatureState.RECEIVED},
        SignatureState.WAITING,
        {R.OFFICE},
        reason=True,
    ),
    move("waive", "Ne plus demander", _AWAITED, SignatureState.WAIVED, {SYSTEM}, reason=True),
)


CAPACITY_LABELS = {
    Capacity.SCHOOL: "Établissement",
    Capacity.HOST: "Représentant de l’organisme d’accueil",
    Capacity.STUDENT: "Étudiant",
    Capacity.GUARDIAN: "Représentant légal",
    Capacity.REFERENT: "Enseignant référent",
    Capacity.TUTOR: "Tuteur",
    Capacity.NEW_REFERENT: "Nouvel enseignant référent",
    Capacity.NEW_TUTOR: "Nouveau tuteur",
}

RELATION_OF = {
    Capacity.SCHOOL: R.HEAD,
    Capacity.HOST: R.SIGNATORY,
    Capacity.STUDENT: R.STUDENT,
    Capacity.GUARDIAN: R.GUARDIAN,
    Capacity.REFERENT: R.REFERENT,
    Capacity.TUTOR: R.TUTOR,
    Capacity.NEW_REFERENT: R.REFERENT,
    Capacity.NEW_TUTOR: R.TUTOR,
}

CAPACITY_PARTY = {
    Capacity.SCHOOL: Party.SCHOOL,
    Capacity.HOST: Party.HOST,
    Capacity.STUDENT: Party.STUDENT,
    Capacity.GUARDIAN: Party.STUDENT,
    Capacity.REFERENT: Party.SCHOOL,
    Capacity.TUTOR: Party.HOST,
    Capacity.NEW_REFERENT: Party.SCHOOL,
    Capacity.NEW_TUTOR: Party.HOST,
}

_C = Capacity
#: Who signs together, one group after the other (model §4); a guardian signs right after a minor.
ORDERS: dict[SigningOrder, tuple[tuple[Capacity, ...], ...]] = {
    SigningOrder.IN_TURN: tuple(
        (c,) for c in (_C.STUDENT, _C.GUARDIAN, _C.HOST, _C.TUTOR, _C.REFERENT, _C.SCHOOL)
    ),
    SigningOrder.HOST_FIRST: (
        (_C.HOST, _C.TUTOR),
        *((c,) for c in (_C.STUDENT, _C.GUARDIAN, _C.REFERENT, _C.SCHOOL)),
    ),
    SigningOrder.SCHOOL_LAST: (
        (_C.STUDENT, _C.GUARDIAN, _C.HOST, _C.TUTOR, _C.REFERENT),
        (_C.SCHOOL,),
    ),
    SigningOrder.TOGETHER: ((_C.STUDENT, _C.GUARDIAN, _C.HOST, _C.TUTOR, _C.REFERENT, _C.SCHOOL),),
}


def required_capacities(*, minor: bool) -> tuple[Capacity, ...]:
    """Who signs an agreement, as printed (Code de l’éducation, D124-4; guardian of a minor)."""
    every = (c for group in ORDERS[SigningOrder.IN_TURN] for c in group)
    return tuple(c for c in every if minor or c is not Capacity.GUARDIAN)


def ranks_of(capacities: Iterable[Capacity], order: SigningOrder) -> dict[Capacity, int]:
    """The turn of each, from 1, without a gap; equal turns sign together."""
    asked = set(capacities)
    groups = [[c for c in group if c in asked] for group in ORDERS[order]]
    present = (group for group in groups if group)
    return {c: rank for rank, group in enumerate(present, start=1) for c in group}


@dataclass(frozen=True, slots=True)
class SignatureFacts:
    rank: int
    state: SignatureState


def waiting(signatures: Sequence[SignatureFacts]) -> int:
    """How many signatures are still to come."""
    return sum(1 for s in signatures if s.state not in DONE | ASIDE)


def next_ranks(signatures: Sequence[SignatureFacts]) -> frozenset[int]:
    """Ranks whose turn it is: the lowest rank that is not complete."""
    todo = [s.rank for s in signatures if s.state not in DONE | ASIDE]
    return frozenset({min(todo)}) if todo else frozenset()


#: The automatic reminders: so many days before the start.
RUNGS = (15, 7, 3, 1)


def rung_for(today: date, starts_on: date) -> int | None:
    """The reminder that is due: the nearest rung reached; None before the ladder and after it."""
    left = (starts_on - today).days
    reached = [rung for rung in RUNGS if 1 <= left <= rung]
    return min(reached) if reached else None


#: The sentence a signer accepts; a change of words is a new version.
CONSENT_VERSION = "1"
CONSENT = (
    "J’ai lu ce document en entier, j’en accepte les termes et je le signe en la qualité indiquée."
)
