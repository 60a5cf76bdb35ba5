"""What somebody sends: a photo, a document or a link, checked before anything is kept.

The name and the type that a browser announces are worth nothing: the bytes say what a file is, and
the library that reads that type must manage to open it. Whatever cannot be vouched for is refused
with its sentence. Nothing is decompressed or decoded before its announced size was looked at, so
that a bomb costs no memory.
"""

import re
import struct
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from pathlib import PurePosixPath
from typing import Any, Protocol
from urllib.parse import urlsplit

import filetype
from PIL import Image, ImageOps
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from tripartite.core.errors import DomainError

#: Larger than any photo of a phone or report of a student; see also core.uploads.
MAX_BYTES = 15 * 1024 * 1024
#: A phone's best sensor; more is a trap, or a photo that nobody needs whole.
MAX_JPEG_PIXELS = 50_000_000
#: The others are decoded whole, four bytes a pixel.
MAX_PIXELS = 24_000_000
#: Kept side, in pixels: readable when printed on a page.
LONGEST_SIDE = 2000
JPEG_QUALITY = 82
#: What an office document may hold once unzipped, and in how many parts.
MAX_UNZIPPED = 100 * 1024 * 1024
MAX_PARTS = 3000
MAX_URL = 500
MAX_NAME = 120
CHUNK = 64 * 1024


class UploadError(DomainError):
    """What was sent cannot be kept; the sentence says why and what to send instead."""


class Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


class UploadKind(StrEnum):
    """The families of files, as a form may accept them."""

    IMAGE = "image"
    PDF = "pdf"
    OFFICE = "office"


ANY_KIND = frozenset(UploadKind)
#: What a scan of a signed sheet is.
SCAN = frozenset({UploadKind.IMAGE, UploadKind.PDF})

KIND_WORDS = {
    UploadKind.IMAGE: "une photo (JPEG, PNG ou WebP)",
    UploadKind.PDF: "un PDF",
    UploadKind.OFFICE: "un document bureautique (Word, Excel, PowerPoint, OpenDocument)",
}
#: For the ``accept`` attribute of a file field: a help, never a guard.
KIND_ACCEPT = {
    UploadKind.IMAGE: "image/jpeg,image/png,image/webp",
    UploadKind.PDF: "application/pdf",
    UploadKind.OFFICE: ".docx,.xlsx,.pptx,.odt,.ods,.odp",
}

_OOXML = "application/vnd.openxmlformats-officedocument"
#: What a zipped document must hold to be of its type, and its suffix.
_OFFICE_PARTS = {
    "word/document.xml": (f"{_OOXML}.wordprocessingml.document", ".docx"),
    "xl/workbook.xml": (f"{_OOXML}.spreadsheetml.sheet", ".xlsx"),
    "ppt/presentation.xml": (f"{_OOXML}.presentationml.presentation", ".pptx"),
}
_OPEN_DOCUMENTS = {
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/vnd.oasis.opendocument.spreadsheet": ".ods",
    "application/vnd.oasis.opendocument.presentation": ".odp",
}
_IMAGES = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}
_ZIPPED = re.compile(r"application/(zip|vnd\.(openxmlformats|oasis)\b.*)")
_PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"dex\n")


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """Bytes that may be kept, the type they are of, and a name without traps."""

    content: bytes
    name: str
    mime: str


def check_file(
    file: Readable,
    *,
    name: str,
    size: int,
    accept: frozenset[UploadKind] = ANY_KIND,
    longest_side: int = LONGEST_SIDE,
) -> CheckedFile:
    """Read what was sent and return what may be kept; raises UploadError.

    An image comes back turned upright, at most ``longest_side`` wide or high, without the place
    where it was taken; a document comes back byte for byte.
    """
    if size > MAX_BYTES:
        raise UploadError(
            "too_heavy",
            f"Ce fichier pèse plus de {MAX_BYTES // 1024 // 1024} Mo : envoyez-en une version plus "
            "légère, ou déposez-le ailleurs et donnez son lien.",
        )
    content = file.read(MAX_BYTES + 1)
    if not content:
        raise UploadError("empty", "Ce fichier est vide : choisissez-en un autre.")
    kind, check = _reader_of(content, accept)
    if kind not in accept:
        raise _not_accepted(accept)
    return check(content, name, longest_side)


Check = Callable[[bytes, str, int], CheckedFile]


