"""An exchange is planned, told in a report, or cancelled; who is written to, and when."""

import uuid
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from tests.logbook.partners import Partners, make_partners
from tests.papers.conftest import run_tasks
from tripartite.accounts.models import JournalEntry, School
from tripartite.core.workflow import TransitionError
from tripartite.followup import queries
from tripartite.followup.actions import exchanges as actions
from tripartite.followup.actions import reporting
from tripartite.followup.domain.exchanges import (
    Agreed,
    Alert,
    ExchangeError,
    ExchangeState,
    Mode,
    Outcome,
    Report,
    Who,
)
from tripartite.followup.models import Exchange
from tripartite.mailing.models import OutgoingMessage
from tripartite.placements.domain import State

PARIS = ZoneInfo("Europe/Paris")


def at(day: int, hour: int = 14, month: int = 1) -> datetime:
    return datetime(2027, month, day, hour, 30, tzinfo=PARIS)


def plan(partners: Partners, **changes: Any) -> Exchange:
    given = {"mode": Mode.ON_SITE, "planned_for": at(20), "by": partners.referent}
    return actions.plan_exchange(placement=partners.placement, **(given | changes))


def report(partners: Partners, exchange: Exchange, **changes: Any) -> Exchange:
    given = {
        "held_at": at(17),
        "present": "Inès Moreau, Théo Tuteur",
        "text": " Tout se passe bien. ",
    }
    by, sending = changes.pop("by", partners.referent), changes.pop("sending", None)
    told = Report(**(given | changes))
    return reporting.report_exchange(exchange=exchange, report=told, by=by, sending=sending)


def mails() -> list[tuple[str, str]]:
    return list(OutgoingMessage.objects.order_by("pk").values_list("kind", "to"))


def test_planning_writes_to_all_three(partners: Partners) -> None:
    exchange = plan(partners)

    assert exchange.state == ExchangeState.PLANNED
    assert mails() == [
        ("exchange_planned", partners.tutor.email),
        ("exchange_planned", partners.student.email),
        ("exchange_planned", partners.referent.email),
    ]
    assert JournalEntry.objects.get(verb="exchange.planned").sentence == (
        "Échange prévu le mercredi 20 janvier 2027 à 14\u00a0h\u00a030, sur place"
    )


def test_the_message_says_when_and_where_and_carries_the_calendar(partners: Partners) -> None:
    exchange = plan(partners)
    run_tasks()

    sent = mail.outbox[0]
    name, content, mime = sent.attachments[0]
    assert sent.body.count("le mercredi 20 janvier 2027 à 14\u00a0h\u00a030, sur place") == 1
    assert sent.body.count(f"/acces/{partners.tutor.token}/") == 1
    assert (name, mime) == ("echange.ics", "text/calendar; method=REQUEST")
    parts = [part for part in sent.message().walk() if part.get_filename() == name]
    assert [part.get_param("method") for part in parts] == ["REQUEST"]
    assert [part.get_content_type() for part in parts] == ["text/calendar"]
    assert content.count("DTSTART:20270120T133000Z") == 1
    assert content.count("METHOD:REQUEST") == 1
    assert content.count("ORGANIZER") == 1
    assert content.count("ATTENDEE") == 2
    assert content.count(f"UID:echange-{exchange.pk}@localhost:8000") == 1
    assert OutgoingMessage.objects.order_by("pk").first().attachments == []


def test_an_exchange_in_the_past_is_planned_without_a_message(partners: Partners) -> None:
    plan(partners, planned_for=at(14))

    assert mails() == []


def test_the_same_moment_is_planned_once(partners: Partners) -> None:
    plan(partners)

    with pytest.raises(ExchangeError) as refused:
        plan(partners, by=partners.office)

    assert refused.value.code == "planned_twice"
    assert Exchange.objects.count() == 1


def test_several_exchanges_are_welcome(partners: Partners) -> None:
    first = plan(partners)
    second = plan(partners, planned_for=at(4, month=2), mode=Mode.PHONE, mode_reason="Neige.")

    assert queries.exchanges_of(partners.placement) == [second, first]


@pytest.mark.parametrize("who", ["student", "stranger"])
def test_only_referent_and_office_plan(partners: Partners, who: str) -> None:
    with pytest.raises(TransitionError):
        plan(partners, by=getattr(partners, who))

    assert Exchange.objects.count() == 0


@pytest.mark.parametrize("state", [State.DRAFT, State.SUBMITTED, State.CANCELLED, State.CLOSED])
def test_a_placement_that_is_not_followed_takes_no_exchange(school: School, state: State) -> None:
    partners = make_partners(school, state=state)

    with pytest.raises(TransitionError):
        plan(partners)

    assert mails() == []


def test_the_day_is_that_of_the_school_not_of_greenwich(partners: Partners) -> None:
    """Half past midnight on the 4th in Paris is still the 3rd in UTC: inside the placement."""
    exchange = plan(partners, planned_for=datetime(2027, 1, 4, 0, 30, tzinfo=PARIS))

    assert exchange.state == ExchangeState.PLANNED


def test_the_database_refuses_a_distance_without_a_reason(partners: Partners) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Exchange.objects.create(
            placement=partners.placement,
            by=partners.referent,
            mode=Mode.VIDEO,
            planned_for=at(20),
        )


