"""The daily watch: silence, the tutor's weekly link; nothing is told twice."""

from datetime import date
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command

from tests import factories
from tests.logbook.partners import MONDAY, Partners, make_partners
from tripartite.accounts.domain import Country, Role
from tripartite.accounts.models import School
from tripartite.logbook.actions import presence
from tripartite.logbook.actions.watching import watch_silence, write_to_tutors
from tripartite.mailing.models import OutgoingMessage
from tripartite.papers.models import StartLift

FRIDAY = "2027-01-08 17:00:00+01:00"


def mails() -> list[tuple[str, str]]:
    return list(OutgoingMessage.objects.order_by("pk").values_list("kind", "to"))


def tell(partners: Partners, *numbers: int) -> None:
    for number in numbers:
        presence.declare_day(
            placement=partners.placement, day=date(2027, 1, number), by=partners.student
        )


@pytest.mark.parametrize(
    ("moment", "told", "count"),
    [
        ("2027-01-05 17:00:00+01:00", (), 0),
        ("2027-01-06 17:00:00+01:00", (), 1),
        ("2027-01-06 17:00:00+01:00", (5,), 0),
        ("2027-01-11 17:00:00+01:00", (4, 5, 6), 1),
        ("2027-01-11 17:00:00+01:00", (4, 5, 6, 7), 0),
        ("2027-02-12 17:00:00+01:00", (), 1),
        ("2027-02-13 17:00:00+01:00", (), 0),
        ("2027-01-03 17:00:00+01:00", (), 0),
    ],
)
def test_two_untold_working_days_are_told(partners, moment, told, count) -> None:
    with time_machine.travel(moment, tick=False):
        tell(partners, *told)
        found = watch_silence(), watch_silence()

    assert found == (count, 0)
    assert mails() == [("presence_silent", partners.referent.email)] * count


def test_a_new_silence_is_told_again(partners: Partners) -> None:
    with time_machine.travel("2027-01-06 17:00:00+01:00", tick=False):
        watch_silence()
        tell(partners, 4, 5, 6)
    with time_machine.travel("2027-01-11 17:00:00+01:00", tick=False):
        found = watch_silence()

    assert found == 1
    assert "jeudi 7 janvier 2027, vendredi 8 janvier 2027" in OutgoingMessage.objects.last().text


def test_without_referent_the_office_is_told(partners: Partners) -> None:
    partners.placement.referent = None
    partners.placement.save()
    factories.make_user(partners.placement.school, Role.OFFICE, email="b2@x.example")

    watch_silence()

    assert mails() == [
        ("presence_silent", partners.office.email),
        ("presence_silent", "b2@x.example"),
    ]


def test_before_the_signatures_nobody_is_watched(school: School) -> None:
    make_partners(school, sealed=False)

    assert (watch_silence(), write_to_tutors()) == (0, 0)


@pytest.mark.parametrize(
    ("moment", "told", "count"),
    [
        ("2027-01-07 17:00:00+01:00", (), 0),
        (FRIDAY, (), 1),
        (FRIDAY, (4, 5), 1),
        ("2027-01-09 17:00:00+01:00", (), 0),
    ],
)
def test_the_tutor_is_written_to_on_the_last_working_day(partners, moment, told, count) -> None:
    with time_machine.travel(moment, tick=False):
        tell(partners, *told)
        found = write_to_tutors(), write_to_tutors()

    assert found == (count, 0)
    assert mails() == [("week_to_read", partners.tutor.email)] * count


def test_a_complete_week_was_asked_already(partners: Partners) -> None:
    with time_machine.travel(FRIDAY, tick=False):
        presence.declare_as_planned(
            placement=partners.placement, monday=MONDAY, by=partners.student
        )
        assert write_to_tutors() == 0

    assert mails() == [("week_to_confirm", partners.tutor.email)]


def test_the_command_says_what_it_did(partners: Partners) -> None:
    out = StringIO()
    with time_machine.travel(FRIDAY, tick=False):
        call_command("watch_presence", stdout=out)

    assert out.getvalue() == "1 silences told, 1 tutors written to.\n"


@pytest.mark.parametrize("n", [1, 3])
def test_more_placements_cost_no_more_reads(school, n, django_assert_num_queries) -> None:
    """Those that are well kept: a message costs its own writes."""
    for _ in range(n):
        partners = make_partners(school)
        with time_machine.travel("2027-01-08 16:00:00+01:00", tick=False):
            presence.declare_as_planned(
                placement=partners.placement, monday=MONDAY, by=partners.student
            )

    with time_machine.travel(FRIDAY, tick=False), django_assert_num_queries(5):
        assert (watch_silence(), write_to_tutors()) == (0, 0)


def test_a_placement_that_the_head_let_begin_is_watched_as_well(school: School) -> None:
    partners = make_partners(school, sealed=False)
    head = factories.make_user(school, Role.HEAD, last_name="Chef")
    with time_machine.travel("2027-01-06 17:00:00+01:00", tick=False):
        before = watch_silence()
        StartLift.objects.create(
            placement=partners.placement, lifted_by=head, reason="Le gérant signe lundi."
        )
        after = watch_silence()

    assert (before, after) == (0, 1)


def test_nothing_is_asked_of_a_placement_that_monaco_has_not_authorised(school: School) -> None:
    partners = make_partners(school)
    host = partners.placement.site.host
    host.country = Country.MC
    host.save(update_fields=["country"])

    with time_machine.travel("2027-01-06 17:00:00+01:00", tick=False):
        assert watch_silence() == 0
