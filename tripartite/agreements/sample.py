"""An agreement of nobody, to read the clauses of a school before any placement exists."""

from datetime import date, timedelta

from tripartite.agreements.domain import Clause, clauses_for, filled
from tripartite.agreements.jurisdictions import counting_of, ground_of
from tripartite.agreements.models import ClauseSet
from tripartite.documents.papers import (
    ClauseLine,
    ConventionPaper,
    FramingLines,
    HostLine,
    MissionLine,
    PeriodLine,
    PersonLine,
    ProgrammeLine,
    SchoolLine,
    SignatoryLine,
    StudentLine,
    TimetableLine,
)

STUDENT = "Camille EXEMPLE"
HOST = "Organisme d’accueil (exemple)"
REFERENT = "Enseignante RÉFÉRENTE"
TUTOR = "Tuteur EXEMPLE"


def sample_values(clauses: ClauseSet) -> dict[str, str]:
    """What is written in the place of each placeholder when no placement is chosen."""
    school = clauses.school
    return {
        "etablissement": school.name,
        "organisme": HOST,
        "stagiaire": STUDENT,
        "referent": REFERENT,
        "tuteur": TUTOR,
        "assurance": school.insurance or "contrat d’assurance (à indiquer dans les réglages)",
    }


def lines_of(clauses: list[Clause], values: dict[str, str]) -> tuple[ClauseLine, ...]:
    """The clauses with their placeholders written."""
    return tuple(
        ClauseLine(c.title, tuple(filled(p, values) for p in c.paragraphs), c.mention)
        for c in clauses
    )


def sample_paper(clauses: ClauseSet, *, country: str, today: date) -> ConventionPaper:
    """The whole agreement of an invented placement in this country."""
    school = clauses.school
    start = today + timedelta(days=(7 - today.weekday()) % 7 + 28)
    head = PersonLine("Chef d’établissement", school.head_title)
    return ConventionPaper(
        reference="Exemple",
        issued_on=today,
        school=SchoolLine(
            name=school.name,
            address=(school.address, f"{school.postcode} {school.city}"),
            head=head,
        ),
        programme=ProgrammeLine("BTS (exemple)", "870 heures d’enseignement par an", "Classe", ""),
        student=StudentLine(STUDENT),
        host=HostLine(HOST, (), PersonLine("Représentante EXEMPLE", "gérante")),
        tutor=PersonLine(TUTOR),
        referent=PersonLine(REFERENT, "enseignante référente"),
        period=PeriodLine(start, start + timedelta(days=25), "140 h", "20 jours", "4 semaines"),
        timetable=(TimetableLine("lundi", "9 h – 12 h 30, 14 h – 17 h 30", "7 h"),),
        weekly_hours="35 h",
        skills=("Compétence (exemple)",),
        missions=(MissionLine("Mission (exemple)"),),
        framing=FramingLines(),
        gratification="Aucune gratification n’est versée.",
        signatories=(SignatoryLine("Étudiant", STUDENT), SignatoryLine("Établissement", head.name)),
        ground=ground_of(country, clauses.school.country),
        counting=counting_of(country),
        clauses=lines_of(clauses_for(clauses.articles, country), sample_values(clauses)),
    )
