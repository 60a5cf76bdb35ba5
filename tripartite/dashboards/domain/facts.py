"""All that the placement line needs to know of one placement. Dates and counts, no rows."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from tripartite.papers.domain import Capacity, PaperState
from tripartite.placements.domain import Party, State

#: How long before the start each step should be done, so that all have signed a week ahead.
HOST_LEAD = timedelta(weeks=8)
FRAMING_LEAD = timedelta(weeks=6)
AGREEMENT_LEAD = timedelta(weeks=5)
SIGNATURES_LEAD = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """One paper about the placement: its state, how far its signatures are, who is waited for."""

    state: PaperState
    signed: int = 0
    total: int = 0
    waiting_for: tuple[Capacity, ...] = ()
    out_on: date | None = None
    sealed_on: date | None = None


@dataclass(frozen=True, slots=True)
class LineFacts:
    """A placement on one day. Without a placement, only the period and ``today`` are known."""

    today: date
    starts_on: date
    ends_on: date
    host_due_on: date | None = None
    state: State | None = None
    opened_on: date | None = None
    declared_on: date | None = None
    submitted_on: date | None = None
    host_agrees: bool = False
    student_agrees: bool = False
    #: The host is known and has not yet said what the post allows (S9).
    fitness_awaited: bool = False
    approved_on: date | None = None
    agreement: PaperFacts | None = None
    amendment: PaperFacts | None = None
    #: Of a host in Monaco: the last day for its request, the day it was made, what was answered.
    filing_due: date | None = None
    filed_on: date | None = None
    answer_due: date | None = None
    authorised: bool | None = None
    weeks_expected: int = 0
    weeks_over: int = 0
    weeks_declared: int = 0
    weeks_confirmed: int = 0
    #: Weeks whose correction the student contests.
    weeks_contested: int = 0
    #: The first exceptional day proposed that waits for the word of each party.
    day_for_school: date | None = None
    day_for_host: date | None = None
    exchange_planned_for: date | None = None
    exchange_held_on: date | None = None
    #: Whose turn it is to choose among the slots proposed.
    exchange_awaits: Party | None = None
    evaluation_agreed_on: date | None = None
    #: Evaluated on another document, or not at all: nobody awaits it any more.
    evaluation_settled_on: date | None = None
    #: Once the voices are asked for: the parties that have not given theirs.
    voices_awaited: tuple[Party, ...] = ()
    evaluation: PaperFacts | None = None
    certificate: PaperFacts | None = None
    lifted: bool = False
    capacities: dict[Capacity, str] = field(default_factory=dict)

    @property
    def host_due(self) -> date:
        return self.host_due_on or self.starts_on - HOST_LEAD

    @property
    def framing_due(self) -> date:
        return self.starts_on - FRAMING_LEAD

    @property
    def agreement_due(self) -> date:
        return self.starts_on - AGREEMENT_LEAD

    @property
    def may_begin(self) -> bool:
        """R1: all have signed the agreement, or the head lifted the ban."""
        signed = self.agreement is not None and self.agreement.state is PaperState.SEALED
        return signed or self.lifted

    @property
    def not_begun(self) -> bool:
        """The first day has come and the placement may not begin."""
        pending = {State.DRAFT, State.SUBMITTED, State.RETURNED, State.APPROVED}
        return (
            self.state in pending
            and self.starts_on <= self.today <= self.ends_on
            and not self.may_begin
        )

    @property
    def signatures_due(self) -> date:
        return self.starts_on - SIGNATURES_LEAD

    @property
    def first_third(self) -> date:
        """By this day an exchange must be planned."""
        return self.starts_on + (self.ends_on - self.starts_on) / 3

    @property
    def placed(self) -> bool:
        """Somebody welcomes the student: until then nothing else can be late."""
        return self.declared_on is not None

    @property
    def unauthorised(self) -> bool:
        """Monaco has not allowed the placement yet: it may not begin."""
        return self.filing_due is not None and not self.authorised

    @property
    def started(self) -> bool:
        return self.today >= self.starts_on

    @property
    def ended(self) -> bool:
        return self.today > self.ends_on
