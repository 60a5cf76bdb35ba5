"""The school's seal: PAdES signatures that cover the whole file, and their verification.

The seal is an incremental update: the bytes of the rendered paper stay where they are, its XMP
metadata (PDF/A-3a, PDF/UA-1) included. The field is outside of the page, so that it is neither
seen nor announced by a screen reader.
"""

import asyncio
import hashlib
import io
import json
from collections.abc import Callable, Coroutine, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from asn1crypto.cms import CMSAttributes
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers
from pyhanko.sign.attributes import CMSAttributeProvider, SigningCertificateV2Provider
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers.pdf_signer import PdfSigningSession
from pyhanko.sign.timestamps.aiohttp_client import HTTPTimeStamper
from pyhanko.sign.timestamps.common_utils import TimestampRequestError
from pyhanko.sign.validation import async_validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from tripartite.core.errors import DomainError
from tripartite.documents.typesetting import Attachment

FIELD = "Sceau"
FIELD_LABEL = "Sceau électronique de l'établissement"
YEARS = 10
FROZEN_NAME = "document-fige.pdf"
EVIDENCE_NAME = "preuves.json"


class SealingError(DomainError):
    """The paper could not be sealed, or what was to be sealed contradicts itself."""


@dataclass(frozen=True)
class SealReport:
    """What a file says of its seal.

    `valid`: the signed bytes are intact and the signature is that of the certificate inside.
    `covers_whole_file`: nothing was added after. `certificate_sha256` tells whose key it is: the
    caller compares it with those of the school, since such a certificate vouches only for itself.
    `sha256` is that of the file as given.
    """

    valid: bool
    covers_whole_file: bool
    signer: str
    sha256: str
    certificate_sha256: str = ""
    sealed_at: datetime | None = None


def make_seal_key(school_name: str, *, password: str, now: datetime) -> bytes:
    """Return a new PKCS#12: an ECDSA P-256 key and its own certificate, good for ten years."""
    key = ec.generate_private_key(ec.SECP256R1())
    # X.520 is held to 64 bytes of common name here; the whole name is that of the bag.
    short = school_name.encode()[:64].decode(errors="ignore").strip()
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.COMMON_NAME, short),
            x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, "Sceau électronique Tripartite"),
        ]
    )
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=365 * YEARS + YEARS // 4))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_seal_usage(), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    return pkcs12.serialize_key_and_certificates(
        school_name.encode(), key, certificate, None, BestAvailableEncryption(password.encode())
    )


def certificate_fingerprint(pkcs12_file: bytes, password: str) -> str:
    """Return the SHA-256 of the certificate of a key, as found in the reports of its seals."""
    return hashlib.sha256(_certificate(_signer(pkcs12_file, password))).hexdigest()


def seal(
    pdf: bytes,
    *,
    pkcs12: bytes,
    password: str,
    reason: str,
    name: str,
    at: datetime,
    timestamp_url: str | None = None,
) -> bytes:
    """Return `pdf` followed by a PAdES B-B signature (B-T with a timestamp authority).

    The seal forbids any later change. Raises `SealingError` when the key cannot be read, the file
    is no PDF or is already sealed, or the authority does not answer.
    """
    signer = _signer(pkcs12, password)
    metadata = signers.PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        subfilter=fields.SigSeedSubFilter.PADES,
        reason=reason,
        name=name,
        certify=True,
        docmdp_permissions=fields.MDPPerm.NO_CHANGES,
    )
    field = fields.SigFieldSpec(
        FIELD,
        readable_field_name=FIELD_LABEL,
        invis_sig_settings=fields.InvisSigSettings(box_out_of_bounds=True),
    )
    authority = HTTPTimeStamper(timestamp_url) if timestamp_url else None
    try:
        writer = _Writer(io.BytesIO(pdf))
        sealer = _Sealer(metadata, signer=signer, timestamper=authority, new_field_spec=field)
        sealer.moment = at
        reserved = None if authority else _room_for(signer)
        sealed: io.BytesIO = _run(sealer.async_sign_pdf(writer, bytes_reserved=reserved))
    except TimestampRequestError as error:
        raise SealingError(
            "no_timestamp", "Le service d'horodatage ne répond pas : le sceau sera posé plus tard."
        ) from error
    except (PdfError, SigningError) as error:
        raise SealingError(
            "unsealable", "Ce fichier ne peut pas être scellé : il est abîmé ou déjà scellé."
        ) from error
    return sealed.getvalue()


