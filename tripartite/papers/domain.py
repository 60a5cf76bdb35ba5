"""The life of a paper and of each signature on it (model §3–4). Plain Python."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

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
    PAPER = "paper"


SIGNATURE_STATE_LABELS = {
    SignatureState.WAITING: "pas encore demandée",
    SignatureState.ASKED: "demandée",
    SignatureState.SEEN: "lien ouvert",
    SignatureState.SIGNED: "signé",
    SignatureState.REFUSED: "refusé",
    SignatureState.DELEGATED: "déléguée",
    SignatureState.PAPER: "signé sur papier",
}

#: The signature is given.
DONE = frozenset({SignatureState.SIGNED, SignatureState.PAPER})
#: The signature is awaited from somebody who was asked.
OPEN = frozenset({SignatureState.ASKED, SignatureState.SEEN})

_SIGNERS = {R.STUDENT, R.GUARDIAN, R.TUTOR, R.SIGNATORY, R.REFERENT, R.HEAD}

SIGNATURE = Workflow(
    "la signature",
    move("ask", "Demander", {SignatureState.WAITING}, SignatureState.ASKED, {R.OFFICE, SYSTEM}),
    move("see", "Ouvrir", {SignatureState.ASKED}, SignatureState.SEEN, _SIGNERS),
    move("sign", "Signer", set(OPEN), SignatureState.SIGNED, _SIGNERS),
    move("refuse", "Refuser de signer", set(OPEN), SignatureState.REFUSED, _SIGNERS, reason=True),
    move(
        "delegate",
        "Déléguer",
        {SignatureState.WAITING, *OPEN},
        SignatureState.DELEGATED,
        {R.SIGNATORY, R.HEAD, R.OFFICE},
        reason=True,
    ),
    move(
        "record_paper",
        "Enregistrer une signature sur papier",
        {SignatureState.WAITING, *OPEN},
        SignatureState.PAPER,
        {R.OFFICE},
    ),
)


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

#: Default order of an agreement (model §4): student → host → tutor → référent → school.
DEFAULT_ORDER = (
    Capacity.STUDENT,
    Capacity.GUARDIAN,
    Capacity.HOST,
    Capacity.TUTOR,
    Capacity.REFERENT,
    Capacity.SCHOOL,
)


def required_capacities(*, minor: bool) -> tuple[Capacity, ...]:
    """Who signs an agreement, in order (Code de l’éducation, D124-4; guardian of a minor)."""
    return tuple(c for c in DEFAULT_ORDER if minor or c is not Capacity.GUARDIAN)


@dataclass(frozen=True, slots=True)
class SignatureFacts:
    rank: int
    state: SignatureState


def waiting(signatures: Sequence[SignatureFacts]) -> int:
    """How many signatures are still to come; delegated rows are replaced by another row."""
    return sum(1 for s in signatures if s.state not in DONE | {SignatureState.DELEGATED})


def next_ranks(signatures: Sequence[SignatureFacts]) -> frozenset[int]:
    """Ranks whose turn it is: the lowest rank that is not complete."""
    todo = [s.rank for s in signatures if s.state not in DONE | {SignatureState.DELEGATED}]
    return frozenset({min(todo)}) if todo else frozenset()


#: The sentence a signer accepts; a change of words is a new version.
CONSENT_VERSION = "1"
CONSENT = (
    "J’ai lu ce document en entier, j’en accepte les termes et je le signe en la qualité indiquée."
)