def test_a_report_closes_the_exchange_and_tells_the_partners(partners: Partners) -> None:
    mission = partners.placement.missions.get()
    promise = partners.placement.promises.create(position=1, label="Le fichier des clients")
    exchange = report(
        partners,
        plan(partners),
        missions={mission.pk: (Outcome.CHANGED, "Moins d’appels.")},
        agreed=(Agreed("Revoir le fichier", Who.TUTOR, at(25).date()),),
        received=frozenset({promise.pk}),
        internal_note="À suivre de près.",
    )

    exchange.refresh_from_db()
    promise.refresh_from_db()
    assert (exchange.state, exchange.report) == (ExchangeState.HELD, "Tout se passe bien.")
    assert (exchange.missions_as_framed, exchange.held_at) == (False, at(17))
    assert [str(c) for c in exchange.mission_checks.all()] == [f"{mission.title} : modifiée"]
    assert promise.received_on == at(17).date()
    assert queries.held_count(partners.placement) == 1
    assert [m for m in mails() if m[0] == "exchange_reported"] == [
        ("exchange_reported", partners.tutor.email),
        ("exchange_reported", partners.student.email),
    ]
    text = OutgoingMessage.objects.filter(kind="exchange_reported").first().text
    assert "Revoir le fichier (le tuteur, avant le 25 janv.)" in text
    assert "À suivre de près." not in text


def test_the_same_sending_twice_is_one_report(partners: Partners) -> None:
    number = uuid.uuid4()
    agreed = (Agreed("Revoir le fichier", Who.TUTOR),)
    exchange = report(partners, plan(partners), sending=number, agreed=agreed)

    report(partners, exchange, sending=number, agreed=agreed)

    assert exchange.agreed_actions.count() == 1


def test_what_was_agreed_is_ticked_and_unticked(partners: Partners) -> None:
    exchange = report(partners, plan(partners), agreed=(Agreed("Revoir", Who.STUDENT),))
    action = exchange.agreed_actions.get()

    reporting.tick_action(action=action, done=True, by=partners.student)
    action = reporting.tick_action(action=action, done=True, by=partners.tutor)
    assert action.done_by == str(partners.student)

    action = reporting.tick_action(action=action, done=False, by=partners.student)
    assert (action.done_at, action.done_by) == (None, "")


def test_a_second_report_is_refused_and_loses_nothing(partners: Partners) -> None:
    exchange = report(partners, plan(partners))

    with pytest.raises(TransitionError) as refused:
        report(partners, exchange, text="Autre chose.", by=partners.office)

    exchange.refresh_from_db()
    assert refused.value.code == "not_possible"
    assert exchange.report == "Tout se passe bien."


def test_a_report_of_tomorrow_is_refused(partners: Partners) -> None:
    with pytest.raises(ExchangeError) as refused:
        report(partners, plan(partners), held_at=at(19))

    assert refused.value.code == "held_date"


@pytest.mark.parametrize(("alert", "told"), [(Alert.NONE, 0), (Alert.WATCH, 0), (Alert.URGENT, 1)])
def test_what_is_urgent_reaches_the_office_at_once(partners: Partners, alert, told) -> None:
    exchange = plan(partners)

    report(partners, exchange, alert=alert)

    urgent = [to for kind, to in mails() if kind == "exchange_urgent"]
    assert urgent == [partners.office.email] * told


def test_cancelling_tells_those_who_were_invited_why(partners: Partners) -> None:
    exchange = actions.cancel_exchange(
        exchange=plan(partners), reason="Grève des trains.", by=partners.referent
    )
    run_tasks()

    assert exchange.state == ExchangeState.CANCELLED
    assert mails()[3:] == [
        ("exchange_cancelled", partners.tutor.email),
        ("exchange_cancelled", partners.student.email),
        ("exchange_cancelled", partners.referent.email),
    ]
    assert mail.outbox[3].body.count("Motif : « Grève des trains. »") == 1
    assert mail.outbox[3].attachments[0][1].count("METHOD:CANCEL") == 1
    assert mail.outbox[3].attachments[0][2] == "text/calendar; method=CANCEL"
    assert mail.outbox[3].attachments[0][1].count("SEQUENCE:1") == 1


def test_a_cancelled_exchange_takes_no_report(partners: Partners) -> None:
    exchange = plan(partners)
    actions.cancel_exchange(exchange=exchange, reason="Malentendu.", by=partners.office)

    with pytest.raises(TransitionError):
        report(partners, exchange)

    assert queries.held_count(partners.placement) == 0


def test_moving_tells_all_why_with_the_same_entry_one_version_later(partners: Partners) -> None:
    exchange = plan(partners)

    actions.move_exchange(
        exchange=exchange,
        planned_for=at(21),
        mode=Mode.VIDEO,
        mode_reason="Neige.",
        duration=30,
        reason="Route coupée.",
        by=partners.referent,
    )
    run_tasks()

    sent = mail.outbox[3]
    entry = sent.attachments[0][1]
    assert sent.body.count("Motif : « Route coupée. »") == 1
    assert entry.count(f"UID:echange-{exchange.pk}@localhost:8000") == 1
    assert (entry.count("SEQUENCE:1"), entry.count("METHOD:REQUEST")) == (1, 1)
    assert entry.count("DTEND:20270121T140000Z") == 1


def test_moving_without_a_reason_is_refused(partners: Partners) -> None:
    with pytest.raises(TransitionError) as refused:
        actions.move_exchange(
            exchange=plan(partners),
            planned_for=at(21),
            mode=Mode.ON_SITE,
            reason=" ",
            by=partners.referent,
        )

    assert refused.value.code == "reason_needed"


def test_a_fixed_date_is_said_once_in_the_journal(partners: Partners) -> None:
    exchange = plan(partners)

    for _ in range(2):
        actions.lock_exchange(exchange=exchange, locked=True, by=partners.referent)

    assert JournalEntry.objects.filter(verb="exchange.locked").count() == 1
