"""An agreement refused is corrected; a sealed one changes tutor."""

from datetime import date

import pytest
from playwright.sync_api import expect

from tests.agreements.ready import make_ready
from tests.browser.conftest import Days, Mail, People
from tests.browser.gestures import (
    SECRET,
    give,
    keep_mail,
    office_of,
    send_agreement,
    sign,
    signature_of,
)
from tests.logbook.partners import seal
from tripartite.accounts.models import PersonalLink, School
from tripartite.core.tasks import run_due
from tripartite.mailing.models import OutgoingMessage
from tripartite.papers.domain import CONSENT, Capacity, Kind, PaperState, SignatureState
from tripartite.papers.models import Paper
from tripartite.placements.actions import agreeing, moving, terms
from tripartite.placements.actions.links import link_for, link_url
from tripartite.placements.domain import Relation
from tripartite.placements.domain.versions import digest_of
from tripartite.placements.models import Placement
from tripartite.placements.snapshots import content_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

REASON = "Le tutorat du lundi est impossible : le magasin est fermé ce jour-là."
TUESDAY = "Un point chaque mardi avec le tuteur."


def test_a_refused_agreement_is_corrected_and_signed_anew(
    days: Days, people: People, mail: Mail, school: School
) -> None:
    days.go(date(2026, 11, 16))
    paper = send_agreement(school)
    placement = paper.placement
    student, referent, office = placement.student, placement.referent, office_of(school)
    give(paper, mail, Capacity.STUDENT)

    host = people.following(mail.link_to(signature_of(paper, Capacity.HOST).email, "signer"))
    host.get_by_role("link", name="Refuser de signer, avec un motif").click()
    host.get_by_label("Motif").fill(REASON)
    host.get_by_role("button", name="Refuser de signer").click()
    expect(host.get_by_text("Votre refus et son motif sont transmis")).to_be_visible()
    told = [mail.text_to(user.email or "", "refus") for user in (student, referent, office)]

    teacher = people.signed_in(referent.email, SECRET)
    teacher.goto(placement.get_absolute_url())
    expect(teacher.get_by_text(REASON).first).to_be_visible()
    teacher.goto(f"/conventions/{placement.pk}/rouvrir/")
    teacher.get_by_label("Motif").fill(REASON)
    teacher.locator("main form button").first.click()
    expect(teacher.get_by_text("Le cadrage est rouvert.")).to_be_visible()

    author = people.signed_in(student.email, SECRET)
    author.goto(f"/stages/{placement.pk}/cadrage/")
    author.locator("textarea[name=tutoring]").fill(TUESDAY)
    author.get_by_role("button", name="Soumettre le cadrage").click()
    expect(author.get_by_text("Le cadrage est soumis")).to_be_visible()
    agreeing.agree(
        placement=placement,
        seen=digest_of(content_of(placement)),
        by=link_for(placement=placement, relation=Relation.TUTOR),
    )
    moving.approve(placement=placement, by=referent)

    desk = people.signed_in(office.email or "", SECRET)
    desk.goto(f"/conventions/{placement.pk}/preparer/")
    desk.get_by_role("button", name="Envoyer à la signature").click()
    expect(desk.get_by_role("heading", name="Convention")).to_be_visible()
    second = Paper.objects.get(placement=placement, state=PaperState.OUT)
    signature = signature_of(second, Capacity.STUDENT)
    again = people.following(mail.link_to(signature.email, "signer"))
    expect(
        again.get_by_text("Ce qui a changé depuis la version que vous aviez signée")
    ).to_be_visible()
    expect(again.get_by_text(TUESDAY).first).to_be_visible()
    sign(again, signature, mail)

    paper.refresh_from_db()
    assert all(REASON in text for text in told)
    assert (paper.state, paper.replaced_by, second.version) == ("refused", second, 2)
    assert second.signatures.filter(state=SignatureState.SIGNED).count() == 1


def test_a_tutor_is_replaced_by_an_amendment_signed_on_screens(
    days: Days, people: People, mail: Mail, school: School
) -> None:
    days.go(date(2027, 1, 11))
    keep_mail(school)
    made = make_ready(school)
    seal(made)
    terms.agree(placement=made)
    placement = Placement.objects.with_people().get(pk=made.pk)
    former = link_for(placement=placement, relation=Relation.TUTOR)
    assert former is not None
    before = people.following(link_url(former, placement.get_absolute_url()))
    expect(before.get_by_text("Théo Tuteur").first).to_be_visible()

    desk = people.signed_in(office_of(school).email or "", SECRET)
    desk.goto(placement.get_absolute_url())
    desk.get_by_role("link", name="Préparer un avenant").first.click()
    desk.get_by_label("Pourquoi cet avenant").fill("Le tuteur change de magasin.")
    desk.get_by_label("Tuteur", exact=True).select_option("0")
    desk.get_by_label("Prénom").fill("Nadia")
    desk.get_by_label("Nom", exact=True).fill("Nouvelle")
    desk.get_by_label("Fonction").fill("responsable des ventes")
    desk.get_by_label("Adresse électronique").fill("nadia@accueil.example")
    desk.get_by_role("button", name="Vérifier l’avenant").click()
    expect(desk.get_by_role("heading", name="Ce qui change")).to_be_visible()
    desk.get_by_role("button", name="Envoyer à la signature").click()
    expect(desk.get_by_text("L’avenant est envoyé à la signature.")).to_be_visible()

    paper = Paper.objects.get(kind=Kind.AMENDMENT)
    desk.goto(f"/papiers/{paper.pk}/ensemble/")
    desk.get_by_role("button", name="Prêter cet appareil").click()
    for rank, signature in enumerate(paper.signatures.order_by("rank", "pk")):
        if rank < 2:
            desk.get_by_role("link", name="C’est à moi").first.click()
            desk.get_by_role("button", name="M’envoyer un code").click()
            desk.get_by_label("Code à six chiffres").fill(mail.code_to(signature.email))
            desk.get_by_label(CONSENT).check()
            desk.get_by_role("button", name="Signer", exact=True).click()
            expect(desk.get_by_text("a signé.")).to_be_visible()
        else:
            sign(people.following(mail.link_to(signature.email, "signer")), signature, mail)
    run_due()

    referent = people.signed_in(placement.referent.email, SECRET)
    referent.goto(placement.get_absolute_url())
    expect(referent.get_by_text("Nadia Nouvelle").first).to_be_visible()
    after = before.goto(placement.get_absolute_url())
    assert after is not None
    assert after.status in {403, 404}
    new = people.following(link_url(new_link(placement), placement.get_absolute_url()))
    expect(new.get_by_text("Inès MOREAU").first).to_be_visible()
    assert not OutgoingMessage.objects.exclude(state="sent").exists()


def new_link(placement: Placement) -> PersonalLink:
    link = link_for(
        placement=Placement.objects.with_people().get(pk=placement.pk), relation=Relation.TUTOR
    )
    assert link is not None
    assert link.email == "nadia@accueil.example"
    return link
