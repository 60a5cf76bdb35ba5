"""A paper is prepared, goes out frozen, asks for its signatures, is withdrawn."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from tripartite.accounts.journal import Actor, record
from tripartite.accounts.models import School, User
from tripartite.core import clock
from tripartite.core.errors import DomainError
from tripartite.documents import actions as documents
from tripartite.documents.models import StoredFile
from tripartite.documents.typesetting import render
from tripartite.mailing import outbox
from tripartite.papers.actions.asking import ask_next
from tripartite.papers.domain import (
    DONE,
    KIND_LABELS,
    OPEN,
    PAPER,
    Capacity,
    Kind,
    PaperState,
    SignatureState,
)
from tripartite.papers.emails import paper_withdrawn
from tripartite.papers.hooks import call_at_end
from tripartite.papers.models import Paper, Signature, new_code
from tripartite.papers.proof import annexes_of
from tripartite.placements.models import Placement


@dataclass(frozen=True, slots=True)
class Annex:
    """A PDF that goes out with the paper and is frozen with it; ``title`` is what people read."""

    title: str
    name: str
    content: bytes


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
    School.objects.select_for_update(of=("self",), no_key=True).get(pk=school.pk)
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
    summary: Sequence[Sequence[str]] = (),
    annex: Annex | None = None,
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
        summary=[list(line) for line in summary],
        number=number,
        version=version,
        code=code or new_code(),
        annex=_keep(placement.school, annex),
        annex_title=annex.title if annex else "",
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


def _keep(school: School, annex: Annex | None) -> StoredFile | None:
    if annex is None:
        return None
    return documents.keep(school=school, content=annex.content, name=annex.name)


@transaction.atomic
def send_out(*, paper: Paper, by: Actor, relations: Iterable[str] | None = None) -> Paper:
    """Freeze the bytes and ask the first signatories; from here any change is a new version."""
    paper = Paper.objects.select_for_update(of=("self",)).get(pk=paper.pk)
    placement = paper.placement
    mine = placement.relations_of(by) if relations is None else relations
    target = PAPER.target("send", PaperState(paper.state), mine)
    pdf = render(
        paper.template, paper.data, issued_at=paper.issued_at, attachments=annexes_of(paper)
    )
    paper.frozen = documents.keep(
        school=placement.school, content=pdf, name=f"{paper.kind}-{paper.number}.pdf"
    )
    paper.state = target
    paper.out_at = clock.now()
    paper.save(update_fields=["frozen", "state", "out_at"])
    _replaces(paper)
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


def _replaces(paper: Paper) -> None:
    """The versions withdrawn or refused before this one say which replaced them."""
    if paper.kind == Kind.AMENDMENT:
        return
    older = Paper.objects.filter(
        placement=paper.placement,
        kind=paper.kind,
        state__in=[PaperState.VOID, PaperState.REFUSED],
        frozen__isnull=False,
        replaced_by=None,
    )
    older.exclude(pk=paper.pk).update(replaced_by=paper)


@transaction.atomic
def void(
    *,
    paper: Paper,
    by: Actor,
    reason: str,
    relations: Iterable[str] | None = None,
    told: Collection[str] = (),
) -> Paper:
    """Withdraw a paper that is not sealed, or revoke one that is; its file is kept.

    Whoever was asked or had signed is told why, and that the signature no longer counts; the
    addresses ``told`` learn it from another message of the same act.
    """
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
    _tell_signers(paper, by, told)
    return paper


def _tell_signers(paper: Paper, by: Actor, told: Collection[str]) -> None:
    """One message a person, but whoever withdraws; nobody while it never left."""
    asked = Signature.objects.filter(paper=paper, state__in=[*OPEN, *DONE, SignatureState.RECEIVED])
    people = {s.email: s for s in asked.order_by("-rank", "-pk") if s.email}
    mine = by.email if by is not None else ""
    for email, signature in people.items():
        if email != mine and email not in told:
            signature.paper = paper
            outbox.send(paper_withdrawn(signature), school=paper.placement.school)
