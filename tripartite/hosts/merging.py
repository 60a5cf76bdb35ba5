"""What a merger of two hosts would do: read by the page that asks, and again by the action."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tripartite.accounts.domain import COUNTRY_LABELS
from tripartite.hosts.domain import (
    CLIENTELE_LABELS,
    IDENTIFIER_LABELS,
    LEGAL_FORM_LABELS,
    IdentifierKind,
)
from tripartite.hosts.domain.merging import Difference, differences, fingerprint
from tripartite.hosts.domain.register import HEADCOUNT_BANDS
from tripartite.hosts.models import Contact, Host, Site

HOST_FACTS = {
    "name": "Raison sociale",
    "trade_name": "Enseigne",
    "identity": "Identifiant",
    "country": "Pays",
    "legal_form": "Forme",
    "activity": "Activité",
    "clientele": "Clientèle",
    "headcount": "Effectif",
    "naf": "Code d’activité",
    "headcount_band": "Tranche d’effectif",
}
SITE_FACTS = {
    "name": "Nom du lieu",
    "phone": "Téléphone",
    "siret": "SIRET du lieu",
    "closed_on": "Fermé depuis le",
}
CONTACT_FACTS = {"job_title": "Fonction", "phone": "Téléphone", "email": "Adresse électronique"}


@dataclass(frozen=True, slots=True)
class Merger:
    """Two hosts, their places and people that are the same twice, and what is told differently."""

    kept: Host
    other: Host
    sites: tuple[tuple[Site, Site], ...]
    contacts: tuple[tuple[Contact, Contact], ...]
    asked: tuple[Difference, ...]

    @property
    def fingerprint(self) -> str:
        pairs = [(one.pk, two.pk) for one, two in (*self.sites, *self.contacts)]
        return fingerprint(self.asked, pairs)


def merger_of(kept: Host, other: Host) -> Merger:
    """Four queries, whatever the places and the people."""
    sites, contacts = _same_sites(kept, other), _same_contacts(kept, other)
    asked = differences("host:", HOST_FACTS, facts_of_host(kept), facts_of_host(other))
    for site, twin in sites:
        asked += _told(f"site:{site.pk}:", SITE_FACTS, site, twin, str(site.address))
    for contact, twin_contact in contacts:
        asked += _told(f"contact:{contact.pk}:", CONTACT_FACTS, contact, twin_contact, str(contact))
    return Merger(kept, other, sites, contacts, tuple(asked))


def facts_of_host(host: Host) -> dict[str, Any]:
    """The facts of a host; its identifier is one fact with its kind."""
    facts = {name: getattr(host, name) for name in HOST_FACTS if name != "identity"}
    return facts | {"identity": (str(host.identifier_kind), host.identifier)}


def facts_of(row: Site | Contact, labels: Mapping[str, str]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in labels}


_LABELS: dict[str, dict[Any, str]] = {
    "country": dict(COUNTRY_LABELS),
    "legal_form": dict(LEGAL_FORM_LABELS),
    "clientele": dict(CLIENTELE_LABELS),
    "headcount_band": {code: words for code, (_least, words) in HEADCOUNT_BANDS.items()},
}


def in_words(difference: Difference, value: Any) -> str:
    """A value as the page shows it: a choice by its label, an identifier with its kind."""
    scope, _, name = difference.key.rpartition(":")
    if name == "identity":
        kind, identifier = value
        return f"{IDENTIFIER_LABELS[IdentifierKind(kind)]} {identifier}"
    if scope == "host":
        return str(_LABELS.get(name, {}).get(value, value))
    return value.strftime("%d/%m/%Y") if name == "closed_on" else str(value)


def _told(key: str, labels: Mapping[str, str], one: Any, two: Any, about: str) -> list[Difference]:
    named = {name: f"{label} ({about})" for name, label in labels.items()}
    return differences(key, named, facts_of(one, labels), facts_of(two, labels))


def _same_sites(kept: Host, other: Host) -> tuple[tuple[Site, Site], ...]:
    """Each place of the other host that the kept one has too, by its address or its SIRET."""
    mine = list(kept.sites.order_by("-pk"))
    by_key = {site.address_key: site for site in mine}
    by_siret = {site.siret: site for site in mine if site.siret}
    pairs = []
    for twin in other.sites.order_by("pk"):
        site = by_key.get(twin.address_key) or by_siret.get(twin.siret)
        if site is not None:
            pairs.append((site, twin))
    return tuple(pairs)


def _same_contacts(kept: Host, other: Host) -> tuple[tuple[Contact, Contact], ...]:
    """Each person of the other host who is one of the kept one: same name, no other address."""
    mine = list(kept.contacts.order_by("pk"))
    pairs = []
    for twin in other.contacts.order_by("pk"):
        for contact in mine:
            emails = {contact.email.casefold(), twin.email.casefold()} - {""}
            if contact.person == twin.person and len(emails) < 2:
                pairs.append((contact, twin))
                break
    return tuple(pairs)
