"""The machine of the placement, row by row: every state, move and relation."""

from dataclasses import replace
from itertools import product

import pytest

from tripartite.core.workflow import TransitionError
from tripartite.placements.domain import PARTY_OF, WORKFLOW, Relation, State
from tripartite.placements.domain.framing import FramingFacts

COMPLETE = FramingFacts(
    objectives=True,
    modalities=True,
    information=True,
    means=True,
    tutoring=True,
    missions=1,
    missions_without_task=0,
    has_host=True,
    has_timetable=True,
    has_referent=True,
    host_agrees=True,
    student_agrees=True,
    as_agreed=True,
)
R, S = Relation, State
#: From, move, by → to: the whole machine, written a second time.
EXPECTED = {
    **{
        (state, "submit", who): S.SUBMITTED
        for state, who in product((S.DRAFT, S.RETURNED), (R.STUDENT, R.OFFICE))
    },
    (S.SUBMITTED, "agree", R.TUTOR): S.SUBMITTED,
    (S.SUBMITTED, "accept", R.STUDENT): S.SUBMITTED,
    **{(S.SUBMITTED, "record_agreement", who): S.SUBMITTED for who in (R.REFERENT, R.OFFICE)},
    **{(S.SUBMITTED, "approve", who): S.APPROVED for who in (R.REFERENT, R.OFFICE)},
    **{(S.SUBMITTED, "return", who): S.RETURNED for who in (R.REFERENT, R.OFFICE)},
    **{(S.APPROVED, "reopen", who): S.RETURNED for who in (R.REFERENT, R.OFFICE)},
    **{
        (state, "cancel", R.OFFICE): S.CANCELLED
        for state in (S.DRAFT, S.SUBMITTED, S.RETURNED, S.APPROVED)
    },
    (S.APPROVED, "interrupt", R.OFFICE): S.INTERRUPTED,
    (S.APPROVED, "close", R.OFFICE): S.CLOSED,
    (S.INTERRUPTED, "close", R.OFFICE): S.CLOSED,
}
MOVES = (
    "submit",
    "agree",
    "record_agreement",
    "accept",
    "approve",
    "return",
    "reopen",
    "cancel",
    "interrupt",
    "close",
)


def test_the_moves_are_those_of_the_table():
    assert set(WORKFLOW.transitions) == set(MOVES)


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("name", MOVES)
@pytest.mark.parametrize("relation", Relation)
def test_a_move_goes_where_the_table_says_or_is_refused(state, name, relation):
    wanted = EXPECTED.get((state, name, relation))

    try:
        reached = WORKFLOW.target(name, state, {relation}, facts=COMPLETE, reason="parce que")
    except TransitionError as error:
        reached = None
        assert error.code == "not_possible"

    assert reached == wanted


@pytest.mark.parametrize("name", ["return", "reopen", "cancel", "interrupt"])
@pytest.mark.parametrize("reason", ["", "  \n "])
def test_a_move_that_takes_something_back_says_why(name, reason):
    state = min(WORKFLOW[name].sources)

    with pytest.raises(TransitionError) as refusal:
        WORKFLOW.target(name, state, set(Relation), facts=COMPLETE, reason=reason)

    assert refusal.value.code == "reason_needed"


@pytest.mark.parametrize("name", ["submit", "approve", "close"])
def test_a_move_that_goes_forward_needs_no_reason(name):
    state = min(WORKFLOW[name].sources)

    reached = WORKFLOW.target(name, state, set(Relation), facts=COMPLETE)

    assert reached == WORKFLOW[name].target


@pytest.mark.parametrize(
    ("missing", "code"),
    [
        ({"objectives": False}, "five_headings"),
        ({"modalities": False}, "five_headings"),
        ({"information": False}, "five_headings"),
        ({"means": False}, "five_headings"),
        ({"tutoring": False}, "five_headings"),
        ({"missions": 0}, "missions_tied"),
        ({"missions": 3, "missions_without_task": 1}, "missions_tied"),
        ({"has_host": False}, "host_declared"),
        ({"has_timetable": False}, "host_declared"),
    ],
)
def test_an_incomplete_framing_is_not_submitted(missing, code):
    facts = replace(COMPLETE, **missing)

    with pytest.raises(TransitionError) as refusal:
        WORKFLOW.target("submit", State.DRAFT, {Relation.STUDENT}, facts=facts)

    assert refusal.value.code == code


def test_a_framing_is_submitted_before_a_referent_is_named_but_not_approved():
    facts = replace(COMPLETE, has_referent=False)

    reached = WORKFLOW.target("submit", State.DRAFT, {Relation.STUDENT}, facts=facts)
    with pytest.raises(TransitionError) as refusal:
        WORKFLOW.target("approve", reached, {Relation.OFFICE}, facts=facts)

    assert refusal.value.code == "referent_named"


@pytest.mark.parametrize("missing", ["host_agrees", "as_agreed", "student_agrees"])
def test_a_framing_is_not_approved_before_all_agree_to_the_very_same_words(missing):
    facts = replace(COMPLETE, **{missing: False})

    with pytest.raises(TransitionError) as refusal:
        WORKFLOW.target("approve", State.SUBMITTED, {Relation.REFERENT}, facts=facts)

    assert refusal.value.code == missing


def test_every_relation_belongs_to_a_party():
    assert set(PARTY_OF) == set(Relation)