def sealed_copy(
    frozen: bytes,
    *,
    evidence: Mapping[str, Any],
    render_again: Callable[[Sequence[Attachment]], bytes],
    frozen_name: str = FROZEN_NAME,
    others: Sequence[Attachment] = (),
) -> bytes:
    """Return the paper with its page of signatures, ready for the seal.

    `render_again(attachments)` prints the same data with its signatures; the frozen file travels
    in it byte for byte, with the machine-readable evidence and the others: what went out with it,
    the scans of signed sheets. Every hash that the evidence records under "sha256" must be that of
    the frozen file: `SealingError` otherwise.
    """
    sha256 = hashlib.sha256(frozen).hexdigest()
    if set(_hashes(evidence)) - {sha256}:
        raise SealingError(
            "other_bytes", "Une signature porte sur un autre fichier que le document figé."
        )
    attachments = (
        Attachment(
            frozen_name, "application/pdf", frozen, "source", "Document figé, tel qu'il a été signé"
        ),
        Attachment(
            EVIDENCE_NAME,
            "application/json",
            json.dumps(evidence, ensure_ascii=False, indent=2, sort_keys=True).encode(),
            "data",
            "Preuves des signatures, lisibles par une machine",
        ),
        *others,
    )
    return render_again(attachments)


def verify(pdf: bytes) -> SealReport:
    """Report on the last signature of a file; a file without any, or damaged, is not valid."""
    sha256 = hashlib.sha256(pdf).hexdigest()
    nothing = SealReport(valid=False, covers_whole_file=False, signer="", sha256=sha256)
    try:
        embedded = PdfFileReader(io.BytesIO(pdf)).embedded_regular_signatures
        if not embedded:
            return nothing
        signature = embedded[-1]
        certificate = signature.signer_cert
        # The certificate is its own root; being in force is judged on the day of the seal.
        context = ValidationContext(
            trust_roots=[certificate],
            moment=signature.self_reported_timestamp,
            allow_fetching=False,
        )
        status = _run(async_validate_pdf_signature(signature, context))
    except (PdfError, SignatureValidationError, ValueError, LookupError, TypeError):
        # A tampered file may break the reader anywhere; whatever breaks it, it is not the sealed.
        return nothing
    return SealReport(
        valid=bool(status.intact and status.valid),
        covers_whole_file=status.coverage is SignatureCoverageLevel.ENTIRE_FILE,
        signer=str(certificate.subject.native.get("common_name", "")),
        sha256=sha256,
        certificate_sha256=hashlib.sha256(certificate.dump()).hexdigest(),
        sealed_at=signature.self_reported_timestamp,
    )


def extract_attachments(pdf: bytes) -> dict[str, bytes]:
    """Return the files carried inside a paper, by name."""
    try:
        attached = PdfReader(io.BytesIO(pdf)).attachments
        return {name: contents[0] for name, contents in attached.items()}
    except PyPdfError as error:
        raise SealingError("unreadable", "Ce fichier n'est pas un PDF lisible.") from error


class _Writer(IncrementalPdfFileWriter):
    """Adds the seal and nothing else: the metadata that typst wrote says when and what, still."""

    def _update_meta(self) -> None:
        return


