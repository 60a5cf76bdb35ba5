"""Two people on the same voice or the same session in the same second."""

from collections.abc import Iterator
from datetime import date
from functools import partial

import pytest
import time_machine

from tests.concurrency.conftest import at_once, refusals
from tests.logbook.partners import Partners, make_partners
from tripartite.accounts.models import JournalEntry, School
from tripartite.evaluations import actions, queries
from tripartite.evaluations.actions import Mark, Session
from tripartite.evaluations.domain import EvaluationState, Form, Level
from tripartite.evaluations.models import JointEvaluation, Voice, VoiceMark


@pytest.fixture(autouse=True)
def _last_week() -> Iterator[None]:
    with time_machine.travel("2027-01-27 08:00:00+01:00", tick=True):
        yield


def session(partners: Partners, seen: int, place: str) -> Session:
    codes = [line.code for line in queries.grid_for(partners.placement)]
    return Session(
        held_on=date(2027, 1, 26),
        place=place,
        form=Form.FACE,
        present="Inès, Théo, Éric",
        strengths="",
        advice="",
        levels=dict.fromkeys(codes, Level.S),
        comments={},
        seen=seen,
    )


def test_the_same_line_saved_twice_in_the_same_second_is_one_mark(school: School) -> None:
    partners = make_partners(school)

    outcomes = at_once(
        *(
            partial(
                actions.save_marks,
                placement=partners.placement,
                marks={"REL2": Mark(level)},
                by=partners.tutor,
            )
            for level in (Level.S, Level.TS)
        )
    )

    assert refusals(outcomes) == []
    assert (Voice.objects.count(), VoiceMark.objects.count()) == (1, 1)


def test_two_screens_of_one_session_do_not_overwrite_each_other(school: School) -> None:
    partners = make_partners(school)
    seen = actions.begin(placement=partners.placement, by=partners.referent).version

    outcomes = at_once(
        *(
            partial(
                actions.save_session,
                placement=partners.placement,
                session=session(partners, seen, who.last_name),
                by=who,
            )
            for who in (partners.referent, partners.office)
        )
    )

    assert refusals(outcomes) == ["written_meanwhile"]


def test_a_session_agreed_twice_is_agreed_once(school: School) -> None:
    partners = make_partners(school)
    evaluation = actions.save_session(
        placement=partners.placement, session=session(partners, 1, "Nice"), by=partners.referent
    )
    click = partial(actions.agree, evaluation=evaluation, by=partners.referent)

    outcomes = at_once(click, click)

    assert refusals(outcomes) == ["not_possible"]
    assert JointEvaluation.objects.get().state == EvaluationState.AGREED
    assert JournalEntry.objects.filter(verb="evaluation.agreed").count() == 1
