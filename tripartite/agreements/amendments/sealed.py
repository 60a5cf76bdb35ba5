"""Called by the seal: the agreement's terms are remembered, an amendment's changes hold."""

from django.utils import timezone

from tripartite.agreements.amendments.domain import as_sealed, changes_from
from tripartite.core import clock
from tripartite.hosts.models import Contact
from tripartite.papers.models import Paper
from tripartite.placements.actions import terms
from tripartite.placements.domain import Relation
from tripartite.placements.domain.terms import What
from tripartite.placements.models import PlacementLink


def agreement(paper: Paper) -> None:
    terms.agree(placement=paper.placement)


def amendment(paper: Paper) -> None:
    """Put in force what all have signed; the moment is that of the seal."""
    day = timezone.localdate(paper.sealed_at or clock.now())
    terms.put_in_force(
        placement=paper.placement,
        changes=[as_sealed(change, day) for change in changes_from(paper.data)],
        source=f"avenant n° {paper.number}",
        reason=paper.data["reason"],
        by=None,
    )


def given_up(paper: Paper) -> None:
    """Nobody will sign it any more: the tutor it named is nothing to the placement."""
    for change in changes_from(paper.data):
        if change.what is What.TUTOR:
            new = Contact.objects.get(pk=change.value)
            PlacementLink.objects.filter(
                placement=paper.placement,
                relation=Relation.TUTOR,
                link__name=str(new),
                link__email=new.email,
            ).exclude(placement__tutor=new).update(until=clock.today())
