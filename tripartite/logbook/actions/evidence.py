"""What proves a note: added and taken away by the student."""

import hashlib
from io import BytesIO

from django.db import transaction

from tripartite.accounts.journal import Actor
from tripartite.accounts.models import School
from tripartite.core import clock
from tripartite.documents import actions as documents
from tripartite.documents.models import StoredFile
from tripartite.documents.uploads import CheckedFile, check_file
from tripartite.logbook.actions.entries import changed, locked, told, writable
from tripartite.logbook.domain.entries import (
    ENTRY,
    MAX_EVIDENCE,
    EntryError,
    EntryState,
    EvidenceKind,
)
from tripartite.logbook.models import Evidence, LogEntry

#: Pixels; twice the width of its place on a phone.
THUMBNAIL_SIDE = 480


@transaction.atomic
def add_file(*, entry: LogEntry, file: CheckedFile, by: Actor, caption: str = "") -> Evidence:
    """Keep a checked file with the note; the same bytes sent again are the same evidence."""
    entry, target = _opened(entry, by)
    sha256 = hashlib.sha256(file.content).hexdigest()
    known = entry.evidence.filter(file__sha256=sha256).select_related("file").first()
    if known is not None:
        return known
    school = entry.placement.school
    stored = documents.keep(school=school, content=file.content, name=file.name, mime=file.mime)
    kind = EvidenceKind.PHOTO if file.mime.startswith("image/") else EvidenceKind.DOCUMENT
    found = Evidence(kind=kind, file=stored, caption=caption.strip())
    if kind is EvidenceKind.PHOTO:
        found.thumbnail = _thumbnail(school, file)
    return _added(entry, target, by, found)


def _thumbnail(school: School, file: CheckedFile) -> StoredFile | None:
    """The photo again, small: a page of eight must not weigh eight; None when it already is."""
    small = check_file(
        BytesIO(file.content), name=file.name, size=len(file.content), longest_side=THUMBNAIL_SIDE
    )
    if len(small.content) > len(file.content) / 2:
        return None
    return documents.keep(school=school, content=small.content, name=small.name, mime=small.mime)


@transaction.atomic
def add_link(*, entry: LogEntry, url: str, by: Actor, caption: str = "") -> Evidence:
    """Keep a checked address with the note."""
    entry, target = _opened(entry, by)
    known = entry.evidence.filter(url=url).first()
    if known is not None:
        return known
    link = Evidence(kind=EvidenceKind.LINK, url=url, caption=caption.strip())
    return _added(entry, target, by, link)


@transaction.atomic
def remove_evidence(*, evidence: Evidence, by: Actor) -> LogEntry:
    """Take it off the note; its bytes stay in the store, which forgets nothing."""
    entry, target = _opened(evidence.entry, by)
    evidence.delete()
    _touched(entry, target, by, "preuve retirée")
    return entry


def _opened(entry: LogEntry, by: Actor) -> tuple[LogEntry, EntryState]:
    """The note under lock, and the state it has once its evidence has changed."""
    entry = locked(entry)
    mine = writable(entry.placement, by).relations_of(by)
    state = EntryState(entry.state)
    name = "rewrite" if state is EntryState.DRAFT else "edit"
    return entry, ENTRY.target(name, state, mine)


def _added(entry: LogEntry, target: EntryState, by: Actor, evidence: Evidence) -> Evidence:
    if entry.evidence.count() >= MAX_EVIDENCE:
        raise EntryError(
            "evidence_full",
            f"Cette note porte déjà {MAX_EVIDENCE} preuves : retirez-en une, ou donnez le lien "
            "d’un dossier partagé.",
        )
    evidence.entry = entry
    evidence.save()
    _touched(entry, target, by, "preuve ajoutée")
    return evidence


def _touched(entry: LogEntry, target: EntryState, by: Actor, what: str) -> None:
    """Evidence changed after the validation undoes it; before, the note keeps its state."""
    entry.edited_at = clock.now()
    entry.save(update_fields=["edited_at"])
    if entry.state == EntryState.VALIDATED:
        changed(entry, target, by)
    elif entry.state != EntryState.DRAFT:
        told(entry, by, "evidence", f": {what}")
