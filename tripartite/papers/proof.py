"""What is kept of each signature, for people (the page) and for machines (preuves.json)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from tripartite.documents.papers import (
    SignatureLine,
    SignatureMethod,
    SignaturesPage,
    VerificationBlock,
)
from tripartite.documents.qr import svg
from tripartite.papers.domain import CONSENT, CONSENT_VERSION
from tripartite.papers.models import Paper, Signature


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
        verification=verification_of(paper.code),
    )


def _line(signature: Signature, zone: ZoneInfo) -> SignatureLine:
    return SignatureLine(
        name=signature.name,
        capacity=signature.get_capacity_display(),
        method=SignatureMethod(signature.method),
        signed_at=_given_at(signature).astimezone(zone),
        sha256=signature.sha256,
        email=signature.email,
        ip=signature.ip or "",
        user_agent=signature.user_agent,
        consent=CONSENT if signature.consent == CONSENT_VERSION else "",
        consent_version=signature.consent,
    )


def _given_at(signature: Signature) -> datetime:
    if signature.signed_at is None:
        raise AssertionError("a given signature is dated: see signature_signed_is_proved")
    return signature.signed_at


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
        },
        "consent": {"version": CONSENT_VERSION, "text": CONSENT},
        "signatures": [
            {
                "name": s.name,
                "capacity": s.capacity,
                "email": s.email,
                "method": s.method,
                "signed_at": _given_at(s).isoformat(),
                "sha256": s.sha256,
                "consent_version": s.consent,
                "ip": s.ip,
                "user_agent": s.user_agent,
            }
            for s in signatures
        ],
    }
