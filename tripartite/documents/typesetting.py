"""From data to paper: typst makes PDF/A-3a and PDF/UA-1 files, the same bytes for the same data.

`render` asks typst for both standards, so that a paper that breaks one is refused when it is made.
The data travels as JSON in `sys.inputs` and is only ever printed, never read as markup. Only the
fonts of this directory are used: a paper does not depend on the machine that printed it.
"""

import json
import threading
from collections.abc import Mapping, Sequence
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

    def as_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "mime": self.mime,
            "content": list(self.content),
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
    payload = {
        "data": glyphs.printable(data),
        "issued": list(moment.timetuple()[:6]),
        "attachments": [attachment.as_json() for attachment in attachments],
    }
    return _compile(source, json.dumps(payload, sort_keys=True, ensure_ascii=False), moment)


def _compile(source: Path, payload: str, moment: datetime) -> bytes:
    try:
        pdf = _compiler().compile(
            source,
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


def _compiler() -> typst.Compiler:
    """Return the compiler of this thread: a typst compiler serves one caller at a time."""
    compiler: typst.Compiler | None = getattr(_kept, "compiler", None)
    if compiler is None:
        compiler = typst.Compiler(root=TEMPLATES, font_paths=_fonts(), ignore_system_fonts=True)
        _kept.compiler = compiler
    return compiler


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[glyphs.FONTS]
    )
