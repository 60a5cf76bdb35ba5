"""Slots: proposed, picked by link, answered by others; hand-overs and who is told."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from tests import factories
from tests.logbook.partners import Partners, act_as
from tripartite.core.workflow import TransitionError
from tripartite.followup.actions import exchanges, handing, slots
from tripartite.followup.actions.exchanges import Meeting
from tripartite.followup.domain.exchanges import ExchangeError, ExchangeState, Mode
from tripartite.followup.models import Exchange
from tripartite.mailing.models import OutgoingMessage

PARIS = ZoneInfo("Europe/Paris")


def at(day: int, hour: int = 14) -> datetime:
    return datetime(2027, 1, day, hour, tzinfo=PARIS)


def propose(partners: Partners, **changes: Any) -> Exchange:
    given = {"meeting": Meeting(Mode.ON_SITE), "slots": [at(20), at(21)], "by": partners.referent}
    return slots.propose(placement=partners.placement, **(given | changes))


def mails(kind: str = "") -> list[tuple[str, str]]:
    rows = OutgoingMessage.objects.order_by("pk")
    rows = rows.filter(kind=kind) if kind else rows
    return list(rows.values_list("kind", "to"))


def test_the_tutor_receives_the_slots_and_his_link(partners: Partners) -> None:
    propose(partners)

    sent = OutgoingMessage.objects.get()
    assert (sent.kind, sent.to) == ("exchange_slots", partners.tutor.email)
    assert "le mercredi 20 janvier 2027 à 14\u00a0h\u00a000 ; le jeudi 21" in sent.text
    assert f"/acces/{partners.tutor.token}/?suite=%2Fechanges%2F" in sent.text


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"slots": []}, "no_slot"),
        ({"slots": [at(14)]}, "past_slot"),
        ({"slots": [datetime(2027, 3, 1, 9, tzinfo=PARIS)]}, "outside_placement"),
        ({"meeting": Meeting(Mode.PHONE)}, "mode_reason"),
        ({"meeting": Meeting(Mode.ON_SITE, duration=7)}, "duration"),
    ],
)
def test_slots_that_cannot_be_are_refused(partners: Partners, changes, code) -> None:
    with pytest.raises(ExchangeError) as refused:
        propose(partners, **changes)

    assert refused.value.code == code
    assert Exchange.objects.count() == 0


def test_one_proposal_at_a_time(partners: Partners) -> None:
    propose(partners)

    with pytest.raises(ExchangeError) as refused:
        propose(partners, by=partners.office)

    assert refused.value.code == "proposed_twice"


def test_a_tutor_without_address_is_called(partners: Partners) -> None:
    partners.placement.tutor.email = ""
    partners.placement.tutor.save()

    with pytest.raises(ExchangeError) as refused:
        propose(partners)

    assert refused.value.code == "no_address"


def test_picking_plans_and_invites_everybody(partners: Partners) -> None:
    exchange = propose(partners)

    slots.pick(slot=exchange.slots.get(starts_at=at(21)), by=partners.tutor)

    exchange.refresh_from_db()
    assert (exchange.state, exchange.planned_for) == (ExchangeState.PLANNED, at(21))
    assert exchange.slots.count() == 0
    assert mails("exchange_planned") == [
        ("exchange_planned", p.email) for p in (partners.tutor, partners.student, partners.referent)
    ]


def test_the_team_does_not_pick_its_own_slot(partners: Partners) -> None:
    exchange = propose(partners)

    with pytest.raises(ExchangeError) as refused:
        slots.pick(slot=exchange.slots.first(), by=partners.referent)

    assert refused.value.code == "own_slot"


def test_when_none_suits_the_tutor_proposes_and_the_referent_picks(partners: Partners) -> None:
    exchange = propose(partners)
    slots.counter(exchange=exchange, slots=[at(22, 9)], word=" Le matin. ", by=partners.tutor)
    exchange.refresh_from_db()
    assert exchange.word == "Le matin."
    assert mails("exchange_countered") == [("exchange_countered", partners.referent.email)]

    slots.pick(slot=exchange.slots.get(), by=partners.referent)

    exchange.refresh_from_db()
    assert exchange.planned_for == at(22, 9)


def test_a_slot_that_was_replaced_is_gone(partners: Partners) -> None:
    exchange = propose(partners)
    old = exchange.slots.first()
    slots.counter(exchange=exchange, slots=[at(25)], by=partners.referent)

    with pytest.raises(ExchangeError) as refused:
        slots.pick(slot=old, by=partners.tutor)

    assert str(refused.value) == (
        "Ce créneau n’est plus proposé : choisissez-en un autre sur la page à jour."
    )


def test_withdrawn_slots_cannot_be_picked(partners: Partners) -> None:
    exchange = propose(partners)
    slot = exchange.slots.first()
    exchanges.cancel_exchange(exchange=exchange, reason="Malade.", by=partners.referent)

    with pytest.raises(TransitionError):
        slots.pick(slot=slot, by=partners.tutor)

    assert mails("exchange_cancelled")[0] == ("exchange_cancelled", partners.tutor.email)


def test_the_tutor_picks_on_his_page(client, partners: Partners) -> None:
    exchange = propose(partners)
    slot = exchange.slots.first()
    act_as(client, partners.tutor)
    file = client.get("/", follow=True).content.decode()
    assert "Choisir un créneau" in file
    page = client.get(f"/echanges/{partners.placement.pk}/").content.decode()
    assert page.count("/choisir/") == 2

    response = client.post(f"/echanges/creneau/{slot.pk}/choisir/", follow=True)

    assert "L’échange est prévu : chacun reçoit l’invitation d’agenda." in response.content.decode()


def test_half_a_slot_is_said_where_it_is(client, partners: Partners) -> None:
    exchange = propose(partners)
    act_as(client, partners.tutor)

    body = client.post(
        f"/echanges/echange/{exchange.pk}/autres-creneaux/",
        {"day_1": "2027-01-22", "hour_1": "", "word": "Le matin."},
    ).content.decode()

    assert "Un créneau a une date et une heure : complétez-le." in body
    assert body.count('value="Le matin."') == 1


def test_proposing_on_screen(client, partners: Partners) -> None:
    act_as(client, partners.referent)

    client.post(
        f"/echanges/{partners.placement.pk}/proposer/",
        {"day_1": "2027-01-22", "hour_1": "10:00", "day_3": "2027-01-25", "hour_3": "09:00",
         "duration": "60", "mode": "on_site"},
    )  # fmt: skip

    exchange = Exchange.objects.get()
    assert [s.starts_at for s in exchange.slots.order_by("starts_at")] == [at(22, 10), at(25, 9)]


# ---------------------------------------------------------------- hand-over
def hand(partners: Partners, to: Any, **changes: Any) -> list[handing.Handed]:
    given = {
        "placements": [partners.placement],
        "from_day": date(2027, 1, 18),
        "reason": "Formation.",
        "whole": False,
        "by": partners.referent,
    }
    return handing.hand_over(to=to, **(given | changes))


@pytest.fixture
def colleague(partners: Partners) -> Any:
    return factories.make_teacher(
        partners.placement.period.cohort, first_name="Léa", last_name="Collègue"
    )


def planned(partners: Partners, day: int = 20) -> Exchange:
    return exchanges.plan_exchange(
        placement=partners.placement, mode=Mode.ON_SITE, planned_for=at(day), by=partners.referent
    )


def test_a_visit_is_done_by_a_colleague_who_then_reports(client, partners, colleague) -> None:
    exchange = planned(partners)

    (done,) = hand(partners, colleague)

    exchange.refresh_from_db()
    partners.placement.refresh_from_db()
    assert (done.exchanges, exchange.by, exchange.sequence) == (1, colleague, 1)
    assert partners.placement.referent == partners.referent
    assert [to for _kind, to in mails("exchange_handed")] == [
        partners.tutor.email,
        partners.student.email,
        colleague.email,
    ]
    assert [to for _kind, to in mails("exchange_given")] == [partners.referent.email]
    act_as(client, colleague)
    assert client.get(f"/echanges/echange/{exchange.pk}/compte-rendu/").status_code == 200


def entry_in(message: OutgoingMessage) -> Any:
    """The calendar of the message, and its event."""
    calendar = Calendar.from_ical(message.attachments[0]["text"])
    return calendar, calendar.walk("VEVENT")[0]


def test_the_entry_leaves_the_former_calendar_and_changes_in_the_others(
    partners, colleague
) -> None:
    planned(partners)

    hand(partners, colleague)

    given, gone = entry_in(OutgoingMessage.objects.get(kind="exchange_given"))
    handed, kept = entry_in(
        OutgoingMessage.objects.get(kind="exchange_handed", to=partners.tutor.email)
    )
    assert (str(given["method"]), str(gone["status"])) == ("CANCEL", "CANCELLED")
    assert (str(handed["method"]), str(kept["status"])) == ("REQUEST", "CONFIRMED")
    assert gone["uid"] == kept["uid"]
    assert str(gone["organizer"]) == f"mailto:{partners.referent.email}"
    assert str(kept["organizer"]) == f"mailto:{colleague.email}"


def test_slots_that_wait_become_the_date_that_was_agreed_meanwhile(partners: Partners) -> None:
    waiting = propose(partners)

    exchange = planned(partners, 22)

    assert (exchange.pk, exchange.planned_for) == (waiting.pk, at(22))
    assert (Exchange.objects.count(), exchange.slots.count()) == (1, 0)
    assert mails()[1:] == [
        ("exchange_planned", partners.tutor.email),
        ("exchange_planned", partners.student.email),
        ("exchange_planned", partners.referent.email),
    ]


def test_slots_for_a_call_go_on_waiting_beside_a_visit(partners: Partners) -> None:
    waiting = propose(partners, meeting=Meeting(Mode.PHONE, "En plus de la visite."))

    planned(partners, 22)

    waiting.refresh_from_db()
    assert (waiting.state, waiting.slots.count()) == (ExchangeState.PROPOSED, 2)


def test_what_is_before_the_date_stays(partners, colleague) -> None:
    exchange = planned(partners)

    (done,) = hand(partners, colleague, from_day=date(2027, 1, 21))

    exchange.refresh_from_db()
    assert (done.exchanges, exchange.by) == (0, partners.referent)


def test_after_the_agreement_the_referent_changes_by_amendment_only(partners, colleague) -> None:
    planned(partners)

    (done,) = hand(partners, colleague, whole=True)

    partners.placement.refresh_from_db()
    assert (done.whole, done.needs_amendment, done.exchanges) == (False, True, 1)
    assert partners.placement.referent == partners.referent


def test_before_the_agreement_the_whole_placement_changes_hands(partners, colleague) -> None:
    partners.placement.papers.all().delete()

    (done,) = hand(partners, colleague, whole=True)

    partners.placement.refresh_from_db()
    assert (done.whole, partners.placement.referent) == (True, colleague)
    assert [to for _kind, to in mails("placement_handed")] == [
        partners.tutor.email,
        partners.student.email,
        colleague.email,
    ]


def test_a_teacher_of_another_class_is_refused_for_all(partners) -> None:
    exchange = planned(partners)

    with pytest.raises(ExchangeError) as refused:
        hand(partners, partners.stranger)

    exchange.refresh_from_db()
    assert refused.value.code == "not_a_teacher"
    assert exchange.by == partners.referent


@pytest.mark.parametrize(
    ("changes", "code"),
    [({"reason": " "}, "reason_needed"), ({"placements": []}, "nothing_chosen")],
)
def test_a_hand_over_says_what_and_why(partners, colleague, changes, code) -> None:
    with pytest.raises(ExchangeError) as refused:
        hand(partners, colleague, **changes)

    assert refused.value.code == code


def test_a_colleague_does_not_hand_over_what_is_not_his(partners, colleague) -> None:
    with pytest.raises(ExchangeError) as refused:
        hand(partners, partners.referent, by=colleague)

    assert refused.value.code == "not_possible"


def test_handing_over_on_screen_in_one_action(client, partners, colleague) -> None:
    planned(partners)
    act_as(client, partners.referent)
    page = client.get(f"/echanges/confier/?stage={partners.placement.pk}").content.decode()
    assert "Léa Collègue" in page

    response = client.post(
        "/echanges/confier/",
        {"placements": [partners.placement.pk], "scope": "whole", "to": colleague.pk,
         "from_day": "2027-01-18", "reason": "Formation."},
        follow=True,
    )  # fmt: skip

    body = response.content.decode()
    assert "Léa Collègue reçoit 1\u00a0échange et 0\u00a0suivi" in body
    assert "changer de référent demande un avenant" in body


@pytest.mark.parametrize("n", [1, 3])
def test_more_placements_to_hand_cost_no_more(
    client, partners, n, django_assert_num_queries
) -> None:
    for _ in range(n - 1):
        factories.make_placement(
            factories.make_enrolment(partners.placement.period.cohort), referent=partners.referent
        )
    act_as(client, partners.referent)

    with django_assert_num_queries(7):
        client.get("/echanges/confier/")
