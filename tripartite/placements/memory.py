"""What a school remembers of its hosts: whom they welcomed, what was said, who looks like whom."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Max, Q, QuerySet

from tripartite.accounts.models import JournalEntry, School
from tripartite.core.text import fold_words
from tripartite.hosts.domain.likeness import like_every_word, same_name
from tripartite.hosts.models import Host, Site
from tripartite.placements.models import Placement

#: Hosts that a search brings at most; beyond, the words are made narrower.
MOST = 500
LATEST = 15


def hosts_for(actor: Any, words: str) -> QuerySet[Host]:
    """The hosts of the schools that the actor runs, whose names or places are like these words."""
    hosts = Host.objects.known().filter(school__in=School.objects.run_by(actor))
    if folded := fold_words(words).split():
        texts: dict[int, str] = {}
        for pk, host, site in hosts.values_list("pk", "folded", "sites__folded"):
            texts[pk] = f"{texts.get(pk, host)} {site or ''}"
        found = set(like_every_word(folded, texts)[:MOST])
        digits = words.replace(" ", "")
        known = Q(pk__in=found)
        if digits.isdigit():
            known |= Q(identifier__startswith=digits) | Q(sites__siret__startswith=digits)
        hosts = hosts.filter(known).distinct()
    return hosts.order_by("folded", "pk")


def rows_of(hosts: Iterable[Host]) -> list[dict[str, Any]]:
    """The hosts of a page with their places and what they welcomed: two queries."""
    shown = list(hosts)
    places: dict[int, list[Site]] = {host.pk: [] for host in shown}
    for site in Site.objects.filter(host__in=shown).order_by("-is_head_office", "city", "pk"):
        places[site.host_id].append(site)
    counted = Placement.objects.live().filter(site__host__in=shown).values("site__host")
    welcomed: dict[int, dict[str, Any]] = {
        row["site__host"]: dict(row)
        for row in counted.annotate(n=Count("pk"), last=Max("starts_on"))
    }
    return [
        {
            "host": host,
            "cities": sorted({site.city for site in places[host.pk]}),
            "closed": bool(places[host.pk]) and all(s.closed_on for s in places[host.pk]),
            "welcomed": welcomed.get(host.pk, {}).get("n", 0),
            "last": welcomed.get(host.pk, {}).get("last"),
        }
        for host in shown
    ]


def placements_of(host: Host) -> QuerySet[Placement]:
    """Everybody the host ever welcomed, the latest first, cancelled placements included."""
    return (
        Placement.objects.with_people()
        .filter(site__host=host)
        .order_by("-starts_on", "enrolment__student__user__last_name", "pk")
    )


def story_of(host: Host) -> list[dict[str, Any]]:
    """The latest lines of the journal of the host, and of those merged into it."""
    files = [host.file, *(twin.file for twin in host.duplicates.order_by("pk"))]
    entries = JournalEntry.objects.filter(school=host.school_id, file__in=files)
    return [
        {"when": entry.at, "who": entry.actor_name, "what": entry.sentence}
        for entry in entries.order_by("-at", "-pk")[:LATEST]
    ]


def likely_twins(host: Host) -> list[Host]:
    """The hosts that may well be this one: about the same name, in a town where it is."""
    postcodes = Site.objects.filter(host=host).values("postcode")
    near = Host.objects.known().filter(school=host.school_id, sites__postcode__in=postcodes)
    names = [name for name in host.folded.split("|") if name]
    return [
        other
        for other in near.exclude(pk=host.pk).distinct().order_by("folded", "pk")
        if any(same_name(told, name) for told in other.folded.split("|") for name in names)
    ]
