"""The livret d'objectifs travels with the agreement, frozen with it."""

import hashlib
import json

import pytest
from django.core import mail
from django.urls import reverse

from tests.agreements.ready import make_ready, missing_from
from tests.papers.conftest import give, run_tasks
from tripartite.accounts.domain import Role
from tripartite.accounts.models import School, User
from tripartite.agreements import actions
from tripartite.documents import actions as documents
from tripartite.documents.sealing import extract_attachments, verify
from tripartite.papers.domain import Capacity
from tripartite.papers.models import Paper
from tripartite.placements.models import Placement
from tripartite.school.models import Period

ORDER = (Capacity.STUDENT, Capacity.HOST, Capacity.TUTOR, Capacity.REFERENT, Capacity.SCHOOL)


@pytest.fixture
def placement(school: School) -> Placement:
    return make_ready(school)


@pytest.fixture
def paper(placement: Placement) -> Paper:
    office = User.objects.get(memberships__role=Role.OFFICE)
    return actions.send(placement=placement, by=office)


def test_the_livret_is_frozen_inside_the_agreement_that_names_it(paper) -> None:
    frozen = documents.read(paper.frozen)
    livret = documents.read(paper.annex)

    assert extract_attachments(frozen) == {paper.annex.name: livret}
    said = f"Est joint à la convention : Livret d’objectifs (fichier {paper.annex.name})."
    assert missing_from(frozen, [said]) == []
    assert missing_from(livret, ["MOREAU", "Inès"]) == []
    for pdf in (frozen, livret):
        assert b"<pdfaid:part>3</pdfaid:part>" in pdf
        assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf


def test_the_sealed_copy_carries_the_same_bytes_whatever_changed_since(placement, paper) -> None:
    livret = documents.read(paper.annex)
    Period.objects.update(objectives="Tout autre chose.")
    for capacity in ORDER:
        give(paper, capacity)
    run_tasks()

    paper.refresh_from_db()
    sealed = documents.read(paper.sealed)
    inside = extract_attachments(sealed)
    proof = json.loads(inside["preuves.json"])["paper"]
    report = verify(sealed)
    assert inside[paper.annex.name] == livret
    assert proof["annex_sha256"] == hashlib.sha256(livret).hexdigest()
    assert proof["sha256"] == paper.frozen.sha256
    assert (report.valid, report.covers_whole_file) == (True, True)


def test_the_signer_reads_it_beside_the_document(client, placement, paper) -> None:
    run_tasks()
    client.force_login(placement.student)
    url = reverse("papers:download_annex", kwargs={"paper": paper.pk})
    mine = paper.signatures.get(capacity=Capacity.STUDENT)

    page = client.get(reverse("papers:sign", kwargs={"signature": mine.pk})).text
    page = " ".join(page.split())
    file = client.get(url)

    assert (url in page, "Livret d’objectifs (PDF)" in page) == (True, True)
    assert (url in client.get(paper.get_absolute_url()).text) is True
    assert (file.content, file["Content-Type"]) == (documents.read(paper.annex), "application/pdf")
    assert "Pièce jointe au document : Livret d’objectifs (PDF)." in mail.outbox[-1].body


def test_a_paper_without_annex_has_nothing_to_download(client, placement, paper) -> None:
    Paper.objects.update(annex=None, annex_title="")
    client.force_login(placement.student)

    page = client.get(reverse("papers:download_annex", kwargs={"paper": paper.pk}))

    assert page.status_code == 404
