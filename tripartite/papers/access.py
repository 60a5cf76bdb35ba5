"""Who may do what with a paper and a signature."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from tripartite.accounts.domain import Role
from tripartite.accounts.models import Membership, PersonalLink, School, User
from tripartite.papers.domain import OPEN, PAPER, Capacity, PaperState, SignatureState
from tripartite.papers.models import HeadCover, Paper, Signature
from tripartite.placements.domain import Relation
from tripartite.placements.models import Placement

#: They see the others sign on their device, at the host's.
GATHERERS = frozenset({Relation.REFERENT, Relation.OFFICE, Relation.TUTOR})
REMINDERS = frozenset({Relation.STUDENT, Relation.REFERENT, Relation.OFFICE})
DELEGABLE = frozenset({Capacity.HOST, Capacity.SCHOOL})


def can_view(_actor: Any, _paper: Paper) -> bool:
    """Whoever is something to the placement reads its papers."""
    return True


def is_signer(actor: Any, signature: Signature) -> bool:
    """The very person the signature is asked of, by account or by personal link."""
    if isinstance(actor, User):
        return signature.user_id == actor.pk
    if isinstance(actor, PersonalLink):
        return signature.link_id == actor.pk
    return False


def has_account(actor: Any) -> bool:
    """Somebody signed in: the queue of papers to sign is read by account."""
    return isinstance(actor, User)


def may_remind(actor: Any, signature: Signature) -> bool:
    """The student, the référent and the office may remind somebody of a signature."""
    return bool(signature.paper.placement.relations_of(actor) & REMINDERS)


def may_void(actor: Any, paper: Paper) -> bool:
    return PAPER.may("void", paper.placement.relations_of(actor))


def may_gather(actor: Any, paper: Paper) -> bool:
    """Hand one's own device round for the others to sign."""
    return bool(paper.placement.relations_of(actor) & GATHERERS)


def may_gather_for(actor: Any, signature: Signature) -> bool:
    return may_gather(actor, signature.paper)


def may_delegate(actor: Any, signature: Signature) -> bool:
    """The signer himself, or the office."""
    return is_signer(actor, signature) or runs_paper(actor, signature)


def runs_paper(actor: Any, signature: Signature) -> bool:
    """The office records and reads what is signed by hand."""
    return Relation.OFFICE in signature.paper.placement.relations_of(actor)


def may_lift(actor: Any, placement: Placement) -> bool:
    """The head alone lets a placement begin without all signatures."""
    return Relation.HEAD in placement.relations_of(actor)


def decides_covers(actor: Any, school: School) -> bool:
    """The head, or the office for the head."""
    return (
        isinstance(actor, User)
        and Membership.objects.filter(
            user=actor, school=school, role__in=[Role.HEAD, Role.OFFICE]
        ).exists()
    )


def ends_cover(actor: Any, cover: HeadCover) -> bool:
    return decides_covers(actor, cover.school)


@dataclass(frozen=True, slots=True)
class SignatureLine:
    """A signature and what the person who looks may do about it."""

    row: Signature
    mine: bool = False
    may_remind: bool = False
    may_delegate: bool = False
    may_record: bool = False
    may_read: bool = False

    @property
    def is_office(self) -> bool:
        return self.may_record or self.may_read


def lines_for(
    actor: Any, relations: frozenset[Relation], paper: Paper, signatures: Iterable[Signature]
) -> list[SignatureLine]:
    """Each signature of this paper with its acts; no query."""
    is_out = paper.state == PaperState.OUT
    office = Relation.OFFICE in relations
    found = []
    for row in signatures:
        is_open = is_out and row.state in OPEN
        is_awaited = is_open or (is_out and row.state == SignatureState.WAITING)
        mine = is_open and is_signer(actor, row)
        found.append(
            SignatureLine(
                row=row,
                mine=mine,
                may_remind=is_open and bool(relations & REMINDERS) and bool(row.email),
                may_delegate=is_awaited and row.capacity in DELEGABLE and (mine or office),
                may_record=is_awaited and office,
                may_read=is_out and office and row.state == SignatureState.RECEIVED,
            )
        )
    return found
