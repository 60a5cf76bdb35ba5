"""The student's view of the welcome: apart, without names, answered, forgotten."""

from datetime import date
from typing import Any

import pytest
import time_machine
from django.core.management import call_command

from tests import factories
from tests.html import squeeze
from tests.logbook.partners import Partners, act_as
from tripartite.accounts.models import JournalEntry
from tripartite.core.errors import DomainError
from tripartite.evaluations import actions
from tripartite.evaluations.domain.welcome import Question, Said
from tripartite.evaluations.models import HostAnswer, WelcomeReview
from tripartite.mailing.models import OutgoingMessage
from tripartite.placements.domain import Relation, State

WORDS = "On m’a laissé seul le lundi."


def review(partners: Partners, **changes: Any) -> WelcomeReview:
    given = {
        "placement": partners.placement,
        "said": Said(dict.fromkeys(Question, 3), recommends=True),
        "good": "L’équipe.",
        "better": WORDS,
        "by": partners.student,
    }
    return actions.review_welcome(**(given | changes))


def test_only_the_student_says_it(partners: Partners) -> None:
    for who in (partners.referent, partners.office, partners.tutor):
        with pytest.raises(DomainError) as refused:
            review(partners, by=who)
        assert refused.value.code == "not_the_student"


def test_it_is_corrected_not_doubled_and_lasts_three_years(partners: Partners) -> None:
    review(partners)

    again = review(partners, better="Rien.")

    assert WelcomeReview.objects.get() == again
    assert again.expires_on == date(2030, 1, 27)


def test_the_journal_that_the_host_reads_says_nothing(partners: Partners) -> None:
    before = JournalEntry.objects.count()

    review(partners)

    assert JournalEntry.objects.count() == before


@pytest.mark.parametrize("path", ["", "avis/"])
def test_the_tutor_never_meets_it(client, partners: Partners, path: str) -> None:
    review(partners)
    act_as(client, partners.tutor)

    body = client.get(f"/evaluations/{partners.placement.pk}/{path}").content.decode()

    assert WORDS not in body
    assert "accueilli" not in body


def test_the_team_reads_it_without_the_name(client, partners: Partners) -> None:
    review(partners)
    act_as(client, partners.referent)

    page = client.get(f"/evaluations/accueils/{partners.placement.site.host_id}/")

    body = squeeze(page.content.decode())
    assert WORDS in body
    assert partners.student.last_name not in body
    assert "<strong>3,0</strong> sur 4" in body


def others(partners: Partners, count: int) -> None:
    """As many other students of the same host, each with a review."""
    mine = partners.placement
    for _ in range(count):
        placement = factories.make_placement(
            factories.make_enrolment(mine.period.cohort),
            mine.period,
            state=State.APPROVED,
            framed=True,
        )
        placement.site = mine.site
        placement.save(update_fields=["site"])
        review(partners, placement=placement, by=placement.student)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_asks_the_same_whatever_its_size(
    client, partners: Partners, rows: int, django_assert_num_queries
) -> None:
    review(partners)
    others(partners, rows - 1)
    act_as(client, partners.office)

    with django_assert_num_queries(12):
        client.get(f"/evaluations/accueils/{partners.placement.site.host_id}/")


@pytest.mark.parametrize(("reviews", "told"), [(2, 0), (3, 4)])
def test_the_host_reads_an_average_from_three_on(
    client, partners: Partners, reviews: int, told: int
) -> None:
    review(partners)
    others(partners, reviews - 1)
    answer = actions.ask_host(host=partners.placement.site.host, by=partners.office)
    act_as(client, answer.link)

    body = client.get(f"/evaluations/accueils/reponse/{answer.pk}/").content.decode()
    body = squeeze(body)

    assert body.count("sur 4") == told
    assert WORDS not in body


def test_the_host_answers_once_in_general(client, partners: Partners) -> None:
    host = partners.placement.site.host
    answer = actions.ask_host(host=host, by=partners.office)
    representative = factories.make_link(partners.placement, Relation.SIGNATORY)
    act_as(client, representative if representative == answer.link else answer.link)
    page = f"/evaluations/accueils/reponse/{answer.pk}/"

    client.post(page, {"text": "Nous avons un parcours d’arrivée."})
    again = client.post(page, {"text": "Autre chose."})

    assert HostAnswer.objects.get().text == "Nous avons un parcours d’arrivée."
    assert "Vous avez déjà répondu" in again.content.decode()
    assert OutgoingMessage.objects.filter(kind="host_answer_asked").count() == 1


def test_an_answer_awaited_is_not_asked_twice(partners: Partners) -> None:
    host = partners.placement.site.host
    actions.ask_host(host=host, by=partners.office)

    with pytest.raises(DomainError) as refused:
        actions.ask_host(host=host, by=partners.office)

    assert refused.value.code == "already_asked"


@pytest.mark.parametrize(("day", "left"), [("2030-01-26", 1), ("2030-01-27", 0)])
def test_a_review_is_forgotten_on_its_day(partners: Partners, day: str, left: int) -> None:
    review(partners)

    with time_machine.travel(f"{day} 08:00:00+01:00", tick=False):
        call_command("forget_welcome_reviews", verbosity=0)

    assert WelcomeReview.objects.count() == left
