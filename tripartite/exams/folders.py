"""The folder of a candidate: validated sheets, sealed attestations and evaluations, own proofs."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.text import slugify
from django.utils.timezone import localtime

from tripartite.core.archive import zipped
from tripartite.documents.actions.files import read
from tripartite.documents.models import StoredFile
from tripartite.exams.domain.folder import Entry, Piece, manifest_json, manifest_of
from tripartite.exams.domain.sheets import SheetState
from tripartite.exams.models import Candidate, Sheet
from tripartite.exams.papers import fiche_name, fiche_pdf
from tripartite.papers.domain import Kind, PaperState
from tripartite.papers.models import Paper

MANIFEST = "manifeste.json"
#: What of the sealed papers may be joined, and under which folder.
JOINED = {Kind.CERTIFICATE: "attestations", Kind.EVALUATION: "evaluations"}


def entries_of(candidate: Candidate) -> list[tuple[Entry, Sheet | StoredFile]]:
    """What belongs in the folder now, and what each file is made from; two queries."""
    return [*_sheets(candidate), *_papers(candidate), *_proofs(candidate)]


def pieces_of(candidate: Candidate) -> list[Piece]:
    """The same with the bytes: sheets are printed, kept files are read and checked."""
    return [
        Piece(entry, fiche_pdf(made_from) if isinstance(made_from, Sheet) else read(made_from))
        for entry, made_from in entries_of(candidate)
    ]


def _sheets(candidate: Candidate) -> Iterator[tuple[Entry, Sheet]]:
    rows = candidate.sheets.filter(state=SheetState.VALIDATED).select_related(
        "candidate__student__user",
        "candidate__student__school",
        "placement__site__host",
        "validated_by",
        "printed",
    )
    for number, sheet in enumerate(rows.order_by("exam", "kind", "pk"), start=1):
        path = f"{sheet.exam}/{number}-{fiche_name(sheet)}"
        yield Entry(path, f"sheet:{sheet.pk}:{sheet.updated_at.isoformat()}"), sheet


def _papers(candidate: Candidate) -> Iterator[tuple[Entry, StoredFile]]:
    papers = Paper.objects.filter(
        placement__enrolment__student=candidate.student_id,
        kind__in=list(JOINED),
        state=PaperState.SEALED,
    ).select_related("sealed", "placement")
    for paper in papers.defer("data").order_by("placement__starts_on", "pk"):
        if paper.sealed is not None:
            day = paper.placement.starts_on.isoformat()
            path = f"{JOINED[Kind(paper.kind)]}/{day}-{slugify(str(paper))}.pdf"
            yield Entry(path, f"file:{paper.sealed.sha256}"), paper.sealed


def _proofs(candidate: Candidate) -> Iterator[tuple[Entry, StoredFile]]:
    for name, file in (("decision", candidate.decision), ("contrat", candidate.substitute)):
        if file is not None:
            suffix = file.name.rpartition(".")[2]
            yield Entry(f"pieces/{name}.{suffix}", f"file:{file.sha256}"), file


def folder_name(candidate: Candidate) -> str:
    user = candidate.student.user
    return slugify(f"{user.last_name}-{user.first_name}-{candidate.student_id}")


def archive_of(candidate: Candidate, pieces: list[Piece], made_at: datetime) -> bytes:
    """The folder as a ZIP, with its manifest; nothing but files that open without the product."""
    rows = manifest_of(pieces)
    manifest = manifest_json(str(candidate.student), candidate.session, made_at, rows)
    files = sorted((piece.entry.path, piece.content) for piece in pieces)
    return zipped([(MANIFEST, manifest), *files], at=localtime(made_at))
