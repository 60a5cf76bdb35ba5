import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.law.sample import OFFICE, OFFICE_DAY
from tripartite.core.errors import DomainError
from tripartite.law.timetable import Interval, WeeklyTimetable

EMPTY_WEEK: list[list[list[str]]] = [[]] * 7


def week(**days: list[list[str]]) -> list[list[list[str]]]:
    names = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    return [days.get(name, []) for name in names]


def test_a_week_of_seven_hours_a_day_is_thirty_five_hours():
    assert OFFICE.weekly_minutes == 35 * 60
    assert OFFICE.day_minutes(0) == 420
    assert OFFICE.day_minutes(5) == 0


@pytest.mark.parametrize(
    ("start", "end", "minutes"),
    [
        ("09:00", "12:30", 210),
        ("22:00", "06:00", 480),
        ("22:00", "30:00", 480),
        ("18:00", "24:00", 360),
        ("00:00", "24:00", 1440),
        ("20:00", "08:00", 720),
        ("12:00", "36:00", 1440),
        ("8:05", "8:06", 1),
    ],
)
def test_an_interval_read_from_the_clock_has_its_length(start, end, minutes):
    assert Interval.from_clock(start, end).minutes == minutes


@pytest.mark.parametrize(
    ("start", "end", "code"),
    [
        ("09:00", "09:00", "timetable.reversed"),
        ("17:00", "09:00", "timetable.reversed"),
        ("20:01", "08:02", "timetable.reversed"),
        ("00:00", "30:00", "timetable.too_long"),
        ("12:00", "36:01", "timetable.too_long"),
        ("24:00", "25:00", "timetable.start"),
        ("9", "12:00", "timetable.clock"),
        ("09:60", "12:00", "timetable.clock"),
        ("", "12:00", "timetable.clock"),
        (9, 12, "timetable.clock"),
    ],
)
def test_an_impossible_interval_is_refused_with_a_sentence(start, end, code):
    with pytest.raises(DomainError) as refusal:
        Interval.from_clock(start, end)

    assert refusal.value.code == code
    assert refusal.value.sentence.endswith(".")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ([], "timetable.week"),
        ([[]] * 8, "timetable.week"),
        (None, "timetable.shape"),
        ("lundi", "timetable.shape"),
        (["09:00"] * 7, "timetable.shape"),
        (week(mon=[["09:00"]]), "timetable.shape"),
        ([["09:00-12:00"], *EMPTY_WEEK[1:]], "timetable.shape"),
        (week(mon=[["09:00", "12:00"], ["11:59", "13:00"]]), "timetable.overlap"),
        (week(mon=[["08:00", "20:00"], ["20:00", "44:00"]]), "timetable.day_too_long"),
        (week(mon=[["22:00", "06:00"]], tue=[["05:59", "09:00"]]), "timetable.overnight_overlap"),
        (week(sun=[["22:00", "06:00"]], mon=[["05:59", "09:00"]]), "timetable.overnight_overlap"),
    ],
)
def test_an_impossible_week_is_refused_with_a_sentence(data, code):
    with pytest.raises(DomainError) as refusal:
        WeeklyTimetable.from_json(data)

    assert refusal.value.code == code
    assert refusal.value.sentence.endswith(".")


def test_intervals_that_touch_do_not_overlap():
    timetable = WeeklyTimetable.from_json(
        week(
            mon=[["12:00", "13:00"], ["09:00", "12:00"], ["22:00", "06:00"]],
            tue=[["06:00", "7:00"]],
        )
    )

    assert timetable.day_minutes(0) == 12 * 60


def test_a_week_without_hours_is_refused_when_hours_are_required():
    with pytest.raises(DomainError) as refusal:
        WeeklyTimetable.from_json(EMPTY_WEEK).require_hours()

    assert refusal.value.code == "timetable.empty"


def test_a_week_with_hours_passes():
    assert OFFICE.require_hours() is OFFICE


def test_the_overlap_sentence_says_what_to_correct():
    with pytest.raises(DomainError) as refusal:
        WeeklyTimetable.from_json(week(tue=[["09:00", "12:00"], ["11:30", "14:00"]]))

    assert str(refusal.value) == (
        "Le mardi, les plages 9 h – 12 h et 11 h 30 – 14 h se chevauchent :"
        " corrigez l’une des deux."
    )


def test_the_printed_week_has_one_line_per_worked_day():
    timetable = WeeklyTimetable.from_json(
        week(mon=[["09:00", "12:30"], ["13:30", "17:00"]], sat=[["22:00", "06:30"]])
    )

    assert timetable.in_words() == [
        "lundi : 9 h – 12 h 30, 13 h 30 – 17 h (7 h)",
        "samedi : 22 h – 6 h 30 le lendemain (8 h 30)",
    ]


def test_days_alike_share_a_line_when_grouped():
    timetable = WeeklyTimetable((OFFICE_DAY,) * 3 + ((),) + ((Interval(540, 720),),) * 2 + ((),))

    assert timetable.in_words(grouped=True) == [
        "lundi à mercredi : 9 h – 12 h 30, 13 h 30 – 17 h (7 h par jour)",
        "vendredi et samedi : 9 h – 12 h (3 h par jour)",
    ]


@pytest.mark.parametrize(
    ("days", "night", "sunday"),
    [
        ({"mon": [["06:00", "21:00"]]}, False, False),
        ({"mon": [["05:59", "12:00"]]}, True, False),
        ({"mon": [["12:00", "21:01"]]}, True, False),
        ({"sun": [["09:00", "12:00"]]}, False, True),
        ({"sat": [["18:00", "24:00"]]}, True, False),
        ({"sat": [["18:00", "00:01"]]}, True, True),
    ],
)
def test_nights_and_sundays_are_known(days, night, sunday):
    timetable = WeeklyTimetable.from_json(week(**days))

    assert (timetable.has_night, timetable.has_sunday) == (night, sunday)


@st.composite
def timetables(draw):
    days = []
    for _ in range(7):
        cuts = sorted(draw(st.sets(st.integers(0, 96), max_size=6)))
        cuts = cuts[: len(cuts) // 2 * 2]
        days.append(
            tuple(Interval(a * 15, b * 15) for a, b in zip(cuts[::2], cuts[1::2], strict=True))
        )
    return WeeklyTimetable(tuple(days))


@given(timetables())
def test_a_timetable_survives_its_json(timetable):
    assert WeeklyTimetable.from_json(timetable.to_json()) == timetable


@given(st.integers(0, 1439), st.integers(1, 1440))
def test_any_interval_survives_its_clock(start, length):
    interval = Interval(start, start + length)

    assert Interval.from_clock(*interval.to_clock()) == interval


@given(timetables(), st.integers(0, 6), st.integers(1, 1439))
def test_hours_add_up_whatever_the_split(timetable, weekday, cut):
    day = timetable.days[weekday]
    split = tuple(
        piece
        for span in day
        for piece in (
            (Interval(span.start, cut), Interval(cut, span.end))
            if span.start < cut < span.end
            else (span,)
        )
    )
    days = (*timetable.days[:weekday], split, *timetable.days[weekday + 1 :])

    assert WeeklyTimetable(days).weekly_minutes == timetable.weekly_minutes
