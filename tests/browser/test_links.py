"""What becomes of links on their way: a scanner opens them all, time passes."""

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Days, Mail, People
from tests.browser.gestures import give, send_agreement, sign, signature_of
from tripartite.accounts.models import JournalEntry, PersonalLink, School
from tripartite.core.tasks import run_due
from tripartite.mailing.models import OutgoingMessage
from tripartite.papers.domain import Capacity, SignatureState
from tripartite.papers.models import Paper, Signature

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

AUTUMN = date(2026, 11, 16)


@pytest.fixture
def paper(days: Days, base: str, school: School) -> Paper:
    days.go(AUTUMN)
    return send_agreement(school)


def written() -> tuple[object, ...]:
    """All that an opened link could change."""
    return (
        list(Signature.objects.order_by("pk").values_list("pk", "state", "seen_at", "signed_at")),
        list(PersonalLink.objects.order_by("pk").values_list("pk", "version", "opened_at")),
        OutgoingMessage.objects.count(),
        JournalEntry.objects.count(),
    )


def test_a_scanner_that_opens_every_link_twice_changes_nothing(
    people: People, mail: Mail, paper: Paper
) -> None:
    give(paper, mail, Capacity.STUDENT)
    run_due()
    texts = OutgoingMessage.objects.values_list("text", flat=True)
    links = sorted({u for t in texts for u in re.findall(re.escape(people.base) + r"\S+", t)})
    before = written()

    scanner = people.somebody().request
    answers = [
        ask(link).status for link in links for _ in range(2) for ask in (scanner.get, scanner.head)
    ]

    assert len(links) >= 2
    assert set(answers) == {200}
    assert written() == before
    host = signature_of(paper, Capacity.HOST)
    page = people.following(mail.link_to(host.email, "signer"))
    sign(page, host, mail)


def test_a_link_that_expired_is_renewed_on_the_spot_and_leads_to_the_same_page(
    days: Days, people: People, mail: Mail, paper: Paper
) -> None:
    student = signature_of(paper, Capacity.STUDENT)
    old = mail.link_to(student.email, "signer")
    days.go(AUTUMN + PersonalLink.LIFETIME + timedelta(days=1))

    page = people.somebody()
    page.goto(old)
    expect(page.get_by_role("heading", name="Ce lien n’est plus valable")).to_be_visible()
    page.get_by_role("button", name="Recevoir un nouveau lien").click()
    expect(page.get_by_role("heading", name="Un nouveau lien est parti")).to_be_visible()
    assert student.email not in page.content()
    run_due()
    to = OutgoingMessage.objects.order_by("-pk").values_list("to", flat=True)[0]

    entered = people.following(mail.link_to(student.email, "lien"))
    sign(entered, student, mail)

    assert to == student.email
    assert Signature.objects.get(pk=student.pk).state == SignatureState.SIGNED
    page.goto(old)
    expect(page.get_by_role("heading", name="Ce lien n’est pas reconnu")).to_be_visible()
