"""The seal: whole, PAdES, harmless to the paper; and what is said of files that were touched."""

import asyncio
import hashlib
import io
import json
import re
import shutil
import subprocess
import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from asn1crypto import keys, tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper
from pypdf import PdfReader

from tests.documents import samples
from tripartite.documents import sealing
from tripartite.documents.typesetting import render

AT = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
PASSWORD = "mot de passe à accents"


@pytest.fixture(scope="module")
def key():
    return sealing.make_seal_key("Lycée Jeanne-Baret", password=PASSWORD, now=AT)


@pytest.fixture(scope="module")
def paper():
    return render("convention-1", samples.convention().as_json(), issued_at=samples.ISSUED_AT)


@pytest.fixture(scope="module")
def sealed(paper, key):
    return put_seal(paper, key)


def put_seal(pdf, key, **options):
    fields = {
        "password": PASSWORD,
        "reason": "Signée par tous",
        "name": "Lycée Jeanne-Baret",
        "at": AT,
    }
    return sealing.seal(pdf, pkcs12=key, **(fields | options))


def test_a_sealed_paper_is_valid_whole_and_says_by_whom_and_when(sealed, key):
    report = sealing.verify(sealed)

    assert report == sealing.SealReport(
        valid=True,
        covers_whole_file=True,
        signer="Lycée Jeanne-Baret",
        sha256=hashlib.sha256(sealed).hexdigest(),
        certificate_sha256=sealing.certificate_fingerprint(key, PASSWORD),
        sealed_at=AT,
    )


def test_the_seal_leaves_the_paper_and_its_metadata_as_they_were(paper, sealed):
    before, after = PdfReader(io.BytesIO(paper)), PdfReader(io.BytesIO(sealed))

    assert sealed[: len(paper)] == paper
    assert xmp_of(after) == xmp_of(before)
    assert after.metadata == before.metadata
    assert [page.extract_text() for page in after.pages] == [
        page.extract_text() for page in before.pages
    ]


def test_the_seal_adds_one_annotation_that_archives_and_screen_readers_accept(paper, sealed):
    added = [
        (rank, annotation.get_object())
        for rank, page in enumerate(PdfReader(io.BytesIO(sealed)).pages)
        for annotation in page.get("/Annots", [])
    ]
    page = PdfReader(io.BytesIO(sealed)).pages[0]

    [(rank, widget)] = added
    left, bottom, right, top = (float(value) for value in widget["/Rect"])
    assert (rank, widget["/Subtype"], widget["/FT"]) == (0, "/Widget", "/Sig")
    # Printed, not hidden (PDF/A-3, 6.3.2); without area outside of the page (PDF/UA-1, 7.18.1).
    assert widget["/F"] & 0b111 == 0b100
    assert (right - left, top - bottom) == (0, 0)
    assert (left < float(page.cropbox.left), bottom < float(page.cropbox.bottom)) == (True, True)
    assert widget["/TU"] == sealing.FIELD_LABEL
    assert page["/Tabs"] == "/S"
    assert [page.get("/Annots") for page in PdfReader(io.BytesIO(paper)).pages] == [None] * len(
        PdfReader(io.BytesIO(paper)).pages
    )


def test_the_seal_is_a_pades_certification_that_allows_no_change(sealed):
    [signature] = PdfFileReader(io.BytesIO(sealed)).embedded_signatures

    assert signature.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"
    assert signature.sig_object["/Reason"] == "Signée par tous"
    assert signature.sig_object["/Name"] == "Lycée Jeanne-Baret"
    assert signature.docmdp_level.value == 1


@pytest.mark.skipif(shutil.which("pdfsig") is None, reason="poppler's pdfsig is not installed")
def test_another_program_finds_the_seal_valid_and_whole(tmp_path, sealed):
    path = tmp_path / "sealed.pdf"
    path.write_bytes(sealed)

    result = subprocess.run(["pdfsig", str(path)], capture_output=True, text=True, check=False)

    said = [line.strip(" -") for line in result.stdout.splitlines()]
    expected = [
        "Signature Validation: Signature is Valid.",
        "Total document signed",
        "Signature Type: ETSI.CAdES.detached",
    ]
    assert [line for line in expected if line not in said] == []


