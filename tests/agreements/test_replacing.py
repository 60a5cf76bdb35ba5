"""An agreement that is out is replaced by a version whose differences everybody sees."""

import pytest
from django.core import mail
from django.urls import reverse

from tests.agreements.ready import make_ready
from tests.papers.conftest import give, run_tasks
from tripartite.accounts.domain import Role
from tripartite.accounts.models import JournalEntry, School, User
from tripartite.agreements import actions
from tripartite.agreements.domain import AgreementError
from tripartite.agreements.models import RuleLift
from tripartite.core import clock
from tripartite.documents.papers import Difference
from tripartite.law.rules import hours
from tripartite.papers.actions import refuse
from tripartite.papers.domain import Capacity, PaperState
from tripartite.papers.models import Paper
from tripartite.papers.queries import change_of
from tripartite.placements.models import Placement


@pytest.fixture
def placement(school: School) -> Placement:
    return make_ready(school)


@pytest.fixture
def office(client, placement: Placement) -> User:
    user = User.objects.get(memberships__role=Role.OFFICE)
    client.force_login(user)
    return user


def url_of(placement: Placement, name: str = "replace", **more: str) -> str:
    return reverse(f"agreements:{name}", kwargs={"placement": placement.pk, **more})


def insure(placement: Placement) -> None:
    School.objects.filter(pk=placement.school_id).update(phone="04 93 00 00 99")


def test_the_office_sees_what_changes_then_sends_the_next_version(
    client, placement, office
) -> None:
    first = actions.send(placement=placement, by=office)
    give(first, Capacity.STUDENT)
    insure(placement)

    page = client.get(url_of(placement))
    done = client.post(url_of(placement), {"reason": "Le téléphone a changé."})

    first.refresh_from_db()
    second = Paper.objects.latest("pk")
    phone = Difference("Établissement", "Téléphone", (), ("04 93 00 00 99",))
    assert page.context["changes"] == [phone]
    assert (done.status_code, second.version, second.state) == (302, 2, PaperState.OUT)
    assert (first.state, first.reason) == (PaperState.VOID, "Le téléphone a changé.")
    assert first.replaced_by == second


def test_whoever_had_signed_is_told_what_changed_since(client, placement, office) -> None:
    first = actions.send(placement=placement, by=office)
    give(first, Capacity.STUDENT)
    insure(placement)
    second = actions.replace_agreement(placement=placement, reason="Téléphone", by=office)
    run_tasks()
    mine = second.signatures.get(capacity=Capacity.STUDENT)
    client.force_login(placement.student)

    page = client.get(reverse("papers:sign", kwargs={"signature": mine.pk}))

    change = page.context["change"]
    assert (change.signed_before, len(change.differences)) == (True, 1)
    text = page.content.decode()
    assert "Ce qui a changé depuis la version que vous aviez signée" in text
    assert "04 93 00 00 99" in text
    assert change_of(second, second.signatures.get(capacity=Capacity.HOST)).signed_before is False


def test_the_request_says_what_it_replaces_why_and_that_the_former_signature_is_void(
    placement, office
) -> None:
    first = actions.send(placement=placement, by=office)
    give(first, Capacity.STUDENT)
    insure(placement)
    mail.outbox.clear()
    second = actions.replace_agreement(placement=placement, reason="Téléphone", by=office)
    run_tasks()

    asked = mail.outbox[-1]
    text = " ".join(asked.body.split())
    assert asked.to == [placement.student.email]
    assert "Ce document remplace la version 1, retirée. Motif : « Téléphone »" in text
    assert (
        "La signature que vous aviez donnée portait sur cette version : elle ne compte plus, et "
        "elle vous est demandée de nouveau. La page de signature montre, en tête, ce qui a changé."
    ) in text
    assert f"Document n° {second.number}, version 2." in text


def test_whoever_had_not_signed_is_told_that_the_signatures_of_others_are_void(
    placement, office
) -> None:
    first = actions.send(placement=placement, by=office)
    refuse(
        signature=first.signatures.first(), reason="Les dates sont fausses.", by=placement.student
    )
    actions.send(placement=placement, by=office)
    run_tasks()

    text = " ".join(mail.outbox[-1].body.split())
    assert "Ce document remplace la version 1, refusée. Motif : « Les dates sont fausses. »" in text
    assert "Les signatures données sur cette version ne comptent plus." in text
    assert "vous aviez donnée" not in text


