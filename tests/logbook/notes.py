"""Notes to start a test from, written through the actions."""

from datetime import date
from io import BytesIO
from typing import Any
from uuid import uuid4

from PIL import Image

from tests.logbook.partners import MONDAY, Partners
from tripartite.curriculum.models import Task
from tripartite.documents.uploads import CheckedFile, check_file
from tripartite.logbook.actions.noting import NO_PROOF, Proof, note_activity
from tripartite.logbook.domain.entries import Note
from tripartite.logbook.models import LogEntry
from tripartite.placements.models import Placement


def tasks_of(placement: Placement) -> list[Task]:
    """The four tasks of the small référentiel; the first is that of the mission."""
    return list(Task.objects.of(placement.period.cohort.programme.curriculum))


def make_note(placement: Placement, *, day: date = MONDAY, **fields: Any) -> Note:
    fields.setdefault("did", "Relancé douze clients inactifs par téléphone.")
    fields.setdefault("tasks", frozenset({tasks_of(placement)[0].pk}))
    return Note(day=day, **fields)


def noted(partners: Partners, *, proof: Proof = NO_PROOF, share: bool = True, **fields: Any):
    """A note of the student, shared unless said otherwise."""
    entry = note_activity(
        placement=partners.placement,
        note=make_note(partners.placement, **fields),
        sending=uuid4(),
        by=partners.student,
        proof=proof,
        share=share,
    )
    return LogEntry.objects.get(pk=entry.pk)


def picture(colour: str = "red") -> bytes:
    out = BytesIO()
    Image.new("RGB", (60, 40), colour).save(out, "JPEG")
    return out.getvalue()


def photo(colour: str = "red") -> CheckedFile:
    """A photo as it comes out of the checking of uploads."""
    content = picture(colour)
    return check_file(BytesIO(content), name="stand.jpg", size=len(content))
