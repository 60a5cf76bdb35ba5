"""Sending the agreed grid to be signed, in one POST."""

import pytest

from tests.evaluations.test_actions import agreed, save
from tests.logbook.partners import act_as
from tripartite.evaluations.models import JointEvaluation
from tripartite.papers.models import Paper


def page(evaluation: JointEvaluation) -> str:
    return f"/evaluations/evaluation/{evaluation.pk}/signature/"


def test_one_click_leads_to_the_paper(client, partners) -> None:
    evaluation = agreed(partners)
    act_as(client, partners.referent)

    response = client.post(page(evaluation))

    paper = Paper.objects.get(kind="evaluation")
    assert response["Location"] == f"/papiers/{paper.pk}/"
    assert paper.state == "out"


def test_a_second_click_says_that_it_is_done(client, partners) -> None:
    evaluation = agreed(partners)
    act_as(client, partners.referent)
    client.post(page(evaluation))

    response = client.post(page(evaluation))

    assert response.status_code == 409
    assert Paper.objects.filter(kind="evaluation").count() == 1


def test_a_draft_is_not_sent(client, partners) -> None:
    evaluation = save(partners)
    act_as(client, partners.referent)

    assert client.post(page(evaluation)).status_code == 409
    assert Paper.objects.filter(kind="evaluation").count() == 0


@pytest.mark.parametrize(("who", "status"), [("student", 403), ("tutor", 403), ("stranger", 404)])
def test_nobody_else_sends_it(client, partners, who, status) -> None:
    evaluation = agreed(partners)
    act_as(client, getattr(partners, who))

    assert client.post(page(evaluation)).status_code == status


def test_reading_the_address_sends_nothing(client, partners) -> None:
    evaluation = agreed(partners)
    act_as(client, partners.referent)

    assert client.get(page(evaluation)).status_code == 405
    assert Paper.objects.filter(kind="evaluation").count() == 0
