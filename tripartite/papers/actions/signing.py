"""One signature: seen, coded, given or refused."""

from django.db import transaction

from tripartite.accounts import codes
from tripartite.accounts.journal import Actor, name_of
from tripartite.accounts.models import PersonalLink, User
from tripartite.core import clock, origin
from tripartite.core.errors import DomainError
from tripartite.core.workflow import TransitionError
from tripartite.documents import actions as documents
from tripartite.documents.papers import SignatureMethod
from tripartite.mailing import outbox
from tripartite.papers import emails, queue
from tripartite.papers.actions.asking import complete
from tripartite.papers.actions.common import locked, office_of, still_out, tell
from tripartite.papers.domain import (
    CONSENT_VERSION,
    OPEN,
    PAPER,
    SIGNATURE,
    SYSTEM,
    Capacity,
    PaperState,
    SignatureState,
)
from tripartite.papers.hooks import call_at_end
from tripartite.papers.models import Paper, Signature
from tripartite.school.domain import is_minor


def subject_of(signature: Signature) -> str:
    """What a one-time code is good for: this signature and no other."""
    return f"signature:{signature.pk}"


@transaction.atomic
def see(*, signature: Signature, by: Actor) -> None:
    """The signatory opened the paper; noted once."""
    signature = locked(signature)
    if signature.state != SignatureState.ASKED or signature.paper.state != PaperState.OUT:
        return
    signature.state = SIGNATURE.target("see", SignatureState.ASKED, {signature.relation})
    signature.seen_at = clock.now()
    signature.save(update_fields=["state", "seen_at"])
    tell(signature, by, "signature.seen", f"{signature.name} a ouvert le document à signer")


@transaction.atomic
def send_code(*, signature: Signature, by: Actor) -> None:
    """Send a one-time code to the address on the paper. Raises CodeError past six an hour."""
    signature = locked(signature)
    still_out(signature)
    code = codes.issue(subject_of(signature))
    outbox.send(emails.code_sent(signature, code), school=signature.paper.placement.school)
    tell(signature, by, "signature.code_sent", f"Code de signature envoyé à {signature.name}")


def sign(
    *, signature: Signature, code: str, consent: bool, by: Actor, on_device: bool = False
) -> Signature:
    """Give the signature, proved by the one-time code, over the frozen bytes.

    ``on_device``: the signer types the code on the device of ``by``, handed round. The try is
    counted even when refused. The last signature enqueues the seal. Raises TransitionError,
    CodeError or DomainError with the sentence to show.
    """
    needs_consent(consent)
    still_out(Signature.objects.select_related("paper").get(pk=signature.pk))
    typed = codes.check(subject_of(signature), code)
    with transaction.atomic():
        signature = locked(signature)
        still_out(signature)
        codes.consume(typed)
        give(signature, by, device_of=name_of(by) if on_device else "")
    return signature


def needs_consent(consent: bool) -> None:  # noqa: FBT001  # the box itself
    if not consent:
        raise DomainError(
            "no_consent", "Cochez la phrase d’accord : sans elle, il n’y a pas de signature."
        )


def give(signature: Signature, by: Actor, *, device_of: str = "") -> None:
    """Write the proof over the frozen bytes and go on; the caller holds the locks and the code."""
    frozen = signature.paper.frozen
    if frozen is None:
        raise AssertionError("an OUT paper is frozen: see the constraint paper_out_is_frozen")
    documents.read(frozen)  # raises when the bytes are no longer those that were frozen
    if signature.cover is not None and not signature.cover.covers(clock.today()):
        raise TransitionError(
            "cover_over",
            "La délégation de signature est finie : le chef d’établissement signe de nouveau "
            "lui-même. Le bureau des stages lui transmet le document.",
        )
    signature.state = SIGNATURE.target(
        "sign", SignatureState(signature.state), {signature.relation}
    )
    _write_proof(signature, frozen.sha256, by, device_of)
    where = f" sur l’appareil de {device_of}" if device_of else ""
    tell(
        signature,
        by,
        "signature.signed",
        f"{signature.name} a signé en qualité de « {signature.get_capacity_display()} »{where}",
    )
    if signature.capacity == Capacity.STUDENT:
        _waive_guardian(signature.paper)
    complete(signature.paper)


def _write_proof(signature: Signature, sha256: str, by: Actor, device_of: str) -> None:
    here = origin.current()
    known = SignatureMethod.LINK if isinstance(by, PersonalLink) else SignatureMethod.SIGNED_IN
    signature.signed_at = clock.now()
    signature.method = SignatureMethod.DEVICE if device_of else known
    signature.device_of = device_of
    signature.consent = CONSENT_VERSION
    signature.sha256 = sha256
    signature.ip = here.ip or None
    signature.user_agent = here.user_agent
    signature.save(
        update_fields=[
            "state", "signed_at", "method", "device_of", "consent", "sha256", "ip", "user_agent"
        ]
    )  # fmt: skip


def _waive_guardian(paper: Paper) -> None:
    """Of age on the day of signing, the student signs alone, though a minor when it was written."""
    birth = paper.placement.enrolment.student.birth_date
    if is_minor(birth, clock.today()):
        return
    awaited = Signature.objects.select_for_update(of=("self",)).filter(
        paper=paper, capacity=Capacity.GUARDIAN, state__in=[SignatureState.WAITING, *OPEN]
    )
    for signature in awaited:
        signature.paper = paper
        reason = "L’étudiant est majeur le jour où il signe."
        signature.state = SIGNATURE.target(
            "waive", SignatureState(signature.state), {SYSTEM}, reason=reason
        )
        signature.reason = reason
        signature.save(update_fields=["state", "reason"])
        tell(
            signature,
            None,
            "signature.waived",
            f"La signature de {signature.name} n’est plus nécessaire : {reason}",
        )


@transaction.atomic
def refuse(*, signature: Signature, reason: str, by: Actor) -> Signature:
    """Refuse with a reason: the paper stops there, those who can mend it are told."""
    signature = locked(signature)
    still_out(signature)
    paper = signature.paper
    signature.state = SIGNATURE.target(
        "refuse", SignatureState(signature.state), {signature.relation}, reason=reason
    )
    signature.reason = reason.strip()
    signature.save(update_fields=["state", "reason"])
    paper.state = PAPER.target(
        "refuse", PaperState(paper.state), {signature.relation}, reason=reason
    )
    paper.ended_at = clock.now()
    paper.reason = signature.reason
    paper.save(update_fields=["state", "ended_at", "reason"])
    call_at_end(paper)
    tell(signature, by, "signature.refused", f"{signature.name} a refusé de signer : {reason}")
    for person in _menders(paper):
        outbox.send(
            emails.refused(signature, to=person.email or "", to_name=person.get_full_name()),
            school=paper.placement.school,
        )
    return signature


def _menders(paper: Paper) -> list[User]:
    """Those who can mend a refused paper: référent, student, office."""
    placement = paper.placement
    people = {u.pk: u for u in office_of(placement.school)}
    for user in (placement.referent, placement.student):
        if user is not None:
            people[user.pk] = user
    return [u for u in people.values() if u.email]


def recover_seals() -> int:
    """Have every paper that everybody signed sealed; how many: for the start of the server."""
    waiting = list(Paper.objects.to_seal().order_by("pk").values_list("pk", flat=True))
    for pk in waiting:
        queue.seal_paper.enqueue(pk)
    return len(waiting)
