"""Anybody verifies a paper by dropping its file: ours, the frozen one, another, a changed one."""

import base64
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Days, Mail, People
from tests.browser.gestures import give, send_agreement
from tripartite.accounts.models import School
from tripartite.core.tasks import run_due
from tripartite.documents import actions as documents
from tripartite.papers.domain import Capacity
from tripartite.papers.models import Paper

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

#: What a browser hands over when a file is dropped from the desktop.
DROP = """(zone, content) => {
    const bytes = Uint8Array.from(atob(content), (c) => c.charCodeAt(0));
    const data = new DataTransfer();
    data.items.add(new File([bytes], "convention.pdf", { type: "application/pdf" }));
    for (const name of ["dragenter", "dragover", "drop"])
        zone.dispatchEvent(
            new DragEvent(name, { dataTransfer: data, bubbles: true, cancelable: true })
        );
}"""


def answer_to(page: Page, content: bytes) -> str:
    page.goto("/verifier/")
    page.locator(".tt-drop-zone").evaluate(DROP, base64.b64encode(content).decode())
    expect(page.get_by_text("Fichier choisi : convention.pdf")).to_be_visible()
    page.get_by_role("button", name="Vérifier").click()
    return page.locator(".tt-alert").first.inner_text()


def test_a_dropped_file_is_told_apart_and_nobody_is_named(
    days: Days, people: People, mail: Mail, school: School
) -> None:
    days.go(date(2026, 11, 16))
    out = send_agreement(school)
    give(
        out,
        mail,
        *[
            Capacity(c)
            for c in out.signatures.order_by("rank", "pk").values_list("capacity", flat=True)
        ],
    )
    run_due()
    paper = Paper.objects.select_related("sealed", "frozen").get(pk=out.pk)
    assert paper.sealed is not None
    assert paper.frozen is not None
    sealed, frozen = documents.read(paper.sealed), documents.read(paper.frozen)

    page = people.somebody()
    told = {
        "sealed": answer_to(page, sealed),
        "frozen": answer_to(page, frozen),
        "other": answer_to(page, b"%PDF-1.7 a bill"),
        "changed": answer_to(page, sealed + b"\n%%EOF\n"),
    }

    assert "Document authentique" in told["sealed"]
    assert "son sceau est intact" in told["sealed"].replace("\n", " ")
    assert "Document figé avant signature" in told["frozen"]
    assert "Aucun document ne correspond" in told["other"]
    assert "Ce fichier a été modifié" in told["changed"]
    assert not any(name in text for text in told.values() for name in ("MOREAU", "Moreau", "Azur"))


def test_without_javascript_the_file_is_chosen(people: People, db: None) -> None:
    page = people.somebody(java_script_enabled=False)
    page.goto("/verifier/")
    page.get_by_label("ou le fichier PDF lui-même").set_input_files(
        {"name": "facture.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 a bill"}
    )
    page.get_by_role("button", name="Vérifier").click()

    expect(page.get_by_text("Aucun document ne correspond")).to_be_visible()
