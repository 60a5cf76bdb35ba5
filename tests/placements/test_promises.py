"""What the host promised to provide, and what came."""

import importlib
from datetime import timedelta

import pytest
from django.apps import apps

from tests import factories
from tests.placements.conftest import Cast
from tripartite.accounts.models import JournalEntry
from tripartite.core import clock
from tripartite.placements.actions import framing
from tripartite.placements.domain import PlacementError, Relation
from tripartite.placements.domain.framing import Headings
from tripartite.placements.models import Framing


def test_each_line_of_information_is_a_promise_of_its_own(cast: Cast):
    placement = cast.placement()
    first = Headings(information="Le fichier des clients\n\n Les  tarifs \nLe fichier des clients")
    framing.save_headings(placement=placement, headings=first, version=0, by=cast.student)
    kept = placement.promises.get(label="Les tarifs")
    today = clock.today()
    framing.receive_information(item=kept, received_on=today, by=cast.teacher)

    second = Headings(information="Les tarifs\nLa charte graphique")
    framing.save_headings(placement=placement, headings=second, version=1, by=cast.student)

    rows = placement.promises.order_by("position").values_list("label", "received_on")
    assert list(rows) == [("Les tarifs", today), ("La charte graphique", None)]


def test_a_promise_is_received_at_the_latest_today_and_by_who_prepares(cast: Cast):
    placement = cast.placement()
    promise = placement.promises.create(position=1, label="Les tarifs")
    tomorrow = clock.today() + timedelta(days=1)

    with pytest.raises(PlacementError) as early:
        framing.receive_information(item=promise, received_on=tomorrow, by=cast.student)
    with pytest.raises(PlacementError) as stranger:
        framing.receive_information(
            item=promise,
            received_on=clock.today(),
            by=factories.make_link(placement, Relation.GUARDIAN),
        )

    assert str(early.value) == "Une information ne peut pas être reçue à une date à venir."
    assert stranger.value.code == "not_yours"
    assert placement.promises.get().received_on is None


def test_a_promise_received_by_mistake_is_awaited_again(cast: Cast):
    placement = cast.placement()
    promise = placement.promises.create(position=1, label="Les tarifs")
    framing.receive_information(item=promise, received_on=clock.today(), by=cast.student)

    framing.receive_information(item=promise, received_on=None, by=cast.student)

    story = JournalEntry.objects.of(placement.file).values_list("verb", flat=True)
    assert list(story)[::-1] == ["information.received", "information.awaited"]
    assert placement.promises.get().received_on is None


def test_a_promise_withdrawn_is_not_ticked(cast: Cast):
    placement = cast.placement()
    promise = placement.promises.create(position=1, label="Les tarifs")
    placement.promises.all().delete()

    with pytest.raises(PlacementError) as refusal:
        framing.receive_information(item=promise, received_on=clock.today(), by=cast.student)

    assert refusal.value.code == "promise_gone"


def test_a_framing_older_than_the_list_gets_the_list_of_its_lines(cast: Cast):
    placement = cast.placement()
    Framing.objects.create(placement=placement, information="Les  tarifs\n\nLa charte\nLes tarifs")
    migration = importlib.import_module("tripartite.placements.migrations.0007_fill_promises")

    migration.fill(apps, None)
    migration.fill(apps, None)

    rows = placement.promises.order_by("position").values_list("position", "label")
    assert list(rows) == [(1, "Les tarifs"), (2, "La charte")]


def test_the_migration_leaves_a_list_alone(cast: Cast):
    placement = cast.placement()
    Framing.objects.create(placement=placement, information="Les tarifs\nLa charte")
    placement.promises.create(position=1, label="Les tarifs", received_on=clock.today())
    migration = importlib.import_module("tripartite.placements.migrations.0007_fill_promises")

    migration.fill(apps, None)

    assert [p.label for p in placement.promises.all()] == ["Les tarifs"]
