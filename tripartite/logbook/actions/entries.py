"""The logbook is written by the student, seen by the tutor, validated by the référent."""

import uuid

from django.db import transaction

from tripartite.accounts.journal import Actor, name_of, record
from tripartite.core import clock
from tripartite.core.fr import long_day
from tripartite.core.workflow import TransitionError
from tripartite.logbook.domain.entries import (
    COMMENTERS,
    ENTRY,
    READABLE,
    WRITTEN,
    Clientele,
    EntryError,
    EntryState,
    Note,
    check_note,
)
from tripartite.logbook.emails import entries as emails
from tripartite.logbook.models import EntryComment, LogEntry
from tripartite.mailing import outbox
from tripartite.placements.domain import Relation, State
from tripartite.placements.models import Placement

TEXTS = ("day", "did", "result_value", "result_unit", "result", "difficulty", "learnt")


@transaction.atomic
def write_entry(*, placement: Placement, note: Note, sending: uuid.UUID, by: Actor) -> LogEntry:
    """Write a note, a draft until it is shared.

    Sent twice under the same number (a retry, a double click), it is written once and the first
    is returned. Raises EntryError, or TransitionError when the placement or the person forbids.
    """
    placement = writable(placement, by)
    known = LogEntry.objects.filter(placement=placement, sending=sending).first()
    if known is not None:
        return known
    _check(placement, note)
    entry = LogEntry.objects.create(
        placement=placement,
        sending=sending,
        clientele=note.clientele or "",
        state=EntryState.DRAFT,
        **{name: getattr(note, name) for name in TEXTS},
    )
    _tie(entry, note)
    return entry


@transaction.atomic
def edit_entry(*, entry: LogEntry, note: Note, by: Actor) -> LogEntry:
    """Write the note again; what was seen or validated must be seen and validated again."""
    entry = locked(entry)
    placement = writable(entry.placement, by)
    state = EntryState(entry.state)
    mine = placement.relations_of(by)
    target = ENTRY.target("rewrite" if state is EntryState.DRAFT else "edit", state, mine)
    _check(placement, note)
    if as_note(entry) != note:
        for name in TEXTS:
            setattr(entry, name, getattr(note, name))
        entry.clientele = note.clientele or ""
        entry.edited_at = clock.now()
        entry.save(update_fields=[*TEXTS, "clientele", "edited_at"])
        _tie(entry, note)
        changed(entry, target, by)
    return entry


def changed(entry: LogEntry, target: EntryState, by: Actor) -> None:
    """Write what a change of the note or of its evidence undoes; the référent is told."""
    if target is EntryState.DRAFT:
        return
    was_validated = entry.state == EntryState.VALIDATED
    entry.state = target
    entry.seen_at, entry.seen_by = None, ""
    entry.validated_at, entry.validated_by = None, ""
    entry.save(update_fields=["state", "seen_at", "seen_by", "validated_at", "validated_by"])
    note = " : elle n’est plus validée" if was_validated else ""
    told(entry, by, "edited", f"modifiée{note}")
    if was_validated:
        message = emails.entry_changed(entry)
        if message is not None:
            outbox.send(message, school=entry.placement.school)


def as_note(entry: LogEntry) -> Note:
    """The note as it is compared and edited; two queries unless prefetched."""
    return Note(
        clientele=Clientele(entry.clientele) if entry.clientele else None,
        tasks=frozenset(task.pk for task in entry.tasks.all()),
        tools=frozenset(tool.pk for tool in entry.tools.all()),
        **{name: getattr(entry, name) for name in TEXTS},
    )


@transaction.atomic
def share_entry(*, entry: LogEntry, by: Actor) -> LogEntry:
    """A draft becomes readable by the partners."""
    entry = locked(entry)
    mine = writable(entry.placement, by).relations_of(by)
    entry.state = ENTRY.target("share", EntryState(entry.state), mine)
    entry.shared_at = clock.now()
    entry.save(update_fields=["state", "shared_at"])
    told(entry, by, "shared", "partagée")
    return entry


@transaction.atomic
def withdraw_entry(*, entry: LogEntry, by: Actor) -> LogEntry:
    """Nobody reads it any more; what somebody has seen or validated stays."""
    entry = locked(entry)
    placement = writable(entry.placement, by)
    entry.state = ENTRY.target("withdraw", EntryState(entry.state), placement.relations_of(by))
    entry.save(update_fields=["state"])
    told(entry, by, "withdrawn", "retirée")
    return entry


@transaction.atomic
def see_entry(*, entry: LogEntry, by: Actor) -> LogEntry:
    """The tutor has read the note: what it tells is observed from now on."""
    entry = locked(entry)
    if not _seen(entry, by, _see_move(entry)):
        return entry
    told(entry, by, "seen", "vue par le tuteur")
    return entry


def _see_move(entry: LogEntry) -> str:
    return "see_validated" if entry.state == EntryState.VALIDATED else "see"


