"""The representative names a colleague, the head a deputy: both sign, and the seal names all."""

import json
from datetime import date

import pytest
from playwright.sync_api import expect

from tests import factories
from tests.browser.conftest import Days, Mail, People
from tests.browser.gestures import SECRET, give, send_agreement, sign, signature_of
from tripartite.accounts.domain import Role
from tripartite.accounts.models import School, User
from tripartite.core.tasks import run_due
from tripartite.documents import actions as documents
from tripartite.documents.sealing import extract_attachments
from tripartite.papers.domain import ASIDE, Capacity, PaperState
from tripartite.papers.models import Paper, Signature

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def live(paper: Paper, capacity: Capacity) -> Signature:
    return paper.signatures.exclude(state__in=list(ASIDE)).get(capacity=capacity)


def test_a_colleague_and_a_deputy_sign(
    days: Days, people: People, mail: Mail, school: School
) -> None:
    days.go(date(2026, 11, 16))
    paper = send_agreement(school)
    deputy = factories.make_user(school, Role.TEACHER, first_name="Luc", last_name="Adjoint")
    head = User.objects.members_of(school, Role.HEAD).get()
    give(paper, mail, Capacity.STUDENT)
    host = signature_of(paper, Capacity.HOST)

    theirs = people.following(mail.link_to(host.email, "signer"))
    theirs.get_by_role("link", name="Confier la signature à une autre personne").click()
    theirs.get_by_role("button", name="Confier la signature").click()
    expect(theirs.get_by_text("Nommez la personne qui signera.").first).to_be_visible()
    theirs.get_by_label("Prénom et nom").fill("Zoé Adjointe")
    theirs.get_by_label("Fonction").fill("directrice adjointe")
    theirs.get_by_label("Adresse électronique").fill("zoe@accueil.example")
    theirs.get_by_label("Motif").fill("En congé jusqu’au 12 janvier")
    theirs.get_by_role("button", name="Confier la signature").click()
    expect(theirs.get_by_text("Zoé Adjointe").first).to_be_visible()
    zoe = live(paper, Capacity.HOST)
    sign(people.following(mail.link_to("zoe@accueil.example", "signer")), zoe, mail)

    desk = people.signed_in(head.email or "", SECRET)
    desk.goto(f"/etablissements/{school.pk}/delegations/")
    desk.get_by_label("Personne qui signe").select_option(label="Luc Adjoint")
    desk.get_by_label("Fonction").fill("proviseur adjoint, par délégation")
    desk.get_by_label("Du", exact=True).fill("2026-11-16")
    desk.get_by_label("Au", exact=True).fill("2026-11-20")
    desk.get_by_role("button", name="Déléguer la signature").click()
    expect(desk.get_by_role("row", name="Luc Adjoint")).to_be_visible()
    give(paper, mail, Capacity.TUTOR, Capacity.REFERENT)
    mine = live(paper, Capacity.SCHOOL)
    sign(people.following(mail.link_to(deputy.email or "", "signer")), mine, mail)

    run_due()
    sealed = Paper.objects.select_related("sealed").get(pk=paper.pk)
    assert sealed.state == PaperState.SEALED
    assert sealed.sealed is not None
    proof = json.loads(extract_attachments(documents.read(sealed.sealed))["preuves.json"])
    named = {s["capacity"]: (s["name"], bool(s["on_behalf_of"])) for s in proof["signatures"]}
    assert named["host"] == ("Zoé Adjointe", True)
    assert named["school"] == ("Luc Adjoint", True)
    assert people.complaints == []
