"""A note: what it must hold, who moves it, and when silence is worth a word."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import product

import pytest

from tripartite.core.workflow import TransitionError
from tripartite.logbook.domain.entries import (
    ENTRY,
    ENTRY_STATE_LABELS,
    READABLE,
    EntryError,
    EntryState,
    Note,
    check_note,
    days_untold,
)
from tripartite.placements.domain import Relation as R

S = EntryState
MONDAY = date(2027, 1, 4)
FRIDAY = date(2027, 1, 29)
NOTE = Note(day=date(2027, 1, 6), did="Relancé douze clients.", tasks=frozenset({1}))

#: The whole machine: for each move, its sources, its target and its only doer.
MOVES = {
    "rewrite": ({S.DRAFT}, S.DRAFT, R.STUDENT),
    "share": ({S.DRAFT}, S.SHARED, R.STUDENT),
    "edit": ({S.SHARED, S.SEEN, S.VALIDATED}, S.SHARED, R.STUDENT),
    "withdraw": ({S.DRAFT, S.SHARED}, S.WITHDRAWN, R.STUDENT),
    "see": ({S.SHARED}, S.SEEN, R.TUTOR),
    "see_validated": ({S.VALIDATED}, S.VALIDATED, R.TUTOR),
    "validate": ({S.SHARED, S.SEEN}, S.VALIDATED, R.REFERENT),
    "unvalidate": ({S.VALIDATED}, S.SHARED, R.REFERENT),
}


def test_the_table_is_whole():
    assert set(ENTRY.transitions) == set(MOVES)


@pytest.mark.parametrize(("name", "state", "who"), list(product(MOVES, EntryState, R)))
def test_every_move_from_every_state_by_everybody(name, state, who):
    sources, target, doer = MOVES[name]

    if state in sources and who is doer:
        assert ENTRY.target(name, state, {who}, reason="dit") == target
    else:
        with pytest.raises(TransitionError):
            ENTRY.target(name, state, {who}, reason="dit")


def test_taking_a_validation_back_needs_a_reason():
    with pytest.raises(TransitionError) as refused:
        ENTRY.target("unvalidate", S.VALIDATED, {R.REFERENT}, reason=" ")

    assert str(refused.value) == (
        "« Retirer la validation » demande un motif : écrivez-le en une phrase."
    )


def test_each_state_has_its_word_and_drafts_are_private():
    assert set(ENTRY_STATE_LABELS) == set(EntryState)
    assert {S.SHARED, S.SEEN, S.VALIDATED} == READABLE


def check(**changes):
    fields = {name: getattr(NOTE, name) for name in NOTE.__dataclass_fields__}
    check_note(
        Note(**(fields | changes)), starts_on=MONDAY, ends_on=FRIDAY, today=date(2027, 1, 12)
    )


@pytest.mark.parametrize("day", [MONDAY, date(2027, 1, 12)])
def test_the_first_day_and_today_may_be_noted(day):
    check(day=day)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"day": date(2027, 1, 13)},
            "Le 13 janvier 2027 n’est pas encore passé : notez ce que vous avez déjà fait.",
        ),
        (
            {"day": date(2027, 1, 3)},
            "Le 3 janvier 2027 est en dehors du stage, du 4 janvier 2027 au 29 janvier 2027 : "
            "corrigez la date.",
        ),
        (
            {"tasks": frozenset()},
            "Cochez au moins une tâche du référentiel : c’est elle que la note fera compter.",
        ),
        ({"did": "  "}, "Dites en une phrase ce que vous avez fait."),
        (
            {"result_value": Decimal(12)},
            "Dites ce que compte le chiffre du résultat : des appels, des euros, des visiteurs…",
        ),
    ],
)
def test_what_cannot_be_noted_is_refused(changes, sentence):
    with pytest.raises(EntryError) as refused:
        check(**changes)

    assert str(refused.value).replace("\u00a0", " ") == sentence


def test_a_figure_with_its_unit_is_kept():
    check(result_value=Decimal("1250.50"), result_unit="euros")


PLANNED = [MONDAY + timedelta(days=n) for n in (0, 1, 2, 3, 4, 7, 8)]


@pytest.mark.parametrize(
    ("told", "today", "silent"),
    [
        ([], MONDAY, 0),
        ([], MONDAY + timedelta(days=3), 3),
        ([MONDAY], MONDAY + timedelta(days=3), 2),
        ([MONDAY, MONDAY + timedelta(days=4)], MONDAY + timedelta(days=7), 0),
        ([MONDAY + timedelta(days=4)], MONDAY + timedelta(days=20), 2),
    ],
)
def test_silence_is_counted_in_days_of_presence(told, today, silent):
    assert days_untold(PLANNED, told, today) == silent
