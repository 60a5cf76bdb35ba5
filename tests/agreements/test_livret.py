"""The livret d'objectifs travels with the agreement, frozen with it."""

import hashlib
import json
from datetime import timedelta
from urllib.parse import quote_plus

import pytest
from django.core import mail
from django.urls import reverse

from tests.agreements.ready import make_ready, missing_from
from tests.papers.conftest import give, run_tasks
from tripartite.accounts.domain import Role
from tripartite.accounts.models import School, User
from tripartite.agreements import actions
from tripartite.agreements.actions.sending import changes_since
from tripartite.agreements.domain import AgreementError
from tripartite.agreements.queries import check_of
from tripartite.core import clock
from tripartite.curriculum.models import (
    Block,
    Competence,
    CompetenceGroup,
    Pole,
    TaskCompetence,
)
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
    body = mail.outbox[-1].body
    assert "Pièce jointe au document : Livret d’objectifs (PDF), à lire par le lien" in body
    assert f"suite={quote_plus(url)}" in body


def test_a_paper_without_annex_has_nothing_to_download(client, placement, paper) -> None:
    Paper.objects.update(annex=None, annex_title="")
    client.force_login(placement.student)

    page = client.get(reverse("papers:download_annex", kwargs={"paper": paper.pk}))

    assert page.status_code == 404


def test_another_livret_alone_is_a_new_version(placement, paper) -> None:
    office = User.objects.get(memberships__role=Role.OFFICE)
    Period.objects.update(objectives="Vendre en magasin.")

    (seen,) = changes_since(paper, check_of(placement, clock.today()))
    second = actions.replace_agreement(
        placement=placement, reason="Les objectifs ont changé.", by=office
    )

    assert (seen.section, seen.label) == ("Annexe pédagogique", "Livret d’objectifs joint")
    assert "Objectif : Vendre en magasin." in seen.after
    assert second.version == 2
    assert documents.read(second.annex) != documents.read(paper.annex)


def test_the_same_livret_on_another_day_is_no_difference(placement, paper) -> None:
    with clock.at(clock.now() + timedelta(days=1)):
        assert changes_since(paper, check_of(placement, clock.today())) == []


def test_a_livret_that_cannot_be_printed_says_what_to_do(placement) -> None:
    office = User.objects.get(memberships__role=Role.OFFICE)
    pole = Pole.objects.order_by("position").first()
    Competence.objects.filter(group__block__pole=pole).delete()
    CompetenceGroup.objects.filter(block__pole=pole).delete()
    Block.objects.filter(pole=pole).delete()
    task = placement.missions.get().tasks.get()
    other = Pole.objects.exclude(pk=pole.pk).order_by("position").first()
    group = CompetenceGroup.objects.create(block=other.block, code="G-X", position=9, label="G")
    competence = Competence.objects.create(group=group, code="CX", position=1, label="Vendre")
    TaskCompetence.objects.create(task=task, competence=competence)

    with pytest.raises(AgreementError) as refused:
        actions.send(placement=placement, by=office)

    assert refused.value.sentence == (
        "La convention ne peut pas partir : le livret d’objectifs qui y est joint ne s’imprime "
        f"pas. Le référentiel « {pole.curriculum.title} » est incomplet : son pôle « {pole.label} "
        "» n’a pas de bloc de compétences. Demandez à l’exploitant de le recharger."
    )
    assert not Paper.objects.exists()
