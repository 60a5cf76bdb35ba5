"""One signature: seen, coded, given or refused."""

from datetime import timedelta

from django.db import transaction

from tripartite.accounts import codes
from tripartite.accounts.domain import Role
from tripartite.accounts.journal import Actor, record
from tripartite.accounts.models import PersonalLink, User
from tripartite.core import clock, origin
from tripartite.core.errors import DomainError
from tripartite.core.workflow import TransitionError
from tripartite.documents import actions as documents
from tripartite.documents.papers import SignatureMethod
from tripartite.mailing import outbox
from tripartite.papers import emails, queue
from tripartite.papers.actions.issuing import ask_next, sign_path
from tripartite.papers.domain import (
    CONSENT_VERSION,
    KIND_LABELS,
    PAPER,
    SIGNATURE,
    Kind,
    PaperState,
    SignatureState,
    waiting,
)
from tripartite.papers.hooks import call_at_end
from tripartite.papers.models import Paper, Signature
from tripartite.placements.actions.links import grant, link_url

REMINDER_PAUSE = timedelta(hours=20)


def subject_of(signature: Signature) -> str:
    """What a one-time code is good for: this signature and no other."""
    return f"signature:{signature.pk}"


def _locked(signature: Signature) -> Signature:
    """The signature, its paper locked first, so that two people never sign past one another."""
    Paper.objects.select_for_update(of=("self",)).get(pk=signature.paper_id)
    return (
        Signature.objects.select_related("paper__placement__school", "paper__frozen")
        .select_for_update(of=("self",))
        .get(pk=signature.pk)
    )


def _still_out(signature: Signature) -> None:
    if signature.is_done:
        raise TransitionError(
            "already_signed", "Cette signature est déjà donnée : il n’y a rien de plus à faire."
        )
    if signature.paper.state != PaperState.OUT:
        raise TransitionError(
            "paper_not_out",
            "Ce document n’attend plus de signature : il a été refusé, remplacé ou retiré. "
            "Le dossier du stage dit ce qu’il en est.",
        )


@transaction.atomic
def see(*, signature: Signature, by: Actor) -> None:
    """The signatory opened the paper; noted once."""
    signature = _locked(signature)
    if signature.state != SignatureState.ASKED or signature.paper.state != PaperState.OUT:
        return
    signature.state = SIGNATURE.target("see", SignatureState.ASKED, {signature.relation})
    signature.seen_at = clock.now()
    signature.save(update_fields=["state", "seen_at"])
    _tell(signature, by, "signature.seen", f"{signature.name} a ouvert le document à signer")


@transaction.atomic
def send_code(*, signature: Signature, by: Actor) -> None:
    """Send a one-time code to the address on the paper. Raises CodeError past six an hour."""
    signature = _locked(signature)
    _still_out(signature)
    code = codes.issue(subject_of(signature))
    outbox.send(emails.code_sent(signature, code), school=signature.paper.placement.school)
    _tell(signature, by, "signature.code_sent", f"Code de signature envoyé à {signature.name}")


def sign(*, signature: Signature, code: str, consent: bool, by: Actor) -> Signature:
    """Give the signature, proved by the one-time code, over the frozen bytes.

    The try is counted even when refused. The last signature enqueues the seal. Raises
    TransitionError, CodeError or DomainError with the sentence to show.
    """
    if not consent:
        raise DomainError(
            "no_consent", "Cochez la phrase d’accord : sans elle, il n’y a pas de signature."
        )
    _still_out(Signature.objects.select_related("paper").get(pk=signature.pk))
    typed = codes.check(subject_of(signature), code)
    with transaction.atomic():
        signature = _locked(signature)
        _still_out(signature)
        codes.consume(typed)
        _write_signature(signature, by)
        paper = signature.paper
        left = waiting([s.facts for s in Signature.objects.filter(paper=paper)])
        if left:
            ask_next(paper)
        else:
            queue.seal_paper.enqueue(paper.pk)
    return signature


