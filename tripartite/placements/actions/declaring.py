"""Declaring where a student is welcomed, correcting it, and naming the référent."""

from typing import Any

from django.db import IntegrityError, transaction

from tripartite.accounts.journal import Actor, record
from tripartite.accounts.models import PersonalLink, School, User
from tripartite.core import clock
from tripartite.core.fr import short_range
from tripartite.hosts.actions import create_host, note_contact, note_site
from tripartite.hosts.models import Contact, Host, Site
from tripartite.mailing import outbox
from tripartite.placements import emails_framing as emails
from tripartite.placements.access import PREPARERS
from tripartite.placements.actions.links import revoke
from tripartite.placements.actions.moving import locked
from tripartite.placements.domain import (
    OVER,
    WRITABLE,
    Dates,
    Declaration,
    Place,
    PlacementError,
    Relation,
    State,
    check_dates,
    propose_referent,
)
from tripartite.placements.domain.versions import digest_of
from tripartite.placements.models import Placement, PlacementLink
from tripartite.placements.queries import loads_of
from tripartite.placements.snapshots import declared_words
from tripartite.school.models import Enrolment, Period


class DeclarationConflictError(PlacementError):
    """Somebody saved another declaration since the page was shown: ``words`` tell it."""

    def __init__(self, words: dict[str, str]) -> None:
        super().__init__(
            "declaration_conflict",
            "Quelqu’un a enregistré cet accueil pendant que vous écriviez. Rien n’est perdu : ce "
            "que vous avez tapé est dans les champs, l’autre est affiché dessous. Reprenez ce "
            "qu’il faut, puis enregistrez.",
        )
        self.words = words


@transaction.atomic
def declare(
    *, enrolment: Enrolment, period: Period, declaration: Declaration, by: Actor
) -> Placement:
    """Open the placement of a student for a period, with its host, dates and timetable.

    The teacher of the class who follows the fewest placements is proposed as référent. Raises
    DomainError for a period of another class, for dates that cannot be, and when the student has
    a placement for the period already, be it from a second click or from the office meanwhile.
    """
    _check_class(enrolment, period)
    _check_dates(declaration, enrolment, period)
    school = period.cohort.programme.school
    fields = _fields(declaration, school, by)
    try:
        with transaction.atomic():
            placement = Placement.objects.create(
                school=school,
                enrolment=enrolment,
                period=period,
                referent_id=propose_referent(loads_of(period.cohort)),
                declared_at=clock.now(),
                **fields,
            )
    except IntegrityError as error:
        raise PlacementError(
            "already_declared",
            "Un stage est déjà déclaré pour cette période : ouvrez son dossier pour le compléter.",
        ) from error
    record(
        by=by,
        school=school,
        verb="placement.declared",
        sentence=f"Accueil déclaré : {placement.site}, {_span(placement)}",
        file=placement.file,
    )
    return placement


@transaction.atomic
def edit_declaration(
    *, placement: Placement, declaration: Declaration, by: Actor, seen: str = ""
) -> Placement:
    """Correct the host, the people, the dates or the timetable before the framing is submitted.

    Whoever is replaced as tutor or representative loses the access that came with it. ``seen`` is
    the digest of what the page showed: DeclarationConflictError when somebody saved something
    else meanwhile.
    """
    placement = writable(placement, by)
    words = declared_words(placement)
    _check_dates(declaration, placement.enrolment, placement.period)
    before = {name: getattr(placement, name) for name in _DECLARED}
    fields = _fields(declaration, placement.school, by)
    for name, value in fields.items():
        setattr(placement, name, value)
    changed = sorted(name for name in _DECLARED if before[name] != getattr(placement, name))
    if not changed and placement.declared_at:
        return placement
    if seen and seen != digest_of(words):
        raise DeclarationConflictError(words)
    placement.declared_at = placement.declared_at or clock.now()
    placement.save(update_fields=[*fields, "declared_at"])
    for relation in (Relation.TUTOR, Relation.SIGNATORY):
        if relation.value in changed:
            _withdraw(placement, relation, by)
    record(
        by=by,
        school=placement.school,
        verb="placement.declaration_changed",
        sentence=f"Accueil modifié : {', '.join(_DECLARED[name] for name in changed)}",
        file=placement.file,
        changed=changed,
    )
    return placement


