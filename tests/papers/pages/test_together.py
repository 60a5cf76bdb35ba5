"""One device handed round: each with a code of his or her own, the proof says whose device."""

from datetime import timedelta

import time_machine
from django.test import Client
from django.urls import reverse

from tests import factories
from tests.html import text_of
from tests.papers.conftest import give, last_code, run_tasks, signature_of
from tripartite.core import clock
from tripartite.documents import actions as documents
from tripartite.documents.sealing import extract_attachments
from tripartite.papers.domain import Capacity, SignatureState
from tripartite.papers.models import Paper, Signature


def page_of(name: str, signature: Signature) -> str:
    return reverse(f"papers:{name}", kwargs={"signature": signature.pk})


def sign_on(client: Client, signature: Signature):
    client.post(page_of("together_code", signature))
    code = last_code(signature.email)
    return client.post(page_of("together_sign", signature), {"code": code, "consent": "on"})


def lend(client: Client, paper: Paper):
    return client.post(reverse("papers:lend", kwargs={"paper": paper.pk}), follow=True)


def test_the_tutor_hands_the_device_round_and_each_signs(client: Client, out: Paper) -> None:
    student = signature_of(out, Capacity.STUDENT)
    tutor = signature_of(out, Capacity.TUTOR)
    link = factories.make_link(out.placement, tutor.relation, name="Théo Tuteur")
    factories.enter_link(client, link)

    unlent = sign_on(client, student)
    assert unlent["Location"] == reverse("papers:together", kwargs={"paper": out.pk})
    student.refresh_from_db()
    assert student.state == SignatureState.ASKED
    lend(client, out)
    done = sign_on(client, student)
    assert done["Location"] == reverse("papers:together", kwargs={"paper": out.pk})
    for capacity in (Capacity.TUTOR, Capacity.REFERENT):
        sign_on(client, signature_of(out, capacity))
    run_tasks()

    student.refresh_from_db()
    out.refresh_from_db()
    assert (student.state, student.method, student.device_of) == ("signed", "DEVICE", "Théo Tuteur")
    evidence = extract_attachments(documents.read(out.sealed))["preuves.json"].decode()
    assert '"device_of": "Théo Tuteur"' in evidence


def test_the_turns_are_kept_and_no_address_is_shown_whole(client: Client, out: Paper) -> None:
    client.force_login(out.placement.referent)
    student, tutor = (signature_of(out, c) for c in (Capacity.STUDENT, Capacity.TUTOR))

    listed = lend(client, out)
    early = client.get(page_of("together_sign", tutor))
    mine = client.get(page_of("together_sign", student))

    assert text_of(listed).count("C’est à moi") == 1
    assert "Rien à signer ici" in text_of(early)
    assert student.email not in listed.content.decode() + mine.content.decode()
    assert "•••@" in text_of(mine)


def test_the_code_of_one_signer_is_worth_nothing_to_the_next(client: Client, out: Paper) -> None:
    give(out, Capacity.STUDENT)
    client.force_login(out.placement.referent)
    tutor, referent = (signature_of(out, c) for c in (Capacity.TUTOR, Capacity.REFERENT))
    lend(client, out)
    client.post(page_of("together_code", tutor))
    code = last_code(tutor.email)

    refused = client.post(page_of("together_sign", referent), {"code": code, "consent": "on"})

    assert "n’est plus valable" in text_of(refused)
    assert signature_of(out, Capacity.REFERENT).state == SignatureState.ASKED


def test_opening_the_page_changes_nothing_and_is_kept_nowhere(client: Client, out: Paper) -> None:
    client.force_login(out.placement.referent)
    student = signature_of(out, Capacity.STUDENT)

    page = client.get(page_of("together_sign", student))

    assert "no-store" in page["Cache-Control"]
    assert signature_of(out, Capacity.STUDENT).state == SignatureState.ASKED
    assert client.get(page_of("sign", student)).status_code == 403


def test_before_it_is_lent_nobody_signs_on_the_device(client: Client, out: Paper) -> None:
    client.force_login(out.placement.referent)

    page = client.get(reverse("papers:together", kwargs={"paper": out.pk}))

    assert "Prêter cet appareil" in text_of(page)
    assert "C’est à moi" not in text_of(page)


def test_a_lent_device_shows_this_paper_and_nothing_else(client: Client, out: Paper) -> None:
    client.force_login(out.placement.referent)
    together = reverse("papers:together", kwargs={"paper": out.pk})
    student = signature_of(out, Capacity.STUDENT)
    lend(client, out)

    for path in ("/", out.get_absolute_url(), out.placement.get_absolute_url(), "/nulle-part/"):
        assert client.get(path)["Location"] == together
    assert client.get(page_of("together_sign", student)).status_code == 200
    assert client.get(reverse("papers:download_frozen", args=[out.pk])).status_code == 200


def test_giving_the_device_back_ends_the_access_of_whoever_lent_it(
    client: Client, out: Paper
) -> None:
    link = factories.make_link(out.placement, signature_of(out, Capacity.TUTOR).relation)
    factories.enter_link(client, link)
    lend(client, out)

    done = client.post(reverse("papers:give_back", kwargs={"paper": out.pk}), follow=True)

    assert "ouvrez de nouveau le lien de votre message" in text_of(done)
    assert "compte/login" in client.get(out.get_absolute_url())["Location"]


def test_a_lent_device_left_alone_closes_the_access_of_whoever_lent_it(
    client: Client, out: Paper
) -> None:
    client.force_login(out.placement.referent)
    together = reverse("papers:together", kwargs={"paper": out.pk})
    with time_machine.travel(clock.now(), tick=False) as now:
        assert "laissé 15 minutes sans y toucher" in text_of(lend(client, out))
        now.shift(timedelta(minutes=14))
        touched = client.get(together)
        now.shift(timedelta(minutes=14))
        still = client.get(together)
        now.shift(timedelta(minutes=15, seconds=1))
        closed = client.get(together, follow=True)
        after = client.get(out.get_absolute_url())

    assert (touched.status_code, still.status_code) == (200, 200)
    assert "Cet appareil est resté 15 minutes sans que personne y touche" in text_of(closed)
    assert "compte/login" in after["Location"]


def test_a_signature_sent_too_late_from_a_lent_device_signs_nothing(
    client: Client, out: Paper, settings
) -> None:
    settings.LENT_DEVICE_MINUTES = 5
    client.force_login(out.placement.referent)
    student = signature_of(out, Capacity.STUDENT)
    with time_machine.travel(clock.now(), tick=False) as now:
        lend(client, out)
        client.post(page_of("together_code", student))
        code = last_code(student.email)
        now.shift(timedelta(minutes=6))
        client.post(page_of("together_sign", student), {"code": code, "consent": "on"})

    student.refresh_from_db()
    assert student.state == SignatureState.ASKED
