"""A signature by mail, over a real SMTP conversation: the link opens, the code signs."""

import re

from django.test import Client

from tests.mailing.conftest import Mailbox
from tests.papers.conftest import paper, placement, run_tasks, signature_of
from tripartite.papers import actions
from tripartite.papers.domain import Capacity, SignatureState
from tripartite.papers.models import Paper
from tripartite.placements.domain import Relation

__all__ = ["paper", "placement"]


def body_of(mail) -> str:
    return mail.get_body(("plain",)).get_content()


def test_the_link_opens_and_the_code_signs(client: Client, paper: Paper, smtp: Mailbox) -> None:
    out = actions.send_out(paper=paper, by=None, relations={Relation.OFFICE})
    run_tasks()
    (asked,) = smtp.received
    url = re.search(r"http://\S+/acces/\S+", body_of(asked))[0]
    path = url.split("//", 1)[1].partition("/")[2]

    opened = client.get(f"/{path}")
    scanned = signature_of(out, Capacity.STUDENT).state
    entered = client.post(f"/{path}")
    signature = signature_of(out, Capacity.STUDENT)
    client.get(entered["Location"])
    client.post(f"/papiers/signatures/{signature.pk}/code/")
    run_tasks()
    code = re.search(r"\b\d{6}\b", body_of(smtp.received[-1]))[0]
    client.post(f"/papiers/signatures/{signature.pk}/", {"code": code, "consent": "on"})

    assert (opened.status_code, scanned) == (200, "asked")
    assert asked["To"] == signature.email
    assert asked["Auto-Submitted"] == "auto-generated"
    assert asked.get_body(("plain",)).get_content_charset() == "utf-8"
    assert "évaluation conjointe à signer – Inès Moreau" in asked["Subject"]
    assert signature_of(out, Capacity.STUDENT).state == SignatureState.SIGNED
