"""A tour is computed in the background, adjusted by hand, applied through the exchanges."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from tests import factories
from tests.tours.visits import Visits
from tripartite.core.errors import DomainError
from tripartite.core.tasks import run_due
from tripartite.followup.actions.exchanges import (
    Meeting,
    lock_exchange,
    move_exchange,
    plan_exchange,
)
from tripartite.followup.actions.slots import propose
from tripartite.followup.domain.exchanges import ExchangeState, Mode
from tripartite.followup.models import Absence, Exchange
from tripartite.mailing.models import OutgoingMessage
from tripartite.tours.actions import planning as actions
from tripartite.tours.actions.freedom import note_hours
from tripartite.tours.domain.moving import MoveError
from tripartite.tours.models import TourVisit
from tripartite.tours.planner import APART

TUESDAY = date(2027, 1, 5)


def rows(tour) -> list[tuple[str, date | None, str]]:
    found = tour.visits.select_related("placement__enrolment__student__user").order_by("pk")
    return [(v.placement.student.last_name, v.day, v.reason) for v in found]


def test_visits_are_placed_in_the_free_half_days(visits: Visits) -> None:
    for number in range(3):
        visits.add(number)
    visits.free()

    tour = visits.tour()

    assert [r[0] for r in rows(tour)] == ["Élève0", "Élève1", "Élève2"]
    assert all(day is not None and day.weekday() == 1 for _name, day, _why in rows(tour))
    assert tour.source == "à vol d’oiseau et vitesse moyenne"
    assert tour.batch.state == "done"
    journey = tour.journeys.first()
    assert 480 <= journey.leaves < journey.back <= 750


def test_without_half_days_each_visit_says_why(visits: Visits) -> None:
    visits.add(0)

    tour = visits.tour()

    assert rows(tour) == [
        (
            "Élève0",
            None,
            "Aucune demi-journée libre n’est notée sur ces dates : ajoutez-en.",
        )
    ]


def test_a_place_that_is_not_on_the_map_says_so(visits: Visits) -> None:
    placement = visits.add(0)
    placement.site.latitude = placement.site.longitude = None
    placement.site.located_by = ""
    placement.site.save()
    visits.free()

    assert "n’est pas situé sur la carte" in rows(visits.tour())[0][2]


def test_nobody_to_visit_is_refused(visits: Visits) -> None:
    with pytest.raises(DomainError) as refused:
        visits.tour()

    assert str(refused.value) == (
        "Aucun stage à visiter sur ces dates : il faut un cadrage validé, un enseignant référent, "
        "et pas encore d’échange tenu."
    )


@pytest.mark.parametrize(
    ("starts", "ends", "sentence"),
    [
        (
            date(2026, 12, 1),
            date(2027, 1, 4),
            "Ces dates sont passées : choisissez une fin après aujourd’hui.",
        ),
        (
            date(2027, 1, 20),
            date(2027, 1, 10),
            "La fin précède le début : corrigez les dates.",
        ),
    ],
)
def test_dates_that_cannot_be_are_refused(visits: Visits, starts, ends, sentence) -> None:
    with pytest.raises(DomainError) as refused:
        visits.tour(starts_on=starts, ends_on=ends)

    assert str(refused.value) == sentence


def test_absences_and_closures_take_half_days_away(visits: Visits) -> None:
    visits.add(0)
    visits.free()
    Absence.objects.create(
        school=visits.school, teacher=None, starts_on=TUESDAY, ends_on=date(2027, 1, 25)
    )

    assert rows(visits.tour())[0][1] == date(2027, 1, 26)


def test_hours_of_the_host_and_of_the_tutor_are_respected(visits: Visits) -> None:
    placement = visits.add(0)
    visits.free(weekday=1)
    visits.free(weekday=3)
    closed: list = [[], [], [], [["09:00", "12:00"]], [], [], []]
    note_hours(
        school=visits.school,
        site=placement.site,
        tutor=placement.tutor,
        site_week=None,
        tutor_week=closed,
        by=visits.referent,
    )

    tour = visits.tour()

    assert rows(tour)[0][1].weekday() == 3
    assert tour.visits.get().starts >= 540


def planned(visits: Visits, placement, hour: int = 9, day: int = 12) -> Exchange:
    return plan_exchange(
        placement=placement,
        mode=Mode.ON_SITE,
        planned_for=datetime(2027, 1, day, hour - 1, tzinfo=UTC),
        duration=45,
        by=visits.referent,
    )


def test_a_planned_exchange_stays_and_the_others_go_round_it(visits: Visits) -> None:
    first = visits.add(0)
    planned(visits, first)
    visits.add(1)
    visits.free()

    tour = visits.tour()

    kept = tour.visits.get(placement=first)
    assert (kept.day, kept.starts, kept.held, kept.locked) == (date(2027, 1, 12), 540, True, False)
    assert kept.journey is not None


def test_a_planned_exchange_outside_of_the_half_days_is_kept_apart(visits: Visits) -> None:
    first = visits.add(0)
    planned(visits, first, hour=16)
    visits.free()

    tour = visits.tour()

    kept = tour.visits.get()
    assert (kept.starts, kept.journey, kept.reason) == (960, None, APART)


def test_planned_exchanges_move_when_asked_but_not_those_that_are_fixed(visits: Visits) -> None:
    first, second = visits.add(0), visits.add(1)
    planned(visits, first, hour=16)
    fixed = planned(visits, second, hour=16, day=13)
    lock_exchange(exchange=fixed, locked=True, by=visits.referent)
    visits.free()

    tour = visits.tour(moves_planned=True)

    assert tour.visits.get(placement=first).day.weekday() == 1
    assert tour.visits.get(placement=second).starts == 960


def test_applying_plans_the_exchanges_and_invites(visits: Visits) -> None:
    for number in range(2):
        visits.add(number)
    visits.free()
    tour = visits.tour()

    done = actions.apply_tour(tour=tour, by=visits.referent)

    assert (done.planned, done.moved, done.kept, done.refused) == (2, 0, 0, 0)
    exchange = Exchange.objects.get(placement=visits.placements[0])
    visit = tour.visits.get(placement=visits.placements[0])
    assert visit.exchange == exchange
    assert exchange.planned_for.astimezone(UTC).hour * 60 == (visit.starts - 60) // 60 * 60
    assert OutgoingMessage.objects.filter(kind="exchange_planned").count() >= 2


def test_applying_twice_changes_nothing_more(visits: Visits) -> None:
    visits.add(0)
    visits.free()
    tour = visits.tour()
    actions.apply_tour(tour=tour, by=visits.referent)
    sent = OutgoingMessage.objects.count()

    again = actions.apply_tour(tour=tour, by=visits.referent)

    assert (again.planned, again.kept) == (0, 1)
    assert Exchange.objects.count() == 1
    assert OutgoingMessage.objects.count() == sent


def test_a_visit_moved_by_hand_is_fixed_and_the_others_make_room(visits: Visits) -> None:
    for number in range(2):
        visits.add(number)
    visits.free()
    tour = visits.tour()
    visit = tour.visits.order_by("pk")[0]

    actions.move_visit(visit=visit, day=date(2027, 1, 19), minute=615, by=visits.referent)

    visit = TourVisit.objects.get(pk=visit.pk)
    assert (visit.day, visit.starts, visit.locked) == (date(2027, 1, 19), 615, True)
    other = tour.visits.exclude(pk=visit.pk).get()
    assert other.journey is not None


def test_a_visit_does_not_move_to_an_hour_that_is_not_free(visits: Visits) -> None:
    visits.add(0)
    visits.free()
    visit = visits.tour().visits.get()

    with pytest.raises(MoveError) as refused:
        actions.move_visit(visit=visit, day=TUESDAY, minute=900, by=visits.referent)

    assert str(refused.value) == (
        "Ce moment n’est dans aucune demi-journée libre : choisissez-en un autre, ou ajoutez "
        "d’abord la demi-journée."
    )


def test_a_new_computation_keeps_what_was_fixed(visits: Visits) -> None:
    for number in range(3):
        visits.add(number)
    visits.free()
    tour = visits.tour()
    visit = tour.visits.order_by("pk")[0]
    actions.move_visit(visit=visit, day=date(2027, 1, 19), minute=615, by=visits.referent)

    actions.replan_tour(tour=tour, by=visits.referent)
    run_due()

    visit = TourVisit.objects.get(pk=visit.pk)
    assert (visit.day, visit.starts) == (date(2027, 1, 19), 615)
    assert tour.visits.count() == 3


def test_nothing_changes_while_it_is_computed(visits: Visits) -> None:
    visits.add(0)
    visits.free()
    tour = visits.tour(run=False)

    with pytest.raises(DomainError) as refused:
        actions.apply_tour(tour=tour, by=visits.referent)

    assert str(refused.value) == "Le calcul est en cours : attendez sa fin, ou arrêtez-le."


def test_stopped_before_it_begins_it_may_be_computed_again(visits: Visits) -> None:
    visits.add(0)
    visits.free()
    tour = visits.tour(run=False)

    actions.stop_tour(tour=tour, by=visits.referent)
    run_due()
    assert tour.visits.count() == 0

    actions.replan_tour(tour=tour, by=visits.referent)
    run_due()
    assert tour.visits.count() == 1


def test_a_deadline_given_by_hand_is_respected(visits: Visits) -> None:
    visits.add(0)
    visits.free()
    tour = visits.tour()
    visit = tour.visits.get()

    actions.lock_visit(
        visit=visit, locked=False, deadline=TUESDAY - timedelta(days=1), by=visits.referent
    )
    actions.replan_tour(tour=tour, by=visits.referent)
    run_due()

    assert tour.visits.get().reason.startswith("Aucune demi-journée libre entre")


def test_the_office_plans_every_teacher_of_a_period(visits: Visits) -> None:
    visits.add(0)
    other = factories.make_teacher(visits.period.cohort, first_name="Ana", last_name="Autre")
    visits.add(1, referent=other)
    visits.free()

    tour = visits.tour(teacher=None, period=visits.period, by=visits.office)

    assert tour.batch.items.count() == 2
    assert set(tour.visits.values_list("teacher", flat=True)) == {visits.referent.pk, other.pk}


# ---------------------------------------------------------------- what becomes of exchanges
def test_slots_that_wait_become_the_visit(visits: Visits) -> None:
    placement = visits.add(0)
    waiting = propose(
        placement=placement,
        meeting=Meeting(Mode.ON_SITE),
        slots=[datetime(2027, 1, 13, 9, tzinfo=UTC)],
        by=visits.referent,
    )
    visits.free()
    tour = visits.tour()

    done = actions.apply_tour(tour=tour, by=visits.referent)

    waiting.refresh_from_db()
    assert (done.planned, Exchange.objects.count(), waiting.slots.count()) == (1, 1, 0)
    assert (waiting.state, tour.visits.get().exchange) == (ExchangeState.PLANNED, waiting)


def test_fixing_and_freeing_reach_the_exchange_even_at_the_same_hour(visits: Visits) -> None:
    visits.add(0)
    visits.free()
    tour = visits.tour()
    actions.apply_tour(tour=tour, by=visits.referent)

    for locked in (True, False):
        visit = tour.visits.get()
        actions.lock_visit(visit=visit, locked=locked, deadline=None, by=visits.referent)
        done = actions.apply_tour(tour=tour, by=visits.referent)

        assert (done.kept, Exchange.objects.get().locked) == (1, locked)


def test_a_planned_exchange_that_is_only_left_alone_is_not_fixed_for_other_tours(
    visits: Visits,
) -> None:
    exchange = planned(visits, visits.add(0))
    visits.free()

    done = actions.apply_tour(tour=visits.tour(), by=visits.referent)

    exchange.refresh_from_db()
    assert (done.kept, exchange.locked) == (1, False)


def test_an_exchange_moved_meanwhile_is_not_moved_back(visits: Visits) -> None:
    exchange = planned(visits, visits.add(0))
    visits.free()
    tour = visits.tour()
    later = datetime(2027, 1, 19, 8, tzinfo=UTC)
    move_exchange(
        exchange=exchange, planned_for=later, mode=Mode.ON_SITE, reason="Gel.", by=visits.referent
    )

    done = actions.apply_tour(tour=tour, by=visits.referent)

    exchange.refresh_from_db()
    assert (done.refused, exchange.planned_for) == (1, later)
    assert tour.visits.get().reason == actions.MEANWHILE

    actions.replan_tour(tour=tour, by=visits.referent)
    run_due()
    assert tour.visits.get().day == date(2027, 1, 19)


def test_what_was_visited_or_handed_over_meanwhile_leaves_a_new_computation(
    visits: Visits,
) -> None:
    seen, given = visits.add(0), visits.add(1)
    visits.add(2)
    visits.free()
    tour = visits.tour()
    Exchange.objects.create(
        placement=seen,
        by=visits.referent,
        mode=Mode.ON_SITE,
        state=ExchangeState.HELD,
        planned_for=datetime(2027, 1, 4, 8, tzinfo=UTC),
        held_at=datetime(2027, 1, 4, 8, tzinfo=UTC),
    )
    given.referent = factories.make_teacher(visits.period.cohort, last_name="Autre")
    given.save()

    actions.replan_tour(tour=tour, by=visits.referent)
    run_due()

    assert [name for name, _day, _why in rows(tour)] == ["Élève2"]


def test_a_tour_that_waited_too_long_plans_nothing_in_the_past(visits: Visits) -> None:
    visits.add(0)
    visits.free()
    tour = visits.tour()

    with time_machine.travel("2027-01-28 08:00:00+01:00", tick=False):
        done = actions.apply_tour(tour=tour, by=visits.referent)

    assert (done.planned, done.refused) == (0, 1)
    assert tour.visits.get().reason == actions.PAST
    assert Exchange.objects.count() == 0
