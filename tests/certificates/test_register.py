"""The register, the ladder, closing."""

import io
import zipfile
from datetime import date, timedelta

import pytest
import time_machine
from django.core.management import call_command

from tests import factories
from tests.certificates.ended import LAST_DAY, at_the_end, make_ended, office_of, signatory_of
from tests.logbook.partners import seal
from tests.papers.conftest import give, run_tasks
from tripartite.accounts.models import School
from tripartite.certificates import actions
from tripartite.certificates.domain import CertificateError
from tripartite.certificates.domain.register import Standing
from tripartite.certificates.models import CertificateReminder
from tripartite.certificates.register import register_of
from tripartite.mailing.models import OutgoingMessage
from tripartite.papers.domain import Capacity
from tripartite.placements.domain import State
from tripartite.placements.models import Placement

pytestmark = pytest.mark.django_db
END = date(2027, 1, 29)


@pytest.fixture
def ended(school: School) -> Placement:
    with at_the_end():
        return make_ended(school)


def attest(placement: Placement) -> None:
    certificate = actions.issue(placement=placement, gratification=0, by=office_of(placement))
    give(certificate.paper, Capacity.HOST)
    run_tasks()


def test_the_host_is_written_to_three_times_then_the_office_has_its_list(ended: Placement) -> None:
    for days in range(-1, 13):
        with time_machine.travel(END + timedelta(days=days), tick=False):
            call_command("remind_certificates", verbosity=0)
            call_command("remind_certificates", verbosity=0)  # run twice, written once

    rungs = list(CertificateReminder.objects.order_by("rung").values_list("rung", flat=True))
    due = OutgoingMessage.objects.filter(kind="certificate_due")
    assert rungs == [0, 3, 10]
    assert set(due.values_list("to", flat=True)) == {ended.signatory.email}
    assert due.count() == 3
    listed = OutgoingMessage.objects.get(kind="certificates_to_call")
    assert f"{ended.student} – {ended.site}" in listed.text
    assert listed.to == office_of(ended).email


def test_a_signed_attestation_is_never_asked_again(ended: Placement) -> None:
    with at_the_end():
        attest(ended)
        assert actions.remind_hosts(END) == 0


def test_an_attestation_that_waits_is_signed_from_the_mail(ended: Placement) -> None:
    with at_the_end():
        certificate = actions.issue(placement=ended, gratification=0, by=signatory_of(ended))
        actions.remind_hosts(END)

    mail = OutgoingMessage.objects.filter(kind="certificate_due").get()
    assert f"papiers%2Fsignatures%2F{certificate.paper.signatures.get().pk}" in mail.text


def test_the_register_says_since_when(ended: Placement) -> None:
    (before,) = register_of(ended.period, END - timedelta(days=1))
    (after,) = register_of(ended.period, END + timedelta(days=11))

    assert (before.line.standing, before.line.days_missing) == (Standing.COMING, 0)
    assert (after.line.standing, after.line.days_missing, after.line.to_call) == (
        Standing.MISSING,
        11,
        True,
    )


def test_a_placement_is_closed_once_attested_only(ended: Placement) -> None:
    office = office_of(ended)
    with time_machine.travel(LAST_DAY, tick=False):
        with pytest.raises(CertificateError, match="n’est pas signée"):
            actions.close(placement=ended, by=office)
        attest(ended)
        closed = actions.close(placement=ended, by=office)

    assert (closed.state, closed.closed_at is not None) == (State.CLOSED, True)


def test_the_archive_of_a_period_holds_what_is_signed(client, ended: Placement) -> None:
    path = f"/attestations/registre/{ended.period_id}/"

    with at_the_end():
        client.force_login(office_of(ended))
        empty = client.get(f"{path}attestations.zip")
        attest(ended)
        page = client.get(path)
        full = client.get(f"{path}attestations.zip")

    assert (empty.status_code, page.status_code) == (404, 200)
    assert [n.split("-")[0] for n in zipfile.ZipFile(io.BytesIO(full.content)).namelist()] == [
        "ines"
    ]


def test_what_is_attested_is_closed_in_one_go(client, ended: Placement) -> None:
    path = f"/attestations/registre/{ended.period_id}/clore/"
    with at_the_end():
        attest(ended)
        client.force_login(office_of(ended))
        client.post(path)
        again = client.post(path, follow=True)

    ended.refresh_from_db()
    assert ended.state == State.CLOSED
    assert "Aucun stage n’est à clore." in again.text


@pytest.mark.parametrize("rows", [1, 3])
def test_the_register_costs_the_same_whatever_its_rows(
    client, ended: Placement, rows: int, django_assert_num_queries
) -> None:
    for _ in range(rows - 1):
        enrolment = factories.make_enrolment(ended.enrolment.cohort)
        seal(factories.make_placement(enrolment, ended.period, state=State.APPROVED))
    with at_the_end():
        attest(ended)
        client.force_login(office_of(ended))
        with django_assert_num_queries(13):
            page = client.get(f"/attestations/registre/{ended.period_id}/")

    assert len(page.context["rows"]) == rows
