"""What people send: opened, cleaned or refused with its sentence; nothing fills the memory."""

import subprocess
import sys
import zipfile
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from tripartite.documents.forms import CheckedFileField
from tripartite.documents.responses import upload_response
from tripartite.documents.uploads import (
    MAX_BYTES,
    SCAN,
    UploadError,
    UploadKind,
    check_file,
    check_link,
)

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def check(content: bytes, name: str = "preuve", **options):
    return check_file(BytesIO(content), name=name, size=len(content), **options)


def refusal(content: bytes, name: str = "preuve", **options) -> str:
    with pytest.raises(UploadError) as caught:
        check(content, name, **options)
    return str(caught.value)


def image(fmt: str = "JPEG", size=(40, 20), mode: str = "RGB", **options) -> bytes:
    out = BytesIO()
    picture = Image.new(mode, size, "red" if mode == "RGB" else None)
    picture.paste("blue" if mode == "RGB" else 1, (0, 0, size[0] // 2, size[1]))
    picture.save(out, fmt, **options)
    return out.getvalue()


def photo(**options) -> bytes:
    """A photo taken in portrait by a phone that knows where it is."""
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by a quarter
    exif[0x010F] = "Téléphone d’Inès"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (43.0, 46.0, 30.0)
    return image(exif=exif, **options)


def pdf(**actions) -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    if "script" in actions:
        writer.root_object[NameObject("/OpenAction")] = DictionaryObject(
            {
                NameObject("/S"): NameObject("/JavaScript"),
                NameObject("/JS"): TextStringObject(actions["script"]),
            }
        )
    if "password" in actions:
        writer.encrypt(actions["password"], algorithm="RC4-128")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def zipped(parts: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def docx(**parts: bytes) -> bytes:
    return zipped(
        {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w:document/>", **parts}
    )


def huge_png(width: int, height: int) -> bytes:
    """A few bytes that announce a huge picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        crc = zlib.crc32(kind + data).to_bytes(4, "big")
        return len(data).to_bytes(4, "big") + kind + data + crc

    header = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes([8, 2, 0, 0, 0])
    body = zlib.compress(bytes(1000))
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")
    )


# ---------------------------------------------------------------- what is kept
def test_a_photo_is_turned_upright_and_forgets_where_it_was_taken():
    kept = check(photo(), "IMG_2041.JPG")

    opened = Image.open(BytesIO(kept.content))
    assert (kept.name, kept.mime) == ("IMG_2041.jpg", "image/jpeg")
    assert opened.size == (20, 40)
    assert dict(opened.getexif()) == {}
    assert b"phone" not in kept.content


def test_a_large_photo_is_brought_down_to_a_readable_size():
    kept = check(image(size=(6000, 4000)))

    assert Image.open(BytesIO(kept.content)).size == (2000, 1333)


def test_a_scan_may_stay_larger():
    kept = check(image(size=(2480, 3508)), longest_side=3600)

    assert Image.open(BytesIO(kept.content)).size == (2480, 3508)


@pytest.mark.parametrize(
    ("sent", "mime", "mode"),
    [
        (image("PNG"), "image/png", "RGB"),
        (image("PNG", mode="RGBA"), "image/png", "RGBA"),
        (image("PNG", mode="P"), "image/png", "RGB"),
        (image("WEBP"), "image/jpeg", "RGB"),
        (image("WEBP", mode="RGBA"), "image/png", "RGBA"),
        (image("JPEG", mode="CMYK"), "image/jpeg", "RGB"),
        (image("JPEG", mode="L"), "image/jpeg", "RGB"),
    ],
    ids=["png", "png-alpha", "png-palette", "webp", "webp-alpha", "cmyk", "grey"],
)
def test_images_are_drawn_again_as_jpeg_or_png(sent, mime, mode):
    kept = check(sent)

    assert (kept.mime, Image.open(BytesIO(kept.content)).mode) == (mime, mode)


def test_what_hides_behind_an_image_is_left_out():
    kept = check(image() + b"<script>alert(1)</script>")

    assert b"script" not in kept.content


def test_documents_are_kept_byte_for_byte():
    sheet, report = pdf(), docx()

    assert check(sheet, "bilan.doc").content == sheet
    assert check(sheet, "bilan.doc").name == "bilan.pdf"
    assert (check(report, "rapport.docx").content, check(report).mime) == (report, WORD)


def test_an_open_document_is_kept():
    mime = b"application/vnd.oasis.opendocument.text"

    kept = check(zipped({"mimetype": mime, "content.xml": b"<x/>"}), "notes.odt")

    assert (kept.name, kept.mime) == ("notes.odt", mime.decode())


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd.jpg"),
        ("C:\\Photos\\stand.png", "stand.jpg"),
        ("fiche\u202egpj.exe", "fichegpj.jpg"),
        ('a"b<c>\n.jpg', "abc.jpg"),
        ("", "fichier.jpg"),
        ("x" * 300 + ".jpg", "x" * 120 + ".jpg"),
        ("L’été à Menton.jpeg", "L’été à Menton.jpg"),
    ],
)
def test_a_name_has_no_trap_and_the_suffix_of_the_true_type(given, kept):
    assert check(image(), given).name == kept


# ---------------------------------------------------------------- what is refused
PROGRAM = "Ce fichier est un programme, quel que soit son nom : il n’est pas accepté."
SVG = (
    "Les images SVG ne sont pas acceptées, car elles peuvent contenir un programme : "
    "exportez celle-ci en PNG ou en PDF."
)
UNKNOWN = (
    "Le contenu de ce fichier n’est pas d’un type accepté, quel que soit son nom : envoyez "
    "une photo (JPEG, PNG ou WebP) ou un PDF ou un document bureautique (Word, Excel, "
    "PowerPoint, OpenDocument)."
)
BOMB = (
    "Ce document se décompresserait en un fichier démesuré : exportez-le en PDF, puis envoyez "
    "le PDF."
)
ARCHIVE = "Les archives ne sont pas acceptées : envoyez les fichiers un par un."
MACROS = "Ce document contient des macros : enregistrez-le sans macros, ou exportez-le en PDF."
BROKEN_IMAGE = "Cette image est abîmée ou incomplète : reprenez la photo, ou envoyez-la de nouveau."
BROKEN_PDF = "Ce PDF est abîmé ou incomplet : enregistrez-le de nouveau, puis envoyez-le."
ACTING_PDF = (
    "Ce PDF contient un programme qui s’exécute à l’ouverture : imprimez-le en PDF, puis "
    "envoyez le nouveau fichier."
)
LOCKED_PDF = "Ce PDF est protégé par un mot de passe : envoyez-en une version sans protection."
BROKEN_OFFICE = (
    "Ce document est abîmé ou protégé : enregistrez-le de nouveau sans mot de passe, ou "
    "exportez-le en PDF."
)
PIXELS = (
    "Cette image compte plus de 24 millions de pixels : réduisez-la, ou reprenez la photo avec "
    "le réglage ordinaire du téléphone."
)


REFUSED = {
    "empty": (lambda: b"", "Ce fichier est vide : choisissez-en un autre."),
    "exe": (lambda: b"MZ\x90\x00" + bytes(200), PROGRAM),
    "elf": (lambda: b"\x7fELF" + bytes(200), PROGRAM),
    "shell": (lambda: b"#!/bin/sh\nrm -rf /", PROGRAM),
    "svg": (lambda: b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", SVG),
    "svg-xml": (lambda: b"<?xml version='1.0'?>\n<!-- --><SVG onload='x()'/>", SVG),
    "html": (lambda: b"<html><script>alert(1)</script></html>", UNKNOWN),
    "gif": (lambda: b"GIF89a" + bytes(60), UNKNOWN),
    "zip": (lambda: zipped({"a.txt": b"a"}), ARCHIVE),
    "macros": (lambda: docx(**{"word/vbaProject.bin": b"x"}), MACROS),
    "bomb": (lambda: docx(**{"word/media/big.bmp": bytes(101 * 1024 * 1024)}), BOMB),
    "many-parts": (lambda: zipped({f"{n}": b"" for n in range(3001)}), BOMB),
    "cut-docx": (lambda: docx()[:-30], BROKEN_OFFICE),
    "cut-jpeg": (lambda: image(size=(400, 400))[:600], BROKEN_IMAGE),
    "cut-png": (lambda: huge_png(40, 40)[:60], BROKEN_IMAGE),
    "25-mp": (lambda: huge_png(5000, 5000), PIXELS),
    "144-mp": (lambda: huge_png(12_000, 12_000), PIXELS),
    "200-mp": (lambda: huge_png(20_000, 10_000), PIXELS),
    "fake-pdf": (lambda: b"%PDF-1.7\nnothing", BROKEN_PDF),
    "pdf-script": (lambda: pdf(script="app.alert(1)"), ACTING_PDF),
    "pdf-locked": (lambda: pdf(password="secret"), LOCKED_PDF),
}


@pytest.mark.parametrize(("make", "sentence"), REFUSED.values(), ids=list(REFUSED))
def test_what_cannot_be_vouched_for_is_refused(make, sentence):
    assert refusal(make(), "photo.jpg") == sentence


def test_an_oversized_file_is_refused_before_it_is_read():
    class Unreadable(BytesIO):
        def read(self, *_args):
            raise AssertionError("nothing is read of what is too heavy")

    with pytest.raises(UploadError) as caught:
        check_file(Unreadable(), name="film.mp4", size=MAX_BYTES + 1)

    assert str(caught.value) == (
        "Ce fichier pèse plus de 15 Mo : envoyez-en une version plus légère, ou déposez-le "
        "ailleurs et donnez son lien."
    )


def test_a_scan_is_an_image_or_a_pdf():
    assert refusal(docx(), accept=SCAN) == (
        "Le contenu de ce fichier n’est pas d’un type accepté, quel que soit son nom : envoyez "
        "une photo (JPEG, PNG ou WebP) ou un PDF."
    )


def test_a_lying_directory_does_not_hide_a_bomb():
    """The parts announce one byte each; they are counted while they are unzipped."""
    content = bytearray(docx(**{"word/media/big.bmp": bytes(2 * 1024 * 1024)}))
    entry = content.rindex(b"PK\x01\x02")
    content[entry + 24 : entry + 28] = (1).to_bytes(4, "little")

    assert refusal(bytes(content)) == BROKEN_OFFICE


# ---------------------------------------------------------------- memory
FLAT = """
import resource, sys
from io import BytesIO
from tripartite.documents.uploads import UploadError, check_file
content = open(sys.argv[1], "rb").read()
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
try:
    check_file(BytesIO(content), name="x", size=len(content))
except UploadError as error:
    print(error.code, end=" ")
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: huge_png(20_000, 10_000), "too_many_pixels"),
        (lambda: docx(**{"word/media/big.bmp": bytes(200 * 1024 * 1024)}), "bomb"),
    ],
    ids=["200-megapixels", "zip-bomb"],
)
def test_a_bomb_costs_no_memory(make, code, tmp_path: Path):
    """Decoded, these would take 600 and 200 megabytes; the whole check stays under forty."""
    file = tmp_path / "sent"
    file.write_bytes(make())

    told = subprocess.run(
        [sys.executable, "-c", FLAT, str(file)], capture_output=True, text=True, check=True
    ).stdout.split()

    assert told[0] == code
    assert int(told[1]) < 40


# ---------------------------------------------------------------- links
@pytest.mark.parametrize(
    "url", ["https://www.instagram.com/p/Cx/", " http://boutique.example/fiche?id=4#photo "]
)
def test_a_link_of_the_web_is_kept(url):
    assert check_link(url) == url.strip()


@pytest.mark.parametrize(
    "url",
    [
        "",
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://serveur.example/x",
        "www.instagram.com/p/Cx",
        "https://localhost/",
        "https://user:secret@site.example/",
        "https://site.example/a b",
        "https://[::1",
        "https://site.example:99999/",
        "https://site.example/" + "x" * 500,
    ],
)
def test_any_other_link_is_refused(url):
    with pytest.raises(UploadError) as caught:
        check_link(url)

    assert str(caught.value) == (
        "Ce lien n’est pas une adresse du web : il commence par https:// et se copie depuis la "
        "barre du navigateur."
    )


# ---------------------------------------------------------------- the field and the way in and out
def test_the_field_gives_what_may_be_kept():
    field = CheckedFileField(accept=SCAN)

    kept = field.clean(SimpleUploadedFile("feuille.exe", pdf()))

    assert (kept.name, kept.mime) == ("feuille.pdf", "application/pdf")
    assert field.widget.attrs["accept"] == "image/jpeg,image/png,image/webp,application/pdf"


def test_the_field_says_the_refusal():
    field = CheckedFileField(accept=frozenset({UploadKind.IMAGE}))

    with pytest.raises(ValidationError) as caught:
        field.clean(SimpleUploadedFile("photo.jpg", b"MZ" + bytes(100)))

    assert caught.value.messages == [PROGRAM]


def test_an_optional_field_may_stay_empty():
    assert CheckedFileField(required=False).clean(None) is None


def test_what_goes_beyond_the_cap_is_thrown_away():
    """A file of thirty megabytes reaches the form as the first twenty, and is refused there."""
    request = RequestFactory().post(
        "/", {"file": SimpleUploadedFile("film.mp4", bytes(30 * 1024 * 1024))}
    )

    received = request.FILES["file"]

    assert 15 * 1024 * 1024 < received.size < 21 * 1024 * 1024
    received.close()


@pytest.mark.parametrize(
    ("mime", "disposition"),
    [
        ("image/jpeg", 'inline; filename="preuve"'),
        ("image/png", 'inline; filename="preuve"'),
        ("application/pdf", 'attachment; filename="preuve"'),
        ("text/html", 'attachment; filename="preuve"'),
    ],
)
def test_only_our_images_are_shown_and_nothing_runs(mime, disposition):
    response = upload_response(b"x", name="preuve", mime=mime)

    assert response["Content-Disposition"] == disposition
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["X-Content-Type-Options"] == "nosniff"
