"""Reminders: by hand, at most once a day; by themselves, on the rungs before the start."""

from collections import defaultdict
from datetime import timedelta

from django.db import transaction

from tripartite.accounts.journal import Actor
from tripartite.accounts.models import School, User
from tripartite.core import clock
from tripartite.core.workflow import TransitionError
from tripartite.mailing import outbox
from tripartite.mailing.models import OutgoingMessage
from tripartite.papers import emails
from tripartite.papers.actions.asking import annex_url, sign_path
from tripartite.papers.actions.common import locked, office_of, still_out, tell
from tripartite.papers.actions.delegating import hand_over
from tripartite.papers.domain import OPEN, Kind, PaperState, SignatureState, rung_for
from tripartite.papers.models import Signature
from tripartite.papers.queries import change_of, not_begun, on_the_eve
from tripartite.placements.actions.links import grant, link_url
from tripartite.placements.models import Placement

REMINDER_PAUSE = timedelta(hours=20)


@transaction.atomic
def remind(*, signature: Signature, by: Actor) -> None:
    """Send the link again, at most once in twenty hours. Raises TransitionError otherwise."""
    signature = locked(signature)
    still_out(signature)
    if signature.state == SignatureState.WAITING:
        raise TransitionError(
            "not_asked", f"Ce n’est pas encore le tour de {signature.name} : rien à relancer."
        )
    if not signature.email:
        raise TransitionError(
            "no_email", f"{signature.name} n’a pas d’adresse électronique : remettez le papier."
        )
    if _written_to_today(signature):
        raise TransitionError(
            "reminded_today",
            f"{signature.name} a déjà reçu un message aujourd’hui. Une relance par jour suffit.",
        )
    _remind(signature, by, f"{signature.name} a été relancé")


def _written_to_today(signature: Signature) -> bool:
    last = signature.reminded_at or signature.asked_at
    return last is not None and clock.now() - last < REMINDER_PAUSE


def _remind(signature: Signature, by: Actor, sentence: str) -> None:
    signature.reminded_at = clock.now()
    signature.link = grant(
        placement=signature.paper.placement,
        relation=signature.relation,
        person=(signature.name, signature.email, signature.user),
    )
    signature.save(update_fields=["reminded_at", "link"])
    url = link_url(signature.link, sign_path(signature))
    outbox.send(
        emails.signature_asked(
            signature,
            url,
            again=True,
            replaces=change_of(signature.paper, signature),
            annex_url=annex_url(signature, signature.link),
        ),
        school=signature.paper.placement.school,
    )
    tell(signature, by, "signature.reminded", sentence)


def climb_ladder() -> dict[str, int]:
    """What a day brings: deputies, reminders, those missing on the eve, late starts.

    Run as often as one likes: each rung is climbed once a signature, each list is sent once.
    """
    done = {"handed_over": 0, "reminded": 0, "missing": 0, "late": 0}
    for school in School.objects.order_by("pk"):
        done["handed_over"] += hand_over(school)
    for signature in _on_the_ladder():
        done["reminded"] += _climb(signature)
    missing: dict[int, list[Placement]] = defaultdict(list)
    for placement in on_the_eve(clock.today()):
        missing[placement.school_id].append(placement)
    for placements in missing.values():
        done["missing"] += _tell_missing(placements)
    for placement in not_begun(clock.today()):
        done["late"] += _tell_late(placement)
    return done


def _on_the_ladder() -> list[Signature]:
    today = clock.today()
    rows = Signature.objects.filter(
        paper__kind__in=[Kind.AGREEMENT, Kind.AMENDMENT],
        paper__state=PaperState.OUT,
        paper__placement__starts_on__gt=today,
        paper__placement__starts_on__lte=today + timedelta(days=15),
        state__in=list(OPEN),
    ).exclude(email="")
    return list(rows.order_by("pk"))


@transaction.atomic
def _climb(signature: Signature) -> bool:
    """Send the reminder of the day if it was not; a message of today stands for it."""
    signature = locked(signature)
    rung = rung_for(clock.today(), signature.paper.placement.starts_on)
    is_awaited = signature.paper.state == PaperState.OUT and signature.state in OPEN
    known = signature.rung
    if not is_awaited or rung is None or (known is not None and known <= rung):
        return False
    signature.rung = rung
    signature.save(update_fields=["rung"])
    if _written_to_today(signature):
        return False
    _remind(signature, None, f"Rappel automatique à {signature.name}, {rung} j avant le début")
    return True


def _sent(kind: str, *, file: str, to: str) -> bool:
    return OutgoingMessage.objects.filter(kind=kind, file=file, to=to).exists()


@transaction.atomic
def _tell_missing(placements: list[Placement]) -> int:
    """The office gets the list, once a day: who is missing on the eve of the start."""
    school = School.objects.select_for_update(of=("self",), no_key=True).get(
        pk=placements[0].school_id
    )
    file = f"school:{school.pk}:missing:{clock.today().isoformat()}"
    told = 0
    for user in office_of(school):
        if not _sent("signatures_missing", file=file, to=user.email or ""):
            outbox.send(emails.missing(placements, user, file=file), school=school)
            told += 1
    return told


@transaction.atomic
def _tell_late(placement: Placement) -> int:
    """Office, référent and student are told that the placement has not begun (R1), once each."""
    placement = Placement.objects.with_people().select_for_update(of=("self",)).get(pk=placement.pk)
    people: dict[int, User] = {u.pk: u for u in office_of(placement.school)}
    for user in (placement.referent, placement.student):
        if user is not None and user.email:
            people[user.pk] = user
    told = 0
    for user in people.values():
        if not _sent("placement_not_begun", file=placement.file, to=user.email or ""):
            outbox.send(emails.not_begun(placement, user), school=placement.school)
            told += 1
    return told
