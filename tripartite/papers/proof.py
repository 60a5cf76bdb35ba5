"""What is kept of each signature, for people (the page) and for machines (preuves.json)."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

from tripartite.core.fr import long_day, when_in_full
from tripartite.documents import actions as documents
from tripartite.documents.papers import (
    SignatureLine,
    SignatureMethod,
    SignaturesPage,
    VerificationBlock,
)
from tripartite.documents.qr import svg
from tripartite.documents.typesetting import Attachment
from tripartite.papers.domain import CONSENT, CONSENT_VERSION, SignatureState
from tripartite.papers.models import Paper, Signature, StartLift


def verification_of(code: str) -> VerificationBlock:
    """The code, its address and its QR, as printed on a paper."""
    url = f"{settings.SITE_URL}/verifier/{code}/"
    return VerificationBlock(code=code, url=url, qr=svg(url))


def signatures_page(
    paper: Paper, signatures: Sequence[Signature], zone: ZoneInfo
) -> SignaturesPage:
    """The page « Signatures » that ends the sealed paper."""
    frozen = paper.frozen
    if frozen is None:
        raise AssertionError("only a frozen paper has signatures")
    return SignaturesPage(
        frozen_sha256=frozen.sha256,
        lines=tuple(_line(s, zone) for s in signatures),
        sealed_by=paper.placement.school.name,
        remarks=_remarks(paper),
        verification=verification_of(paper.code),
    )


def _remarks(paper: Paper) -> tuple[str, ...]:
    """What else the paper must say: who signs no more (of age), that the head let it begin (R1)."""
    waived = Signature.objects.filter(paper=paper, state=SignatureState.WAIVED).order_by("pk")
    found = [
        f"Signature de {s.name} ({s.get_capacity_display().lower()}) non requise : {s.reason}"
        for s in waived
    ]
    return (*found, *_lifted(paper))


def _lifted(paper: Paper) -> tuple[str, ...]:
    lift = StartLift.objects.filter(placement=paper.placement).select_related("lifted_by").first()
    if lift is None:
        return ()
    day = long_day(timezone.localdate(lift.lifted_at))
    return (
        f"Commencement du stage autorisé par {lift.lifted_by}, chef d’établissement, le {day}, "
        f"avant que tous aient signé la convention. Motif : {lift.reason}",
    )


def _line(signature: Signature, zone: ZoneInfo) -> SignatureLine:
    given = _given_at(signature)
    return SignatureLine(
        name=signature.name,
        capacity=signature.get_capacity_display(),
        method=SignatureMethod(signature.method),
        signed_at=given.astimezone(zone) if isinstance(given, datetime) else given,
        sha256=signature.sha256,
        email=signature.email,
        ip=signature.ip or "",
        user_agent=signature.user_agent,
        consent=CONSENT if signature.consent == CONSENT_VERSION else "",
        consent_version=signature.consent,
        on_behalf_of=" ; ".join(_behalf(signature)),
        recorded_by=_recorded(signature),
        received_file=scan_name(signature),
        read_by=_read(signature, zone),
        device_of=signature.device_of,
    )


def _given_at(signature: Signature) -> date:
    """The moment on screen, the day on paper."""
    given = signature.signed_at or signature.signed_on
    if given is None:
        raise AssertionError("a given signature is dated: see signature_signed_is_proved")
    return given


def _behalf(signature: Signature) -> list[str]:
    """Who was named on the paper, and why somebody else signs; the last delegation first."""
    found = []
    former = Signature.objects.filter(delegate=signature).first()
    while former is not None:
        found.append(f"{former.name} ({former.reason.rstrip('.')})")
        former = Signature.objects.filter(delegate=former).first()
    return found


def _recorded(signature: Signature) -> str:
    if signature.recorded_by is None or signature.received_on is None:
        return ""
    return f"{signature.recorded_by}, exemplaire reçu le {long_day(signature.received_on)}"


def _read(signature: Signature, zone: ZoneInfo) -> str:
    if signature.countersigned_by is None or signature.countersigned_at is None:
        return ""
    read = f"{signature.countersigned_by}, {when_in_full(signature.countersigned_at, zone)}"
    is_same = signature.countersigned_by == signature.recorded_by
    return f"{read} (la même personne : le bureau n’en compte qu’une)" if is_same else read


def scan_name(signature: Signature) -> str:
    """The name under which the scan travels in the sealed paper; empty on screen."""
    if signature.scan is None:
        return ""
    suffix = {"application/pdf": "pdf", "image/png": "png"}.get(signature.scan.mime, "jpg")
    return f"signature-papier-{signature.capacity}.{suffix}"


def scans_of(signatures: Sequence[Signature]) -> list[Attachment]:
    """The scans of the signed sheets, as the sealed paper carries them."""
    return [
        Attachment(
            scan_name(s),
            s.scan.mime,
            documents.read(s.scan),
            "supplement",
            f"Exemplaire signé par {s.name}",
        )
        for s in signatures
        if s.scan is not None
    ]


def annexes_of(paper: Paper) -> list[Attachment]:
    """What went out with the paper, the very bytes kept on that day."""
    if paper.annex is None:
        return []
    content = documents.read(paper.annex)
    return [
        Attachment(paper.annex.name, paper.annex.mime, content, "supplement", paper.annex_title)
    ]


def evidence_of(paper: Paper, signatures: Sequence[Signature]) -> dict[str, Any]:
    """The machine-readable twin of the page."""
    frozen = paper.frozen
    if frozen is None:
        raise AssertionError("only a frozen paper has evidence")
    return {
        "format": "tripartite-preuves-1",
        "paper": {
            "kind": paper.kind,
            "number": paper.number,
            "version": paper.version,
            "code": paper.code,
            "sha256": frozen.sha256,
            "template": paper.template,
            **_annex_proved(paper),
        },
        "consent": {"version": CONSENT_VERSION, "text": CONSENT},
        "remarks": list(_remarks(paper)),
        "signatures": [_proved(s) for s in signatures],
    }


def _annex_proved(paper: Paper) -> dict[str, str]:
    """Not under "sha256", which is that of the signed file and of nothing else."""
    if paper.annex is None:
        return {}
    return {
        "annex": paper.annex.name,
        "annex_title": paper.annex_title,
        "annex_sha256": paper.annex.sha256,
    }


def _proved(s: Signature) -> dict[str, Any]:
    proof = {
        "name": s.name,
        "capacity": s.capacity,
        "email": s.email,
        "method": s.method,
        "signed_at": _given_at(s).isoformat(),
        "sha256": s.sha256,
        "on_behalf_of": _behalf(s),
    }
    if s.method != SignatureMethod.PAPER:
        return proof | {
            "consent_version": s.consent,
            "ip": s.ip,
            "user_agent": s.user_agent,
            "device_of": s.device_of,
        }
    return proof | {
        "scan": scan_name(s),
        "scan_digest": s.scan.sha256 if s.scan else "",
        "received_on": s.received_on.isoformat() if s.received_on else "",
        "recorded_by": str(s.recorded_by or ""),
        "read_by": str(s.countersigned_by or ""),
        "read_at": s.countersigned_at.isoformat() if s.countersigned_at else "",
    }
