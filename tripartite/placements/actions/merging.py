"""Making one host of two that are the same: everything moves, nothing is lost."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Model, QuerySet

from tripartite.accounts.journal import Actor, record
from tripartite.hosts.domain import HostError
from tripartite.hosts.domain.merging import merged, require_choices
from tripartite.hosts.merging import (
    CONTACT_FACTS,
    HOST_FACTS,
    SITE_FACTS,
    Merger,
    facts_of,
    facts_of_host,
    merger_of,
)
from tripartite.hosts.models import Contact, Host, Site
from tripartite.placements.models import Placement


@transaction.atomic
def merge_hosts(
    *, kept: Host, other: Host, chosen: Mapping[str, str], seen: str, by: Actor
) -> Host:
    """Move everything of ``other`` to ``kept``; places and people that are the same become one.

    ``chosen`` says for each difference which of the two is right, ``seen`` is the fingerprint of
    the page. The row of the other stays, so that its identifier and its story lead to the kept
    one. Raises HostError for hosts that cannot be merged, for one merged meanwhile by somebody
    else, and when what was shown has changed.
    """
    kept, other = _locked(kept, other)
    merger = merger_of(kept, other)
    if merger.fingerprint != seen:
        raise HostError(
            "merge_changed",
            "Une des deux fiches a changé depuis l’affichage de cette page : relisez ce qui est "
            "proposé, puis fusionnez.",
        )
    require_choices(merger.asked, chosen)
    told = _story(merger)
    moved = list(
        Placement.objects.filter(site__host=other).order_by("pk").values_list("pk", flat=True)
    )
    values = merged("host:", HOST_FACTS, facts_of_host(kept), facts_of_host(other), chosen)
    kind, identifier = values.pop("identity")
    _join_sites(merger, chosen)
    _join_contacts(merger, chosen)
    _point_to(other, kept)
    other.merged_into = kept
    other.save(update_fields=["merged_into"])
    for name, value in (values | {"identifier_kind": kind, "identifier": identifier}).items():
        setattr(kept, name, value)
    kept.save()
    for host, sentence in (
        (kept, f"Fusion : « {other} » rejoint cette fiche"),
        (other, f"Fusion : cette fiche rejoint « {kept} »"),
    ):
        record(
            by=by,
            school=kept.school,
            verb="host.merged",
            sentence=sentence,
            file=host.file,
            kept=kept.pk,
            other=other.pk,
            placements=moved,
            chosen=dict(chosen),
            **told,
        )
    return kept


def _locked(kept: Host, other: Host) -> tuple[Host, Host]:
    """Both rows, locked in the order of their keys, so that two mergers wait for one another."""
    rows = Host.objects.select_for_update(of=("self",)).filter(pk__in=[kept.pk, other.pk])
    found = {row.pk: row for row in rows.order_by("pk")}
    if len(found) < 2:
        raise HostError("merge_itself", "Une fiche ne fusionne pas avec elle-même.")
    kept, other = found[kept.pk], found[other.pk]
    if kept.school_id != other.school_id:
        raise HostError(
            "merge_schools", "Ces deux organisations ne sont pas du même établissement scolaire."
        )
    if kept.merged_into_id is not None or other.merged_into_id is not None:
        raise HostError(
            "merge_done",
            "L’une de ces fiches vient d’être fusionnée : ouvrez celle qui reste, rien n’est "
            "perdu.",
        )
    return kept, other


def _join_sites(merger: Merger, chosen: Mapping[str, str]) -> None:
    for site, twin in merger.sites:
        values = merged(
            f"site:{site.pk}:",
            SITE_FACTS,
            facts_of(site, SITE_FACTS),
            facts_of(twin, SITE_FACTS),
            chosen,
        )
        if site.spot is None and twin.spot is not None:
            located = ("latitude", "longitude", "located_by", "located_at")
            values |= {name: getattr(twin, name) for name in located}
        _join(site, twin, values | {"is_head_office": site.is_head_office or twin.is_head_office})


def _join_contacts(merger: Merger, chosen: Mapping[str, str]) -> None:
    for contact, twin in merger.contacts:
        values = merged(
            f"contact:{contact.pk}:",
            CONTACT_FACTS,
            facts_of(contact, CONTACT_FACTS),
            facts_of(twin, CONTACT_FACTS),
            chosen,
        )
        confirmed = contact.confirmed_at or twin.confirmed_at
        _join(contact, twin, values | {"confirmed_at": confirmed})


def _join(row: Site | Contact, twin: Site | Contact, values: Mapping[str, Any]) -> None:
    """Make one row of two: everything that named the twin names the row, the journal keeps it."""
    _point_to(twin, row)
    twin.delete()
    for name, value in values.items():
        setattr(row, name, value)
    row.save()


def _point_to(old: Model, new: Model) -> None:
    """Whatever table names the old row names the new one, those of apps above included."""
    relations: list[Any] = old._meta.get_fields(include_hidden=True)
    for field in relations:
        if field.auto_created and not field.concrete and (field.one_to_many or field.one_to_one):
            name = field.remote_field.name
            rows: QuerySet[Any] = QuerySet(field.related_model)
            rows.filter(**{name: old}).update(**{name: new})


def _story(merger: Merger) -> dict[str, Any]:
    """What the joined rows said, for the journal: nothing goes without a trace."""
    return {
        "before": {
            str(host.pk): {name: str(value) for name, value in facts_of_host(host).items()}
            for host in (merger.kept, merger.other)
        },
        "sites": [
            [one.pk, two.pk, {name: str(v) for name, v in facts_of(two, SITE_FACTS).items()}]
            for one, two in merger.sites
        ],
        "contacts": [
            [one.pk, two.pk, {name: str(v) for name, v in facts_of(two, CONTACT_FACTS).items()}]
            for one, two in merger.contacts
        ],
    }
