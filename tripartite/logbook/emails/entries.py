"""The messages about the logbook: a word to read, a validation undone, the week in short."""

from collections.abc import Sequence

from django.conf import settings

from tripartite.core.fr import count_of, hours, long_day, range_in_words
from tripartite.logbook.models import EntryComment, LogEntry
from tripartite.logbook.queries.entries import WeekSummary
from tripartite.mailing.domain import Button, Message


def _url(entry: LogEntry) -> str:
    return f"{settings.SITE_URL}{entry.get_absolute_url()}"


def entry_commented(comment: EntryComment) -> Message:
    """The student reads what was said of the note."""
    entry = comment.entry
    placement = entry.placement
    return Message(
        kind="entry_commented",
        to=placement.student.email or "",
        to_name=placement.student.get_full_name(),
        school_name=placement.school.name,
        subject="Un commentaire sur votre journal de stage",
        paragraphs=(
            f"{comment.by_name} a commenté votre note du {long_day(entry.day)} :",
            f"« {comment.text} »",
        ),
        button=Button("Lire et répondre", _url(entry)),
        file=placement.file,
    )


def entry_unvalidated(entry: LogEntry, *, by: str, reason: str) -> Message:
    """The student reads why the validation was taken back."""
    placement = entry.placement
    return Message(
        kind="entry_unvalidated",
        to=placement.student.email or "",
        to_name=placement.student.get_full_name(),
        school_name=placement.school.name,
        subject="Une note de votre journal n’est plus validée",
        paragraphs=(
            f"{by} a retiré la validation de votre note du {long_day(entry.day)}.",
            f"Motif donné : « {reason} »",
            "Complétez la note : elle pourra être validée de nouveau.",
        ),
        button=Button("Reprendre la note", _url(entry)),
        file=placement.file,
    )


def entry_changed(entry: LogEntry) -> Message | None:
    """The référent learns that what was validated has changed; None when nobody follows."""
    placement = entry.placement
    referent = placement.referent
    if referent is None or not referent.email:
        return None
    return Message(
        kind="entry_changed",
        to=referent.email,
        to_name=referent.get_full_name(),
        school_name=placement.school.name,
        subject=f"Note modifiée après validation – {placement.student}",
        paragraphs=(
            f"{placement.student} a modifié sa note du {long_day(entry.day)}, que vous aviez "
            "validée. Elle ne l’est donc plus.",
            "Relisez-la, puis validez-la de nouveau si elle vous convient.",
        ),
        button=Button("Relire la note", _url(entry)),
        file=placement.file,
    )


def week_digest(summary: WeekSummary, *, to: str, to_name: str, url: str, by_link: bool) -> Message:
    """The week in short, for the tutor and for the référent."""
    placement = summary.placement
    student = placement.student
    return Message(
        kind="week_digest",
        to=to,
        to_name=to_name,
        school_name=placement.school.name,
        subject=f"La semaine de stage de {student}",
        paragraphs=(
            f"{student} a noté {count_of(len(summary.entries), 'activité')} "
            f"{range_in_words(summary.first_day, summary.last_day)}"
            + (f", pour {hours(summary.minutes)} de présence." if summary.minutes else "."),
            *(_line(entry) for entry in summary.entries),
            _asked(summary.unread if by_link else summary.to_validate, by_link=by_link),
        ),
        button=Button("Lire la semaine", url),
        small=("Ce lien vous est personnel : ne le transmettez pas.",) if by_link else (),
        file=placement.file,
    )


def _line(entry: LogEntry) -> str:
    first = " ".join(entry.did.split())
    return (
        f"– {long_day(entry.day)} : {first[:157]}…"
        if len(first) > 160
        else (f"– {long_day(entry.day)} : {first}")
    )


def _asked(waiting: Sequence[LogEntry], *, by_link: bool) -> str:
    if not waiting:
        return "Rien n’attend votre réponse."
    if by_link:
        return "Un clic suffit pour dire que vous l’avez lu ; un commentaire l’aidera plus encore."
    return f"{count_of(len(waiting), 'note')} à relire, puis à valider pour l’examen."
