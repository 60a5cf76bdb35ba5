"""A signature given by hand: the scan is recorded, then read by another pair of eyes."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from tripartite.accounts.models import User
from tripartite.core import clock
from tripartite.core.errors import DomainError
from tripartite.core.fr import long_day
from tripartite.documents import actions as documents
from tripartite.documents.papers import SignatureMethod
from tripartite.documents.uploads import CheckedFile
from tripartite.papers.actions.asking import complete
from tripartite.papers.actions.common import locked, office_of, still_out, tell
from tripartite.papers.domain import SIGNATURE, SignatureState
from tripartite.papers.models import Signature

#: Each scan travels inside the sealed paper: what is heavier is scanned with care for nothing.
LARGEST_SCAN = 5 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Sheet:
    """A signed sheet as it came back."""

    file: CheckedFile
    signed_on: date
    received_on: date


@transaction.atomic
def record_paper(*, signature: Signature, sheet: Sheet, by: User) -> Signature:
    """Keep the scan of a signature given by hand; it counts once somebody has read it.

    Raises DomainError when the dates or the file cannot be, TransitionError otherwise.
    """
    signature = locked(signature)
    still_out(signature)
    _check(signature, sheet)
    paper = signature.paper
    signature.state = SIGNATURE.target(
        "record_paper", SignatureState(signature.state), paper.placement.relations_of(by)
    )
    signature.scan = documents.keep(
        school=paper.placement.school,
        content=sheet.file.content,
        name=sheet.file.name,
        mime=sheet.file.mime,
    )
    signature.signed_on = sheet.signed_on
    signature.received_on = sheet.received_on
    signature.recorded_by = by
    signature.reason = ""
    signature.save(
        update_fields=["state", "scan", "signed_on", "received_on", "recorded_by", "reason"]
    )
    tell(
        signature,
        by,
        "signature.received",
        f"Exemplaire signé sur papier par {signature.name} le {long_day(sheet.signed_on)} reçu, "
        "à relire",
        scan=signature.scan.sha256,
    )
    return signature


def _check(signature: Signature, sheet: Sheet) -> None:
    today = clock.today()
    out_on = timezone.localdate(signature.paper.out_at) if signature.paper.out_at else today
    if sheet.signed_on < out_on:
        raise DomainError(
            "signed_before_sending",
            f"Le document a été envoyé le {long_day(out_on)} : il n’a pas pu être signé avant. "
            "Vérifiez la date, et que la feuille est bien celle de cette version.",
        )
    if sheet.received_on < sheet.signed_on or sheet.received_on > today:
        raise DomainError(
            "received_when",
            "La feuille est reçue au plus tôt le jour où elle est signée, au plus tard "
            "aujourd’hui.",
        )
    if len(sheet.file.content) > LARGEST_SCAN:
        raise DomainError(
            "scan_too_heavy",
            "Cette copie pèse plus de 5 Mo : numérisez la seule page signée, en 150 points par "
            "pouce.",
        )


@transaction.atomic
def confirm_paper(*, signature: Signature, by: User) -> Signature:
    """The scan was read and bears this signature: from here the signature counts.

    By somebody else than who recorded it, as soon as the office has two people.
    """
    signature = locked(signature)
    paper = signature.paper
    target = SIGNATURE.target(
        "confirm_paper", SignatureState(signature.state), paper.placement.relations_of(by)
    )
    if paper.frozen is None or signature.scan is None or signature.signed_on is None:
        raise AssertionError("a received paper has its scan: see signature_paper_has_scan")
    if signature.recorded_by == by and must_be_another(signature):
        raise DomainError(
            "same_reader",
            "Vous avez enregistré cette copie : une autre personne du bureau la relit.",
        )
    documents.read(paper.frozen)
    documents.read(signature.scan)
    signature.state = target
    signature.method = SignatureMethod.PAPER
    signature.sha256 = paper.frozen.sha256
    signature.countersigned_by = by
    signature.countersigned_at = clock.now()
    signature.save(
        update_fields=["state", "method", "sha256", "countersigned_by", "countersigned_at"]
    )
    tell(
        signature,
        by,
        "signature.paper",
        f"Signature sur papier de {signature.name} relue et retenue",
        scan=signature.scan.sha256,
    )
    complete(paper)
    return signature


def must_be_another(signature: Signature) -> bool:
    """Whether the office has somebody else to read the scan."""
    others = [u for u in office_of(signature.paper.placement.school) if u != signature.recorded_by]
    return bool(others)


@transaction.atomic
def reject_paper(*, signature: Signature, reason: str, by: User) -> Signature:
    """The scan is not this paper, or not signed: the signature is awaited again, the file kept."""
    signature = locked(signature)
    paper = signature.paper
    signature.state = SIGNATURE.target(
        "reject_paper",
        SignatureState(signature.state),
        paper.placement.relations_of(by),
        reason=reason,
    )
    rejected = signature.scan
    signature.reason = reason.strip()
    signature.scan = None
    signature.signed_on = signature.received_on = None
    signature.recorded_by = None
    signature.save(
        update_fields=["state", "reason", "scan", "signed_on", "received_on", "recorded_by"]
    )
    tell(
        signature,
        by,
        "signature.paper_rejected",
        f"Copie signée de {signature.name} écartée : {signature.reason}",
        scan=rejected.sha256 if rejected else "",
    )
    complete(paper)
    return signature
