"""The last signature is there: the paper gets its page of signatures and the school's seal."""

from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from tripartite.accounts.journal import record
from tripartite.core import clock
from tripartite.documents import actions as documents
from tripartite.documents.papers import plain
from tripartite.documents.sealing import sealed_copy
from tripartite.documents.typesetting import Attachment, render
from tripartite.mailing import outbox
from tripartite.papers import emails
from tripartite.papers.domain import (
    DONE,
    KIND_LABELS,
    PAPER,
    SYSTEM,
    Kind,
    PaperState,
    waiting,
)
from tripartite.papers.hooks import call_at_seal
from tripartite.papers.models import Paper, Signature
from tripartite.papers.proof import annexes_of, evidence_of, scans_of, signatures_page
from tripartite.placements.actions.links import grant, link_url


@transaction.atomic
def seal(paper_id: int) -> str:
    """Seal if everybody signed and it is not done yet; the paper's state is returned.

    Idempotent: an interrupted run leaves nothing, the next one starts again (recover_papers).
    """
    paper = (
        Paper.objects.select_related("placement__school", "frozen", "annex")
        .select_for_update(of=("self",))
        .get(pk=paper_id)
    )
    people = ("scan", "recorded_by", "countersigned_by")
    rows = Signature.objects.filter(paper=paper).select_related(*people)
    signatures = list(rows.order_by("rank", "pk"))
    left = waiting([s.facts for s in signatures])
    if paper.state != PaperState.OUT or left:
        return paper.state
    target = PAPER.target("seal", PaperState(paper.state), {SYSTEM}, facts=left)
    given = [s for s in signatures if s.state in DONE]
    pdf = _sealed_bytes(paper, given)
    paper.sealed = documents.keep(
        school=paper.placement.school, content=pdf, name=f"{paper.kind}-{paper.number}.pdf"
    )
    paper.state = target
    paper.sealed_at = clock.now()
    paper.save(update_fields=["sealed", "state", "sealed_at"])
    record(
        by=None,
        school=paper.placement.school,
        verb="paper.sealed",
        sentence=f"{KIND_LABELS[Kind(paper.kind)].capitalize()} n° {paper.number} signée par tous "
        "et scellée",
        file=paper.placement.file,
        paper=paper.pk,
        sha256=paper.sealed.sha256,
    )
    call_at_seal(paper)
    _tell_everybody(paper, given)
    return paper.state


def _sealed_bytes(paper: Paper, signatures: Sequence[Signature]) -> bytes:
    if paper.frozen is None:
        raise AssertionError("an OUT paper is frozen: see the constraint paper_out_is_frozen")
    zone = ZoneInfo(settings.TIME_ZONE)
    page = plain(signatures_page(paper, signatures, zone))

    def render_again(attachments: Sequence[Attachment]) -> bytes:
        data: dict[str, Any] = {**paper.data, "signatures": page}
        return render(paper.template, data, issued_at=paper.issued_at, attachments=attachments)

    whole = sealed_copy(
        documents.read(paper.frozen),
        evidence=evidence_of(paper, signatures),
        render_again=render_again,
        others=[*annexes_of(paper), *scans_of(signatures)],
    )
    return documents.put_seal(
        school=paper.placement.school,
        pdf=whole,
        reason=f"{KIND_LABELS[Kind(paper.kind)].capitalize()} n° {paper.number} : signée par tous",
    )


def _tell_everybody(paper: Paper, signatures: Sequence[Signature]) -> None:
    """One message a person, even to somebody who signed twice."""
    told: set[str] = set()
    for signature in signatures:
        if not signature.email or signature.email in told:
            continue
        told.add(signature.email)
        link = grant(
            placement=paper.placement,
            relation=signature.relation,
            person=(signature.name, signature.email, signature.user),
        )
        outbox.send(
            emails.sealed(
                paper,
                to=signature.email,
                to_name=signature.name,
                url=link_url(link, paper.get_absolute_url()),
            ),
            school=paper.placement.school,
        )
