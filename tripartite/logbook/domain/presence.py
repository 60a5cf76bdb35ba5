"""Presence, day by day; no medical reason is ever kept."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from tripartite.core.errors import DomainError
from tripartite.core.fr import count_of, day_in_words, hours, long_day
from tripartite.core.workflow import Condition, Workflow, move
from tripartite.law.presence import ExpectedDay
from tripartite.placements.domain import Relation as R
from tripartite.placements.domain import State

DAY_MINUTES = 24 * 60


class LogbookError(DomainError):
    """What was said of a week cannot be kept as it is."""


class DayKind(StrEnum):
    PRESENT = "present"
    JUSTIFIED = "justified"
    UNJUSTIFIED = "unjustified"
    MADE_UP = "made_up"


DAY_KIND_LABELS = {
    DayKind.PRESENT: "présent",
    DayKind.JUSTIFIED: "absence justifiée",
    DayKind.UNJUSTIFIED: "absence non justifiée",
    DayKind.MADE_UP: "heures rattrapées",
}

#: Kinds whose minutes count as effective presence.
COUNTED = frozenset({DayKind.PRESENT, DayKind.MADE_UP})

ABSENT = frozenset({DayKind.JUSTIFIED, DayKind.UNJUSTIFIED})

#: States of a placement in which its presence may be written.
LIVE = frozenset({State.APPROVED, State.INTERRUPTED})


class WeekState(StrEnum):
    OPEN = "open"
    DECLARED = "declared"
    CONFIRMED = "confirmed"


WEEK_STATE_LABELS = {
    WeekState.OPEN: "en cours",
    WeekState.DECLARED: "à confirmer par le tuteur",
    WeekState.CONFIRMED: "confirmée",
}


@dataclass(frozen=True, slots=True)
class WeekFacts:
    """``missing``: days of the timetable of which nothing is said yet. ``contestable``: the tutor
    corrected the week last, and the student has not contested it. ``contested``: he or she has,
    and nobody has settled it; ``settled``: the team has.
    """

    missing: int = 0
    attested: bool = False
    contestable: bool = False
    contested: bool = False
    settled: bool = False


WEEK_COMPLETE = Condition(
    "week_complete",
    "La semaine n’est pas complète : l’étudiant doit encore dire ce qui s’est passé chaque jour "
    "prévu. Elle pourra être confirmée ensuite.",
    lambda f: f.missing == 0,
)
NOT_ATTESTED = Condition(
    "not_attested",
    "Ces heures figurent dans une attestation déjà établie. Le bureau des stages doit d’abord "
    "retirer cette attestation ; la semaine pourra ensuite être rouverte.",
    lambda f: not f.attested,
)
CONTESTABLE = Condition(
    "contestable",
    "Une semaine n’est contestée qu’une fois, et seulement après une correction du tuteur. Pour "
    "autre chose, écrivez à l’enseignant référent.",
    lambda f: f.contestable,
)

CONTESTED = Condition(
    "contested",
    "Aucune correction contestée n’attend de décision dans cette semaine : elle a été tranchée ou "
    "la semaine a changé depuis.",
    lambda f: f.contested,
)
NOT_SETTLED = Condition(
    "not_settled",
    "L’équipe a tranché cette semaine après la contestation de l’étudiant. Pour y revenir, "
    "demandez à l’enseignant référent de la rouvrir.",
    lambda f: not f.settled,
)

WEEK = Workflow(
    "la semaine",
    move(
        "declare",
        "Déclarer la semaine",
        {WeekState.OPEN, WeekState.DECLARED},
        WeekState.DECLARED,
        {R.STUDENT, R.OFFICE},
    ),
    move(
        "confirm",
        "Confirmer la semaine",
        {WeekState.DECLARED},
        WeekState.CONFIRMED,
        {R.TUTOR},
        needs=(WEEK_COMPLETE,),
    ),
    move(
        "record",
        "Enregistrer la feuille signée",
        {WeekState.DECLARED},
        WeekState.CONFIRMED,
        {R.OFFICE},
        needs=(WEEK_COMPLETE,),
        reason=True,
    ),
    move(
        "correct",
        "Corriger la semaine",
        {WeekState.DECLARED, WeekState.CONFIRMED},
        WeekState.CONFIRMED,
        {R.TUTOR},
        needs=(NOT_ATTESTED, NOT_SETTLED),
        reason=True,
    ),
    move(
        "contest",
        "Contester la correction",
        {WeekState.CONFIRMED},
        WeekState.CONFIRMED,
        {R.STUDENT},
        needs=(CONTESTABLE,),
        reason=True,
    ),
    move(
        "uphold",
        "La correction tient",
        {WeekState.CONFIRMED},
        WeekState.CONFIRMED,
        {R.REFERENT, R.OFFICE},
        needs=(CONTESTED,),
        reason=True,
    ),
    move(
        "take_back",
        "Revenir à la déclaration de l’étudiant",
        {WeekState.CONFIRMED},
        WeekState.CONFIRMED,
        {R.REFERENT, R.OFFICE},
        needs=(CONTESTED, NOT_ATTESTED),
        reason=True,
    ),
    move(
        "reopen",
        "Rouvrir la semaine",
        {WeekState.DECLARED, WeekState.CONFIRMED},
        WeekState.OPEN,
        {R.TUTOR, R.REFERENT, R.OFFICE},
        needs=(NOT_ATTESTED,),
        reason=True,
    ),
)


class NoticeKind(StrEnum):
    """What the daily watch tells."""

    SILENCE = "silence"
    WEEK = "week"


NOTICE_LABELS = {
    NoticeKind.SILENCE: "deux jours sans rien de noté",
    NoticeKind.WEEK: "semaine à lire par le tuteur",
}


class DayEntry(NamedTuple):
    """What happened on a day; of an absence, ``minutes`` are those missed.

    ``makes_up`` is the day of the absence that made-up hours replace.
    """

    day: date
    kind: DayKind
    minutes: int
    makes_up: date | None = None

    @property
    def label(self) -> str:
        """The kind in French."""
        return DAY_KIND_LABELS[self.kind]


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def in_week(day: date, monday: date) -> bool:
    return monday_of(day) == monday


def counted_minutes(entries: Iterable[DayEntry]) -> int:
    """Minutes of effective presence (Code de l’éducation, D124-6): absences count for nothing."""
    return sum(entry.minutes for entry in entries if entry.kind in COUNTED)


def as_planned(expected: Iterable[ExpectedDay], monday: date) -> tuple[DayEntry, ...]:
    """The week as the timetable has it: present on each day, for its hours."""
    return tuple(
        DayEntry(day.date, DayKind.PRESENT, day.minutes)
        for day in expected
        if in_week(day.date, monday) and day.minutes
    )


def missing_days(
    expected: Iterable[ExpectedDay], entries: Iterable[DayEntry], monday: date
) -> list[date]:
    """Days of the week with hours in the timetable and nothing said of them."""
    told = {entry.day for entry in entries}
    return [day.day for day in as_planned(expected, monday) if day.day not in told]


def check_week(
    entries: Sequence[DayEntry],
    *,
    monday: date,
    expected: Sequence[ExpectedDay],
    starts_on: date,
    ends_on: date,
    today: date,
    one_day: bool = False,
) -> None:
    """Refuse with LogbookError what cannot have happened, or not yet.

    A week opens once its first day of presence is past; from then on every past day of the
    timetable must be told, and no day to come. ``one_day``: told day by day, from the day itself,
    the week may still have holes.
    """
    if monday.weekday() != 0 or not monday_of(starts_on) <= monday <= ends_on:
        raise LogbookError(
            "not_a_week",
            "Cette semaine n’est pas une semaine du stage : choisissez-en une dans la page de "
            "présence.",
        )
    planned = [entry.day for entry in as_planned(expected, monday)]
    first = min(planned or [entry.day for entry in entries], default=None)
    if first is None:
        raise LogbookError(
            "week_empty", "Dites ce qui s’est passé au moins un jour de cette semaine."
        )
    if today <= first and not one_day:
        raise LogbookError(
            "too_early",
            f"Cette semaine ne peut pas encore être déclarée : son premier jour, "
            f"{day_in_words(first)}, n’est pas passé. Revenez le lendemain.",
        )
    for entry in entries:
        _check_entry(entry, monday=monday, starts_on=starts_on, ends_on=ends_on, today=today)
    _check_days(entries)
    untold = [day for day in missing_days(expected, entries, monday) if day < today]
    if untold and not one_day:
        raise LogbookError(
            "day_missing",
            f"Il manque {' et '.join(day_in_words(day) for day in untold)} : dites ce qui s’est "
            "passé, même une absence.",
        )


def _check_entry(
    entry: DayEntry, *, monday: date, starts_on: date, ends_on: date, today: date
) -> None:
    name = day_in_words(entry.day)
    if not in_week(entry.day, monday):
        raise LogbookError(
            "other_week", f"Le {name} n’est pas dans cette semaine : retirez ce jour."
        )
    if not starts_on <= entry.day <= ends_on:
        raise LogbookError(
            "outside_dates",
            f"Le {name} est en dehors du stage, du {long_day(starts_on)} au {long_day(ends_on)} : "
            "retirez ce jour.",
        )
    if entry.day > today:
        raise LogbookError(
            "in_future", f"Le {name} n’est pas encore passé : vous le direz plus tard."
        )
    if not 0 < entry.minutes <= DAY_MINUTES:
        raise LogbookError(
            "day_length",
            f"Le {name}, la durée doit être comprise entre 1 minute et 24 heures : corrigez-la.",
        )


def _check_days(entries: Sequence[DayEntry]) -> None:
    for day in sorted({entry.day for entry in entries}):
        same = [entry for entry in entries if entry.day == day]
        if sum(entry.minutes for entry in same) > DAY_MINUTES:
            raise LogbookError(
                "day_too_long",
                f"Le {day_in_words(day)} compte plus de {count_of(24, 'heure')} : corrigez les "
                "durées.",
            )
        if len({entry.kind for entry in same}) < len(same):
            raise LogbookError(
                "kind_twice",
                f"Le {day_in_words(day)} porte deux fois la même mention : gardez-en une seule.",
            )


def check_made_up(entries: Iterable[DayEntry], others: Iterable[DayEntry]) -> None:
    """Refuse hours made up for an absence that nobody told, or beyond what was missed.

    ``others`` are the days of the other weeks: what they make up must still be an absence.
    """
    told = [*entries]
    for entry in told:
        if entry.kind is DayKind.MADE_UP and entry.makes_up is None:
            raise LogbookError(
                "made_up_of",
                f"Le {day_in_words(entry.day)}, dites quelle absence ces heures rattrapent.",
            )
    missed: Counter[date] = Counter()
    made_up: Counter[date] = Counter()
    for entry in (*told, *others):
        if entry.kind in ABSENT:
            missed[entry.day] += entry.minutes
        elif entry.makes_up is not None:
            made_up[entry.makes_up] += entry.minutes
    for day, minutes in sorted(made_up.items()):
        if day not in missed:
            raise LogbookError(
                "made_up_nothing",
                f"Des heures rattrapent le {day_in_words(day)}, où aucune absence n’est notée : "
                "corrigez le jour rattrapé, ou notez l’absence.",
            )
        if minutes > missed[day]:
            raise LogbookError(
                "made_up_too_much",
                f"Les heures rattrapées pour le {day_in_words(day)} ({hours(minutes)}) dépassent "
                f"les heures manquées ce jour-là ({hours(missed[day])}) : corrigez l’une des deux.",
            )


#: Working days left untold before somebody is told.
PATIENCE_DAYS = 2


def silent_days(
    expected: Iterable[ExpectedDay], told: Collection[date], today: date
) -> tuple[date, ...]:
    """The days of the timetable that are past and of which nothing is said; () below two."""
    silent = tuple(
        day.date for day in expected if day.minutes and day.date < today and day.date not in told
    )
    return silent if len(silent) >= PATIENCE_DAYS else ()


def in_order(entries: Iterable[DayEntry]) -> list[DayEntry]:
    """By day, then by kind."""
    return sorted(entries, key=lambda entry: (entry.day, entry.kind))