def _reader_of(content: bytes, accept: frozenset[UploadKind]) -> tuple[UploadKind, Check]:
    """The family that the first bytes tell, and who reads it."""
    if content.startswith(_PROGRAMS):
        raise UploadError(
            "program",
            "Ce fichier est un programme, quel que soit son nom : il n’est pas accepté.",
        )
    mime = filetype.guess_mime(content) or ""
    if mime in _IMAGES:
        return UploadKind.IMAGE, _image
    if mime == "application/pdf":
        return UploadKind.PDF, _pdf
    if _ZIPPED.fullmatch(mime):
        return UploadKind.OFFICE, _office
    if mime in {"image/heic", "image/heif", "image/avif"}:
        raise UploadError(
            "heic",
            "Cette photo est au format HEIC, que les autres ne sauront pas toujours ouvrir : "
            "choisissez « Le plus compatible » dans les réglages de l’appareil photo, ou envoyez "
            "une capture d’écran de la photo.",
        )
    if b"<svg" in content[:CHUNK].lower():
        raise UploadError(
            "svg",
            "Les images SVG ne sont pas acceptées, car elles peuvent contenir un programme : "
            "exportez celle-ci en PNG ou en PDF.",
        )
    raise _not_accepted(accept)


def _not_accepted(accept: frozenset[UploadKind]) -> UploadError:
    known = " ou ".join(words for kind, words in KIND_WORDS.items() if kind in accept)
    return UploadError(
        "type_unknown",
        f"Le contenu de ce fichier n’est pas d’un type accepté, quel que soit son nom : envoyez "
        f"{known}.",
    )


def _named(name: str, suffix: str) -> str:
    """The name without path, control or reversing characters, with the suffix of the true type."""
    last = PurePosixPath(name.replace("\\", "/")).name
    clean = "".join(c for c in last if c.isprintable() and c not in '<>:"|?*').strip(". ")
    stem = clean.rsplit(".", 1)[0] if "." in clean else clean
    return f"{stem[:MAX_NAME].strip() or 'fichier'}{suffix}"


# ---------------------------------------------------------------- images
def _image(content: bytes, name: str, longest_side: int) -> CheckedFile:
    try:
        image = _opened(content)
        return _redrawn(image, name, longest_side)
    except UploadError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many_pixels(MAX_PIXELS) from error
    except Exception as error:  # a hostile image may fail its reader in any way
        raise UploadError(
            "image_damaged",
            "Cette image est abîmée ou incomplète : reprenez la photo, ou envoyez-la de nouveau.",
        ) from error


def _too_many_pixels(most: int) -> UploadError:
    return UploadError(
        "too_many_pixels",
        f"Cette image compte plus de {most // 1_000_000} millions de pixels : "
        "réduisez-la, ou reprenez la photo avec le réglage ordinaire du téléphone.",
    )


def _opened(content: bytes) -> Image.Image:
    """The image with its header read and nothing decoded yet."""
    image = Image.open(BytesIO(content), formats=tuple(_IMAGES.values()))
    width, height = image.size
    most = MAX_JPEG_PIXELS if image.format in {"JPEG", "MPO"} else MAX_PIXELS
    if width * height > most:
        raise _too_many_pixels(most)
    return image


def _redrawn(image: Image.Image, name: str, longest_side: int) -> CheckedFile:
    """The pixels alone, upright: no EXIF, so no place, no device, nothing hidden behind."""
    as_png = image.format == "PNG" or image.has_transparency_data
    profile = image.info.get("icc_profile") if image.mode in {"RGB", "RGBA"} else None
    if image.mode == "P":
        image = image.convert("RGBA" if as_png and image.has_transparency_data else "RGB")
    # JPEG can be decoded directly at a fraction of its size: a large photo costs little memory.
    image.draft("RGB", (longest_side, longest_side))
    image.thumbnail((longest_side, longest_side), Image.Resampling.LANCZOS)
    ImageOps.exif_transpose(image, in_place=True)
    see_through = as_png and image.has_transparency_data
    drawn = image.convert("RGBA" if see_through else "RGB")
    drawn.info.clear()
    out = BytesIO()
    if as_png:
        drawn.save(out, "PNG", optimize=True, icc_profile=profile)
        return CheckedFile(out.getvalue(), _named(name, ".png"), "image/png")
    drawn.save(out, "JPEG", quality=JPEG_QUALITY, optimize=True, icc_profile=profile)
    return CheckedFile(out.getvalue(), _named(name, ".jpg"), "image/jpeg")


