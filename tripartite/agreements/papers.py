"""From a placement to the agreement that is printed, and to those who sign it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import ROUND_CEILING

from django.utils import timezone

from tripartite.accounts.domain import Country, SigningOrder
from tripartite.agreements.domain import AgreementError, filled
from tripartite.agreements.jurisdictions import counting_of, ground_of, monaco_clause
from tripartite.agreements.models import ClauseSet
from tripartite.agreements.queries import Content
from tripartite.core import clock
from tripartite.core.errors import DomainError
from tripartite.core.fr import NBSP, count_of, euros, hours, long_day, number, range_in_words
from tripartite.curriculum.models import Activity
from tripartite.documents.papers import (
    ClauseLine,
    ConventionPaper,
    FramingLines,
    LivretPaper,
    MissionLine,
    PeriodLine,
    SignatoryLine,
    TaskLine,
    TimetableLine,
)
from tripartite.law.gratification import CENT, Gratification
from tripartite.law.presence import ExpectedDay, totals_of
from tripartite.law.rules import Finding
from tripartite.law.timetable import WeeklyTimetable
from tripartite.law.words import WEEKDAYS
from tripartite.papers.actions import Annex, Signer
from tripartite.papers.domain import CAPACITY_LABELS, Capacity, ranks_of
from tripartite.papers.parties import (
    contact_line,
    host_line,
    programme_line,
    relation_line,
    school_line,
    student_line,
)
from tripartite.placements.domain import Relation
from tripartite.placements.domain.framing import (
    ITEM_HELP,
    USUAL_DIFFICULTY,
    USUAL_EVALUATION,
    USUAL_EXCHANGES,
    Headings,
)
from tripartite.placements.models import Mission, Placement
from tripartite.school import papers as school_papers

TEMPLATE = "convention-1"
#: What travels with every agreement.
LIVRET = "Livret d’objectifs"


def signers_of(content: Content) -> list[Signer]:
    """Who signs, in the order of the school; whoever has no e-mail signs on paper."""
    signers = []
    ranks = ranks_of(content.capacities, SigningOrder(content.placement.school.signing_order))
    for capacity in content.capacities:
        person = content.person(capacity)
        if person is not None:
            name, email, user = person
            title = _title(content.placement, capacity)
            signers.append(Signer(capacity, name, ranks[capacity], email, title, user))
    return signers


def _title(placement: Placement, capacity: Capacity) -> str:
    contacts = {Capacity.HOST: placement.signatory, Capacity.TUTOR: placement.tutor}
    if capacity is Capacity.SCHOOL:
        return placement.school.head_title
    contact = contacts.get(capacity)
    return contact.job_title if contact else ""


def livret_of(placement: Placement) -> LivretPaper:
    """The livret d'objectifs of the student for the period, as it would be joined today.

    Raises AgreementError when it cannot be made: no agreement leaves without it.
    """
    try:
        livret = school_papers.class_livret(placement.period, today=clock.today())
    except DomainError as error:
        raise _no_livret(error) from error
    return school_papers.for_student(livret, placement.enrolment.student)


def livret_annex(placement: Placement, livret: LivretPaper) -> Annex:
    """Its PDF, joined to the agreement. Raises AgreementError when it cannot be printed."""
    try:
        content = school_papers.print_one(livret)
    except DomainError as error:
        raise _no_livret(error) from error
    return Annex(title=LIVRET, name=livret_name(placement), content=content)


def _no_livret(error: DomainError) -> AgreementError:
    return AgreementError(
        "no_livret",
        "La convention ne peut pas partir : le livret d’objectifs qui y est joint ne s’imprime "
        f"pas. {error}",
    )


def livret_name(placement: Placement) -> str:
    return school_papers.file_name(placement.enrolment.student)


def summary_of(content: Content, findings: Sequence[Finding]) -> list[tuple[str, str]]:
    """What somebody who signs forty agreements reads of each, on one screen."""
    placement = content.placement
    total = totals_of(content.days)
    lines = [
        ("Étudiant", f"{placement.student} ({placement.period.cohort.name})"),
        ("Accueil", str(placement.site or "")),
        ("Dates", range_in_words(placement.starts_on, placement.ends_on)),
        ("Durée", f"{hours(total.minutes)}, {count_of(total.days, 'jour')}"),
        ("Horaires", f"{hours(placement.weekly.weekly_minutes)} par semaine"),
        ("Missions", " ; ".join(mission.title for mission in content.missions)),
        ("Gratification", gratification_sentence(content.gratification, placement)),
        ("Tuteur", str(placement.tutor or "")),
        ("Référent", str(placement.referent or "")),
    ]
    said = [finding.sentence for finding in findings]
    return [*lines, ("Règles", " ".join(said) if said else "Aucune remarque.")]


def convention_paper(
    content: Content, *, reference: str, version: int = 1, livret: LivretPaper | None = None
) -> ConventionPaper:
    """The fifteen mentions of D124-4 and the annexe pédagogique, as they stand.

    With the ``livret`` that is joined, what it says is kept beside the paper.
    """
    placement = content.placement
    weekly = placement.weekly
    school = school_line(placement)
    head = (
        replace(school.head, name=content.head[0], email=content.head[1]) if content.head else None
    )
    return ConventionPaper(
        reference=reference,
        version=version,
        issued_on=content.today,
        school=replace(school, head=head or school.head),
        programme=programme_line(placement),
        student=student_line(content.student, guardian=content.minor),
        host=host_line(placement),
        tutor=contact_line(placement.tutor),
        referent=relation_line(placement, Relation.REFERENT, "enseignant référent"),
        period=_period(content),
        timetable=_timetable(weekly),
        weekly_hours=hours(weekly.weekly_minutes),
        special_presence=special_presence(placement),
        skills=tuple(competence.label for competence in content.competences),
        missions=tuple(_mission(mission) for mission in content.missions),
        missions_agreed=_agreed(
            timezone.localdate(placement.approved_at) if placement.approved_at else None
        ),
        framing=_framing(content),
        gratification=gratification_sentence(content.gratification, placement),
        clauses=tuple(_clauses(content)),
        deliberation=_deliberation(content.clause_set),
        joined_says=school_papers.lines_of(livret) if livret else (),
        ground=ground_of(content.country, placement.school.country),
        counting=counting_of(content.country),
        joined=f"{LIVRET} (fichier {livret_name(placement)})",
        signatories=tuple(
            SignatoryLine(CAPACITY_LABELS[s.capacity], s.name, s.title) for s in signers_of(content)
        ),
    )


# ---------------------------------------------------------------- time
def _period(content: Content) -> PeriodLine:
    total = totals_of(content.days)
    placement = content.placement
    free = [day for day in content.days if day.note and not day.minutes]
    remarks = [f"Sans présence : {_free_days(free)}."] if free else []
    if placement.dates_reason:
        remarks.append(f"Dates propres à ce stage : {placement.dates_reason}")
    return PeriodLine(
        starts_on=placement.starts_on,
        ends_on=placement.ends_on,
        hours=hours(total.minutes),
        days=count_of(total.days, "jour"),
        weeks=count_of(total.weeks, "semaine"),
        remarks=tuple(remarks),
    )


def _free_days(days: list[ExpectedDay]) -> str:
    return ", ".join(f"{long_day(day.date)} ({day.note[0].lower()}{day.note[1:]})" for day in days)


def _timetable(weekly: WeeklyTimetable) -> tuple[TimetableLine, ...]:
    return tuple(
        TimetableLine(
            WEEKDAYS[n],
            ", ".join(interval.in_words() for interval in day),
            hours(weekly.day_minutes(n)),
        )
        for n, day in enumerate(weekly.days)
        if day
    )


def special_presence(placement: Placement) -> str:
    """Night, Sunday and public holidays, which D124-4 (6°) wants said."""
    kinds = (
        (placement.weekly.has_night, "la nuit"),
        (placement.weekly.has_sunday, "le dimanche"),
        (placement.holidays_worked, "les jours fériés"),
    )
    said = [words for holds, words in kinds if holds]
    return f"{', '.join(said)}, selon les horaires ci-dessus." if said else "aucune."


# ---------------------------------------------------------------- content
def _mission(mission: Mission) -> MissionLine:
    result = f"Résultat attendu : {mission.expected_result}" if mission.expected_result else ""
    tasks = sorted(
        mission.tasks.all(),
        key=lambda t: (t.activity.pole.position, t.activity.position, t.position),
    )
    return MissionLine(
        title=mission.title,
        description="\n".join(text for text in (mission.description, result) if text),
        tasks=tuple(
            TaskLine(
                pole=task.activity.pole.label,
                activity=task.activity.label,
                task=task.label,
                results=_results(mission, task.activity),
            )
            for task in tasks
        ),
    )


def _results(mission: Mission, activity: Activity) -> tuple[str, ...]:
    """The results of the activity that the mission aims at: those ticked, or else all of them."""
    ticked = {result.pk for result in mission.results.all()}
    official = sorted(activity.results.all(), key=lambda result: result.position)
    aimed = [result.label for result in official if result.pk in ticked]
    return tuple(aimed or [result.label for result in official])


def _agreed(approved_on: date | None) -> str:
    by_school = (
        f"L’équipe pédagogique a validé ces activités le {long_day(approved_on)}. "
        if approved_on
        else ""
    )
    return f"{by_school}L’organisme d’accueil les valide en signant la présente convention."


def _framing(content: Content) -> FramingLines:
    said, placement = content.headings, content.placement
    return FramingLines(
        objectives=(*content.objectives, *_lines(said.objectives)),
        modalities=_lines(said.modalities),
        information=_lines(said.information),
        means=(
            *_lines(said.means),
            *_titled(said, "places", "people", "expenses"),
            f"Gratification : {gratification_sentence(content.gratification, placement)}",
        ),
        tutoring=(*_lines(said.tutoring), *_titled(said, "rhythm")),
        exchanges=(
            *_lines(said.exchanges or USUAL_EXCHANGES),
            *_lines(said.difficulty or USUAL_DIFFICULTY),
        ),
        joint_evaluation=_lines(said.evaluation or USUAL_EVALUATION),
    )


def _titled(said: Headings, *names: str) -> tuple[str, ...]:
    """The items under a heading, each after its title."""
    texts = ((ITEM_HELP[name][0], getattr(said, name)) for name in names)
    return tuple(f"{title} : {' '.join(text.split())}" for title, text in texts if text.strip())


def _lines(text: str) -> tuple[str, ...]:
    """One point a line, as it was typed."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


