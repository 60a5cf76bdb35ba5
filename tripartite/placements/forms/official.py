"""A place of the official register, put into the fields of a declaration."""

from django.utils.datastructures import MultiValueDict

from tripartite.accounts.domain import Country
from tripartite.accounts.models import School
from tripartite.hosts.domain import Clientele, HostDetails, IdentifierKind
from tripartite.hosts.domain.register import Establishment
from tripartite.hosts.queries import host_known_as, known_sites

#: What a browser sent, or nothing.
Data = MultiValueDict[str, str] | None


def filled_in(data: MultiValueDict[str, str], place: Establishment, school: School) -> Data:
    """What was typed, with the fields of this place; what the school knows of it is chosen.

    The company is known by its SIREN: another of its places is a place, not another host.
    """
    filled = data.copy()
    site = known_sites(school).filter(siret=place.siret).order_by("pk").first()
    details = HostDetails(
        place.name, "", identifier_kind=IdentifierKind.SIRET, identifier=place.siret
    )
    host = host_known_as(school, details)
    fields = {
        "site_siret": place.siret,
        "taken": place.siret,
        "address": place.address,
        "postcode": place.postcode,
        "city": place.city,
        "site_name": "",
    }
    if site is not None:
        fields = {"choice": f"site:{site.pk}"}
    elif host is not None:
        fields["choice"] = f"host:{host.pk}"
    else:
        fields |= {
            "choice": "new",
            "host_name": place.name,
            "trade_name": place.trade_name,
            "activity": place.activity,
            "legal_form": place.legal_form.value,
            "clientele": data.get("clientele") or Clientele.BOTH.value,
            "country": Country.FR.value,
            "identifier_kind": IdentifierKind.SIRET.value,
            "identifier": place.siret,
        }
    for name, value in fields.items():
        filled[name] = value
    return filled
