"""A placement is closed once its attestation is signed (rule R14)."""

from django.db import transaction

from tripartite.accounts.journal import Actor
from tripartite.certificates.domain import CertificateError
from tripartite.papers.domain import Kind, PaperState
from tripartite.placements.actions import moving
from tripartite.placements.models import Placement


@transaction.atomic
def close(*, placement: Placement, by: Actor) -> Placement:
    """Close the placement. Raises CertificateError while its attestation is not signed."""
    placement = moving.locked(placement)
    sealed = placement.papers.filter(kind=Kind.CERTIFICATE, state=PaperState.SEALED)
    if not sealed.exists():
        raise CertificateError(
            "not_attested",
            "L’attestation de ce stage n’est pas signée : il ne peut pas encore être clos.",
        )
    return moving.close(placement=placement, by=by)
