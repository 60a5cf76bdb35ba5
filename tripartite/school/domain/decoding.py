"""From the bytes of a class list to its records: encoding and separator are recognised.

What is not a table of text is refused in one sentence that says what to do.
"""

import codecs
import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from tripartite.core.errors import DomainError

MAX_BYTES = 1_000_000
MAX_LINES = 500
SEPARATORS = {";": "point-virgule", ",": "virgule", "\t": "tabulation"}
#: First bytes of what people send instead of a CSV file, and its name.
OTHER_FILES = (
    (b"PK\x03\x04", "un classeur (Excel, LibreOffice)"),
    (b"\xd0\xcf\x11\xe0", "un ancien classeur Excel"),
    (b"%PDF", "un PDF"),
    (b"{\\rtf", "un document de texte"),
    (b"<", "une page web"),
)
AS_CSV = "Ouvrez-le dans un tableur et enregistrez-le au format « CSV UTF-8 », puis recommencez."


class UnreadableError(DomainError):
    """The file is no class list at all; none of its lines can be judged."""


@dataclass(frozen=True, slots=True)
class Table:
    """The records of a file, each with the number of the line where it begins (header = 1)."""

    encoding: str
    separator: str
    records: tuple[tuple[int, tuple[str, ...]], ...]


def read_table(content: bytes) -> Table:
    """The non-empty records. Raises UnreadableError with what to do instead."""
    text, encoding = _decode(content)
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = max(SEPARATORS, key=first.count)
    if separator not in first:
        raise UnreadableError(
            "no_separator",
            "La première ligne ne sépare pas de colonnes par des points-virgules, des virgules ou "
            f"des tabulations : ce n’est pas un fichier CSV avec en-tête. {AS_CSV}",
        )
    records = tuple(_records(text, separator))
    if not records:
        raise _empty()
    if len(records) > MAX_LINES + 1:
        raise UnreadableError(
            "too_many_lines",
            f"Ce fichier a plus de {MAX_LINES} lignes : une classe n’en a pas tant. "
            "Exportez une seule classe.",
        )
    return Table(encoding, SEPARATORS[separator], records)


def _decode(content: bytes) -> tuple[str, str]:
    _refuse_other_files(content)
    tries = [("utf-8", "UTF-8"), ("cp1252", "Windows-1252 (ANSI)")]
    if content.startswith(codecs.BOM_UTF8):
        tries = [("utf-8-sig", "UTF-8 avec marque d’ordre")]
    elif content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        tries = [("utf-16", "UTF-16")]
    for codec, label in tries:
        try:
            text = content.decode(codec)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text, label
    raise UnreadableError(
        "unknown_encoding", f"Les caractères de ce fichier ne se lisent pas. {AS_CSV}"
    )


def _refuse_other_files(content: bytes) -> None:
    if len(content) > MAX_BYTES:
        raise UnreadableError(
            "too_large",
            "Ce fichier dépasse 1 Mo : une liste de classe est bien plus légère. "
            "Exportez une seule classe, au format CSV.",
        )
    start = content.lstrip()
    for magic, name in OTHER_FILES:
        if start.startswith(magic):
            raise UnreadableError("not_csv", f"Ce fichier est {name}, pas un CSV. {AS_CSV}")
    if not start.strip(b"\xef\xbb\xbf \t\r\n"):
        raise _empty()


def _empty() -> UnreadableError:
    return UnreadableError("empty", "Ce fichier est vide. Choisissez l’export de la classe.")


def _records(text: str, separator: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    line = 1
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise UnreadableError(
                "bad_quotes",
                f"Ligne {line} : un guillemet est mal placé ou n’est pas refermé, la suite du "
                "fichier ne se lit pas. Corrigez la ligne, puis recommencez.",
            ) from error
        if cells is None:
            return
        if any(cell.strip() for cell in cells):
            yield line, tuple(cells)
        line = reader.line_num + 1
