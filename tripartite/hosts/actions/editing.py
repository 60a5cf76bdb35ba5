"""Correcting what is known of a host, of its places, of its people."""

from typing import Any

from django.db import IntegrityError, transaction

from tripartite.accounts.journal import Actor, record
from tripartite.core import clock
from tripartite.hosts.domain import (
    HostError,
    IdentifierKind,
    LocatedBy,
    check_site_siret,
    clean_identifier,
)
from tripartite.hosts.models import Contact, Host, Site
from tripartite.hosts.queue import locate_site

_ADDRESS = frozenset({"address", "postcode", "city"})
_POINT = frozenset({"latitude", "longitude"})


@transaction.atomic
def edit_host(*, host: Host, by: Actor, **values: Any) -> Host:
    """Correct an organisation. HostError for an identifier that is wrong, or another host's."""
    host = Host.objects.select_for_update(of=("self",)).get(pk=host.pk)
    kind = IdentifierKind(values["identifier_kind"])
    values["identifier"] = clean_identifier(kind, values["identifier"])
    changed = _write(host, values)
    if not changed:
        return host
    try:
        with transaction.atomic():
            host.save()
    except IntegrityError as error:
        raise HostError(
            "identifier_known",
            "Une autre organisation de l’établissement porte cet identifiant : si c’est la même, "
            "fusionnez les deux fiches.",
        ) from error
    _tell(host, by, "host.changed", f"Organisation modifiée : {host}", changed)
    return host


@transaction.atomic
def add_site(*, host: Host, by: Actor, **values: Any) -> Site:
    """Add a place to a host, put on the map by hand or after.

    Raises HostError for an address that the host has already, or a SIRET that is not its own.
    """
    host = Host.objects.select_for_update(of=("self",)).get(pk=host.pk)
    _stands(host)
    values["siret"] = check_site_siret(
        values["siret"], kind=host.identifier_kind, identifier=host.identifier
    )
    site = Site(host=host, **values)
    if any(known.address_key == site.address_key for known in host.sites.all()):
        raise HostError(
            "site_known",
            "Cette organisation a déjà un lieu à cette adresse : modifiez-le plutôt depuis sa "
            "fiche.",
        )
    if site.latitude is not None:
        site.located_by, site.located_at = LocatedBy.HAND, clock.now()
    site.save()
    if not site.located_by:
        locate_site.enqueue(site.pk)
    _tell(host, by, "site.created", f"Lieu d’accueil ajouté : {site}", {})
    return site


@transaction.atomic
def add_contact(*, host: Host, by: Actor, **values: Any) -> Contact:
    """Add a person to a host; the form asked about look-alikes.

    Raises HostError for a person whose name and address are known already: the second of two
    clicks makes nobody twice.
    """
    host = Host.objects.select_for_update(of=("self",)).get(pk=host.pk)
    _stands(host)
    contact = Contact(host=host, **values)
    for known in host.contacts.filter(email__iexact=contact.email):
        if known.person == contact.person:
            raise HostError(
                "contact_known",
                f"{known} est déjà dans cette fiche avec la même adresse : modifiez plutôt son "
                "contact.",
            )
    contact.save()
    _tell(host, by, "contact.added", f"Contact ajouté : {contact}, {contact.job_title}", {})
    return contact


def _stands(host: Host) -> None:
    if host.merged_into_id is not None:
        raise HostError(
            "host_merged", f"« {host} » a rejoint une autre fiche : ajoutez dans celle qui reste."
        )


@transaction.atomic
def edit_site(*, site: Site, by: Actor, **values: Any) -> Site:
    """Correct a place, say that it closed, or put it on the map by hand.

    An address that changes is located anew, unless somebody places it here.
    """
    site = Site.objects.select_for_update(of=("self",)).select_related("host").get(pk=site.pk)
    host = site.host
    values["siret"] = check_site_siret(
        values["siret"], kind=host.identifier_kind, identifier=host.identifier
    )
    changed = _write(site, values)
    if not changed:
        return site
    if changed.keys() & _POINT:
        placed = site.latitude is not None and site.longitude is not None
        site.located_by = LocatedBy.HAND if placed else ""
        site.located_at = clock.now() if placed else None
    elif changed.keys() & _ADDRESS:
        _forget_point(site)
    site.save()
    if not site.located_by:
        locate_site.enqueue(site.pk)
    _tell(host, by, "site.changed", f"Lieu modifié : {site.address}, {site.city}", changed)
    return site


@transaction.atomic
def relocate(*, site: Site, by: Actor) -> Site:
    """Forget where the place was put, and look for it again in the background."""
    site = Site.objects.select_for_update(of=("self",)).select_related("host").get(pk=site.pk)
    _forget_point(site)
    site.save()
    locate_site.enqueue(site.pk)
    _tell(site.host, by, "site.relocated", f"Lieu à localiser de nouveau : {site.address}", {})
    return site


@transaction.atomic
def edit_contact(*, contact: Contact, by: Actor, **values: Any) -> Contact:
    """Correct a person of a host; a new address is to be confirmed by use again."""
    contact = (
        Contact.objects.select_for_update(of=("self",)).select_related("host").get(pk=contact.pk)
    )
    changed = _write(contact, values)
    if not changed:
        return contact
    if "email" in changed:
        contact.confirmed_at = None
    contact.save()
    _tell(contact.host, by, "contact.changed", f"Contact modifié : {contact}", changed)
    return contact


def _write(row: Any, values: dict[str, Any]) -> dict[str, list[str]]:
    """Set the values; those that changed, each with what it was and what it is."""
    changed = {}
    for name, value in values.items():
        before = getattr(row, name)
        if before != value:
            setattr(row, name, value)
            changed[name] = [str(before), str(value)]
    return changed


def _forget_point(site: Site) -> None:
    site.latitude = site.longitude = site.located_at = None
    site.located_by = ""


def _tell(host: Host, by: Actor, verb: str, sentence: str, changed: dict[str, list[str]]) -> None:
    record(by=by, school=host.school, verb=verb, sentence=sentence, file=host.file, changed=changed)
