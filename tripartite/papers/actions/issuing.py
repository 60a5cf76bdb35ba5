"""A paper is prepared, goes out frozen, asks for its signatures, is withdrawn."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.urls import reverse

from tripartite.accounts.journal import Actor, record
from tripartite.accounts.models import School, User
from tripartite.core import clock
from tripartite.core.errors import DomainError
from tripartite.documents import actions as documents
from tripartite.documents.typesetting import render
from tripartite.mailing import outbox
from tripartite.papers.domain import (
    KIND_LABELS,
    PAPER,
    RELATION_OF,
    SIGNATURE,
    SYSTEM,
    Capacity,
    Kind,
    PaperState,
    SignatureState,
    next_ranks,
)
from tripartite.papers.emails import signature_asked
from tripartite.papers.hooks import call_at_end
from tripartite.papers.models import Paper, Signature, new_code
from tripartite.placements.actions.links import grant, link_url
from tripartite.placements.models import Placement


@dataclass(frozen=True, slots=True)
class Signer:
    """Somebody whose signature the paper needs; ``rank`` is the turn, equal ranks sign together."""

    capacity: Capacity
    name: str
    rank: int
    email: str = ""
    title: str = ""
    user: User | None = None


def next_number(school: School, year: int) -> str:
    """The next number of the school's papers of this year: ``2027-0142``. Locks the school."""
    School.objects.select_for_update(of=("self",)).get(pk=school.pk)
    prefix = f"{year}-"
    numbers = Paper.objects.filter(placement__school=school, number__startswith=prefix).values_list(
        "number", flat=True
    )
    last = max((int(n.removeprefix(prefix)) for n in numbers), default=0)
    return f"{prefix}{last + 1:04d}"


@transaction.atomic
def create_paper(
    *,
    placement: Placement,
    kind: Kind,
    template: str,
    data: Mapping[str, Any],
    signers: Sequence[Signer],
    by: Actor,
    number: str,
    version: int = 1,
    code: str = "",
) -> Paper:
    """A DRAFT with its signatures waiting. Raises DomainError while a live version exists."""
    Placement.objects.select_for_update(of=("self",)).get(pk=placement.pk)
    live = Paper.objects.live().filter(placement=placement, kind=kind)
    if kind is not Kind.AMENDMENT and live.exists():
        raise DomainError(
            "paper_exists",
            f"Il existe déjà une {KIND_LABELS[kind]} en cours pour ce stage. Retirez-la d’abord "
            "si elle doit être refaite.",
        )
    paper = Paper.objects.create(
        placement=placement,
        kind=kind,
        template=template,
        data=dict(data),
        number=number,
        version=version,
        code=code or new_code(),
    )
    Signature.objects.bulk_create(
        Signature(
            paper=paper,
            capacity=s.capacity,
            rank=s.rank,
            name=s.name,
            title=s.title,
            email=s.email,
            user=s.user,
        )
        for s in signers
    )
    record(
        by=by,
        school=placement.school,
        verb="paper.created",
        sentence=f"{KIND_LABELS[kind].capitalize()} n° {number} préparée",
        file=placement.file,
        paper=paper.pk,
    )
    return paper


@transaction.atomic
def send_out(*, paper: Paper, by: Actor, relations: Iterable[str] | None = None) -> Paper:
    """Freeze the bytes and ask the first signatories; from here any change is a new version."""
    paper = Paper.objects.select_for_update(of=("self",)).get(pk=paper.pk)
    placement = paper.placement
    mine = placement.relations_of(by) if relations is None else relations
    target = PAPER.target("send", PaperState(paper.state), mine)
    pdf = render(paper.template, paper.data, issued_at=paper.issued_at)
    paper.frozen = documents.keep(
        school=placement.school, content=pdf, name=f"{paper.kind}-{paper.number}.pdf"
    )
    paper.state = target
    paper.out_at = clock.now()
    paper.save(update_fields=["frozen", "state", "out_at"])
    record(
        by=by,
        school=placement.school,
        verb="paper.sent",
        sentence=f"{KIND_LABELS[Kind(paper.kind)].capitalize()} n° {paper.number} envoyée à la "
        "signature",
        file=placement.file,
        paper=paper.pk,
        sha256=paper.frozen.sha256,
    )
    ask_next(paper)
    return paper


def ask_next(paper: Paper) -> None:
    """Ask those whose turn it is; without e-mail the office is left to hand over the paper."""
    signatures = list(Signature.objects.filter(paper=paper).order_by("rank", "pk"))
    turn = next_ranks([s.facts for s in signatures])
    for signature in signatures:
        if signature.rank in turn and signature.state == SignatureState.WAITING:
            _ask(signature)


def _ask(signature: Signature) -> None:
    paper = signature.paper
    signature.state = SIGNATURE.target("ask", SignatureState(signature.state), {SYSTEM})
    signature.asked_at = clock.now()
    if signature.email:
        signature.link = grant(
            placement=paper.placement,
            relation=RELATION_OF[Capacity(signature.capacity)],
            person=(signature.name, signature.email, signature.user),
        )
        url = link_url(signature.link, sign_path(signature))
        outbox.send(signature_asked(signature, url), school=paper.placement.school)
    signature.save(update_fields=["state", "asked_at", "link"])


def sign_path(signature: Signature) -> str:
    return reverse("papers:sign", kwargs={"signature": signature.pk})


@transaction.atomic
def void(*, paper: Paper, by: Actor, reason: str, relations: Iterable[str] | None = None) -> Paper:
    """Withdraw a paper that is not sealed, or revoke one that is; its file is kept."""
    paper = Paper.objects.select_for_update(of=("self",)).get(pk=paper.pk)
    placement = paper.placement
    mine = placement.relations_of(by) if relations is None else relations
    name = "revoke" if paper.state == PaperState.SEALED else "void"
    paper.state = PAPER.target(name, PaperState(paper.state), mine, reason=reason)
    paper.ended_at = clock.now()
    paper.reason = reason
    paper.save(update_fields=["state", "ended_at", "reason"])
    record(
        by=by,
        school=placement.school,
        verb=f"paper.{name}",
        sentence=f"{KIND_LABELS[Kind(paper.kind)].capitalize()} n° {paper.number} retirée : "
        f"{reason}",
        file=placement.file,
        paper=paper.pk,
    )
    call_at_end(paper)
    return paper