@transaction.atomic
def assign_referent(*, placement: Placement, referent: User, by: Actor) -> Placement:
    """Name the teacher who follows the placement; told by e-mail when a framing waits for it."""
    placement = locked(placement)
    teachers = {load.teacher for load in loads_of(placement.period.cohort)}
    if referent.pk not in teachers:
        raise PlacementError(
            "not_a_teacher",
            "Cette personne n’enseigne pas dans la classe : ajoutez-la d’abord à ses enseignants.",
        )
    if placement.state in OVER:
        raise PlacementError(
            "over",
            f"Ce stage est « {placement.get_state_display()} » : "
            "son enseignant référent ne change plus.",
        )
    if placement.agreed is not None:
        raise PlacementError(
            "agreed",
            "La convention, signée par tous, nomme l’enseignant référent : il change par un "
            "avenant.",
        )
    if placement.referent_id == referent.pk:
        return placement
    placement.referent = referent
    placement.save(update_fields=["referent"])
    record(
        by=by,
        school=placement.school,
        verb="placement.referent_named",
        sentence=f"Enseignant référent : {referent}",
        file=placement.file,
    )
    if placement.state == State.SUBMITTED and referent.email:
        outbox.send(emails.submitted(placement, referent), school=placement.school)
    return placement


def writable(placement: Placement, by: Actor) -> Placement:
    """The placement, locked, if this person may write in its preparation now."""
    placement = locked(placement)
    if not placement.relations_of(by) & PREPARERS:
        raise PlacementError("not_yours", "Ce n’est pas à vous d’écrire dans ce dossier.")
    if placement.state not in WRITABLE:
        raise PlacementError(
            "not_writable",
            f"Ce stage est « {placement.get_state_display()} » : son dossier ne se modifie plus. "
            "Demandez à l’enseignant référent de le renvoyer ou de le rouvrir.",
        )
    return placement


#: What a declaration writes, in the words of the journal.
_DECLARED = {
    "site": "lieu",
    "tutor": "tuteur",
    "signatory": "représentant",
    "starts_on": "date de début",
    "ends_on": "date de fin",
    "dates_reason": "motif des dates",
    "timetable": "horaires",
    "holidays_worked": "jours fériés",
}


def _fields(declaration: Declaration, school: School, by: Actor) -> dict[str, Any]:
    site = _site(declaration.place, school, by)
    tutor = note_contact(host=site.host, details=declaration.tutor)
    signatory: Contact = tutor
    if declaration.signatory is not None:
        signatory = note_contact(host=site.host, details=declaration.signatory)
    return {
        "site": site,
        "tutor": tutor,
        "signatory": signatory,
        "starts_on": declaration.starts_on,
        "ends_on": declaration.ends_on,
        "dates_reason": declaration.dates_reason,
        "timetable": declaration.timetable.require_hours().to_json(),
        "holidays_worked": declaration.holidays_worked,
    }


def _site(place: Place, school: School, by: Actor) -> Site:
    """The site of the declaration among the school's own, made when it is new."""
    site = None
    if place.site is not None:
        # The file is held first: whoever merges it at this moment moves or joins its places.
        list(Host.objects.select_for_update(of=("self",)).filter(sites=place.site))
        site = Site.objects.filter(pk=place.site, host__school=school).first()
    elif place.new_site is not None and (host := _host(place, school, by)) is not None:
        site = note_site(host=host, details=place.new_site, by=by)
    if site is not None:
        return site
    raise PlacementError(
        "place_unknown",
        "Ce lieu d’accueil n’existe plus : cherchez-le de nouveau, ou saisissez-le.",
    )


def _host(place: Place, school: School, by: Actor) -> Host | None:
    if place.new_host is not None:
        return create_host(school=school, details=place.new_host, by=by)
    known = Host.objects.filter(school=school)
    return known.filter(pk=place.host).first() if place.host is not None else None


def _check_class(enrolment: Enrolment, period: Period) -> None:
    if enrolment.cohort_id != period.cohort_id or enrolment.left_on is not None:
        raise PlacementError(
            "not_in_class", "Cet étudiant n’est pas inscrit dans la classe de cette période."
        )


def _check_dates(declaration: Declaration, enrolment: Enrolment, period: Period) -> None:
    """Refuse dates that cannot be, and those of another placement of the same student."""
    wanted = Dates(declaration.starts_on, declaration.ends_on)
    check_dates(wanted, Dates(period.starts_on, period.ends_on), declaration.dates_reason)
    others = Placement.objects.live().filter(enrolment__student=enrolment.student_id)
    for other in others.exclude(period=period):
        if wanted.overlaps(Dates(other.starts_on, other.ends_on)):
            raise PlacementError(
                "dates_overlap",
                f"L’étudiant est déjà en stage {_span(other)} : choisissez d’autres dates.",
            )


def _span(placement: Placement) -> str:
    return short_range(placement.starts_on, placement.ends_on)


def _withdraw(placement: Placement, relation: Relation, by: Actor) -> None:
    """Take from the links of the replaced person what they were to the placement."""
    rows = PlacementLink.objects.filter(placement=placement, relation=relation)
    links = list(PersonalLink.objects.filter(placement_links__in=rows))
    rows.delete()
    for link in links:
        if not link.placement_links.exists():
            revoke(placement=placement, link=link, by=by)
