"""The messages about a correction: the student reads it, the team hears it contested, all learn."""

from django.conf import settings

from tripartite.accounts.models import User
from tripartite.core.fr import day_in_words, hours
from tripartite.logbook.domain.corrections import Change, changes, entries_from_json
from tripartite.logbook.domain.presence import DayEntry, counted_minutes
from tripartite.logbook.emails.presence import dates_of, week_path
from tripartite.logbook.models import WeekCorrection
from tripartite.mailing.domain import Button, Message


def _said(entries: tuple[DayEntry, ...]) -> str:
    return " et ".join(f"{e.label}, {hours(e.minutes)}" for e in entries) or "rien"


def _line(change: Change) -> str:
    before, after = _said(change.before), _said(change.after)
    return f"{day_in_words(change.day).capitalize()} : {before} → {after}."


def week_corrected(correction: WeekCorrection) -> Message:
    """The student reads each day before and after, and why."""
    week = correction.week
    placement = week.placement
    found = changes(entries_from_json(correction.before), entries_from_json(correction.after))
    return Message(
        kind="week_corrected",
        to=placement.student.email or "",
        to_name=placement.student.get_full_name(),
        school_name=placement.school.name,
        subject="Votre semaine de présence a été corrigée",
        paragraphs=(
            f"{correction.by} a corrigé puis confirmé votre semaine {dates_of(week)}.",
            *(_line(change) for change in found),
            f"Motif donné : « {correction.reason} »",
            "Si ce n’est pas juste, vous pouvez le dire une fois, en un mot, à l’équipe.",
        ),
        button=Button("Voir la semaine", f"{settings.SITE_URL}{week_path(week)}"),
        file=placement.file,
    )


def week_contested(correction: WeekCorrection, to: User) -> Message:
    """The référent, or the office, reads both versions and decides."""
    week = correction.week
    placement = week.placement
    return Message(
        kind="week_contested",
        to=to.email or "",
        to_name=to.get_full_name(),
        school_name=placement.school.name,
        subject=f"Correction contestée – {placement.student}",
        paragraphs=(
            f"{placement.student} conteste la correction de sa semaine {dates_of(week)} par "
            f"{correction.by}.",
            f"Motif de la correction : « {correction.reason} »",
            f"Mot de l’étudiant : « {correction.contest} »",
            "Parlez-en avec les deux, puis tranchez : la correction tient, ou la semaine redevient "
            "ce que l’étudiant avait déclaré.",
        ),
        button=Button("Voir la semaine", f"{settings.SITE_URL}{week_path(week)}"),
        file=placement.file,
    )


def week_settled(correction: WeekCorrection, *, to: str, to_name: str, url: str) -> Message:
    """Student and tutor read what the team decided, and the hours that count."""
    week = correction.week
    placement = week.placement
    kept = entries_from_json(correction.after if correction.stands else correction.before)
    how = (
        "la correction du tuteur tient"
        if correction.stands
        else "la correction est retirée, la semaine compte comme l’étudiant l’avait déclarée"
    )
    return Message(
        kind="week_settled",
        to=to,
        to_name=to_name,
        school_name=placement.school.name,
        subject=f"Semaine tranchée – {placement.student}",
        paragraphs=(
            f"{correction.settled_by} a tranché la semaine de {placement.student} "
            f"{dates_of(week)} : {how}, soit {hours(counted_minutes(kept))}.",
            f"Motif donné : « {correction.settlement} »",
        ),
        button=Button("Voir la semaine", url),
        file=placement.file,
    )
