"""Personal links of the people of a placement: given, found again, renewed, withdrawn."""

from urllib.parse import urlencode

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from tripartite.accounts.domain import Role
from tripartite.accounts.journal import Actor, record
from tripartite.accounts.models import PersonalLink, User
from tripartite.core import clock
from tripartite.core.errors import DomainError
from tripartite.core.throttle import throttle
from tripartite.hosts.models import Contact
from tripartite.mailing import outbox
from tripartite.placements.domain import Relation
from tripartite.placements.emails import fresh_link
from tripartite.placements.models import Placement, PlacementLink

Person = tuple[str, str, User | None]


def person_of(placement: Placement, relation: Relation) -> Person | None:
    """Name, address and account of whoever is this to the placement; None when nobody is."""
    student = placement.enrolment.student
    contacts = {Relation.TUTOR: placement.tutor, Relation.SIGNATORY: placement.signatory}
    if relation in contacts:
        contact = contacts[relation]
        return (str(contact), contact.email, None) if contact else None
    if relation is Relation.GUARDIAN:
        known = student.guardian_name
        return (known, student.guardian_email, None) if known else None
    users = {Relation.STUDENT: student.user, Relation.REFERENT: placement.referent}
    user = users.get(relation) or (
        User.objects.members_of(placement.school, Role.HEAD).order_by("pk").first()
        if relation is Relation.HEAD
        else None
    )
    return (user.get_full_name(), user.email or "", user) if user else None


@transaction.atomic
def grant(*, placement: Placement, relation: Relation, person: Person) -> PersonalLink:
    """The usable link of this person for this placement, made or prolonged.

    One person who is two things to the placement (tutor and representative) has one link.
    """
    name, email, user = person
    known = (
        PersonalLink.objects.select_for_update(of=("self",))
        .filter(
            placement_links__placement=placement,
            name=name,
            email=email,
            user=user,
            revoked_at=None,
        )
        .order_by("pk")
        .first()
    )
    horizon = clock.now() + PersonalLink.LIFETIME
    link = known or PersonalLink.objects.create(
        school=placement.school, name=name, email=email, user=user, expires_at=horizon
    )
    if known:
        link.expires_at = horizon
        link.save(update_fields=["expires_at"])
    PlacementLink.objects.get_or_create(placement=placement, link=link, relation=relation)
    return link


def link_for(*, placement: Placement, relation: Relation) -> PersonalLink | None:
    """The link of whoever is this to the placement; None when nobody is, or without e-mail."""
    person = person_of(placement, relation)
    if person is None or not person[1]:
        return None
    return grant(placement=placement, relation=relation, person=person)


def link_url(link: PersonalLink, next_path: str = "") -> str:
    """The address that an e-mail carries; ``next_path`` is the page to land on after entering."""
    path = reverse("placements:enter", kwargs={"token": link.token})
    query = f"?{urlencode({'suite': next_path})}" if next_path else ""
    return f"{settings.SITE_URL}{path}{query}"


@transaction.atomic
def renew(*, link: PersonalLink, next_path: str = "") -> None:
    """Send a fresh link to the address already known; the older ones die.

    Raises DomainError when the link was withdrawn, TooOftenError past five an hour.
    """
    throttle("renew_link", str(link.pk), limit=5, seconds=3600)
    link = PersonalLink.objects.select_for_update(of=("self",)).get(pk=link.pk)
    if link.revoked_at is not None:
        raise DomainError(
            "link_revoked",
            "Cet accès a été retiré. Adressez-vous au bureau des stages de l’établissement.",
        )
    link.version += 1
    link.expires_at = clock.now() + PersonalLink.LIFETIME
    link.save(update_fields=["version", "expires_at"])
    outbox.send(fresh_link(link, link_url(link, next_path)), school=link.school)
    for row in PlacementLink.objects.filter(link=link).select_related("placement"):
        record(
            by=None,
            school=link.school,
            verb="link.renewed",
            sentence=f"Nouveau lien envoyé à {link.name}",
            file=row.placement.file,
        )


@transaction.atomic
def revoke(*, placement: Placement, link: PersonalLink, by: Actor) -> None:
    """Withdraw the link at once; an open session through it ends with the next request."""
    link = PersonalLink.objects.select_for_update(of=("self",)).get(pk=link.pk)
    if link.revoked_at is not None:
        return
    link.revoked_at = clock.now()
    link.save(update_fields=["revoked_at"])
    record(
        by=by,
        school=link.school,
        verb="link.revoked",
        sentence=f"Accès de {link.name} retiré",
        file=placement.file,
    )


def note_opening(link: PersonalLink) -> None:
    """Remember the first time the person came in (a POST: scanners only GET).

    Whoever enters by a link reads the address it was sent to: the contact's is confirmed.
    """
    if link.opened_at is None:
        PersonalLink.objects.filter(pk=link.pk, opened_at=None).update(opened_at=clock.now())
    if not link.email:
        return
    rows = PlacementLink.objects.filter(link=link)
    tutored = rows.filter(relation=Relation.TUTOR).values("placement__tutor")
    signed = rows.filter(relation=Relation.SIGNATORY).values("placement__signatory")
    Contact.objects.filter(
        Q(pk__in=tutored) | Q(pk__in=signed), email__iexact=link.email, confirmed_at=None
    ).update(confirmed_at=clock.now())
