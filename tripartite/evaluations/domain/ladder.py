"""When those who have not yet spoken are written to. Plain Python."""

from datetime import date, timedelta

#: Days after the last one on which the tutor and the référent are written to.
RUNGS = (0, 3, 10)
#: The ladder forgets a placement that ended so long ago.
LADDER_ENDS = timedelta(days=45)


def rung_due(ends_on: date, today: date, told: frozenset[int]) -> int | None:
    """The rung to climb today: the highest that is reached, unless it or a higher one was told.

    A day without the command skips nothing and tells nothing twice.
    """
    passed = today - ends_on
    if passed < timedelta(0) or passed > LADDER_ENDS:
        return None
    reached = max(rung for rung in RUNGS if timedelta(days=rung) <= passed)
    return reached if all(rung < reached for rung in told) else None
