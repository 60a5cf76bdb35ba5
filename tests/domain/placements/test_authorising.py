"""The days on which the request to Monaco is asked about."""

from datetime import date, timedelta

import pytest

from tripartite.placements.domain.authorising import filing_rung

LATEST = date(2026, 12, 11)


@pytest.mark.parametrize(
    ("left", "rung"),
    [(16, None), (15, 15), (8, 15), (7, 7), (4, 7), (3, 3), (0, 3), (-1, None)],
)
def test_the_nearest_rung_reached_is_due(left: int, rung: int | None) -> None:
    assert filing_rung(LATEST - timedelta(days=left), LATEST) == rung
