"""Making hosts, their places and their people known to a school."""

from dataclasses import asdict

from django.db import IntegrityError, transaction

from tripartite.accounts.journal import Actor, record
from tripartite.accounts.models import School
from tripartite.hosts.domain import (
    ContactDetails,
    HostDetails,
    HostError,
    SiteDetails,
    clean_identifier,
    fold,
)
from tripartite.hosts.models import Contact, Host, Site


@transaction.atomic
def create_host(*, school: School, details: HostDetails, by: Actor) -> Host:
    """Make an organisation known to the school.

    Raises HostError when the identifier is not one, or when a host of the school bears it
    already (also when both are made in the same second: the database decides).
    """
    fields = asdict(details)
    fields["identifier"] = clean_identifier(details.identifier_kind, details.identifier)
    try:
        with transaction.atomic():
            host = Host.objects.create(school=school, **fields)
    except IntegrityError as error:
        raise HostError(
            "identifier_known",
            "L’établissement connaît déjà une organisation qui porte cet identifiant : "
            "choisissez-la parmi les résultats de la recherche.",
        ) from error
    record(
        by=by,
        school=school,
        verb="host.created",
        sentence=f"Organisation ajoutée : {host}",
        file=f"host:{host.pk}",
    )
    return host


@transaction.atomic
def note_site(*, host: Host, details: SiteDetails, by: Actor) -> Site:
    """The place of the host at this address: the known one, or a new one."""
    wanted = fold(f"{details.address} {details.postcode} {details.city}")
    host = Host.objects.select_for_update(of=("self",)).get(pk=host.pk)
    for site in host.sites.order_by("pk"):
        if fold(f"{site.address} {site.postcode} {site.city}") == wanted:
            return site
    site = Site.objects.create(host=host, **asdict(details))
    record(
        by=by,
        school=host.school,
        verb="site.created",
        sentence=f"Lieu d’accueil ajouté : {site}",
        file=f"host:{host.pk}",
    )
    return site


@transaction.atomic
def note_contact(*, host: Host, details: ContactDetails) -> Contact:
    """The person of the host who bears this name and this address: known, or new.

    A known person takes the job title and, when one is given, the phone of the latest
    declaration. Another e-mail makes another contact: what was sent to the first stays true.
    """
    host = Host.objects.select_for_update(of=("self",)).get(pk=host.pk)
    for contact in host.contacts.filter(email__iexact=details.email).order_by("pk"):
        if (fold(contact.first_name), fold(contact.last_name)) == details.person:
            contact.job_title = details.job_title
            contact.phone = details.phone or contact.phone
            contact.save(update_fields=["job_title", "phone"])
            return contact
    return Contact.objects.create(host=host, **asdict(details))
