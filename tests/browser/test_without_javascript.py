"""Without JavaScript everything is done all the same: declare, frame, sign."""

from datetime import date

import pytest

from tests import factories
from tests.browser.conftest import Days, Mail, People
from tests.browser.gestures import (
    SECRET,
    fill_host,
    fill_mission,
    save_host,
    save_mission,
    send_agreement,
    sign,
    signature_of,
    submit,
    write_headings,
)
from tripartite.accounts.models import School
from tripartite.papers.domain import Capacity, SignatureState
from tripartite.papers.models import Signature
from tripartite.placements.domain import State
from tripartite.placements.models import Placement

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NO_SCRIPT = {"java_script_enabled": False}


def test_a_student_declares_and_frames_without_javascript(
    days: Days, people: People, school: School
) -> None:
    days.go(date(2026, 11, 16))
    cohort = factories.make_cohort(school)
    factories.make_teacher(cohort)
    factories.make_period(cohort)
    student = factories.make_enrolment(cohort).student.user

    page = people.signed_in(student.email, SECRET, **NO_SCRIPT)
    page.get_by_role("link", name="Déclarer un accueil").first.click()
    fill_host(page)
    save_host(page)
    write_headings(page)
    fill_mission(page)
    save_mission(page)
    submit(page)

    assert Placement.objects.get().state == State.SUBMITTED


def test_a_signature_is_given_without_javascript(
    days: Days, people: People, mail: Mail, school: School
) -> None:
    days.go(date(2026, 11, 16))
    student = signature_of(send_agreement(school), Capacity.STUDENT)

    sign(people.following(mail.link_to(student.email, "signer"), **NO_SCRIPT), student, mail)

    assert Signature.objects.get(pk=student.pk).state == SignatureState.SIGNED
