"""Exceptional days: proposed, agreed by tutor and référent, then expected."""

from datetime import date

import pytest
import time_machine

from tests.logbook.partners import MONDAY, Partners, make_partners
from tripartite.accounts.models import JournalEntry, School
from tripartite.core.workflow import TransitionError
from tripartite.hosts.models import Host
from tripartite.law.timetable import Interval
from tripartite.logbook.actions import presence
from tripartite.logbook.actions.days import agree_day, concerns_of, end_day, propose_day
from tripartite.logbook.domain.days import DayState
from tripartite.logbook.domain.presence import LogbookError
from tripartite.logbook.models import SpecialDay
from tripartite.logbook.queries import ledger
from tripartite.mailing.models import OutgoingMessage
from tripartite.placements.domain import State
from tripartite.placements.models import Placement
from tripartite.placements.schedule import expected, expected_totals

FAIR = (Interval(10 * 60, 18 * 60),)
SUNDAY = date(2027, 1, 24)


def propose(
    partners: Partners,
    who: str = "student",
    day: date = SUNDAY,
    hours: tuple[Interval, ...] = FAIR,
) -> SpecialDay:
    return propose_day(
        placement=partners.placement,
        day=day,
        hours=hours,
        label=" Salon de l’habitat ",
        by=getattr(partners, who),
    )


def agreed(partners: Partners, **given: object) -> SpecialDay:
    special = propose(partners, "tutor", **given)
    return agree_day(special=special, by=partners.referent)


def mails() -> list[tuple[str, str]]:
    return list(OutgoingMessage.objects.order_by("pk").values_list("kind", "to"))


def fresh(partners: Partners) -> Placement:
    return Placement.objects.get(pk=partners.placement.pk)


def planned(partners: Partners) -> dict[date, int]:
    return {day.date: day.minutes for day in expected(fresh(partners))}


def test_a_fair_on_sunday_is_expected_once_both_agree(partners: Partners) -> None:
    special = propose(partners)
    states, found = [special.state], [planned(partners).get(SUNDAY)]
    for who in (partners.tutor, partners.referent):
        special = agree_day(special=special, by=who)
        states.append(special.state)
        found.append(planned(partners).get(SUNDAY))

    assert states == [DayState.PROPOSED, DayState.TUTOR_AGREED, DayState.AGREED]
    assert found == [None, None, 480]
    assert expected_totals(fresh(partners)).minutes == 140 * 60 + 480
    assert JournalEntry.objects.filter(verb="special_day.agreed").count() == 2


def test_the_order_of_the_words_does_not_matter(partners: Partners) -> None:
    special = propose(partners)

    agree_day(special=special, by=partners.referent)
    special = agree_day(special=special, by=partners.tutor)

    assert special.state == DayState.AGREED


@pytest.mark.parametrize(
    ("who", "state", "asked"),
    [
        ("student", DayState.PROPOSED, ["tutor", "referent"]),
        ("tutor", DayState.TUTOR_AGREED, ["referent"]),
        ("referent", DayState.REFERENT_AGREED, ["tutor"]),
    ],
)
def test_those_whose_word_is_awaited_are_asked(partners, who, state, asked) -> None:
    special = propose(partners, who)

    assert special.state == state
    assert mails() == [("day_proposed", getattr(partners, name).email) for name in asked]


def test_whoever_has_agreed_does_not_agree_twice(partners: Partners) -> None:
    special = propose(partners, "tutor")

    with pytest.raises(TransitionError) as refused:
        agree_day(special=special, by=partners.tutor)

    assert refused.value.code == "not_possible"


@pytest.mark.parametrize("who", ["office", "stranger"])
def test_others_propose_nothing(partners, who) -> None:
    with pytest.raises(TransitionError) as refused:
        propose(partners, who)

    assert str(refused.value) == (
        "Un jour exceptionnel est proposé par l’étudiant, le tuteur ou l’enseignant référent d’un "
        "stage validé."
    )


def test_a_placement_that_is_not_approved_has_none(school: School) -> None:
    with pytest.raises(TransitionError):
        propose(make_partners(school, state=State.DRAFT))


def test_a_closed_day_is_expected_no_more(partners: Partners) -> None:
    agreed(partners, day=date(2027, 1, 18), hours=())

    day = next(d for d in expected(fresh(partners)) if d.date == date(2027, 1, 18))
    assert (day.minutes, day.note) == (0, "Salon de l’habitat")
    assert expected_totals(fresh(partners)).minutes == 133 * 60


