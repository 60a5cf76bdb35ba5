"""Who may do what with a paper and a signature."""

from typing import Any

from tripartite.accounts.models import PersonalLink, User
from tripartite.papers.domain import PAPER
from tripartite.papers.models import Paper, Signature
from tripartite.placements.domain import Relation


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


def may_remind(actor: Any, signature: Signature) -> bool:
    """The student, the référent and the office may remind somebody of a signature."""
    mine = signature.paper.placement.relations_of(actor)
    return bool(mine & {Relation.STUDENT, Relation.REFERENT, Relation.OFFICE})


def may_void(actor: Any, paper: Paper) -> bool:
    return PAPER.may("void", paper.placement.relations_of(actor))
