"""A request is asked, answered, shared, closed; late, it goes up to the office."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction

from tripartite.accounts.domain import Role
from tripartite.accounts.journal import Actor, name_of, record
from tripartite.accounts.models import PersonalLink, User
from tripartite.core import clock
from tripartite.followup.actions.routing import (
    address_of,
    due_for,
    handler_of,
    party_relation,
    team_of,
)
from tripartite.followup.domain.requests import (
    REQUEST,
    SHARED_FROM_THE_START,
    RequestError,
    RequestKind,
    RequestState,
    check_text,
    party_of,
)
from tripartite.followup.emails import requests as emails
from tripartite.followup.emails.requests import To
from tripartite.followup.models import HelpRequest, RequestMessage
from tripartite.mailing import outbox
from tripartite.placements.actions.links import link_for, link_url
from tripartite.placements.domain import OVER, Party, State
from tripartite.placements.models import Placement

#: The same words sent again within this time are a double click.
TWICE = timedelta(minutes=10)


@transaction.atomic
def ask(*, placement: Placement, kind: RequestKind, text: str, by: Actor) -> HelpRequest:
    """Ask the team; it goes to the référent, or to the office while he or she is away.

    The same words sent twice are one request. Raises RequestError when somebody else asks, when
    nothing is written, or when the placement is over.
    """
    placement = Placement.objects.with_people().select_for_update(of=("self",)).get(pk=placement.pk)
    party = party_of(placement.relations_of(by))
    if party is None or State(placement.state) in OVER:
        raise RequestError(
            "not_possible",
            "Une demande se fait par l’étudiant, le tuteur ou le représentant de l’accueil, tant "
            "que le stage n’est pas clos.",
        )
    text = check_text(text)
    known = _asked_just_now(placement, kind, text, by)
    if known is not None:
        return known
    today = clock.today()
    request = HelpRequest.objects.create(
        placement=placement,
        kind=kind,
        party=party,
        asker_name=name_of(by),
        due_on=due_for(placement.school, kind, today),
        handler=handler_of(placement, today),
        shared=kind in SHARED_FROM_THE_START,
        **_author(by),
    )
    _write(request, text, by, party)
    _record(request, by, "asked", f"Demande : {request.get_kind_display()}")
    _tell_team(request, text, by)
    return request


def _author(by: Actor) -> dict[str, User | PersonalLink | None]:
    return {
        "user": by if isinstance(by, User) else None,
        "link": by if isinstance(by, PersonalLink) else None,
    }


def _asked_just_now(
    placement: Placement, kind: RequestKind, text: str, by: Actor
) -> HelpRequest | None:
    return HelpRequest.objects.filter(
        placement=placement,
        kind=kind,
        asked_at__gte=clock.now() - TWICE,
        messages__text=text,
        **_author(by),
    ).first()


def _write(request: HelpRequest, text: str, by: Actor, party: Party) -> RequestMessage:
    return RequestMessage.objects.create(
        request=request,
        author_name=name_of(by),
        party=party,
        text=text,
        at=clock.now(),
        **_author(by),
    )


def _record(request: HelpRequest, by: Actor, verb: str, sentence: str) -> None:
    """The journal never says the words, and the placement's own story nothing until it is shared.

    The student reads that story: he must not learn there that his tutor wrote about him.
    """
    record(
        by=by,
        school=request.placement.school,
        verb=f"request.{verb}",
        sentence=sentence,
        file=request.placement.file if request.shared else f"request:{request.pk}",
        request=request.pk,
    )


def _tell_team(request: HelpRequest, text: str, by: Actor) -> None:
    reply_to, _name = address_of(by)
    for user in team_of(request.placement, request.handler):
        to = To(user.email or "", user.get_full_name(), _page(request))
        message = emails.request_asked(request, text, to=to, reply_to=reply_to)
        outbox.send(message, school=request.placement.school)


def _page(request: HelpRequest) -> str:
    return f"{settings.SITE_URL}{request.get_absolute_url()}"


def _locked(request: HelpRequest) -> HelpRequest:
    found = (
        HelpRequest.objects.select_related("user", "link", "handler")
        .select_for_update(of=("self",))
        .get(pk=request.pk)
    )
    found.placement = Placement.objects.with_people().get(pk=found.placement_id)
    return found


def _seen(request: HelpRequest, seen: int) -> None:
    """Two answers at once: the second has not read the first."""
    if request.messages.count() != seen:
        raise RequestError(
            "written_meanwhile",
            "Quelqu’un vient d’écrire dans cette demande : relisez-la ci-dessous, puis envoyez "
            "votre message s’il convient toujours. Votre texte est gardé.",
        )


@transaction.atomic
def answer(*, request: HelpRequest, text: str, seen: int, by: User) -> HelpRequest:
    """Answer the asker, who gets it by e-mail too; ``seen`` is how many messages were read."""
    request = _locked(request)
    target = REQUEST.target("answer", RequestState(request.state), request.parts_of(by))
    text = check_text(text)
    _seen(request, seen)
    request.state = target
    request.save(update_fields=["state"])
    _write(request, text, by, Party.SCHOOL)
    _record(request, by, "answered", f"Réponse à la demande de {request.asker_name}")
    asker = request.user or request.link
    email, name = address_of(asker)
    if email:
        to = To(email, name, _page_for(request, asker))
        message = emails.request_answered(
            request, text, author=name_of(by), to=to, reply_to=by.email or ""
        )
        outbox.send(message, school=request.placement.school)
    return request


def _page_for(request: HelpRequest, person: User | PersonalLink | None) -> str:
    if isinstance(person, PersonalLink):
        return link_url(person, request.get_absolute_url())
    return _page(request)


@transaction.atomic
def write(*, request: HelpRequest, text: str, seen: int, by: Actor) -> HelpRequest:
    """The asker writes again: an answer is due anew, and the team is told."""
    request = _locked(request)
    target = REQUEST.target("write", RequestState(request.state), request.parts_of(by))
    text = check_text(text)
    _seen(request, seen)
    _await_answer(request, target)
    _write(request, text, by, Party(request.party))
    _record(request, by, "written", f"Nouveau message de {request.asker_name}")
    _tell_team(request, text, by)
    return request


def _await_answer(request: HelpRequest, target: RequestState) -> None:
    """Open (again): a new due date unless one runs, and whoever is there today answers."""
    today = clock.today()
    if request.state != RequestState.OPEN:
        request.due_on = due_for(request.placement.school, RequestKind(request.kind), today)
        request.escalated_at = None
    request.handler = handler_of(request.placement, today)
    request.state = target
    request.closed_at = None
    request.save(update_fields=["due_on", "escalated_at", "handler", "state", "closed_at"])


@transaction.atomic
def close(*, request: HelpRequest, by: Actor) -> HelpRequest:
    """Settled, or withdrawn by whoever asked before anybody answered."""
    request = _locked(request)
    state = RequestState(request.state)
    name = "withdraw" if state is RequestState.OPEN else "close"
    request.state = REQUEST.target(name, state, request.parts_of(by))
    request.closed_at = clock.now()
    request.save(update_fields=["state", "closed_at"])
    _record(request, by, "closed", f"Demande de {request.asker_name} close")
    return request


@transaction.atomic
def reopen(*, request: HelpRequest, reason: str, by: Actor) -> HelpRequest:
    """Not settled after all: an answer is due anew."""
    request = _locked(request)
    parts = request.parts_of(by)
    target = REQUEST.target("reopen", RequestState(request.state), parts, reason=reason)
    _await_answer(request, target)
    party = party_of(request.placement.relations_of(by)) or Party.SCHOOL
    _write(request, reason.strip(), by, party)
    _record(request, by, "reopened", f"Demande de {request.asker_name} rouverte")
    _tell_team(request, reason.strip(), by)
    return request


@transaction.atomic
def share(*, request: HelpRequest, by: User) -> HelpRequest:
    """The team opens the whole thread to the other party, who is told; it is not taken back."""
    request = _locked(request)
    if request.shared:
        return request
    request.shared = True
    request.save(update_fields=["shared"])
    other = Party.HOST if request.party == Party.STUDENT else Party.STUDENT
    _record(request, by, "shared", f"Demande de {request.asker_name} ouverte aux trois partenaires")
    if other is Party.STUDENT:
        student = request.placement.student
        to = To(student.email or "", student.get_full_name(), _page(request))
    else:
        link = link_for(placement=request.placement, relation=party_relation(other))
        url = link_url(link, request.get_absolute_url()) if link else ""
        to = To(link.email if link else "", link.name if link else "", url)
    if to.email:
        message = emails.request_shared(request, author=name_of(by), to=to)
        outbox.send(message, school=request.placement.school)
    return request


def escalate_late() -> int:
    """Tell the office of each request that nobody answered in time, once; how many are told."""
    today = clock.today()
    late = HelpRequest.objects.open().filter(due_on__lt=today, escalated_at=None)
    return sum(_escalate(pk) for pk in late.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _escalate(pk: int) -> bool:
    request = _locked(HelpRequest(pk=pk))
    if request.escalated_at is not None or not request.late(clock.today()):
        return False
    request.escalated_at = clock.now()
    request.save(update_fields=["escalated_at"])
    school = request.placement.school
    for user in User.objects.members_of(school, Role.OFFICE).order_by("pk"):
        if user.email:
            to = To(user.email, user.get_full_name(), _page(request))
            outbox.send(emails.request_late(request, to=to), school=school)
    _record(request, None, "late", "Demande sans réponse : le bureau des stages est prévenu")
    return True
