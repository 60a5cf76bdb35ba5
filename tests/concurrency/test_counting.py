"""Tries made at the same moment are all counted."""

from functools import partial

import pytest

from tests.concurrency.conftest import at_once, refusals
from tripartite.accounts import codes
from tripartite.accounts.models import OneTimeCode
from tripartite.core.throttle import throttle


@pytest.mark.usefixtures("database_cache")
def test_no_more_visitors_than_places_pass_a_door_together() -> None:
    knock = partial(throttle, "essai", "10.0.0.1", limit=3, seconds=3600)

    outcomes = at_once(*[knock] * 8)

    assert refusals(outcomes) == ["too_often"] * 5


@pytest.mark.usefixtures("shared_database")
def test_wrong_codes_typed_together_spend_the_five_tries() -> None:
    good = codes.issue("signature:1")
    wrong = [f"{(int(good) + n) % 1_000_000:06d}" for n in range(1, 9)]

    outcomes = at_once(*(partial(codes.check, "signature:1", typed) for typed in wrong))

    assert refusals(outcomes) == ["no_live_code"] * 3 + ["wrong_code"] * 5
    assert OneTimeCode.objects.get().attempts == OneTimeCode.MAX_ATTEMPTS


@pytest.mark.usefixtures("shared_database")
def test_a_code_sent_twice_in_the_same_second_serves_once() -> None:
    good = codes.issue("signature:1")

    outcomes = at_once(*[lambda: codes.consume(codes.check("signature:1", good))] * 2)

    assert len(refusals(outcomes)) == 1
    assert set(refusals(outcomes)) < {"used_code", "no_live_code"}