def _write_signature(signature: Signature, by: Actor) -> None:
    here = origin.current()
    frozen = signature.paper.frozen
    if frozen is None:
        raise AssertionError("an OUT paper is frozen: see the constraint paper_out_is_frozen")
    documents.read(frozen)  # raises when the bytes are no longer those that were frozen
    signature.state = SIGNATURE.target(
        "sign", SignatureState(signature.state), {signature.relation}
    )
    signature.signed_at = clock.now()
    signature.method = (
        SignatureMethod.LINK if isinstance(by, PersonalLink) else SignatureMethod.SIGNED_IN
    )
    signature.consent = CONSENT_VERSION
    signature.sha256 = frozen.sha256
    signature.ip = here.ip or None
    signature.user_agent = here.user_agent
    signature.save(
        update_fields=[
            "state", "signed_at", "method", "consent", "sha256", "ip", "user_agent"
        ]
    )  # fmt: skip
    _tell(
        signature,
        by,
        "signature.signed",
        f"{signature.name} a signé en qualité de « {signature.get_capacity_display()} »",
    )


@transaction.atomic
def refuse(*, signature: Signature, reason: str, by: Actor) -> Signature:
    """Refuse with a reason: the paper stops there, those who can mend it are told."""
    signature = _locked(signature)
    _still_out(signature)
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
    _tell(signature, by, "signature.refused", f"{signature.name} a refusé de signer : {reason}")
    for person in _menders(paper):
        outbox.send(
            emails.refused(signature, to=person.email or "", to_name=person.get_full_name()),
            school=paper.placement.school,
        )
    return signature


def _menders(paper: Paper) -> list[User]:
    """Those who can mend a refused paper: référent, student, office."""
    placement = paper.placement
    people = {u.pk: u for u in User.objects.members_of(placement.school, Role.OFFICE)}
    for user in (placement.referent, placement.student):
        if user is not None:
            people[user.pk] = user
    return [u for u in people.values() if u.email]


@transaction.atomic
def remind(*, signature: Signature, by: Actor) -> None:
    """Send the link again, at most once in twenty hours. Raises TransitionError otherwise."""
    signature = _locked(signature)
    _still_out(signature)
    if signature.state == SignatureState.WAITING:
        raise TransitionError(
            "not_asked", f"Ce n’est pas encore le tour de {signature.name} : rien à relancer."
        )
    if not signature.email:
        raise TransitionError(
            "no_email", f"{signature.name} n’a pas d’adresse électronique : remettez le papier."
        )
    last = signature.reminded_at or signature.asked_at
    if last is not None and clock.now() - last < REMINDER_PAUSE:
        raise TransitionError(
            "reminded_today",
            f"{signature.name} a déjà reçu un message aujourd’hui. Une relance par jour suffit.",
        )
    signature.reminded_at = clock.now()
    signature.link = grant(
        placement=signature.paper.placement,
        relation=signature.relation,
        person=(signature.name, signature.email, signature.user),
    )
    signature.save(update_fields=["reminded_at", "link"])
    url = link_url(signature.link, sign_path(signature))
    outbox.send(
        emails.signature_asked(signature, url, again=True),
        school=signature.paper.placement.school,
    )
    _tell(signature, by, "signature.reminded", f"{signature.name} a été relancé")


def _tell(signature: Signature, by: Actor, verb: str, sentence: str) -> None:
    paper = signature.paper
    record(
        by=by,
        school=paper.placement.school,
        verb=verb,
        sentence=f"{sentence} ({KIND_LABELS[Kind(paper.kind)]} n° {paper.number})",
        file=paper.placement.file,
        paper=paper.pk,
        signature=signature.pk,
    )


def recover_seals() -> int:
    """Have every paper that everybody signed sealed; how many: for the start of the server."""
    waiting = list(Paper.objects.to_seal().order_by("pk").values_list("pk", flat=True))
    for pk in waiting:
        queue.seal_paper.enqueue(pk)
    return len(waiting)
