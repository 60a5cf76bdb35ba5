"""The student's own safe: every paper of the years of study, readable without the product."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from pathlib import Path

from django.template.loader import render_to_string
from django.utils.text import slugify
from django.utils.timezone import localtime

from tripartite.core.archive import zipped
from tripartite.core.fr import long_day, range_in_words
from tripartite.documents.actions.files import read
from tripartite.exams.domain.folder import Entry, Piece, manifest_json, manifest_of
from tripartite.exams.folders import MANIFEST
from tripartite.exams.models import Sheet
from tripartite.exams.papers import fiche_name, fiche_pdf
from tripartite.logbook.models import Evidence
from tripartite.papers.domain import PaperState
from tripartite.papers.models import Paper
from tripartite.placements.models import Placement
from tripartite.school.models import Student

INDEX = "index.html"
STYLE = "style.css"
#: Under which folder of its placement a paper lies; what is no longer good is kept apart.
FOLDERS = {PaperState.SEALED: "signes", PaperState.OUT: "a-signer"}
FORMER = "anciens"


@dataclass(frozen=True, slots=True)
class Kept:
    """One file of the safe, and what its table of contents says of it."""

    piece: Piece
    group: str
    label: str
    note: str = ""


def safe_of(student: Student, made_at: datetime) -> bytes:
    """An archive with its table of contents (a page) and its manifest (hashes)."""
    kept = [*_papers(student), *_sheets(student), *_proofs(student)]
    pieces = [one.piece for one in kept]
    groups = [(name, list(rows)) for name, rows in groupby(kept, key=lambda one: one.group)]
    index = render_to_string(
        "exams/safe_index.html", {"student": student, "made_at": made_at, "groups": groups}
    )
    manifest = manifest_json(str(student), 0, made_at, manifest_of(pieces))
    files = sorted((piece.entry.path, piece.content) for piece in pieces)
    looks = Path(__file__).with_suffix(".css").read_bytes()
    head = [(INDEX, index.encode()), (STYLE, looks), (MANIFEST, manifest)]
    return zipped([*head, *files], at=localtime(made_at))


def _papers(student: Student) -> Iterator[Kept]:
    """The sealed file of each paper, else the frozen one; withdrawn papers are kept apart."""
    papers = Paper.objects.filter(placement__enrolment__student=student, frozen__isnull=False)
    rows = papers.select_related("sealed", "frozen", "placement__site__host").defer("data")
    for paper in rows.order_by("placement__starts_on", "placement", "pk"):
        file = paper.sealed or paper.frozen
        if file is not None:
            day = paper.placement.starts_on.isoformat()
            folder = FOLDERS.get(PaperState(paper.state), FORMER)
            name = f"stage-{day}/{folder}/{slugify(str(paper))}-v{paper.version}.pdf"
            yield Kept(
                Piece(Entry(name, file.sha256), read(file)),
                group=_stay(paper.placement),
                label=str(paper),
                note=paper.get_state_display(),
            )


def _stay(placement: Placement) -> str:
    where = f", {placement.site.host}" if placement.site else ""
    return f"Stage {range_in_words(placement.starts_on, placement.ends_on)}{where}"


def _sheets(student: Student) -> Iterator[Kept]:
    sheets = Sheet.objects.filter(candidate__student=student).select_related(
        "candidate__student__user",
        "candidate__student__school",
        "placement__site__host",
        "validated_by",
        "printed",
    )
    for number, sheet in enumerate(sheets.order_by("exam", "kind", "pk"), start=1):
        path = f"fiches/{sheet.exam}/{number}-{fiche_name(sheet)}"
        yield Kept(
            Piece(Entry(path, f"sheet:{sheet.pk}"), fiche_pdf(sheet)),
            group="Fiches du dossier d’épreuve",
            label=f"{sheet.exam} – {sheet.title}",
            note=sheet.get_state_display(),
        )


def _proofs(student: Student) -> Iterator[Kept]:
    """The files with which the student proved what the logbook says."""
    proofs = Evidence.objects.filter(
        entry__placement__enrolment__student=student, file__isnull=False
    ).select_related("file", "entry")
    for proof in proofs.order_by("entry__day", "pk"):
        if proof.file is not None:
            path = f"journal/{proof.entry.day.isoformat()}/{proof.pk}-{proof.file.name}"
            yield Kept(
                Piece(Entry(path, proof.file.sha256), read(proof.file)),
                group="Pièces du journal de stage",
                label=f"{long_day(proof.entry.day)} – {proof.file.name}",
                note=proof.entry.did,
            )
