"""An address is confirmed by use: somebody entered by the link that was sent there."""

import pytest
from django.test import Client

from tests.placements.conftest import Cast
from tripartite.placements.actions.links import link_for
from tripartite.placements.domain import Relation


@pytest.mark.parametrize("relation", [Relation.TUTOR, Relation.SIGNATORY])
def test_entering_by_a_link_confirms_the_address(cast: Cast, relation: Relation):
    placement = cast.placement()
    link = link_for(placement=placement, relation=relation)
    contact, other = placement.tutor, placement.signatory
    if relation is Relation.SIGNATORY:
        contact, other = other, contact

    Client().get(f"/acces/{link.token}/")
    contact.refresh_from_db()
    looked_at = contact.confirmed_at
    Client().post(f"/acces/{link.token}/")

    contact.refresh_from_db()
    other.refresh_from_db()
    assert looked_at is None
    assert contact.confirmed_at is not None
    assert other.confirmed_at is None


def test_a_link_sent_to_an_older_address_confirms_nothing(cast: Cast):
    placement = cast.placement()
    link = link_for(placement=placement, relation=Relation.TUTOR)
    placement.tutor.email = "autre@accueil.example"
    placement.tutor.save()

    Client().post(f"/acces/{link.token}/")

    placement.tutor.refresh_from_db()
    assert placement.tutor.confirmed_at is None
