"""Who issues an attestation, and who corrects one."""

from typing import Any

from tripartite.certificates.models import Certificate
from tripartite.placements.access import relations
from tripartite.placements.domain import WORKFLOW, Relation
from tripartite.placements.models import Placement

ISSUERS = frozenset({Relation.OFFICE, Relation.SIGNATORY})


def may_issue(actor: Any, placement: Placement) -> bool:
    """The host issues it (D124-9); the office may prepare it for the host to sign."""
    return bool(ISSUERS & relations(actor, placement))


def may_reissue(actor: Any, certificate: Certificate) -> bool:
    """The office corrects."""
    return Relation.OFFICE in relations(actor, certificate.placement)


def may_close(actor: Any, placement: Placement) -> bool:
    """The office closes what is attested."""
    return WORKFLOW.may("close", relations(actor, placement))