# ---------------------------------------------------------------- money
def gratification_sentence(found: Gratification, placement: Placement) -> str:
    """What is paid, and how: due by law, offered, or nothing."""
    if not found.months:
        return "Aucune gratification n’est versée."
    rate = max(month.rate for month in found.months).quantize(CENT, ROUND_CEILING)
    planned = sum(month.minutes for month in found.months if not month.arrears)
    arrears = sum(month.amount for month in found.months if month.arrears)
    ground = "due au-delà de deux mois de présence" if found.due else "versée librement"
    payer = placement.site.host.name if placement.site else "l’organisme d’accueil"
    tail = f", et {euros(arrears)} pour la période déjà accomplie cette année" if arrears else ""
    return (
        f"{number(rate)}{NBSP}€ par heure de présence effective, {ground} par {payer}, chaque "
        f"mois : {euros(found.total - arrears)} pour les {hours(planned)} prévues{tail}."
    )


# ---------------------------------------------------------------- clauses
def _clauses(content: Content) -> list[ClauseLine]:
    values = _values(content)
    lines = [
        ClauseLine(c.title, tuple(filled(p, values) for p in c.paragraphs), c.mention)
        for c in content.clauses
    ]
    return [*lines, monaco_clause(content)] if content.country == Country.MC else lines


def _values(content: Content) -> dict[str, str]:
    placement = content.placement
    return {
        "etablissement": placement.school.name,
        "organisme": placement.site.host.name if placement.site else "l’organisme d’accueil",
        "stagiaire": str(placement.student),
        "referent": str(placement.referent or "L’enseignant référent"),
        "tuteur": str(placement.tutor or "Le tuteur"),
        "assurance": placement.school.insurance,
    }


def _deliberation(clauses: ClauseSet) -> str:
    """Which words these are, and when the board approved them."""
    if clauses.approval is None:
        return f"Clauses de l’établissement, version {clauses.version}."
    return (
        f"Ses clauses (version {clauses.version}) ont été approuvées par le conseil "
        f"d’administration le {long_day(clauses.approval)}."
    )
