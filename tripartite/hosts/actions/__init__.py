"""Making hosts, their places and their people known to a school."""

from dataclasses import asdict, replace
from typing import Any

from django.db import IntegrityError, transaction

from tripartite.accounts.journal import Actor, record
from tripartite.accounts.models import School
from tripartite.core import clock
from tripartite.hosts.domain import (
    ContactDetails,
    HostDetails,
    HostError,
    SiteDetails,
    Spot,
    check_site_siret,
    clean_identifier,
    fold,
)
from tripartite.hosts.models import Contact, Host, Site
from tripartite.hosts.queries import host_known_as
from tripartite.hosts.queue import locate_site

KNOWN = (
    "L’établissement connaît déjà une organisation qui porte cet identifiant : "
    "choisissez-la parmi les résultats de la recherche."
)


@transaction.atomic
def create_host(*, school: School, details: HostDetails, by: Actor) -> Host:
    """Make an organisation known to the school.

    Raises HostError when the identifier is not one, or when a host of the school bears it
    already (also when both are made in the same second: the database decides).
    """
    fields = asdict(details)
    fields["identifier"] = clean_identifier(details.identifier_kind, details.identifier)
    details = replace(details, identifier=fields["identifier"])
    if host_known_as(school, details) is not None:
        raise HostError("identifier_known", KNOWN)
    try:
        with transaction.atomic():
            host = Host.objects.create(school=school, **fields)
    except IntegrityError as error:
        raise HostError("identifier_known", KNOWN) from error
    record(
        by=by,
        school=school,
        verb="host.created",
        sentence=f"Organisation ajoutée : {host}",
        file=host.file,
    )
    return host


def held(host: Host) -> Host:
    """The host, locked; of a duplicate that was merged meanwhile, the one in which it lives on."""
    row = Host.objects.select_for_update(of=("self",)).get(pk=host.pk)
    return row if row.merged_into is None else held(row.merged_into)


@transaction.atomic
def note_site(*, host: Host, details: SiteDetails, by: Actor) -> Site:
    """The place of the host at this address: the known one, or a new one, put on the map after.

    A SIRET must be one of the host's; a known place without one takes it.
    """
    wanted = fold(f"{details.address} {details.postcode} {details.city}")
    host = held(host)
    siret = check_site_siret(details.siret, kind=host.identifier_kind, identifier=host.identifier)
    for site in host.sites.order_by("pk"):
        if site.address_key == wanted:
            if siret and not site.siret:
                site.siret = siret
                site.save(update_fields=["siret"])
            return site
    fields = {name: getattr(details, name) for name in _SITE_FIELDS}
    site = Site.objects.create(host=host, siret=siret, **fields, **_on_the_map(details.spot))
    record(
        by=by,
        school=host.school,
        verb="site.created",
        sentence=f"Lieu d’accueil ajouté : {site}",
        file=host.file,
    )
    if details.spot is None:
        locate_site.enqueue(site.pk)
    return site


_SITE_FIELDS = ("name", "address", "postcode", "city", "phone", "is_head_office", "closed_on")


def _on_the_map(spot: Spot | None) -> dict[str, Any]:
    """The fields of a place that say where it is."""
    if spot is None:
        return {"latitude": None, "longitude": None, "located_by": "", "located_at": None}
    return asdict(spot) | {"located_at": clock.now()}


@transaction.atomic
def note_contact(*, host: Host, details: ContactDetails) -> Contact:
    """The person of the host who bears this name and this address: known, or new.

    A known person takes the job title and, when one is given, the phone of the latest
    declaration. Another e-mail makes another contact: what was sent to the first stays true.
    """
    host = held(host)
    for contact in host.contacts.filter(email__iexact=details.email).order_by("pk"):
        if (fold(contact.first_name), fold(contact.last_name)) == details.person:
            contact.job_title = details.job_title
            contact.phone = details.phone or contact.phone
            contact.save(update_fields=["job_title", "phone"])
            return contact
    return Contact.objects.create(host=host, **asdict(details))
