"""The office records a scan and has it read; covers and lifts by their pages."""

from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests import factories
from tests.documents import samples
from tests.html import text_of
from tests.papers.conftest import signature_of
from tripartite.accounts.domain import Role
from tripartite.accounts.models import User
from tripartite.core import clock
from tripartite.documents.typesetting import render
from tripartite.papers.domain import Capacity
from tripartite.papers.models import HeadCover, Paper, StartLift


def office_of(paper: Paper) -> User:
    return User.objects.members_of(paper.placement.school, Role.OFFICE).order_by("pk")[0]


def page_of(name: str, paper: Paper) -> str:
    signature = signature_of(paper, Capacity.STUDENT)
    return reverse(f"papers:{name}", kwargs={"signature": signature.pk})


def a_pdf() -> bytes:
    data = samples.evaluation().as_json()
    return render("evaluation-1", data, issued_at=samples.ISSUED_AT)


def test_a_scan_is_recorded_then_read_by_another(client: Client, out: Paper) -> None:
    other = factories.make_user(out.placement.school, Role.OFFICE)
    client.force_login(office_of(out))
    today = clock.today().isoformat()
    sent = SimpleUploadedFile("scan.pdf", a_pdf(), "application/pdf")

    done = client.post(
        page_of("record_paper", out), {"file": sent, "signed_on": today, "received_on": today}
    )
    own = client.post(page_of("read_paper", out))
    client.force_login(other)
    shown = client.get(page_of("scan", out))
    client.post(page_of("read_paper", out))

    assert done.status_code == 302
    assert "une autre personne du bureau la relit" in text_of(own)
    assert shown["Content-Type"] == "application/pdf"
    assert signature_of(out, Capacity.STUDENT).state == "paper"


def test_what_is_no_scan_is_refused_and_the_dates_are_kept(client: Client, out: Paper) -> None:
    client.force_login(office_of(out))
    day = (clock.today() - timedelta(days=1)).isoformat()
    sent = SimpleUploadedFile("scan.pdf", b"<html>not a scan", "application/pdf")

    page = client.post(
        page_of("record_paper", out), {"file": sent, "signed_on": day, "received_on": day}
    )

    assert page.content.decode().count(f'value="{day}"') == 2
    assert signature_of(out, Capacity.STUDENT).state == "asked"


def test_a_copy_is_set_aside_only_with_a_reason(client: Client, out: Paper) -> None:
    client.force_login(office_of(out))
    today = clock.today().isoformat()
    sent = SimpleUploadedFile("scan.pdf", a_pdf(), "application/pdf")
    client.post(
        page_of("record_paper", out), {"file": sent, "signed_on": today, "received_on": today}
    )

    silent = client.post(page_of("read_paper", out), {"reject": "1"})
    client.post(page_of("read_paper", out), {"reject": "1", "reason": "Page blanche."})

    assert "demande un motif" in text_of(silent)
    assert signature_of(out, Capacity.STUDENT).state == "asked"


def test_the_head_covers_an_absence_and_ends_it(client: Client, out: Paper) -> None:
    head = User.objects.members_of(out.placement.school, Role.HEAD).get()
    client.force_login(head)
    path = reverse("papers:covers", kwargs={"school": out.placement.school_id})
    today = clock.today()

    client.post(
        path,
        {
            "deputy": out.placement.referent.pk,
            "title": "proviseur adjoint",
            "starts_on": today.isoformat(),
            "ends_on": (today + timedelta(days=5)).isoformat(),
        },
    )
    listed = client.get(path)
    cover = HeadCover.objects.get()
    client.post(reverse("papers:cover_end", kwargs={"headcover": cover.pk}))

    cover.refresh_from_db()
    assert "proviseur adjoint" in text_of(listed)
    assert cover.ended_at is not None


def test_the_head_lifts_from_the_page(client: Client, out: Paper) -> None:
    head = User.objects.members_of(out.placement.school, Role.HEAD).get()
    client.force_login(head)
    path = reverse("papers:lift", kwargs={"placement": out.placement_id})

    empty = client.post(path, {})
    client.post(path, {"reason": "Le gérant signe lundi."})
    file = client.get(out.placement.get_absolute_url())

    assert "Dites en une phrase pourquoi." in text_of(empty)
    assert StartLift.objects.get().reason == "Le gérant signe lundi."
    assert "Commencement autorisé avant toutes les signatures" in text_of(file)


def test_the_representative_delegates_from_the_page(client: Client, out: Paper) -> None:
    client.force_login(office_of(out))
    path = reverse("papers:delegate", kwargs={"signature": signature_of(out, Capacity.STUDENT).pk})

    page = client.post(
        path, {"name": "Zoé", "title": "sœur", "email": "z@h.example", "reason": "Absente."}
    )

    assert "Seuls le représentant de l’organisme d’accueil" in text_of(page)
