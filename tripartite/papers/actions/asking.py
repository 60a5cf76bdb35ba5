"""Signatures are asked, rank by rank, of whoever may give them on that day."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from tripartite.accounts.journal import Actor
from tripartite.accounts.models import PersonalLink, User
from tripartite.core import clock
from tripartite.core.errors import DomainError
from tripartite.core.fr import range_in_words
from tripartite.mailing import outbox
from tripartite.papers import queue
from tripartite.papers.actions.common import tell
from tripartite.papers.domain import (
    RELATION_OF,
    SIGNATURE,
    SYSTEM,
    Capacity,
    SignatureState,
    next_ranks,
    waiting,
)
from tripartite.papers.emails import signature_asked
from tripartite.papers.models import HeadCover, Paper, Signature
from tripartite.papers.queries import change_of
from tripartite.placements.actions.links import grant, link_url, person_of
from tripartite.placements.domain import Relation


@dataclass(frozen=True, slots=True)
class Delegate:
    """The named person who will sign instead, why, and in which absence of the head."""

    name: str
    title: str
    email: str
    reason: str
    user: User | None = None
    cover: HeadCover | None = None


def complete(paper: Paper) -> None:
    """Ask those whose turn has come; have the paper sealed when nobody is left."""
    if waiting([s.facts for s in Signature.objects.filter(paper=paper)]):
        ask_next(paper)
    else:
        queue.seal_paper.enqueue(paper.pk)


def ask_next(paper: Paper) -> None:
    """Ask those whose turn it is; without e-mail the office is left to hand over the paper."""
    signatures = list(Signature.objects.filter(paper=paper).order_by("rank", "pk"))
    turn = next_ranks([s.facts for s in signatures])
    for signature in signatures:
        if signature.rank in turn and signature.state == SignatureState.WAITING:
            signature.paper = paper
            to = who_signs(signature) if signature.capacity == Capacity.SCHOOL else None
            _ask(replace(signature, to, None, {SYSTEM}) if to else signature)


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
        message = signature_asked(
            signature,
            url,
            replaces=change_of(paper, signature),
            annex_url=annex_url(signature, signature.link),
        )
        outbox.send(message, school=paper.placement.school)
    signature.save(update_fields=["state", "asked_at", "link"])
    tell(signature, None, "signature.asked", f"Signature demandée à {signature.name}")


def annex_url(signature: Signature, link: PersonalLink) -> str:
    """The way of this person to what is joined to the paper; empty when nothing is."""
    paper = signature.paper
    if paper.annex_id is None:
        return ""
    return link_url(link, reverse("papers:download_annex", kwargs={"paper": paper.pk}))


def sign_path(signature: Signature) -> str:
    return reverse("papers:sign", kwargs={"signature": signature.pk})


def replace(signature: Signature, to: Delegate, by: Actor, relations: Iterable[str]) -> Signature:
    """Set the signature aside for a new one, of another person, which waits for its turn."""
    target = SIGNATURE.target(
        "delegate",
        SignatureState(signature.state),
        relations,
        facts=signature.capacity,
        reason=to.reason,
    )
    if to.email.lower() == signature.email.lower():
        raise DomainError(
            "same_person",
            f"{signature.name} a cette adresse : nommez une autre personne, avec la sienne.",
        )
    signature.state = target
    signature.reason = to.reason
    signature.save(update_fields=["state", "reason"])
    fresh = Signature.objects.create(
        paper=signature.paper,
        rank=signature.rank,
        capacity=signature.capacity,
        name=to.name,
        title=to.title,
        email=to.email,
        user=to.user,
        cover=to.cover,
    )
    signature.delegate = fresh
    signature.save(update_fields=["delegate"])
    sentence = f"{to.name} signera à la place de {signature.name} : {to.reason}"
    tell(signature, by, "signature.delegated", sentence, delegate=fresh.pk)
    return fresh


def who_signs(signature: Signature) -> Delegate | None:
    """The deputy of the day, or the head who is back; None when the right person is named."""
    placement = signature.paper.placement
    today = clock.today()
    cover = HeadCover.objects.in_force(placement.school, today).select_related("deputy").first()
    if cover is not None and signature.cover_id != cover.pk:
        deputy, away = cover.deputy, range_in_words(cover.starts_on, cover.ends_on)
        to = Delegate(
            str(deputy), cover.title, deputy.email or "", f"par délégation, {away}", deputy, cover
        )
    elif signature.cover is not None and not signature.cover.covers(today):
        head = person_of(placement, Relation.HEAD)
        if head is None:
            return None
        name, email, user = head
        to = Delegate(name, placement.school.head_title, email, "la délégation a pris fin", user)
    else:
        return None
    return None if to.email.lower() == signature.email.lower() else to