def test_nothing_changed_is_nothing_to_replace(placement, office) -> None:
    actions.send(placement=placement, by=office)

    with pytest.raises(AgreementError) as refused:
        actions.replace_agreement(placement=placement, reason="Pour voir", by=office)

    assert refused.value.sentence == (
        "La convention dirait exactement la même chose : rien n’est à remplacer."
    )
    assert Paper.objects.get().state == PaperState.OUT


def test_a_replacement_that_cannot_leave_leaves_the_first_out(placement, office) -> None:
    actions.send(placement=placement, by=office)
    School.objects.update(insurance="")

    with pytest.raises(AgreementError) as refused:
        actions.replace_agreement(placement=placement, reason="Assurance", by=office)

    assert (refused.value.code, Paper.objects.get().state) == ("mentions_missing", PaperState.OUT)


def test_nothing_out_is_said(placement, office) -> None:
    with pytest.raises(AgreementError) as refused:
        actions.replace_agreement(placement=placement, reason="Motif", by=office)

    assert refused.value.code == "nothing_out"


def test_a_paper_sent_again_after_a_reopening_shows_what_changed(placement, office) -> None:
    first = actions.send(placement=placement, by=office)
    actions.reopen_placement(placement=placement, reason="Dates", by=office)
    Placement.objects.update(state="approved", approved_at=clock.now(), ends_on="2027-02-05")

    second = actions.send(placement=placement, by=office)

    change = change_of(second)
    assert (change.former, change.former.reason) == (first, "Dates")
    assert "Dernier jour" in [d.label for d in change.differences]


# ---------------------------------------------------------------- what the law forbids
def test_a_finding_that_blocks_stops_the_sending_and_says_so(client, placement, office) -> None:
    Placement.objects.update(ends_on="2027-09-24")

    page = client.get(url_of(placement, "prepare"))
    refused = client.post(url_of(placement, "prepare"))

    assert [o.finding.rule for o in page.context["check"].forbidden] == ["R5"]
    assert "empêche l’envoi" in page.content.decode()
    assert refused.context["refusal"].startswith(
        "La loi ne permet pas d’envoyer cette convention. "
    )
    assert refused.context["refusal"].endswith(
        "Personne ne peut lever cette règle : il faut corriger ce qu’elle signale."
    )
    assert Paper.objects.count() == 0


def test_the_head_lifts_a_rule_and_the_agreement_leaves(
    client, placement, office, monkeypatch
) -> None:
    Placement.objects.update(ends_on="2027-09-24")
    loose = hours.longest_stay.__class__(
        *(getattr(hours.longest_stay, n) for n in ("id", "title", "effects", "scope", "texts")),
        "le chef d’établissement",
        hours.longest_stay.check,
    )
    monkeypatch.setattr("tripartite.law.rules.RULES", (loose,))
    monkeypatch.setattr("tripartite.law.rules._applicable", lambda here, _school: (
        (loose, here, loose.texts[here]),
    ))  # fmt: skip
    url = url_of(placement, "lift", rule="R5")
    by_office = client.post(url, {"reason": "Pressé"})
    client.force_login(User.objects.get(memberships__role=Role.HEAD))

    by_head = client.post(url, {"reason": "Stage de césure"})
    paper = actions.send(placement=placement, by=office)

    assert by_office.context["form"].non_field_errors() == [
        "Seul le chef d’établissement peut lever cette règle, avec un motif."
    ]
    assert (by_head.status_code, RuleLift.objects.get().reason) == (302, "Stage de césure")
    assert paper.state == PaperState.OUT
    entry = JournalEntry.objects.of(placement.file).get(verb="agreement.rule_lifted")
    assert entry.sentence == ("Règle R5 levée pour l’envoi de la convention : Stage de césure")


def test_sending_late_is_warned_about_and_not_forbidden(placement, office, time_machine) -> None:
    time_machine.move_to("2027-01-06 09:00+01:00")

    assert actions.send(placement=placement, by=office).state == PaperState.OUT