# ---------------------------------------------------------------- PDF
def _pdf(content: bytes, name: str, _longest_side: int) -> CheckedFile:
    try:
        reader = PdfReader(BytesIO(content))
        locked, pages = reader.is_encrypted, 0
        if not locked:
            pages = len(reader.pages)
            acts = _acts_by_itself(reader)
    except Exception as error:  # a hostile PDF may fail its reader in any way
        raise _damaged_pdf() from error
    if locked:
        raise UploadError(
            "pdf_locked",
            "Ce PDF est protégé par un mot de passe : envoyez-en une version sans protection.",
        )
    if not pages:
        raise _damaged_pdf()
    if acts:
        raise UploadError(
            "pdf_acts",
            "Ce PDF contient un programme qui s’exécute à l’ouverture : imprimez-le en PDF, puis "
            "envoyez le nouveau fichier.",
        )
    return CheckedFile(content, _named(name, ".pdf"), "application/pdf")


def _damaged_pdf() -> UploadError:
    return UploadError(
        "pdf_damaged",
        "Ce PDF est abîmé ou incomplet : enregistrez-le de nouveau, puis envoyez-le.",
    )


def _acts_by_itself(reader: PdfReader) -> bool:
    """Whether opening the file would run or launch something."""
    root: Any = reader.root_object
    names = root.get("/Names", DictionaryObject()).get_object()
    opening = root.get("/OpenAction", DictionaryObject()).get_object()
    launches = isinstance(opening, DictionaryObject) and opening.get("/S") in {
        "/JavaScript",
        "/Launch",
    }
    return launches or "/AA" in root or "/JavaScript" in names


# ---------------------------------------------------------------- office documents
def _office(content: bytes, name: str, _longest_side: int) -> CheckedFile:
    # Counted before zipfile makes an object of each: a directory of a million parts is a bomb too.
    if content.count(b"PK\x01\x02") > MAX_PARTS:
        raise _bomb()
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            mime, suffix = _office_type(archive)
            _unzips_small(archive)
    except UploadError:
        raise
    except (
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        EOFError,
        NotImplementedError,
        OSError,
        RuntimeError,
        ValueError,
        struct.error,
    ) as error:
        raise UploadError(
            "office_damaged",
            "Ce document est abîmé ou protégé : enregistrez-le de nouveau sans mot de passe, ou "
            "exportez-le en PDF.",
        ) from error
    return CheckedFile(content, _named(name, suffix), mime)


def _bomb() -> UploadError:
    return UploadError(
        "bomb",
        "Ce document se décompresserait en un fichier démesuré : exportez-le en PDF, puis "
        "envoyez le PDF.",
    )


def _office_type(archive: zipfile.ZipFile) -> tuple[str, str]:
    """The type that the parts tell; macros and plain archives are refused."""
    parts = archive.namelist()
    if any(part.lower().endswith(("vbaproject.bin", ".exe", ".dll", ".js")) for part in parts):
        raise UploadError(
            "macros",
            "Ce document contient des macros : enregistrez-le sans macros, ou exportez-le en PDF.",
        )
    if "[Content_Types].xml" in parts:
        for part, found in _OFFICE_PARTS.items():
            if part in parts:
                return found
    if "mimetype" in parts and archive.getinfo("mimetype").file_size < MAX_NAME:
        mime = archive.read("mimetype").decode("ascii", "replace").strip()
        if mime in _OPEN_DOCUMENTS:
            return mime, _OPEN_DOCUMENTS[mime]
    raise UploadError(
        "archive",
        "Les archives ne sont pas acceptées : envoyez les fichiers un par un.",
    )


def _unzips_small(archive: zipfile.ZipFile) -> None:
    """Announced first, then counted for good: a directory may lie."""
    if sum(info.file_size for info in archive.infolist()) > MAX_UNZIPPED:
        raise _bomb()
    left = MAX_UNZIPPED
    for info in archive.infolist():
        with archive.open(info) as part:
            while chunk := part.read(CHUNK):
                left -= len(chunk)
                if left < 0:
                    raise _bomb()


# ---------------------------------------------------------------- links
def check_link(url: str) -> str:
    """The address when it is one of the web; raises UploadError."""
    cleaned = url.strip()
    try:
        parts = urlsplit(cleaned)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        parts, host = urlsplit(""), ""
    wrong = (
        parts.scheme not in {"http", "https"}
        or "." not in host
        or "@" in parts.netloc
        or len(cleaned) > MAX_URL
        or any(c.isspace() or not c.isprintable() for c in cleaned)
    )
    if wrong:
        raise UploadError(
            "link_wrong",
            "Ce lien n’est pas une adresse du web : il commence par https:// et se copie depuis "
            "la barre du navigateur.",
        )
    return cleaned