def _seen(entry: LogEntry, by: Actor, name: str) -> bool:
    """Whether this made a difference: reading twice is reading once."""
    if entry.seen_at is not None and entry.state in {EntryState.SEEN, EntryState.VALIDATED}:
        ENTRY.target("see", EntryState.SHARED, entry.placement.relations_of(by))
        return False
    mine = entry.placement.relations_of(by)
    entry.state = ENTRY.target(name, EntryState(entry.state), mine)
    entry.seen_at, entry.seen_by = clock.now(), name_of(by)[:170]
    entry.save(update_fields=["state", "seen_at", "seen_by"])
    return True


@transaction.atomic
def comment_entry(*, entry: LogEntry, text: str, by: Actor) -> EntryComment:
    """A word under the note; the tutor's makes it seen, and the student is told."""
    entry = locked(entry)
    mine = entry.placement.relations_of(by)
    relation = next((r for r in COMMENTERS if r in mine), None)
    if relation is None or entry.state not in READABLE:
        raise TransitionError(
            "comment_not_possible",
            "Cette note ne peut plus être commentée : elle a changé d’état, ou ce n’est pas à "
            "vous de le faire. La page montre l’état à jour.",
        )
    if not text.strip():
        raise EntryError("comment_empty", "Écrivez votre commentaire avant de l’envoyer.")
    comment = EntryComment.objects.create(
        entry=entry, relation=relation, by_name=name_of(by)[:170], text=text.strip()
    )
    if relation is Relation.TUTOR:
        _seen(entry, by, _see_move(entry))
    told(entry, by, "commented", "commentée")
    if relation is not Relation.STUDENT and entry.placement.student.email:
        outbox.send(emails.entry_commented(comment), school=entry.placement.school)
    return comment


@transaction.atomic
def validate_entry(*, entry: LogEntry, by: Actor, seen: str = "") -> LogEntry:
    """« Travaillé et validé »: the word that E4 and E6 ask for, with its date and its author.

    ``seen`` is the stamp of the version that was read; EntryError when the student has changed
    the note since.
    """
    entry = locked(entry)
    mine = entry.placement.relations_of(by)
    target = ENTRY.target("validate", EntryState(entry.state), mine)
    if seen and seen != stamp(entry):
        raise EntryError(
            "entry_changed", "Cette note vient d’être modifiée : relisez-la, puis validez-la."
        )
    entry.state = target
    entry.validated_at, entry.validated_by = clock.now(), name_of(by)[:170]
    entry.save(update_fields=["state", "validated_at", "validated_by"])
    told(entry, by, "validated", "validée : travaillé et validé")
    return entry


@transaction.atomic
def unvalidate_entry(*, entry: LogEntry, reason: str, by: Actor) -> LogEntry:
    """The référent takes the validation back; the student reads why."""
    entry = locked(entry)
    mine = entry.placement.relations_of(by)
    entry.state = ENTRY.target("unvalidate", EntryState(entry.state), mine, reason=reason)
    entry.validated_at, entry.validated_by = None, ""
    entry.save(update_fields=["state", "validated_at", "validated_by"])
    told(entry, by, "unvalidated", f"plus validée : {reason.strip()}")
    if entry.placement.student.email:
        message = emails.entry_unvalidated(entry, by=name_of(by), reason=reason.strip())
        outbox.send(message, school=entry.placement.school)
    return entry


def stamp(entry: LogEntry) -> str:
    """What a page sends back to say which version was read."""
    return (entry.edited_at or entry.created_at).isoformat()


def locked(entry: LogEntry) -> LogEntry:
    """The note, its placement locked first: one order for every action."""
    placement = (
        Placement.objects.with_people().select_for_update(of=("self",)).get(pk=entry.placement_id)
    )
    entry = LogEntry.objects.select_for_update(of=("self",)).get(pk=entry.pk)
    entry.placement = placement
    return entry


def writable(placement: Placement, by: Actor) -> Placement:
    """The placement under lock, when its student may write now."""
    placement = Placement.objects.with_people().select_for_update(of=("self",)).get(pk=placement.pk)
    if State(placement.state) not in WRITTEN or not ENTRY.may("share", placement.relations_of(by)):
        raise TransitionError(
            "logbook_closed",
            "Le journal de stage ne peut pas être écrit : le stage est "
            f"« {placement.get_state_display()} », ou ce n’est pas le vôtre.",
        )
    return placement


def _check(placement: Placement, note: Note) -> None:
    check_note(note, starts_on=placement.starts_on, ends_on=placement.ends_on, today=clock.today())


def _tie(entry: LogEntry, note: Note) -> None:
    entry.tasks.set(note.tasks)
    entry.tools.set(note.tools)


def told(entry: LogEntry, by: Actor, verb: str, what: str) -> None:
    """One line of the placement's journal; drafts leave none."""
    record(
        by=by,
        school=entry.placement.school,
        verb=f"entry.{verb}",
        sentence=f"Note du {long_day(entry.day)} {what}",
        file=entry.placement.file,
        entry=entry.pk,
    )
