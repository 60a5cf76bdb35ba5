"""From an agreed evaluation to the paper that its three partners sign."""

from datetime import date

from tripartite.accounts.domain import Role
from tripartite.accounts.models import School, User
from tripartite.core.fr import count_of
from tripartite.documents.papers import (
    EvaluationLevel,
    EvaluationPaper,
    GridBlock,
    GridLine,
    HostLine,
    PersonLine,
    ProgrammeLine,
    SchoolLine,
    SignatoryLine,
    StudentLine,
)
from tripartite.evaluations import queries
from tripartite.evaluations.models import JointEvaluation
from tripartite.hosts.models import Contact
from tripartite.papers.domain import CAPACITY_LABELS, Capacity
from tripartite.placements.models import Placement

TEMPLATE = "evaluation-1"


def evaluation_paper(
    evaluation: JointEvaluation, *, reference: str, version: int, issued_on: date
) -> EvaluationPaper:
    """What the paper prints; the evaluation is agreed, its placement has people."""
    placement = evaluation.placement
    cohort = placement.period.cohort
    if evaluation.held_on is None:
        raise AssertionError("an agreed evaluation is dated: see evaluation_agreed_is_dated")
    return EvaluationPaper(
        reference=reference,
        version=version,
        issued_on=issued_on,
        school=_school(placement.school),
        student=StudentLine(name=placement.student.get_full_name()),
        host=_host(placement),
        tutor=_contact(placement.tutor),
        referent=PersonLine(name=str(placement.referent or ""), function="enseignant référent"),
        programme=ProgrammeLine(
            title=cohort.programme.name,
            hours=f"{count_of(cohort.programme.yearly_hours, 'heure')} par an",
            cohort=cohort.name,
            school_year=cohort.school_year,
        ),
        starts_on=placement.starts_on,
        ends_on=placement.ends_on,
        held_on=evaluation.held_on,
        place=evaluation.place,
        form=evaluation.get_form_display(),
        present=(SignatoryLine(capacity="présents", name=evaluation.present),),
        blocks=_blocks(evaluation),
        strengths=_paragraphs(evaluation.strengths),
        advice=_paragraphs(evaluation.advice),
        signatories=tuple(
            SignatoryLine(capacity=CAPACITY_LABELS[capacity], name=name)
            for capacity, name in signatories(placement)
        ),
    )


def signatories(placement: Placement) -> list[tuple[Capacity, str]]:
    """The three partners who agree: student, tutor, référent; whoever is named."""
    people = (
        (Capacity.STUDENT, placement.student),
        (Capacity.TUTOR, placement.tutor),
        (Capacity.REFERENT, placement.referent),
    )
    return [(capacity, str(person)) for capacity, person in people if person is not None]


def _blocks(evaluation: JointEvaluation) -> tuple[GridBlock, ...]:
    return tuple(
        GridBlock(
            section.title,
            tuple(
                GridLine(line.label, EvaluationLevel(line.level), line.comment)
                for line in section.lines
            ),
        )
        for section in queries.sections(queries.lines_of(evaluation))
    )


def _paragraphs(text: str) -> tuple[str, ...]:
    """One point a line, as it was typed."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _school(school: School) -> SchoolLine:
    head = User.objects.members_of(school, Role.HEAD).order_by("pk").first()
    return SchoolLine(
        name=school.name,
        address=(school.address, f"{school.postcode} {school.city}"),
        head=PersonLine(name=str(head or ""), function=school.head_title),
        uai=school.uai,
        phone=school.phone,
        email=school.email,
    )


def _host(placement: Placement) -> HostLine:
    site = placement.site
    if site is None:
        raise AssertionError("an approved placement has a host: see HOST_DECLARED")
    return HostLine(
        name=site.host.name,
        address=(site.address, f"{site.postcode} {site.city}"),
        representative=_contact(placement.signatory),
        activity=site.host.activity,
        site=site.name,
    )


def _contact(contact: Contact | None) -> PersonLine:
    if contact is None:
        return PersonLine(name="")
    return PersonLine(
        name=str(contact), function=contact.job_title, email=contact.email, phone=contact.phone
    )
