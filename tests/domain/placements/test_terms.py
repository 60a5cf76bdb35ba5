"""The terms of a placement, its agreement and its changes; without a database."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tripartite.placements.domain.framing import Headings
from tripartite.placements.domain.terms import (
    DATED,
    AgreedMission,
    Change,
    Stretch,
    Terms,
    What,
    effective,
    terms_as_json,
    terms_from_json,
    terms_on,
    value_of,
)

START, END = date(2027, 1, 4), date(2027, 1, 29)
WEEK = [[["09:00", "12:30"], ["13:30", "17:00"]]] * 5 + [[], []]
SHORT = [[["09:00", "12:00"]]] * 5 + [[], []]
TERMS = Terms(START, END, (Stretch(date.min, WEEK, False),), site=1, tutor=2, referent=3)


def value_of_headings(text: str) -> dict[str, str]:
    headings = Headings(objectives=text)
    return value_of(Terms(START, END, TERMS.stretches, headings=headings), What.FRAMING)


days = st.dates(START, END)
values = {
    What.DATES: st.builds(
        lambda n: {"starts_on": START.isoformat(), "ends_on": (END + timedelta(n)).isoformat()},
        st.integers(-10, 60),
    ),
    What.TIMETABLE: st.builds(
        lambda week, worked: {"week": week, "holidays_worked": worked},
        st.sampled_from([WEEK, SHORT]),
        st.booleans(),
    ),
    What.SITE: st.integers(1, 9),
    What.TUTOR: st.integers(1, 9),
    What.REFERENT: st.integers(1, 9),
    What.FRAMING: st.sampled_from(["", "Vendre.", "Prospecter."]).map(value_of_headings),
    What.MISSIONS: st.lists(
        st.builds(
            lambda key, title: AgreedMission(key, title, tasks=(1, 4), results=(2,)).as_json(),
            st.integers(-2, 3),
            st.sampled_from(["Vendre", "Prospecter"]),
        ),
        max_size=3,
    ),
    What.INTERRUPTION: st.builds(lambda day: {"on": day.isoformat(), "kind": "agreed"}, days),
}
changes = st.lists(
    st.sampled_from(What).flatmap(
        lambda what: st.builds(Change, st.just(what), days, values[what])
    ),
    max_size=6,
)


@given(changes)
def test_the_last_word_on_each_thing_holds_at_the_end(made: list[Change]) -> None:
    after = effective(TERMS, made)

    for what in {change.what for change in made} - {What.TIMETABLE, What.INTERRUPTION}:
        last = [change for change in made if change.what is what][-1]
        assert value_of(after, what) == last.value


@given(changes)
def test_what_no_change_speaks_of_stays(made: list[Change]) -> None:
    after = effective(TERMS, made)

    for what in set(What) - {change.what for change in made}:
        assert value_of(after, what) == value_of(TERMS, what)


@given(changes, days)
def test_a_person_is_the_former_one_before_the_day(made: list[Change], day: date) -> None:
    known = [c for c in made if c.what in DATED or c.since <= day]

    assert terms_on(TERMS, made, day) == effective(TERMS, known)


@given(changes)
def test_stretches_follow_one_another(made: list[Change]) -> None:
    since = [stretch.since for stretch in effective(TERMS, made).stretches]

    assert since == sorted(set(since))


@given(changes)
def test_terms_are_kept_whole(made: list[Change]) -> None:
    terms = effective(TERMS, made)

    assert terms_from_json(terms_as_json(terms)) == terms


@pytest.mark.parametrize(
    ("stopped", "last"),
    [(None, END), (date(2027, 1, 18), date(2027, 1, 17)), (date(2027, 3, 1), END)],
)
def test_the_last_day_is_the_one_before_it_stops(stopped: date | None, last: date) -> None:
    terms = Terms(START, END, TERMS.stretches, interrupted_on=stopped)

    assert terms.last_day == last
