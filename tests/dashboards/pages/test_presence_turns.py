"""What presence awaits from the référent and the tutor is on their pages."""

from datetime import date

import pytest
import time_machine
from django.test import Client

from tests.logbook.partners import MONDAY, SECOND_MONDAY, Partners, act_as, make_partners
from tripartite.accounts.models import School
from tripartite.law.timetable import Interval
from tripartite.logbook.actions import presence
from tripartite.logbook.actions.correcting import contest_week, correct_week
from tripartite.logbook.actions.days import propose_day
from tripartite.logbook.domain.presence import DayEntry, DayKind


@pytest.fixture
def partners(school: School) -> Partners:
    return make_partners(school)


def test_a_contested_week_is_on_the_home_of_the_referent_until_it_is_reopened(
    client: Client, partners: Partners
) -> None:
    with time_machine.travel(SECOND_MONDAY, tick=False):
        week = presence.declare_as_planned(
            placement=partners.placement, monday=MONDAY, by=partners.student
        )
        days = [DayEntry(date(2027, 1, n), DayKind.PRESENT, 210) for n in range(4, 9)]
        correct_week(week=week, days=days, reason="Absent.", by=partners.tutor)
        contest_week(week=week, reason="J’étais là.", by=partners.student)
        act_as(client, partners.referent)
        contested = client.get(partners.placement.get_absolute_url()).text
        presence.reopen_week(week=week, reason="Entendus.", by=partners.referent)
        reopened = client.get(partners.placement.get_absolute_url()).text

    assert "L’étudiant conteste une semaine corrigée par le tuteur" in contested
    assert "Voir la semaine contestée" in contested
    assert "conteste" not in reopened.split("Journal")[0]


def test_an_exceptional_day_waits_for_the_word_of_both(client: Client, partners: Partners) -> None:
    with time_machine.travel(SECOND_MONDAY, tick=False):
        propose_day(
            placement=partners.placement,
            day=date(2027, 1, 16),
            hours=(Interval(10 * 60, 17 * 60),),
            label="Salon",
            by=partners.student,
        )
        act_as(client, partners.referent)
        page = client.get(partners.placement.get_absolute_url()).text

    assert (
        "L’enseignant référent doit répondre : un jour exceptionnel est proposé pour le 16 janvier "
        "2027."
    ) in page
    assert "Le tuteur doit répondre" in page
    assert page.count("Accepter ou refuser") == 1
