"""Finding what the school already knows before anything is made twice."""

import re

from django.db.models import Q, QuerySet

from tripartite.accounts.models import School
from tripartite.hosts.domain import ContactDetails, HostDetails, fold
from tripartite.hosts.domain.likeness import like_every_word, same_name
from tripartite.hosts.models import Host, Site

#: Results shown at once: more than these, and the search is made narrower.
MOST_RESULTS = 12
#: From as many figures on, a search is for an identifier.
_FIGURES = 6


def known_sites(school: School) -> QuerySet[Site]:
    """The places of the school's hosts, those of merged duplicates left out."""
    return Site.objects.filter(host__school=school, host__merged_into=None)


def search_sites(school: School, words: str) -> list[Site]:
    """The places of the school's hosts whose names or address hold all these words.

    Accents, capitals and punctuation do not count; nothing is found for no word. Those that hold
    the very words come first, then those that hold words a slip away: three queries at most,
    whatever the number of hosts.
    """
    folded = fold(words).split()
    if not folded:
        return []
    figures = re.sub(r"\D", "", words)
    if len(figures) >= _FIGURES and re.fullmatch(r"[\d\s.]+", words.strip()):
        return _in_order(known_sites(school).filter(_identified(figures)))
    exact = known_sites(school)
    for word in folded:
        exact = exact.filter(Q(host__folded__contains=word) | Q(folded__contains=word))
    found = _in_order(exact)
    if len(found) < MOST_RESULTS:
        found += _in_order(_a_slip_away(school, folded, [site.pk for site in found]))
    return found[:MOST_RESULTS]


def _in_order(sites: QuerySet[Site]) -> list[Site]:
    shown = sites.select_related("host").order_by("closed_on", "host__folded", "folded", "pk")
    return sorted(shown[: 2 * MOST_RESULTS], key=lambda site: site.closed_on is not None)[
        :MOST_RESULTS
    ]


def _identified(figures: str) -> Q:
    return Q(host__identifier__startswith=figures) | Q(siret__startswith=figures)


def _a_slip_away(school: School, words: list[str], but: list[int]) -> QuerySet[Site]:
    rows = known_sites(school).exclude(pk__in=but).values_list("pk", "host__folded", "folded")
    texts = {pk: f"{host} {site}" for pk, host, site in rows}
    return Site.objects.filter(pk__in=like_every_word(words, texts)[: 4 * MOST_RESULTS])


def host_known_as(school: School, details: HostDetails) -> Host | None:
    """The host that is this legal person: same SIREN, RCI or NIS, whichever place was declared.

    A duplicate that was merged leads to the host in which it lives on.
    """
    if not details.legal_key:
        return None
    rows = Host.objects.filter(
        school=school, identifier_kind=details.identifier_kind, legal_key=details.legal_key
    )
    found = rows.select_related("merged_into").order_by("pk").first()
    return (found.merged_into or found) if found else None


def look_alikes(school: School, details: HostDetails, postcode: str) -> list[Site]:
    """The places of hosts that may well be this one, those of the same legal person first.

    Otherwise about the same name, or trade name, with the same postcode: two queries.
    """
    names = [name for name in (fold(details.name), fold(details.trade_name)) if name]
    known = host_known_as(school, details)
    sites = known_sites(school).filter(Q(postcode=postcode.strip()) | Q(host=known))
    rows = sites.select_related("host").order_by("host__folded", "folded", "pk")
    same = [site for site in rows if known is not None and site.host_id == known.pk]
    likely = [
        site
        for site in rows
        if site not in same
        and any(same_name(told, name) for told in site.host.folded.split("|") for name in names)
    ]
    return same + likely


def people_of(host: Host, *, but: int | None = None) -> list[ContactDetails]:
    """The people known at a host, one of them left out: one query."""
    others = host.contacts.all() if but is None else host.contacts.exclude(pk=but)
    rows = others.order_by("last_name", "first_name", "pk")
    return [contact.details for contact in rows]
