import pytest

from tripartite.tours.domain.travel import (
    BY_LINE,
    BY_ROAD,
    Matrix,
    Pace,
    Point,
    by_line,
    line_km,
    read_table,
    round_minutes,
)

NICE, CANNES = Point(43.7034, 7.2663), Point(43.5528, 7.0174)


def test_the_straight_line_is_that_of_the_globe():
    assert line_km(NICE, CANNES) == pytest.approx(26.1, abs=0.2)
    assert line_km(NICE, NICE) == 0


def test_a_road_is_longer_than_the_line_and_driven_at_a_pace():
    matrix = by_line([NICE, CANNES], Pace(detour=1.5, kmh=60))

    assert matrix.source == BY_LINE
    assert matrix.metres[0][1] == pytest.approx(39_200, abs=300)
    assert matrix.minutes == ((0, 40), (40, 0))
    assert len(matrix) == 2


@pytest.mark.parametrize(
    ("seconds", "minutes"), [(0, 5), (299, 5), (300, 5), (301, 10), (3600, 60)]
)
def test_minutes_are_rounded_up_to_a_step(seconds, minutes):
    assert round_minutes(seconds) == minutes


def test_a_table_of_a_road_server_is_read():
    answer = {
        "code": "Ok",
        "durations": [[0, 1800.5], [1900, 0]],
        "distances": [[0, 33000.4], [34000, 0]],
    }

    assert read_table(answer, [NICE, CANNES]) == Matrix(
        ((0, 33000), (34000, 0)), ((0, 35), (35, 0)), BY_ROAD
    )


@pytest.mark.parametrize(
    "answer",
    [
        None,
        [],
        {"code": "NoTable"},
        {"code": "Ok"},
        {"code": "Ok", "durations": [[0, 1], [1, 0]]},
        {"code": "Ok", "durations": [[0, 1]], "distances": [[0, 1], [1, 0]]},
        {"code": "Ok", "durations": [[0, None], [1, 0]], "distances": [[0, 1], [1, 0]]},
        {"code": "Ok", "durations": [[0, -1], [1, 0]], "distances": [[0, 1], [1, 0]]},
        {"code": "Ok", "durations": [[0, 1], [1, 0]], "distances": [[0], [1, 0]]},
    ],
)
def test_what_is_not_a_table_is_refused(answer):
    with pytest.raises(ValueError):
        read_table(answer, [NICE, CANNES])
