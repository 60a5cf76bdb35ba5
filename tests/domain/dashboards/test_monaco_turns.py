"""Whose turn it is while Monaco is asked: every state of the placement and of the request."""

from datetime import date, timedelta
from itertools import product

import pytest

from tripartite.dashboards.domain.facts import LineFacts
from tripartite.dashboards.domain.turns import Turn, turns
from tripartite.placements.domain import Party, State

START, LATEST = date(2027, 1, 4), date(2026, 12, 10)
FILED, ANSWER = date(2026, 12, 1), date(2026, 12, 14)
DAYS = [LATEST - timedelta(days=20), LATEST, LATEST + timedelta(days=1), START]
#: What is noted: when it was filed, what was answered.
REQUESTS = [(None, None), (FILED, None), (FILED, True), (FILED, False)]
GRID = list(product(State, REQUESTS, (True, False), (True, False), DAYS))


def facts(
    state: State,
    request: tuple[date | None, bool | None],
    today: date,
    *,
    monaco: bool = True,
    declared: bool = True,
) -> LineFacts:
    filed, granted = request
    return LineFacts(
        today=today,
        starts_on=START,
        ends_on=date(2027, 1, 29),
        state=state,
        opened_on=date(2026, 10, 1),
        declared_on=date(2026, 10, 12) if declared else None,
        submitted_on=date(2026, 10, 13),
        approved_on=date(2026, 10, 14),
        filing_due=LATEST if monaco else None,
        filed_on=filed,
        answer_due=ANSWER if filed else None,
        authorised=granted,
    )


def authorising(f: LineFacts) -> list[Turn]:
    return [turn for turn in turns(f) if turn.what == "authorise"]


@pytest.mark.parametrize(("state", "request_", "monaco", "declared", "today"), GRID)
def test_every_state_and_every_answer(
    state: State,
    request_: tuple[date | None, bool | None],
    monaco,
    declared,
    today: date,
) -> None:
    filed, granted = request_
    over = state in {State.CANCELLED, State.CLOSED, State.INTERRUPTED}

    found = authorising(facts(state, request_, today, monaco=monaco, declared=declared))

    if over or granted or not monaco or not declared:
        assert found == []
        return
    (turn,) = found
    who, due = Party.HOST, LATEST
    if granted is False:
        who = Party.SCHOOL
    elif filed:
        due = ANSWER
    assert (turn.party, turn.due) == (who, due)
    assert turn.late(today) == (today > due)


@pytest.mark.parametrize(
    ("request_", "sentence"),
    [
        (
            (None, None),
            "L’accueil doit déposer la demande d’autorisation à la Direction du Travail de Monaco "
            "au plus tard le 10 décembre 2026.",
        ),
        (
            (FILED, None),
            "On attend la décision de la Direction du Travail de Monaco : l’accueil la note dès "
            "qu’il la reçoit.",
        ),
        (
            (FILED, False),
            "La Direction du Travail de Monaco a refusé l’autorisation : voir avec l’accueil ce "
            "qui peut changer, ou annuler le stage.",
        ),
    ],
)
def test_the_sentence_says_what_to_do(
    request_: tuple[date | None, bool | None], sentence: str
) -> None:
    (turn,) = authorising(facts(State.APPROVED, request_, LATEST))

    assert turn.sentence == sentence
