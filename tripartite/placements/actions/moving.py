"""The moves of a placement: submitted, approved, returned, reopened, cancelled."""

from collections.abc import Callable, Iterable

from django.db import transaction

from tripartite.accounts.domain import Role
from tripartite.accounts.journal import Actor, record
from tripartite.accounts.models import User
from tripartite.core import clock
from tripartite.mailing import outbox
from tripartite.mailing.domain import Message
from tripartite.placements import emails_framing as emails
from tripartite.placements.actions.handing import hand_over
from tripartite.placements.domain import WORKFLOW, State
from tripartite.placements.models import Placement
from tripartite.placements.queries import facts_of

#: What the journal says of each move.
SENTENCES = {
    "submit": "Cadrage soumis à l’accueil et à l’enseignant référent",
    "approve": "Cadrage validé",
    "return": "Cadrage renvoyé : {reason}",
    "reopen": "Cadrage rouvert : {reason}",
    "cancel": "Stage annulé : {reason}",
    "close": "Stage clos",
}
#: The date each move writes.
DATES = {
    "submit": "submitted_at",
    "approve": "approved_at",
    "cancel": "closed_at",
    "close": "closed_at",
}


@transaction.atomic
def submit(*, placement: Placement, by: Actor) -> Placement:
    """Hand the framing to the tutor, who is asked to agree, and to the référent, who is told.

    Raises TransitionError when something is missing, or when the state or the person forbids it.
    """
    placement = _move("submit", placement, by)
    hand_over(placement, by)
    _tell(placement, emails.submitted, [placement.referent])
    return placement


@transaction.atomic
def approve(*, placement: Placement, by: Actor) -> Placement:
    """Agree to the framing; the student and the office are told."""
    placement = _move("approve", placement, by)
    _tell(placement, emails.approved, [placement.student, *_office(placement, by)])
    return placement


@transaction.atomic
def send_back(*, placement: Placement, reason: str, by: Actor) -> Placement:
    """Return the framing with what to change; the student and the office are told."""
    placement = _move("return", placement, by, reason)
    _tell(placement, emails.returned, [placement.student, *_office(placement, by)])
    return placement


@transaction.atomic
def reopen(*, placement: Placement, reason: str, by: Actor) -> Placement:
    """Take an approval back; the student and the office are told why."""
    placement = _move("reopen", placement, by, reason)
    _tell(placement, emails.returned, [placement.student, *_office(placement, by)])
    return placement


@transaction.atomic
def cancel(*, placement: Placement, reason: str, by: Actor) -> Placement:
    """End the placement before it begins; the student may declare another for the period."""
    placement = _move("cancel", placement, by, reason)
    _tell(placement, emails.cancelled, [placement.student, placement.referent])
    return placement


@transaction.atomic
def close(*, placement: Placement, by: Actor) -> Placement:
    """End the file of a placement that took place; the caller checks its attestation."""
    return _move("close", placement, by)


def locked(placement: Placement) -> Placement:
    """The placement as it is now, held until the end of the transaction, with its people."""
    return Placement.objects.with_people().select_for_update(of=("self",)).get(pk=placement.pk)


def _move(name: str, placement: Placement, by: Actor, reason: str = "") -> Placement:
    placement = locked(placement)
    reason = " ".join(reason.split())
    placement.state = WORKFLOW.target(
        name,
        State(placement.state),
        placement.relations_of(by),
        facts=facts_of(placement),
        reason=reason,
    )
    placement.reason = reason
    changed = ["state", "reason"]
    if name in DATES:
        setattr(placement, DATES[name], clock.now())
        changed.append(DATES[name])
    if name == "reopen":
        placement.approved_at = None
        changed.append("approved_at")
    placement.save(update_fields=changed)
    record(
        by=by,
        school=placement.school,
        verb=f"placement.{name}",
        sentence=SENTENCES[name].format(reason=reason),
        file=placement.file,
        reason=reason,
    )
    return placement


def _office(placement: Placement, by: Actor) -> list[User]:
    """The people of the office, but whoever acts."""
    people = User.objects.members_of(placement.school, Role.OFFICE).order_by("pk")
    return [user for user in people if user != by]


def _tell(
    placement: Placement,
    message: Callable[[Placement, User], Message],
    people: Iterable[User | None],
) -> None:
    """Write to each person once, if there is an address to write to."""
    for user in {u.pk: u for u in people if u is not None and u.email}.values():
        outbox.send(message(placement, user), school=placement.school)
