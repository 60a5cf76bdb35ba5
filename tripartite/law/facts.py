"""What the rules are told about a placement. Nothing is looked up: callers say what they know.

`None` and the empty defaults mean "not known" or "not asked": the rule keeps quiet or reminds.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from types import MappingProxyType
from typing import Final, NamedTuple

from tripartite.law.ages import is_minor
from tripartite.law.calendars import Closure, Jurisdiction, Region, require_date, require_span
from tripartite.law.errors import SpanError
from tripartite.law.presence import NO_EXCEPTIONS, ExpectedDay, expected_days
from tripartite.law.timetable import Interval, WeeklyTimetable


class Step(StrEnum):
    """What is about to be done: a rule that only reminds while planning may block the start."""

    PLAN = "plan"
    SEND = "send"
    START = "start"
    CLOSE = "close"


STEP_LABELS: Final = MappingProxyType(
    {
        Step.PLAN: "Préparer le stage",
        Step.SEND: "Envoyer la convention à la signature",
        Step.START: "Commencer le stage",
        Step.CLOSE: "Clore le dossier",
    }
)


class ExamNeed(StrEnum):
    """What the exam files must draw on (référentiel, annexes II c and II d)."""

    NEGOTIATION = "negotiation"
    EVENT = "event"
    DISTRIBUTORS = "distributors"
    PARTNERS = "partners"
    DIRECT_SALE = "direct_sale"


EXAM_NEED_LABELS: Final = MappingProxyType(
    {
        ExamNeed.NEGOTIATION: "négociation-vente et accompagnement de la relation client",
        ExamNeed.EVENT: "organisation et animation d’un évènement commercial",
        ExamNeed.DISTRIBUTORS: "réseau de distributeurs",
        ExamNeed.PARTNERS: "réseau de partenaires",
        ExamNeed.DIRECT_SALE: "réseau de vente directe",
    }
)


class ForbiddenUse(StrEnum):
    """Uses of an intern the law refuses (L124-7, L124-14)."""

    PERMANENT_POST = "permanent_post"
    ACTIVITY_PEAK = "activity_peak"
    SEASONAL = "seasonal"
    REPLACEMENT = "replacement"
    DANGEROUS = "dangerous"


FORBIDDEN_USE_LABELS: Final = MappingProxyType(
    {
        ForbiddenUse.PERMANENT_POST: "la tâche régulière d’un poste permanent",
        ForbiddenUse.ACTIVITY_PEAK: "un accroissement temporaire d’activité",
        ForbiddenUse.SEASONAL: "un emploi saisonnier",
        ForbiddenUse.REPLACEMENT: "le remplacement d’un salarié absent",
        ForbiddenUse.DANGEROUS: "des tâches dangereuses pour la santé ou la sécurité",
    }
)


_COUNTS = (
    "effective_minutes",
    "same_host_minutes",
    "headcount",
    "host_interns",
    "tutor_running",
    "gratification_rate",
    "referent_running",
    "referent_limit",
    "exchanges_planned",
    "exchanges_held",
    "signatures_required",
    "signatures_done",
    "weeks_attested",
    "weeks_granted",
)


class PreviousIntern(NamedTuple):
    """The stage before this one on the same post."""

    start: date
    end: date
    ended_early_by_intern: bool = False


class DateRange(NamedTuple):
    """Days, both ends included."""

    start: date
    end: date


@dataclass(frozen=True, kw_only=True)
class PlacementFacts:
    """One placement as the law sees it on a day. Minutes are minutes, counts are of other people:
    `tutor_running` interns do not include this one.

    Refused: dates out of bounds or reversed, a timetable without hours, a negative count.
    """

    today: date
    start: date
    end: date
    timetable: WeeklyTimetable
    step: Step = Step.PLAN

    # Places
    jurisdiction: Jurisdiction = Jurisdiction.FR  # of the host
    school_jurisdiction: Jurisdiction = Jurisdiction.FR
    region: Region | None = None
    country_sheet: bool = False

    # Hours
    holidays_worked: bool = False
    closures: tuple[Closure, ...] = ()
    exceptions: Mapping[date, Sequence[Interval]] = field(
        default_factory=lambda: NO_EXCEPTIONS, hash=False
    )
    effective_minutes: int | None = None
    same_host_minutes: int = 0  # earlier periods in the same host and school year

    # The student
    birth_date: date | None = None
    signing_date: date | None = None  # today when nobody has signed yet
    guardian_known: bool = False
    guardian_signed: bool = False

    # The host
    headcount: int | None = None  # declared by the host
    host_interns: int | None = None  # others in the same civil week
    tutor_running: int | None = None
    previous_intern: PreviousIntern | None = None
    gratification_rate: Decimal | None = None
    forbidden_uses: frozenset[ForbiddenUse] = frozenset()

    # The school
    referent_running: int | None = None
    referent_limit: int | None = None  # a lower number voted by the school
    missing_mentions: tuple[str, ...] = ()
    exchanges_planned: int | None = None
    exchanges_held: int = 0
    other_summer_placements: tuple[DateRange, ...] = ()
    summer_holidays: DateRange | None = None  # 1 July to 31 August when not known

    # Papers
    signatures_required: int = 0
    signatures_done: int = 0
    sealed: bool = False
    changed_since_signing: bool = False
    authorisation_filed: date | None = None
    authorisation_granted: bool | None = None
    joint_evaluation_done: bool | None = None
    welcome_review_done: bool | None = None
    certificate_signed: bool | None = None

    # What happened on the way
    interruption: DateRange | None = None
    interruption_settled: bool = False
    extended_until: date | None = None
    extension_amended: bool = False

    # The exam
    weeks_attested: int | Fraction | None = None
    weeks_granted: int | None = None  # a reduced length, by decision
    exam_file_date: date | None = None
    covered_needs: frozenset[ExamNeed] | None = None

    def __post_init__(self) -> None:
        require_date(self.today)
        require_span(self.start, self.end)
        if self.extended_until:
            require_span(self.end, self.extended_until)
        if self.interruption:
            require_span(*self.interruption)
        self.timetable.require_hours()
        if any((getattr(self, name) or 0) < 0 for name in _COUNTS):
            raise SpanError(
                "facts.negative",
                "Un effectif, un nombre ou une durée est négatif : corrigez la saisie.",
            )

    @cached_property
    def last_day(self) -> date:
        """The end, extension included."""
        return self.extended_until or self.end

    @cached_property
    def middle(self) -> date:
        return self.start + timedelta(days=(self.last_day - self.start).days // 2)

    @property
    def started(self) -> bool:
        """The start is asked for, or its day has come."""
        return self.step is Step.START or self.today >= self.start

    @property
    def ended(self) -> bool:
        return self.today >= self.last_day

    @cached_property
    def days(self) -> tuple[ExpectedDay, ...]:
        """The expected days, interruption and extension counted."""
        closures = self.closures
        if self.interruption:
            closures = (Closure(*self.interruption, "Stage interrompu"), *closures)
        return tuple(
            expected_days(
                self.timetable,
                self.start,
                self.last_day,
                holidays_worked=self.holidays_worked,
                jurisdiction=self.jurisdiction,
                region=self.region,
                closures=closures,
                exceptions=self.exceptions,
            )
        )

    @cached_property
    def minutes(self) -> int:
        """Effective presence when the ledger knows it, expected presence before."""
        if self.effective_minutes is not None:
            return self.effective_minutes
        return sum(day.minutes for day in self.days)

    @property
    def cumulated_minutes(self) -> int:
        """In this host, over the school year."""
        return self.same_host_minutes + self.minutes

    @property
    def minor_when_signing(self) -> bool | None:
        """Minor on the day of signing (D124-4); nothing when the birth date is not known."""
        if self.birth_date is None:
            return None
        return is_minor(self.birth_date, self.signing_date or self.today)