class _Sealer(signers.PdfSigner):
    """Signs at the moment given instead of asking the clock."""

    moment: datetime

    def init_signing_session(self, *args: Any, **kwargs: Any) -> PdfSigningSession:
        session = super().init_signing_session(*args, **kwargs)
        session.system_time = self.moment
        return session


def _room_for(signer: signers.SimpleSigner) -> int:
    """How many hexadecimal digits the signature may take: certificates, then 4 kB for the rest.

    Measuring it, as pyHanko does unless told, signs once for nothing: half of the time of a seal.
    With a timestamp authority it is measured, since the size of its answer is its own.
    """
    chain = {bytes(c.dump()) for c in signer.cert_registry}
    return 2 * (4096 + len(_certificate(signer)) + sum(map(len, chain)))


class _Flat(CMSAttributeProvider):
    """An attribute whose value is read back from its own bytes, once for all seals.

    asn1crypto encodes anew, at each level above, all that was built and not read: the name of the
    certificate was written seven hundred times a seal.
    """

    def __init__(self, provider: CMSAttributeProvider, kept: dict[str, Any]) -> None:
        self.attribute_type = provider.attribute_type
        self._provider = provider
        self._kept = kept

    async def build_attr_value(self, dry_run: bool = False) -> Any:  # noqa: FBT001, FBT002  # theirs
        if self.attribute_type not in self._kept:
            value = await self._provider.build_attr_value(dry_run=dry_run)  # type: ignore[no-untyped-call]  # theirs
            self._kept[self.attribute_type] = type(value).load(value.dump())
        return self._kept[self.attribute_type]


class _Signer(signers.SimpleSigner):
    """The key of a school, open. It may be used from several threads: it only reads."""

    def __init__(self, opened: signers.SimpleSigner) -> None:
        super().__init__(
            signing_cert=opened.signing_cert,
            signing_key=opened.signing_key,
            cert_registry=opened.cert_registry,
        )
        self._kept: dict[str, Any] = {}

    def _signed_attr_providers(self, *args: Any, **kwargs: Any) -> Iterator[CMSAttributeProvider]:
        for provider in super()._signed_attr_providers(*args, **kwargs):
            named = isinstance(provider, SigningCertificateV2Provider)
            yield _Flat(provider, self._kept) if named else provider

    async def signed_attrs(self, *args: Any, **kwargs: Any) -> CMSAttributes:
        attributes = await super().signed_attrs(*args, **kwargs)
        return CMSAttributes.load(attributes.dump())


@lru_cache(maxsize=8)
def _signer(pkcs12_file: bytes, password: str) -> signers.SimpleSigner:
    """Open the key; kept, since the password is stretched on purpose. Another file, another key."""
    try:
        signer = _Signer(
            signers.SimpleSigner.load_pkcs12_data(
                pkcs12_file, other_certs=[], passphrase=password.encode()
            )
        )
    except ValueError as error:
        raise SealingError(
            "bad_key",
            "La clé du sceau ne peut pas être lue : vérifiez le fichier PKCS#12 et son mot de "
            "passe dans les réglages de l'établissement.",
        ) from error
    return signer


def _certificate(signer: signers.SimpleSigner) -> bytes:
    """Return the certificate as DER."""
    if signer.signing_cert is None:
        raise SealingError("bad_key", "La clé du sceau ne contient aucun certificat.")
    return bytes(signer.signing_cert.dump())


def _seal_usage() -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )


def _hashes(evidence: Any) -> list[str]:
    """List every value recorded under "sha256", however deep."""
    if isinstance(evidence, Mapping):
        own = [value for key, value in evidence.items() if key == "sha256"]
        return own + [found for value in evidence.values() for found in _hashes(value)]
    if isinstance(evidence, list | tuple):
        return [found for value in evidence for found in _hashes(value)]
    return []


def _run(work: Coroutine[Any, Any, Any]) -> Any:
    """Run pyHanko's coroutine in a thread of its own: the caller may sit in an event loop."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        return pool.submit(asyncio.run, work).result()
