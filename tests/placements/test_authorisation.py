"""Monaco: the request, the answer, and no presence before it."""

from datetime import date

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from tests import factories
from tests.logbook.partners import Partners, act_as, make_partners
from tripartite.accounts.models import JournalEntry, School
from tripartite.hosts.models import Host
from tripartite.logbook.actions import presence as logbook
from tripartite.placements.actions.authorisation import Answer, note_authorisation
from tripartite.placements.domain import PlacementError, Relation
from tripartite.placements.models import Authorisation

MONDAY = date(2027, 1, 4)
NOT_YET = (
    "La Direction du Travail de Monaco n’a pas encore autorisé ce stage : aucune présence ne peut "
    "être notée avant. Le représentant de l’accueil ou le bureau des stages note la décision dans "
    "le dossier."
)


@pytest.fixture(autouse=True)
def second_week():
    with time_machine.travel("2027-01-11 08:00:00+01:00", tick=False):
        yield


@pytest.fixture
def partners(school: School) -> Partners:
    made = make_partners(school)
    assert made.placement.site is not None
    Host.objects.filter(pk=made.placement.site.host_id).update(country="MC")
    made.placement = type(made.placement).objects.with_people().get(pk=made.placement.pk)
    return made


def note(partners: Partners, answer: Answer) -> Authorisation:
    return note_authorisation(placement=partners.placement, answer=answer, by=partners.office)


def test_no_presence_before_the_authorisation(partners) -> None:
    with pytest.raises(PlacementError) as refused:
        logbook.declare_as_planned(placement=partners.placement, monday=MONDAY, by=partners.student)
    assert str(refused.value) == NOT_YET

    note(partners, Answer(date(2026, 12, 1), date(2026, 12, 9), granted=True, number="DT-1"))

    week = logbook.declare_as_planned(
        placement=partners.placement, monday=MONDAY, by=partners.student
    )
    assert week.state == "declared"


def test_a_refusal_of_monaco_allows_nothing(partners) -> None:
    note(partners, Answer(date(2026, 12, 1), date(2026, 12, 9), granted=False))

    with pytest.raises(PlacementError):
        logbook.declare_as_planned(placement=partners.placement, monday=MONDAY, by=partners.student)


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (
            Answer(date(2026, 12, 1), granted=True),
            "Donnez la décision et sa date, ou ni l’une ni l’autre.",
        ),
        (
            Answer(date(2026, 12, 1), date(2026, 11, 30), granted=True),
            "La décision ne peut pas précéder la demande.",
        ),
        (
            Answer(date(2027, 1, 12)),
            "Ces dates sont passées, ou celles d’aujourd’hui.",
        ),
    ],
)
def test_what_contradicts_itself_is_refused(partners, answer, sentence) -> None:
    with pytest.raises(PlacementError) as refused:
        note(partners, answer)

    assert str(refused.value) == sentence
    assert not Authorisation.objects.exists()


def test_a_host_in_france_asks_nobody(school) -> None:
    with pytest.raises(PlacementError) as refused:
        note(make_partners(school), Answer(date(2026, 12, 1)))

    assert refused.value.code == "not_monaco"


def test_the_representative_notes_it_by_link(client: Client, partners) -> None:
    link = factories.make_link(partners.placement, Relation.SIGNATORY)
    url = reverse("placements:authorisation", kwargs={"placement": partners.placement.pk})

    page = act_as(client, link).post(url, {"filed_on": "2026-12-01", "decision": ""})

    assert page.status_code == 302
    assert Authorisation.objects.get().filed_on == date(2026, 12, 1)
    assert (
        JournalEntry.objects.of(partners.placement.file)
        .filter(verb="placement.authorisation_noted")
        .count()
        == 1
    )


def test_the_page_keeps_what_was_typed_and_says_the_latest_day(client: Client, partners) -> None:
    url = reverse("placements:authorisation", kwargs={"placement": partners.placement.pk})

    page = act_as(client, partners.office).post(
        url, {"filed_on": "2026-12-01", "decision": "granted", "number": "DT-77"}
    )

    text = page.content.decode()
    assert "Donnez la décision et sa date" in text
    assert 'value="DT-77"' in text
    assert "au moins quinze jours ouvrables avant le début" in text


def test_the_file_says_whose_turn_it_is(client: Client, partners) -> None:
    text = act_as(client, partners.office).get(partners.placement.get_absolute_url())

    assert "L’accueil doit déposer la demande d’autorisation" in text.content.decode()
