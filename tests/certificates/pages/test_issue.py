"""The pages where an attestation is issued and corrected."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests import factories
from tests.certificates.ended import (
    MONDAYS,
    at_the_end,
    make_ended,
    office_of,
    present,
    signatory_of,
    tell,
)
from tripartite.accounts.domain import Role
from tripartite.accounts.models import School, User
from tripartite.certificates import actions
from tripartite.certificates.models import Certificate
from tripartite.logbook.domain.presence import WeekState
from tripartite.logbook.models import PresenceDay, PresenceWeek
from tripartite.papers.domain import Kind
from tripartite.papers.models import Paper
from tripartite.placements.domain import Relation
from tripartite.placements.models import Placement


@pytest.fixture
def placement(school: School):
    with at_the_end():
        yield make_ended(school)


@pytest.fixture
def office(client, placement: Placement) -> User:
    user = office_of(placement)
    client.force_login(user)
    return user


def issue_url(placement: Placement) -> str:
    return reverse("certificates:issue", kwargs={"placement": placement.pk})


def reissue_url(certificate: Certificate) -> str:
    return reverse("certificates:reissue", kwargs={"certificate": certificate.pk})


def make_certificate(placement: Placement) -> Certificate:
    return actions.issue(placement=placement, gratification=0, by=office_of(placement))


def words(response) -> str:
    return " ".join(response.content.decode().replace("\u00a0", " ").split())


def test_the_page_says_what_the_attestation_will_state(client, placement, office) -> None:
    page = client.get(issue_url(placement))

    said = page.context["draft"].said
    assert (said.totals.minutes, said.totals.days, said.totals.weeks) == (8400, 20, 4)
    assert (page.context["refusal"], page.context["live"]) == ("", None)
    assert list(page.context["form"].fields) == ["gratification"]
    assert "140 h" in words(page)


def test_the_office_issues_and_goes_back_to_the_file(client, placement, office) -> None:
    answer = client.post(issue_url(placement), {"gratification": "628,50"})

    assert (answer.status_code, answer["Location"]) == (302, placement.get_absolute_url())
    assert str(Certificate.objects.get().gratification) == "628.50"


def test_the_host_issues_by_link_and_goes_on_to_sign(client, placement) -> None:
    factories.enter_link(client, signatory_of(placement))

    answer = client.post(issue_url(placement), {"gratification": "0"})

    signature = Paper.objects.get(kind=Kind.CERTIFICATE).signatures.get()
    assert answer["Location"] == reverse("papers:sign", kwargs={"signature": signature.pk})
    assert client.get(answer["Location"]).status_code == 200


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ("", "Indiquez le montant versé ; zéro si rien n’a été versé."),
        ("beaucoup", "Écrivez un montant en euros, par exemple 628,50."),
        ("-5", "Le montant versé ne peut pas être négatif."),
    ],
)
def test_a_wrong_amount_is_said_and_kept(client, placement, office, typed, error) -> None:
    page = client.post(issue_url(placement), {"gratification": typed})

    assert page.context["form"].errors == {"gratification": [error]}
    assert page.context["form"]["gratification"].value() == typed
    assert Certificate.objects.count() == 0


def test_weeks_that_are_not_confirmed_ask_the_office_for_a_reason(
    client, placement, office
) -> None:
    PresenceWeek.objects.filter(monday=MONDAYS[3]).update(state=WeekState.DECLARED)

    page = client.get(issue_url(placement))
    empty = client.post(issue_url(placement), {"gratification": "0"})
    done = client.post(
        issue_url(placement), {"gratification": "0", "weeks_reason": "Tuteur injoignable."}
    )

    assert "1 semaine n’est pas confirmée et ne compte pas : semaine du 25 janvier" in words(page)
    assert empty.context["form"].errors == {"weeks_reason": ["Dites en une phrase pourquoi."]}
    assert (done.status_code, Certificate.objects.get().minutes) == (302, 6300)


def test_the_host_is_told_to_have_the_weeks_confirmed(client, placement) -> None:
    PresenceWeek.objects.filter(monday=MONDAYS[3]).update(state=WeekState.DECLARED)
    factories.enter_link(client, signatory_of(placement))

    page = client.get(issue_url(placement))

    assert "à confirmer" in page.context["refusal"]
    assert list(page.context["form"].fields) == ["gratification"]


def test_before_the_end_the_page_says_when(client, school) -> None:
    with at_the_end() as travelling:
        placement = make_ended(school)
        travelling.shift(timedelta(days=-10))
        client.force_login(office_of(placement))

        page = client.get(issue_url(placement))
        posted = client.post(issue_url(placement), {"gratification": "0"})

    assert page.context["refusal"] == (
        "L’attestation s’établit à la fin du stage, à partir du 29 janvier 2027."
    )
    assert posted.context["form"].non_field_errors() == [page.context["refusal"]]


def test_an_empty_ledger_says_what_to_do(client, placement, office) -> None:
    PresenceDay.objects.all().delete()
    PresenceWeek.objects.all().delete()

    page = client.get(issue_url(placement))

    assert page.context["refusal"].startswith("Aucune heure de présence n’est confirmée")


def test_an_attestation_already_there_leads_to_its_correction(client, placement, office) -> None:
    certificate = make_certificate(placement)

    page = client.get(issue_url(placement))

    assert page.context["live"] == certificate
    assert reissue_url(certificate) in words(page)


def test_correcting_needs_a_reason_then_replaces(client, placement, office) -> None:
    certificate = make_certificate(placement)
    url = reissue_url(certificate)

    empty = client.post(url, {"gratification": "12", "reason": ""})
    done = client.post(url, {"gratification": "12", "reason": "Montant oublié"})

    assert empty.context["form"].errors == {"reason": ["Dites en une phrase pourquoi."]}
    assert empty.context["form"]["gratification"].value() == "12"
    assert (done.status_code, Certificate.objects.count()) == (302, 2)


def test_correcting_what_is_already_replaced_is_refused(client, placement, office) -> None:
    certificate = make_certificate(placement)
    actions.reissue(certificate=certificate, gratification=0, reason="x", by=office)

    page = client.post(reissue_url(certificate), {"gratification": "1", "reason": "encore"})

    assert len(page.context["form"].non_field_errors()) == 1
    assert page.context["form"]["reason"].value() == "encore"


def test_who_may_open_the_pages(client, placement) -> None:
    certificate = make_certificate(placement)
    people = {
        "office": office_of(placement),
        "referent": placement.referent,
        "student": placement.student,
        "head": User.objects.get(memberships__role=Role.HEAD),
    }
    answers = {}
    for who, user in people.items():
        client.force_login(user)
        answers[who] = (
            client.get(issue_url(placement)).status_code,
            client.get(reissue_url(certificate)).status_code,
        )

    assert answers == {
        "office": (200, 200),
        "referent": (403, 403),
        "student": (403, 403),
        "head": (403, 403),
    }


@pytest.mark.parametrize(("relation", "issue"), [(Relation.SIGNATORY, 200), (Relation.TUTOR, 403)])
def test_which_link_opens_the_pages(client, placement, relation, issue) -> None:
    certificate = make_certificate(placement)
    factories.enter_link(client, factories.make_link(placement, relation))

    answers = client.get(issue_url(placement)), client.get(reissue_url(certificate))

    assert [answer.status_code for answer in answers] == [issue, 403]


def test_another_school_sees_nothing(client, placement) -> None:
    certificate = make_certificate(placement)
    client.force_login(factories.make_user(factories.make_school("Ailleurs"), Role.OFFICE))

    answers = client.get(issue_url(placement)), client.get(reissue_url(certificate))

    assert [answer.status_code for answer in answers] == [404, 404]


@pytest.mark.parametrize("n", [1, 3])
def test_the_page_costs_the_same_whatever_the_weeks(
    client, placement, office, django_assert_num_queries, n
) -> None:
    PresenceDay.objects.all().delete()
    PresenceWeek.objects.all().delete()
    for monday in MONDAYS[:n]:
        tell(placement, monday, [present(monday, day) for day in range(5)])

    with django_assert_num_queries(20):
        client.get(issue_url(placement))
