"""Reopening an agreed grid."""

import pytest

from tests.evaluations.test_actions import agreed, save
from tests.logbook.partners import act_as
from tripartite.evaluations import actions
from tripartite.evaluations.models import JointEvaluation


def page(evaluation: JointEvaluation) -> str:
    return f"/evaluations/evaluation/{evaluation.pk}/rouvrir/"


def test_a_reason_reopens_and_withdraws_the_paper(client, partners) -> None:
    evaluation = agreed(partners)
    paper = actions.send_paper(evaluation=evaluation, by=partners.referent)
    act_as(client, partners.referent)

    response = client.post(page(evaluation), {"reason": "Un niveau à revoir."})

    evaluation.refresh_from_db()
    paper.refresh_from_db()
    assert response["Location"] == f"/evaluations/{partners.placement.pk}/seance/"
    assert (evaluation.state, paper.state) == ("session", "void")


@pytest.mark.parametrize("typed", [{}, {"reason": " "}, {"reason": "x" * 301}])
def test_without_a_fair_reason_nothing_is_reopened(client, partners, typed) -> None:
    evaluation = agreed(partners)
    act_as(client, partners.referent)

    response = client.post(page(evaluation), typed)

    evaluation.refresh_from_db()
    assert response.status_code == 200
    assert evaluation.state == "agreed"


def test_a_grid_still_being_written_says_so(client, partners) -> None:
    evaluation = save(partners)
    act_as(client, partners.referent)

    response = client.post(page(evaluation), {"reason": "Un niveau à revoir."})

    assert response.content.decode().count("n’est plus possible") == 1


@pytest.mark.parametrize(("who", "status"), [("student", 403), ("tutor", 403), ("stranger", 404)])
def test_nobody_else_reopens(client, partners, who, status) -> None:
    evaluation = agreed(partners)
    act_as(client, getattr(partners, who))

    assert client.get(page(evaluation)).status_code == status
