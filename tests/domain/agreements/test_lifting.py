"""What the law forbids to send, and who may lift it."""

from datetime import date

import pytest

from tripartite.agreements.domain import (
    AgreementError,
    check_lift,
    lifters_of,
    obstacle_of,
    obstacles,
)
from tripartite.law.calendars import Jurisdiction
from tripartite.law.parameters import State
from tripartite.law.rules import Effect, Finding
from tripartite.placements.domain import Relation as R


def finding(lifted_by: str | None = None, effect: Effect = Effect.BLOCKS) -> Finding:
    return Finding(
        "R6", effect, "Trop.", "L124-10", date(2014, 12, 1), lifted_by, Jurisdiction.FR,
        State.VERIFIED,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("lifted_by", "lifters"),
    [
        (None, frozenset()),
        ("le chef d’établissement, en désignant un autre référent", {R.HEAD}),
        ("l’établissement, en déplaçant le stage", {R.HEAD}),
        ("la Direction du Travail de Monaco", {R.HEAD, R.OFFICE}),
    ],
)
def test_who_lifts_follows_from_the_rule(lifted_by, lifters) -> None:
    assert lifters_of(finding(lifted_by)) == lifters


@pytest.mark.parametrize("effect", [Effect.WARNS, Effect.REMINDS])
def test_only_what_blocks_is_an_obstacle(effect) -> None:
    assert obstacles([finding(effect=effect)], set()) == []


def test_a_lifted_rule_no_longer_stops() -> None:
    (lifted,) = obstacles([finding("l’établissement")], {"R6"})
    (stubborn,) = obstacles([finding(None)], {"R6"})

    assert (lifted.stops, stubborn.stops) == (False, True)


@pytest.mark.parametrize(
    ("lifted_by", "relations", "reason", "code"),
    [
        (None, {R.HEAD}, "Motif", "not_yours_to_lift"),
        ("l’établissement", {R.OFFICE}, "Motif", "not_yours_to_lift"),
        ("l’établissement", {R.HEAD}, "  ", "no_reason"),
    ],
)
def test_lifting_is_refused(lifted_by, relations, reason, code) -> None:
    (obstacle,) = obstacles([finding(lifted_by)], set())

    with pytest.raises(AgreementError) as refused:
        check_lift(obstacle, relations, reason)

    assert refused.value.code == code


def test_the_head_lifts_with_a_reason() -> None:
    (obstacle,) = obstacles([finding("l’établissement")], set())

    check_lift(obstacle, {R.HEAD}, "Décision du 3 novembre")

    assert obstacle.way_out == "Seul le chef d’établissement peut lever cette règle, avec un motif."


def test_a_rule_that_does_not_block_has_nothing_to_lift() -> None:
    with pytest.raises(AgreementError) as refused:
        obstacle_of([], "R6")

    assert refused.value.sentence == (
        "Cette règle ne bloque pas l’envoi de cette convention : il n’y a rien à lever."
    )
