"""The people and places of a placement as papers print them."""

from tripartite.accounts.models import School
from tripartite.core.fr import count_of
from tripartite.documents.papers import (
    HostLine,
    PersonLine,
    ProgrammeLine,
    SchoolLine,
    StudentLine,
)
from tripartite.hosts.domain import IdentifierKind
from tripartite.hosts.models import Contact, Host
from tripartite.placements.actions.links import person_of
from tripartite.placements.domain import Relation
from tripartite.placements.models import Placement
from tripartite.school.models import Student


def contact_line(contact: Contact | None) -> PersonLine:
    """A person of the host; an empty line when nobody is named yet."""
    if contact is None:
        return PersonLine(name="")
    return PersonLine(
        name=str(contact), function=contact.job_title, email=contact.email, phone=contact.phone
    )


def relation_line(placement: Placement, relation: Relation, function: str) -> PersonLine:
    """Whoever is this to the placement, with the function that the paper says."""
    name, email, _user = person_of(placement, relation) or ("", "", None)
    return PersonLine(name=name, function=function, email=email)


def school_line(placement: Placement) -> SchoolLine:
    school: School = placement.school
    return SchoolLine(
        name=school.name,
        address=(school.address, f"{school.postcode} {school.city}"),
        head=relation_line(placement, Relation.HEAD, school.head_title),
        uai=school.uai,
        phone=school.phone,
        email=school.email,
    )


def programme_line(placement: Placement) -> ProgrammeLine:
    cohort = placement.period.cohort
    programme = cohort.programme
    return ProgrammeLine(
        title=programme.name,
        hours=f"{count_of(programme.yearly_hours, 'heure')} d’enseignement par an",
        cohort=cohort.name,
        school_year=cohort.school_year,
    )


def student_line(student: Student, *, guardian: bool = False) -> StudentLine:
    """The student; with ``guardian``, whoever signs for a minor too."""
    town = f"{student.postcode} {student.city}".strip()
    return StudentLine(
        name=student.user.get_full_name(),
        born_on=student.birth_date,
        address=tuple(line for line in (student.address, town) if line),
        email=student.user.email or "",
        phone=student.phone,
        guardian=PersonLine(name=student.guardian_name, email=student.guardian_email)
        if guardian
        else None,
    )


def host_line(placement: Placement, *, letterhead: bool = False) -> HostLine:
    """The host; as ``letterhead`` the place of the placement is its address."""
    site = placement.site
    if site is None:
        return HostLine(name="", address=(), representative=PersonLine(name=""))
    host = site.host
    where = (site.address, f"{site.postcode} {site.city}")
    return HostLine(
        name=f"{host.name} ({host.trade_name})" if host.trade_name else host.name,
        address=where if letterhead else (),
        representative=contact_line(placement.signatory),
        legal_form=host.get_legal_form_display(),
        activity=host.activity,
        identifier=identifier_of(host),
        phone=site.phone,
        site="" if letterhead else site.name,
        site_address=() if letterhead else where,
    )


def identifier_of(host: Host) -> str:
    """As it is printed, its kind named: ``SIRET 732 829 320 00074``; empty without any."""
    kind = IdentifierKind(host.identifier_kind)
    if kind is IdentifierKind.NONE:
        return ""
    number = host.identifier
    if kind is IdentifierKind.SIRET:
        number = f"{number[:3]} {number[3:6]} {number[6:9]} {number[9:]}"
    return f"{kind.upper()} {number}"
