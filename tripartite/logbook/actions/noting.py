"""One activity in one act: the note, what proves it, and whether the partners read it."""

import uuid
from dataclasses import dataclass

from django.db import transaction

from tripartite.accounts.journal import Actor
from tripartite.documents.uploads import CheckedFile
from tripartite.logbook.actions.entries import edit_entry, share_entry, write_entry
from tripartite.logbook.actions.evidence import add_file, add_link
from tripartite.logbook.domain.entries import EntryState, Note
from tripartite.logbook.models import LogEntry
from tripartite.placements.models import Placement


@dataclass(frozen=True, slots=True)
class Proof:
    """What goes with a note: a checked file, a checked link, or nothing yet."""

    file: CheckedFile | None = None
    link: str = ""
    caption: str = ""


NO_PROOF = Proof()


@transaction.atomic
def note_activity(
    *,
    placement: Placement,
    note: Note,
    sending: uuid.UUID,
    by: Actor,
    proof: Proof = NO_PROOF,
    share: bool = True,
) -> LogEntry:
    """A new note with its evidence; sent twice under one number, it is written once."""
    entry = write_entry(placement=placement, note=note, sending=sending, by=by)
    return _finished(entry, proof, by, share=share)


@transaction.atomic
def rewrite_activity(
    *, entry: LogEntry, note: Note, by: Actor, proof: Proof = NO_PROOF, share: bool = True
) -> LogEntry:
    """The note again, and one more piece of evidence when one is given."""
    entry = edit_entry(entry=entry, note=note, by=by)
    return _finished(entry, proof, by, share=share)


def _finished(entry: LogEntry, proof: Proof, by: Actor, *, share: bool) -> LogEntry:
    add_proof(entry=entry, proof=proof, by=by)
    if share and entry.state == EntryState.DRAFT:
        return share_entry(entry=entry, by=by)
    return LogEntry.objects.get(pk=entry.pk)


@transaction.atomic
def add_proof(*, entry: LogEntry, proof: Proof, by: Actor) -> None:
    """The file and the link, each when it is given."""
    if proof.file is not None:
        add_file(entry=entry, file=proof.file, by=by, caption=proof.caption)
    if proof.link:
        add_link(entry=entry, url=proof.link, by=by, caption=proof.caption)
