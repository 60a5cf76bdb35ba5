"""Finding what the school already knows before anything is made twice."""

from django.db.models import Q, QuerySet

from tripartite.accounts.models import School
from tripartite.hosts.domain import HostDetails, fold
from tripartite.hosts.models import Site

#: Results shown at once: more than these, and the search is made narrower.
MOST_RESULTS = 12


def search_sites(school: School, words: str) -> QuerySet[Site]:
    """The places of the school's hosts whose names or address hold all these words.

    Accents, capitals and punctuation do not count; nothing is found for no word.
    """
    folded = fold(words).split()
    if not folded:
        return Site.objects.none()
    found = Site.objects.filter(host__school=school)
    for word in folded:
        found = found.filter(Q(host__folded__contains=word) | Q(folded__contains=word))
    return found.select_related("host").order_by("host__folded", "folded", "pk")[:MOST_RESULTS]


def look_alikes(school: School, details: HostDetails, postcode: str) -> QuerySet[Site]:
    """The places of hosts that may well be this one.

    Same identifier, or same name (or trade name) with the same postcode.
    """
    names = {fold(details.name), fold(details.trade_name)} - {""}
    same = Q()
    for name in names:
        same |= Q(host__folded__contains=f"|{name}|", postcode=postcode.strip())
    if details.identifier:
        same |= Q(
            host__identifier_kind=details.identifier_kind, host__identifier=details.identifier
        )
    if not same:
        return Site.objects.none()
    return (
        Site.objects.filter(same, host__school=school)
        .select_related("host")
        .order_by("host__folded", "folded", "pk")
    )
