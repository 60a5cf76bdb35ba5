"""The livret d'objectifs: from a period and a student to the founding document made again."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time

from django.utils.text import slugify

from tripartite.accounts.domain import Role
from tripartite.accounts.models import School, User
from tripartite.core.fr import count_of, range_in_words
from tripartite.curriculum.papers import poles, sections
from tripartite.curriculum.queries import as_data
from tripartite.documents.papers import (
    LivretPaper,
    PeriodSummary,
    PersonLine,
    SchoolLine,
    together,
)
from tripartite.documents.typesetting import render
from tripartite.school.models import Cohort, Period, Student

TEMPLATE = "livret-objectifs-1"
TEMPLATE_OF_CLASS = "livret-classe-1"

#: The function printed under the name when the school gives a name alone (founding document).
TECHNICAL_HEAD = "Responsable des enseignements techniques et professionnels"
#: What of a livret comes from the référentiel and the founding document.
_OFFICIAL = ("sections", "poles", "placement", "status")
#: Years between the beginning of the school year and the exam, for a course of two years.
_RANKS = {2: "première année", 1: "deuxième année"}


def class_livret(period: Period, *, today: date) -> LivretPaper:
    """What the livrets of a period have in common; the names are empty. About fifteen queries.

    Without a number or a date of the school's own series, the livret bears a number made of the
    year, the class and the period, and the date of ``today``.
    """
    cohort = period.cohort
    programme = cohort.programme
    curriculum = as_data(programme.curriculum)
    head = _head(programme.school)
    return LivretPaper(
        reference=number_of(period),
        issued_on=period.reference_date or today,
        series=programme.school.reference,
        school=_school_line(programme.school, head),
        family_name="",
        given_name="",
        cohort=cohort.name,
        school_year=cohort.school_year,
        programme_title=programme.name,
        subject=_subject(cohort),
        periods=tuple(
            PeriodSummary(
                label=f"Période {each.number}",
                starts_on=each.starts_on,
                ends_on=each.ends_on,
                weeks=count_of(each.weeks, "semaine"),
                current=each.pk == period.pk,
            )
            for each in cohort.periods.order_by("number")
        ),
        objectives=objectives_of(period),
        curriculum_label=f"{curriculum.title}, version {curriculum.version}",
        sections=sections(curriculum),
        poles=poles(curriculum),
        signed_by=signed_by(programme.school, head),
    )


def for_student(livret: LivretPaper, student: Student) -> LivretPaper:
    user = student.user
    return replace(livret, family_name=user.last_name.upper(), given_name=user.first_name)


def lines_of(livret: LivretPaper) -> tuple[str, ...]:
    """What a livret says of its own, to compare it with another.

    Neither its day nor the people and places that the agreement names too are part of it.
    """
    data = livret.as_json()
    official = json.dumps([data[name] for name in _OFFICIAL], sort_keys=True)
    digest = hashlib.sha256(official.encode()).hexdigest()
    return (
        f"Livret n° {livret.reference} : {livret.subject}",
        *(f"Objectif : {line}" for line in livret.objectives),
        *(
            f"{p.label} : {range_in_words(p.starts_on, p.ends_on)} ({p.weeks})"
            for p in livret.periods
        ),
        livret.curriculum_label,
        f"Signé par {livret.signed_by.name}",
        f"Empreinte du référentiel imprimé : {digest[:16]}",
    )


def print_one(livret: LivretPaper) -> bytes:
    """The PDF of one livret; the same livret is always the same bytes."""
    return render(TEMPLATE, livret.as_json(), issued_at=_moment(livret))


def print_together(livrets: Sequence[LivretPaper]) -> bytes:
    """One PDF of several livrets of a period, each beginning on an odd page."""
    return render(TEMPLATE_OF_CLASS, together(livrets), issued_at=_moment(livrets[0]))


def file_name(student: Student) -> str:
    """``livret-moreau-ines.pdf``; the number of the student when no letter of the name is Latin."""
    user = student.user
    name = slugify(f"{user.last_name} {user.first_name}")[:100]
    return f"livret-{name or student.pk}.pdf"


def number_of(period: Period) -> str:
    """The school's own number, or one made of the year, the class and the period."""
    cohort = period.cohort
    return period.reference or f"LIV-{cohort.year}-{cohort.name}-P{period.number}"


def objectives_of(period: Period) -> tuple[str, ...]:
    """One line each, without the dash that people type before."""
    lines = (line.strip().lstrip("-–•*").strip() for line in period.objectives.splitlines())
    return tuple(line for line in lines if line)


def signed_by(school: School, head: User | None) -> PersonLine:
    """« Name » or « Name, function » of the settings, else the head of the school."""
    name, _, function = (part.strip() for part in school.technical_head.partition(","))
    if name:
        return PersonLine(name=name, function=function or TECHNICAL_HEAD)
    if head is not None:
        return PersonLine(name=head.get_full_name(), function=school.head_title)
    return PersonLine(name=TECHNICAL_HEAD)


def signatory(school: School) -> PersonLine:
    """Who signs the livrets of the school; at most one query."""
    return signed_by(school, _head(school))


def _head(school: School) -> User | None:
    return User.objects.members_of(school, Role.HEAD).order_by("pk").first()


def _school_line(school: School, head: User | None) -> SchoolLine:
    return SchoolLine(
        name=school.name,
        address=(school.address, f"{school.postcode} {school.city}"),
        head=PersonLine(name=str(head or ""), function=school.head_title),
        uai=school.uai,
        phone=school.phone,
        email=school.email,
    )


def _subject(cohort: Cohort) -> str:
    rank = _RANKS.get((cohort.exam_session or 0) - cohort.year, "")
    title = f"Objectifs du stage en entreprise, {cohort.programme.name}"
    return f"{title} ({rank})" if rank else title


def _moment(livret: LivretPaper) -> datetime:
    """Noon of the day that the livret bears: printed again, it is the same file."""
    return datetime.combine(livret.issued_on, time(12), tzinfo=UTC)
