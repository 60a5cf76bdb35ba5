"""From data to paper: typst makes PDF/A-3a and PDF/UA-1 files, the same bytes for the same data.

`render` asks typst for both standards, so that a paper that breaks one is refused when it is made.
The data travels as JSON in `sys.inputs` and is only ever printed, never read as markup. Only the
fonts of this directory are used: a paper does not depend on the machine that printed it. The files
that a paper carries are read by typst from a directory of the thread: as JSON numbers they took
longer than the paper itself.
"""

import json
import shutil
import tempfile
import threading
import weakref
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst

from tripartite.core.errors import DomainError
from tripartite.documents import glyphs

HERE = Path(__file__).parent
TEMPLATES = HERE / "typst"

_kept = threading.local()


class TypesettingError(DomainError):
    """The paper could not be printed; `detail` is typst's own message, for the operator."""

    def __init__(self, code: str, sentence: str, detail: str = "") -> None:
        super().__init__(code, sentence)
        self.detail = detail


@dataclass(frozen=True)
class Attachment:
    """A file carried inside the paper; relationship as in PDF/A-3, e.g. "source" or "data"."""

    name: str
    mime: str
    content: bytes
    relationship: str
    description: str

    def as_json(self, path: str) -> dict[str, Any]:
        """What typst is told of it; `path` is where it reads the content, under its root."""
        return {
            "name": self.name,
            "mime": self.mime,
            "path": path,
            "relationship": self.relationship.lower(),
            "description": self.description,
        }


def render(
    template: str,
    data: Mapping[str, Any],
    *,
    issued_at: datetime,
    attachments: Sequence[Attachment] = (),
) -> bytes:
    """Return the PDF of `typst/<template>.typ` filled with `data` (JSON values).

    `issued_at` must be aware; it becomes the date of the document and its creation time, so that
    two renderings of the same data are the same bytes. Safe to call from several threads.
    Raises `TypesettingError` when the template does not exist or the data does not fit it.
    """
    if issued_at.tzinfo is None:
        raise TypesettingError(
            "naive_issue_date", "La date d'édition du document doit préciser son fuseau horaire."
        )
    source = TEMPLATES / f"{template}.typ"
    if source.parent != TEMPLATES or not source.is_file():
        raise TypesettingError(
            "unknown_template", f"Le modèle de document « {template} » n'existe pas."
        )
    moment = issued_at.astimezone(UTC).replace(microsecond=0)
    desk = _desk()
    with desk.laid_out(attachments) as laid:
        payload = {
            "data": glyphs.printable(data),
            "issued": list(moment.timetuple()[:6]),
            "attachments": laid,
        }
        written = json.dumps(payload, sort_keys=True, ensure_ascii=False)
        return _compile(desk.compiler, source, written, moment)


def _compile(compiler: typst.Compiler, source: Path, payload: str, moment: datetime) -> bytes:
    try:
        pdf = compiler.compile(
            source.read_bytes(),
            format="pdf",
            sys_inputs={"payload": payload},
            pdf_standards=["a-3a", "ua-1"],
            timestamp=moment,
        )
    except typst.TypstError as error:
        raise TypesettingError(
            "unprintable",
            "Le document n'a pas pu être mis en page. Vérifiez les textes saisis, puis réessayez.",
            detail="\n".join([str(error), *error.hints]),
        ) from error
    if not isinstance(pdf, bytes):
        raise TypesettingError("unprintable", "Le document n'a pas pu être mis en page.")
    return pdf


class _Desk:
    """The compiler of a thread, and the directory that is all it can read.

    A typst compiler serves one caller at a time, and follows no link to its main file: the
    template is given as bytes, what it imports is found here by name.
    """

    def __init__(self) -> None:
        self.root = Path(tempfile.mkdtemp(prefix="tripartite-typst-"))
        weakref.finalize(self, shutil.rmtree, self.root, ignore_errors=True)
        for template in TEMPLATES.glob("*.typ"):
            (self.root / template.name).symlink_to(template)
        self.compiler = typst.Compiler(
            root=self.root, font_paths=_fonts(), ignore_system_fonts=True
        )

    @contextmanager
    def laid_out(self, attachments: Sequence[Attachment]) -> Iterator[list[dict[str, Any]]]:
        """Put the files where typst reads them, for one paper only."""
        laid = [self.root / f"attached-{rank}" for rank in range(len(attachments))]
        try:
            for path, attachment in zip(laid, attachments, strict=True):
                path.write_bytes(attachment.content)
            yield [a.as_json(f"/{p.name}") for p, a in zip(laid, attachments, strict=True)]
        finally:
            for path in laid:
                path.unlink(missing_ok=True)


def _desk() -> _Desk:
    desk: _Desk | None = getattr(_kept, "desk", None)
    if desk is None:
        desk = _kept.desk = _Desk()
    return desk


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[glyphs.FONTS]
    )
