"""An exchange is planned, told in a report, or cancelled; who is written to, and when."""

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
from tripartite.followup.domain.exchanges import Alert, ExchangeError, ExchangeState, Mode
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
        "missions_as_framed": True,
        "report": " Tout se passe bien. ",
        "actions_agreed": "",
        "alert": Alert.NONE,
        "by": partners.referent,
    }
    return actions.report_exchange(exchange=exchange, **(given | changes))


def mails() -> list[tuple[str, str]]:
    return list(OutgoingMessage.objects.order_by("pk").values_list("kind", "to"))


def test_planning_writes_to_tutor_and_student(partners: Partners) -> None:
    exchange = plan(partners)

    assert exchange.state == ExchangeState.PLANNED
    assert mails() == [
        ("exchange_planned", partners.tutor.email),
        ("exchange_planned", partners.student.email),
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
    assert (name, mime) == ("echange.ics", "text/calendar")
    assert content.count("DTSTART:20270120T133000Z") == 1
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


def test_a_report_closes_the_exchange(partners: Partners) -> None:
    exchange = report(partners, plan(partners), actions_agreed="Revoir le fichier lundi.")

    exchange.refresh_from_db()
    assert (exchange.state, exchange.report, exchange.missions_as_framed) == (
        ExchangeState.HELD, "Tout se passe bien.", True
    )  # fmt: skip
    assert exchange.held_at == at(17)
    assert queries.held_count(partners.placement) == 1


def test_a_second_report_is_refused_and_loses_nothing(partners: Partners) -> None:
    exchange = report(partners, plan(partners))

    with pytest.raises(TransitionError) as refused:
        report(partners, exchange, report="Autre chose.", by=partners.office)

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
    assert mails()[2:] == [
        ("exchange_cancelled", partners.tutor.email),
        ("exchange_cancelled", partners.student.email),
    ]
    assert mail.outbox[2].body.count("Motif : « Grève des trains. »") == 1
    assert mail.outbox[2].attachments[0][1].count("METHOD:CANCEL") == 1


def test_a_cancelled_exchange_takes_no_report(partners: Partners) -> None:
    exchange = plan(partners)
    actions.cancel_exchange(exchange=exchange, reason="Malentendu.", by=partners.office)

    with pytest.raises(TransitionError):
        report(partners, exchange)

    assert queries.held_count(partners.placement) == 0