@pytest.mark.parametrize("share", [0.1, 0.35, 0.6, 0.85])
def test_one_changed_byte_is_found(paper, sealed, share):
    place = int(len(paper) * share)
    touched = bytearray(sealed)
    touched[place] ^= 0x01

    report = sealing.verify(bytes(touched))

    assert report.valid is False


def test_what_is_added_after_the_seal_is_found(sealed):
    writer = IncrementalPdfFileWriter(io.BytesIO(sealed))
    writer.root["/Lang"] = writer.root["/Lang"]
    writer.update_root()
    out = io.BytesIO()
    writer.write(out)

    report = sealing.verify(out.getvalue())

    assert (report.valid, report.covers_whole_file) == (True, False)


@pytest.mark.parametrize("cut", [1, 2000, 60_000])
def test_a_shortened_file_is_not_valid(sealed, cut):
    assert sealing.verify(sealed[:-cut]).valid is False


@pytest.mark.parametrize("content", [b"", b"not a paper", b"%PDF-1.7\n%%EOF\n"])
def test_what_is_no_pdf_is_not_valid(content):
    assert sealing.verify(content) == sealing.SealReport(
        valid=False, covers_whole_file=False, signer="", sha256=hashlib.sha256(content).hexdigest()
    )


def test_an_unsealed_paper_is_not_valid(paper):
    assert sealing.verify(paper).valid is False


def test_another_key_of_the_same_name_is_told_apart(paper, key):
    forged = sealing.make_seal_key("Lycée Jeanne-Baret", password=PASSWORD, now=AT)

    report = sealing.verify(put_seal(paper, forged))

    assert (report.valid, report.signer) == (True, "Lycée Jeanne-Baret")
    assert report.certificate_sha256 != sealing.certificate_fingerprint(key, PASSWORD)


def test_a_seal_outlives_its_certificate(paper):
    long_ago = datetime(2010, 3, 1, tzinfo=UTC)
    old = sealing.make_seal_key("Ancien lycée", password=PASSWORD, now=long_ago)

    report = sealing.verify(put_seal(paper, old, at=long_ago + timedelta(days=30)))

    assert report.valid is True


@pytest.mark.parametrize(
    ("name", "common_name"),
    [
        ("L", "L"),
        ("É" * 64, "É" * 32),
        ("Lycée " * 30, "Lycée " * 9 + "L"),
        ("Lycée d'Étiolles & Cie / 3ᵉ", "Lycée d'Étiolles & Cie / 3ᵉ"),
    ],
)
def test_any_school_name_makes_a_key(paper, name, common_name):
    made = sealing.make_seal_key(name, password=PASSWORD, now=AT)

    assert sealing.verify(put_seal(paper, made)).signer == common_name


@pytest.mark.parametrize("password", ["", "autre"])
def test_a_wrong_password_is_said(paper, key, password):
    with pytest.raises(sealing.SealingError) as caught:
        put_seal(paper, key, password=password)

    assert caught.value.code == "bad_key"


def test_what_is_no_key_is_said(paper):
    with pytest.raises(sealing.SealingError) as caught:
        put_seal(paper, b"not a key")

    assert caught.value.code == "bad_key"


@pytest.mark.parametrize("content", [b"", b"not a paper"])
def test_what_is_no_pdf_cannot_be_sealed(key, content):
    with pytest.raises(sealing.SealingError) as caught:
        put_seal(content, key)

    assert caught.value.code == "unsealable"


def test_a_paper_is_sealed_once(sealed, key):
    with pytest.raises(sealing.SealingError) as caught:
        put_seal(sealed, key)

    assert caught.value.code == "unsealable"


def test_sealing_works_inside_an_event_loop(paper, key):
    async def inside():
        return sealing.verify(put_seal(paper, key)).valid

    assert asyncio.run(inside()) is True


def test_a_timestamp_authority_that_does_not_answer_is_said(paper, key):
    with pytest.raises(sealing.SealingError) as caught:
        put_seal(paper, key, timestamp_url="http://127.0.0.1:9/")

    assert caught.value.code == "no_timestamp"


