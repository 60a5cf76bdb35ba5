"""The student's own safe: every paper of the years of study, readable without the product."""

from datetime import datetime

from django.template.loader import render_to_string
from django.utils.text import slugify

from tripartite.core.archive import zipped
from tripartite.documents.actions.files import read
from tripartite.exams.domain.folder import Entry, Piece, manifest_json, manifest_of
from tripartite.exams.folders import MANIFEST
from tripartite.exams.models import Sheet
from tripartite.exams.papers import fiche_name, fiche_pdf
from tripartite.logbook.models import Evidence
from tripartite.papers.models import Paper
from tripartite.school.models import Student

INDEX = "index.html"


def safe_of(student: Student, made_at: datetime) -> bytes:
    """An archive with its table of contents (a page) and its manifest (hashes)."""
    pieces = [*_papers(student), *_sheets(student), *_proofs(student)]
    rows = manifest_of(pieces)
    index = render_to_string(
        "exams/safe_index.html", {"student": student, "made_at": made_at, "rows": rows}
    )
    files = sorted((piece.entry.path, piece.content) for piece in pieces)
    return zipped(
        [
            (INDEX, index.encode()),
            (MANIFEST, manifest_json(str(student), 0, made_at, rows)),
            *files,
        ]
    )


def _papers(student: Student) -> list[Piece]:
    """The sealed file of each paper, else the frozen one; withdrawn papers are kept apart."""
    papers = Paper.objects.filter(placement__enrolment__student=student, frozen__isnull=False)
    found = []
    for paper in papers.select_related("sealed", "frozen", "placement").order_by("pk"):
        file = paper.sealed or paper.frozen
        if file is not None:
            day = paper.placement.starts_on.isoformat()
            name = f"stage-{day}/{paper.state}/{slugify(str(paper))}-v{paper.version}.pdf"
            found.append(Piece(Entry(name, file.sha256), read(file)))
    return found


def _sheets(student: Student) -> list[Piece]:
    sheets = Sheet.objects.filter(candidate__student=student).select_related(
        "candidate__student__user",
        "candidate__student__school",
        "placement__site__host",
        "validated_by",
        "printed",
    )
    return [
        Piece(Entry(f"fiches/{s.exam}/{n}-{fiche_name(s)}", f"sheet:{s.pk}"), fiche_pdf(s))
        for n, s in enumerate(sheets.order_by("exam", "kind", "pk"), start=1)
    ]


def _proofs(student: Student) -> list[Piece]:
    """The files with which the student proved what the logbook says."""
    proofs = Evidence.objects.filter(
        entry__placement__enrolment__student=student, file__isnull=False
    ).select_related("file", "entry")
    return [
        Piece(
            Entry(f"journal/{p.entry.day.isoformat()}/{p.pk}-{p.file.name}", p.file.sha256),
            read(p.file),
        )
        for p in proofs.order_by("pk")
        if p.file is not None
    ]
