"""What the register says of each placement, and when its host is reminded. Plain Python.

An attestation is due on the last day (D124-9); the host is reminded that day, three days later and
ten days later (rule R14), then the office telephones.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

#: Days after the last one on which the host is written to.
RUNGS = (0, 3, 10)
#: After this the mail has been tried: somebody telephones.
CALL_AFTER = timedelta(days=RUNGS[-1])
#: The ladder forgets a placement that ended so long ago: the call list keeps it.
LADDER_ENDS = timedelta(days=45)


class Standing(StrEnum):
    """How far an attestation is."""

    COMING = "coming"
    MISSING = "missing"
    ASKED = "asked"
    SEALED = "sealed"


STANDING_LABELS = {
    Standing.COMING: "à venir",
    Standing.MISSING: "à établir",
    Standing.ASKED: "à signer",
    Standing.SEALED: "signée",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One placement of the register on one day."""

    ends_on: date
    today: date
    asked: bool
    sealed: bool

    @property
    def standing(self) -> Standing:
        if self.sealed:
            return Standing.SEALED
        if self.asked:
            return Standing.ASKED
        return Standing.COMING if self.today < self.ends_on else Standing.MISSING

    @property
    def days_missing(self) -> int:
        """Days since the attestation is due and not signed; 0 before and once it is."""
        return 0 if self.sealed else max(0, (self.today - self.ends_on).days)

    @property
    def to_call(self) -> bool:
        """Whether every mail of the ladder has left without an answer."""
        return not self.sealed and self.today > self.ends_on + CALL_AFTER


def rung_due(ends_on: date, today: date, told: frozenset[int]) -> int | None:
    """The rung to climb today: the highest that is reached and not told of yet.

    A day without the command skips nothing and tells nothing twice; None when nothing is due.
    """
    passed = today - ends_on
    if passed < timedelta(0) or passed > LADDER_ENDS:
        return None
    reached = max(rung for rung in RUNGS if timedelta(days=rung) <= passed)
    return reached if reached not in told and not any(rung > reached for rung in told) else None