def test_the_ledger_follows_an_agreed_day(partners: Partners) -> None:
    agreed(partners, day=date(2027, 1, 16))

    with time_machine.travel("2027-01-18 08:00:00+01:00", tick=False):
        week = presence.declare_as_planned(
            placement=fresh(partners), monday=date(2027, 1, 11), by=partners.student
        )
        presence.confirm_week(week=week, by=partners.tutor)

    assert ledger.totals(fresh(partners)).minutes == 35 * 60 + 480


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"day": date(2027, 2, 1)}, "outside_dates"),
        ({"day": date(2027, 1, 12), "hours": (Interval(18 * 60, 23 * 60),)}, "rest"),
    ],
)
def test_a_day_that_cannot_be_is_refused(partners, given, code) -> None:
    with pytest.raises(LogbookError) as refused:
        propose(partners, **given)

    assert refused.value.code == code
    assert SpecialDay.objects.count() == 0


def test_short_rest_is_only_said_in_monaco(partners: Partners) -> None:
    Host.objects.filter(pk=partners.placement.site.host_id).update(country="MC")

    special = propose(partners, day=date(2027, 1, 12), hours=(Interval(18 * 60, 23 * 60),))

    assert [c.sentence[:15] for c in concerns_of(special)] == ["Il ne reste que"]


def test_one_day_has_one_exception(partners: Partners) -> None:
    special = propose(partners)
    with pytest.raises(LogbookError) as refused:
        propose(partners, "tutor")
    end_day(special=special, move="refuse", reason="Personne.", by=partners.tutor)

    again = propose(partners, "tutor")

    assert str(refused.value) == (
        "Un jour exceptionnel est déjà proposé ou convenu le dimanche 24 janvier 2027 : retirez-le "
        "d’abord."
    )
    assert again.state == DayState.TUTOR_AGREED


def test_what_is_told_is_not_planned_anew(partners: Partners) -> None:
    presence.declare_as_planned(placement=partners.placement, monday=MONDAY, by=partners.student)

    with pytest.raises(LogbookError) as refused:
        propose(partners, day=date(2027, 1, 6))

    assert str(refused.value) == (
        "La présence du mercredi 6 janvier 2027 est déjà notée : corrigez plutôt la semaine."
    )


def test_an_agreed_day_is_withdrawn_and_all_are_told(partners: Partners) -> None:
    special = agreed(partners)
    OutgoingMessage.objects.all().delete()

    special = end_day(special=special, move="withdraw", reason=" Annulé. ", by=partners.tutor)

    assert (special.state, special.reason) == (DayState.WITHDRAWN, "Annulé.")
    assert SUNDAY not in planned(partners)
    assert mails() == [
        ("day_decided", partners.student.email),
        ("day_decided", partners.referent.email),
    ]


@pytest.mark.parametrize(
    ("move", "who"), [("refuse", "student"), ("refuse", "office"), ("withdraw", "office")]
)
def test_only_partners_end_it(partners, move, who) -> None:
    special = propose(partners)

    with pytest.raises(TransitionError):
        end_day(special=special, move=move, reason="Non.", by=getattr(partners, who))


def test_an_agreed_day_past_midnight_outlives_a_timetable_that_meets_it(
    partners: Partners,
) -> None:
    """Amended meanwhile to begin earlier, the presence is still read and told."""
    saturday = date(2027, 1, 23)
    agreed(partners, day=saturday, hours=(Interval(23 * 60, 31 * 60),))
    placement = fresh(partners)
    placement.timetable = [[["09:00", "16:00"]]] * 5 + [[], [["06:00", "10:00"]]]
    placement.save()

    found = planned(partners)

    assert (found[saturday], found[SUNDAY]) == (8 * 60, 4 * 60)


def test_a_day_that_runs_into_the_next_is_refused_when_it_is_proposed(partners: Partners) -> None:
    placement = partners.placement
    placement.timetable = [[["06:00", "13:00"]]] * 5 + [[], []]
    placement.save()

    with pytest.raises(LogbookError) as refused:
        propose(partners, hours=(Interval(18 * 60, 31 * 60),))

    assert refused.value.code == "timetable.overnight_overlap"
