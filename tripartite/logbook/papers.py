"""From the ledger to the attendance sheet that is printed."""

from collections.abc import Sequence
from datetime import date, datetime, time

from django.utils import timezone
from django.utils.text import slugify

from tripartite.core.fr import day_in_words, hours, short_range, when_in_full
from tripartite.documents.papers import PresencePaper, SheetDay, SheetWeek
from tripartite.documents.typesetting import render
from tripartite.law.presence import ExpectedDay
from tripartite.logbook.domain.presence import WeekState
from tripartite.logbook.queries.ledger import DayLine, WeekLine
from tripartite.papers.parties import contact_line, host_line, relation_line, school_line
from tripartite.placements.domain import Relation
from tripartite.placements.models import Placement
from tripartite.placements.schedule import expected

TEMPLATE = "presence-1"


def presence_paper(
    placement: Placement, lines: Sequence[WeekLine], *, blank: bool, today: date
) -> PresencePaper:
    """The sheet of these weeks; ``blank`` to be filled by hand, else what the ledger tells."""
    planned = {day.date: day for day in expected(placement)}
    counted = sum(line.told for line in lines if line.state is WeekState.CONFIRMED)
    return PresencePaper(
        reference=f"PRE-{placement.pk}",
        issued_on=today,
        school=school_line(placement),
        student=str(placement.student),
        cohort=placement.period.cohort.name,
        host=host_line(placement),
        tutor=contact_line(placement.tutor),
        referent=relation_line(placement, Relation.REFERENT, "enseignant référent"),
        starts_on=placement.starts_on,
        ends_on=placement.last_day,
        weeks=tuple(_week(line, planned) for line in lines),
        blank=blank,
        total="" if blank else f"Présence effective, confirmée par le tuteur : {hours(counted)}.",
    )


def _week(line: WeekLine, planned: dict[date, ExpectedDay]) -> SheetWeek:
    days = [day for day in line.days if day.inside and (day.planned or day.note or day.entries)]
    return SheetWeek(
        title=f"Semaine {short_range(line.monday, line.sunday)}",
        days=tuple(
            SheetDay(
                day=day_in_words(day.date).capitalize(),
                expected=_expected(planned.get(day.date)),
                said=_said(day),
            )
            for day in days
        ),
        expected=hours(line.planned),
        said=hours(line.told),
        confirmed=_confirmed(line),
    )


def _expected(day: ExpectedDay | None) -> str:
    if day is None:
        return ""
    spans = ", ".join(span.in_words() for span in day.intervals)
    return "\n".join(part for part in (spans, day.note) if part)


def _said(day: DayLine) -> str:
    return "\n".join(f"{e.label.capitalize()}, {hours(e.minutes)}" for e in day.entries)


def _confirmed(line: WeekLine) -> str:
    row = line.row
    if row is None or row.declared_at is None:
        return "Rien n’est déclaré."
    if line.state is WeekState.CONFIRMED and row.confirmed_at:
        on_paper = f", feuille enregistrée par {row.recorded_by}" if row.recorded_by else ""
        moment = when_in_full(row.confirmed_at)
        return f"Confirmé par {row.confirmed_by} {moment}{on_paper}."
    if line.state is WeekState.DECLARED:
        return f"Déclaré {when_in_full(row.declared_at)}, pas encore confirmé par le tuteur."
    return "Semaine rouverte, à déclarer de nouveau."


def print_sheet(paper: PresencePaper) -> bytes:
    """The PDF; the same sheet of the same day is always the same bytes."""
    zone = timezone.get_default_timezone()
    return render(
        TEMPLATE, paper.as_json(), issued_at=datetime.combine(paper.issued_on, time(), zone)
    )


def file_name(placement: Placement, *, blank: bool) -> str:
    name = slugify(str(placement.student))[:80] or str(placement.pk)
    return f"presence-{name}{'-a-remplir' if blank else ''}.pdf"
