"""The last signature is there: the paper gets its page of signatures and the school's seal."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from tripartite.accounts.journal import record
from tripartite.core import clock
from tripartite.core.errors import DomainError
from tripartite.documents import actions as documents
from tripartite.documents.papers import plain
from tripartite.documents.press import press
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

#: So many at once, that a task ends and its worker answers a stop.
MOST = 100


@dataclass(frozen=True, slots=True)
class _Ready:
    """A paper that everybody signed, and what makes its sealed bytes, in whatever thread."""

    paper: Paper
    given: list[Signature]
    at: datetime
    make: Callable[[], bytes]


def seal(paper_id: int) -> str:
    """Seal if everybody signed and it is not done yet; the paper's state is returned.

    Idempotent: an interrupted run leaves nothing, the next one starts again (recover_papers).
    """
    return _seal_all([paper_id])


def seal_waiting(first: int) -> str:
    """Seal this paper and all those that wait too, on all the cores; the state of this one.

    A head who signs seventy agreements in one go enqueues seventy seals: the first does the work
    of all, the others find it done. What another paper refuses is said by its own task.
    """
    others = Paper.objects.to_seal().exclude(pk=first).order_by("pk").values_list("pk", flat=True)
    return _seal_all([first, *others[:MOST]])


def _seal_all(ids: Sequence[int]) -> str:
    """Make the bytes beside the database, write each in its own transaction, in order."""
    taken: list[_Ready] = []

    def makes() -> Iterator[Callable[[], bytes]]:
        for pk in ids:
            ready = _ready(pk)
            if ready is not None:
                taken.append(ready)
                yield ready.make

    refusal: DomainError | None = None
    for rank, pressed in enumerate(press(makes())):
        ready = taken[rank]
        try:
            _write(ready, pressed.result())
        except DomainError as error:
            refusal = error if ready.paper.pk == ids[0] else refusal
    if refusal is not None:
        raise refusal
    return Paper.objects.values_list("state", flat=True).get(pk=ids[0])


def _ready(paper_id: int) -> _Ready | None:
    """What is to be sealed, read whole; None when something is still to come or all is done."""
    paper = Paper.objects.select_related("placement__school", "frozen", "annex").get(pk=paper_id)
    people = ("scan", "recorded_by", "countersigned_by")
    rows = Signature.objects.filter(paper=paper).select_related(*people)
    signatures = list(rows.order_by("rank", "pk"))
    if paper.state != PaperState.OUT or waiting([s.facts for s in signatures]):
        return None
    given = [s for s in signatures if s.state in DONE]
    at = clock.now()
    return _Ready(paper, given, at, _maker(paper, given, at))


@transaction.atomic
def _write(ready: _Ready, pdf: bytes) -> None:
    """Keep the sealed file and say it, unless another worker did or the paper was withdrawn."""
    paper = ready.paper
    now = Paper.objects.select_for_update(of=("self",)).get(pk=paper.pk)
    if now.state != PaperState.OUT:
        return
    left = waiting([s.facts for s in Signature.objects.filter(paper=paper)])
    paper.state = PAPER.target("seal", PaperState(now.state), {SYSTEM}, facts=left)
    paper.sealed = documents.keep(
        school=paper.placement.school, content=pdf, name=f"{paper.kind}-{paper.number}.pdf"
    )
    paper.sealed_at = ready.at
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
    _tell_everybody(paper, ready.given)


def _maker(paper: Paper, signatures: Sequence[Signature], at: datetime) -> Callable[[], bytes]:
    """Read here all that the sealed paper says and carries; the function that makes its bytes."""
    if paper.frozen is None:
        raise AssertionError("an OUT paper is frozen: see the constraint paper_out_is_frozen")
    page = plain(signatures_page(paper, signatures, ZoneInfo(settings.TIME_ZONE)))
    data: dict[str, Any] = {**paper.data, "signatures": page}
    evidence = evidence_of(paper, signatures)
    frozen = documents.read(paper.frozen)
    others = [*annexes_of(paper), *scans_of(signatures)]
    put_seal = documents.sealer_of(
        paper.placement.school,
        reason=f"{KIND_LABELS[Kind(paper.kind)].capitalize()} n° {paper.number} : signée par tous",
        at=at,
    )

    def render_again(attachments: Sequence[Attachment]) -> bytes:
        return render(paper.template, data, issued_at=paper.issued_at, attachments=attachments)

    def make() -> bytes:
        return put_seal(
            sealed_copy(frozen, evidence=evidence, render_again=render_again, others=others)
        )

    return make


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