def test_a_timestamp_authority_dates_the_seal(paper, key, timestamp_authority):
    report_file = put_seal(paper, key, timestamp_url=timestamp_authority)

    [signature] = PdfFileReader(io.BytesIO(report_file)).embedded_signatures
    kinds = [attribute["type"].native for attribute in signature.signer_info["unsigned_attrs"]]
    assert kinds == ["signature_time_stamp_token"]
    assert sealing.verify(report_file).valid is True


def test_the_sealed_copy_carries_the_frozen_paper_and_the_evidence(paper, key):
    sha256 = hashlib.sha256(paper).hexdigest()
    evidence = {"sha256": sha256, "signatures": [{"name": "Inès Benali", "sha256": sha256}]}

    copy = sealing.sealed_copy(paper, evidence=evidence, render_again=rendering_with(sha256))
    sealed = put_seal(copy, key)

    attached = sealing.extract_attachments(sealed)
    assert sorted(attached) == ["document-fige.pdf", "preuves.json"]
    assert attached["document-fige.pdf"] == paper
    assert json.loads(attached["preuves.json"]) == evidence
    assert relationships_of(sealed) == {"document-fige.pdf": "/Source", "preuves.json": "/Data"}
    assert sealing.verify(sealed).covers_whole_file is True


def test_the_sealed_copy_says_the_same_before_its_page_of_signatures(paper):
    sha256 = hashlib.sha256(paper).hexdigest()

    copy = sealing.sealed_copy(paper, evidence={}, render_again=rendering_with(sha256))

    frozen, whole = PdfReader(io.BytesIO(paper)).pages, PdfReader(io.BytesIO(copy)).pages
    assert [words(page) for page in whole[: len(frozen)]] == [words(page) for page in frozen]
    assert words(whole[len(frozen)]).startswith("Lycée Jeanne-Baret CONV-2026-0042 Page de sign")


def test_evidence_about_other_bytes_stops_the_seal(paper):
    evidence = {"signatures": [{"name": "Inès Benali", "sha256": "0" * 64}]}

    with pytest.raises(sealing.SealingError) as caught:
        sealing.sealed_copy(paper, evidence=evidence, render_again=rendering_with("0" * 64))

    assert caught.value.code == "other_bytes"


def test_a_file_that_is_no_pdf_holds_no_attachments():
    with pytest.raises(sealing.SealingError) as caught:
        sealing.extract_attachments(b"not a paper")

    assert caught.value.code == "unreadable"


# ------------------------------------------------------------------ helpers
def rendering_with(sha256):
    data = samples.convention(signatures=samples.signatures(sha256)).as_json()
    return lambda attachments: render(
        "convention-1", data, issued_at=samples.ISSUED_AT, attachments=attachments
    )


def words(page):
    """Return the text of a page without the number of pages and the way to the evidence."""
    text = re.sub(r"\s+", " ", page.extract_text()).replace("Voir la page de signatures.", "")
    return re.sub(r"\s+", " ", re.sub(r"page (\d+) / \d+", r"page \1", text))


def xmp_of(reader):
    return reader.trailer["/Root"]["/Metadata"].get_data()


def relationships_of(pdf):
    files = PdfReader(io.BytesIO(pdf)).trailer["/Root"]["/AF"]
    return {file.get_object()["/UF"]: file.get_object()["/AFRelationship"] for file in files}


@pytest.fixture(scope="module")
def timestamp_authority():
    """Run an RFC 3161 authority on this machine and give its address."""
    certificate, private_key = authority_certificate()
    stamper = DummyTimeStamper(tsa_cert=certificate, tsa_key=private_key)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            request = tsp.TimeStampReq.load(self.rfile.read(int(self.headers["Content-Length"])))
            answer = asyncio.run(stamper.async_request_tsa_response(request)).dump()
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *args):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


def authority_certificate():
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Horodatage d'essai")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
        .sign(key, hashes.SHA256())
    )
    return (
        asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER)),
        keys.PrivateKeyInfo.load(
            key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        ),
    )
