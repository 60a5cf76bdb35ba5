"""The verification page: the same answer for whatever is not sealed, and a door that tires."""

import re
from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client

from tests.html import text_of
from tests.papers.conftest import give, run_tasks
from tripartite.papers import actions
from tripartite.papers.domain import Capacity
from tripartite.papers.models import Paper
from tripartite.placements.domain import Relation


def answer(client: Client, code: str) -> tuple[int, str]:
    """The whole page of a code, but the code itself and the token of the form."""
    response = client.get(f"/verifier/{code}/")
    html = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", response.content.decode())
    return response.status_code, html.replace(code, "")


def test_unknown_out_withdrawn_and_misspelt_codes_get_one_answer(
    client: Client, out: Paper
) -> None:
    being_signed = answer(client, out.code)
    actions.void(paper=out, by=None, reason="Erreur", relations={Relation.OFFICE})
    withdrawn = answer(client, out.code)
    unknown = answer(client, "B2B2-C3C3-D4D4")
    misspelt = answer(client, "B2B3")

    assert being_signed == withdrawn == unknown == misspelt
    assert "Aucun document ne correspond" in being_signed[1]


def test_the_form_answers_as_the_address_does(client: Client, out: Paper) -> None:
    typed = [
        text_of(client.post("/verifier/", {"code": code}))
        for code in (out.code, "B2B2-C3C3-D4D4", "B2B3")
    ]

    assert len(set(typed)) == 1
    assert "Aucun document ne correspond" in typed[0]


def test_a_sealed_paper_then_revoked_says_so_and_names_nobody(client: Client, out: Paper) -> None:
    for capacity in (Capacity.STUDENT, Capacity.TUTOR, Capacity.REFERENT):
        give(out, capacity)
    run_tasks()
    good = answer(client, out.code)[1]
    out.refresh_from_db()
    actions.void(paper=out, by=None, reason="Erreur de nom", relations={Relation.OFFICE})
    revoked = answer(client, out.code)[1]

    names = [s.name for s in out.signatures.all()]
    assert "Document authentique" in good
    assert "Document révoqué" in revoked
    assert not [n for n in [*names, out.number, "Erreur de nom"] if n in good + revoked]


@pytest.mark.parametrize("by_form", [False, True])
def test_after_thirty_tries_the_door_is_closed_even_to_the_right_code(
    client: Client, out: Paper, *, by_form: bool
) -> None:
    def knock(code: str):
        if by_form:
            return client.post("/verifier/", {"code": code})
        return client.get(f"/verifier/{code}/")

    with time_machine.travel(datetime(2026, 12, 1, 9, tzinfo=UTC), tick=False):
        opened = [knock(f"AAAA-AAAA-A{n:03d}").status_code for n in range(30)]
        closed = knock(out.code)
    with time_machine.travel(datetime(2026, 12, 1, 9, 11, tzinfo=UTC), tick=False):
        later = knock(out.code)

    assert opened == [200] * 30
    assert closed.status_code == 409
    assert "Trop d’essais en peu de temps" in text_of(closed)
    assert later.status_code == 200
