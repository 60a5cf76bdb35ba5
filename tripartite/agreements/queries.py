"""All that an agreement rests on, read once, and what the law has to say of it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date

from django.db.models import Q

from tripartite.accounts.models import School
from tripartite.agreements.clauses import DEFAULT_CLAUSES
from tripartite.agreements.domain import (
    AgreementFacts,
    Clause,
    Missing,
    blocking,
    clauses_for,
    missing_mentions,
)
from tripartite.agreements.models import ClauseSet
from tripartite.curriculum.models import Competence, TaskCompetence
from tripartite.law.calendars import Jurisdiction
from tripartite.law.facts import PlacementFacts, Step
from tripartite.law.gratification import Gratification, gratification_due
from tripartite.law.presence import ExpectedDay, minutes_by_month, totals_of
from tripartite.law.rules import Finding, judge
from tripartite.papers.domain import DONE, Capacity, Kind, PaperState, required_capacities
from tripartite.papers.models import Paper
from tripartite.placements.actions.links import person_of
from tripartite.placements.domain import Relation
from tripartite.placements.domain.framing import HEADING_HELP, Headings
from tripartite.placements.models import FitnessDeclaration, Mission, Placement
from tripartite.placements.queries import earlier_in_host, framing_of, headings_of
from tripartite.placements.schedule import expected, jurisdiction_of, jurisdiction_of_country
from tripartite.school.domain import is_minor
from tripartite.school.models import Student


def clauses_of(school: School) -> ClauseSet:
    """The latest clauses of the school; the product's own, not saved yet, until it has any."""
    found = ClauseSet.objects.filter(school=school).order_by("-version").first()
    return found or ClauseSet(
        school=school, version=1, clauses=[clause.as_json() for clause in DEFAULT_CLAUSES]
    )


@dataclass(frozen=True, slots=True)
class Content:
    """A placement as its agreement sees it, on the day it is prepared."""

    placement: Placement
    student: Student
    today: date
    headings: Headings
    missions: tuple[Mission, ...]
    competences: tuple[Competence, ...]
    days: tuple[ExpectedDay, ...]
    previous: Counter[tuple[int, int]]
    previous_paid: bool
    clause_set: ClauseSet
    has_head: bool

    @property
    def minor(self) -> bool:
        """Minor on the day of signing (D124-4): the guardian signs too."""
        return is_minor(self.student.birth_date, self.today)

    @property
    def country(self) -> str:
        """Of the host; of the school until one is declared."""
        site = self.placement.site
        return site.host.country if site else self.placement.school.country

    @property
    def clauses(self) -> list[Clause]:
        every = (Clause.from_json(kept) for kept in self.clause_set.clauses)
        return clauses_for(every, self.country)

    @property
    def capacities(self) -> tuple[Capacity, ...]:
        return required_capacities(minor=self.minor)

    @property
    def gratification(self) -> Gratification:
        """As the law counts it over the school year, on the hours planned."""
        jurisdiction, _region = jurisdiction_of(self.placement)
        return gratification_due(
            minutes_by_month(self.days),
            previous=self.previous,
            jurisdiction=jurisdiction,
            rate=self.placement.gratification_rate,
            previous_paid=self.previous_paid,
        )


def content_of(placement: Placement, today: date) -> Content:
    """Everything at once, in a constant number of queries; ``placement`` is loaded afresh."""
    placement = (
        Placement.objects.with_people()
        .select_related("period__cohort__programme__curriculum")
        .get(pk=placement.pk)
    )
    missions = tuple(
        placement.missions.order_by("position").prefetch_related(
            "tasks__activity__pole", "tasks__activity__results"
        )
    )
    tasks = {task.pk for mission in missions for task in mission.tasks.all()}
    earlier = earlier_in_host(placement)
    return Content(
        placement=placement,
        student=placement.enrolment.student,
        today=today,
        headings=headings_of(framing_of(placement)),
        missions=missions,
        competences=competences_of(tasks, placement.school),
        days=tuple(expected(placement)),
        previous=sum((Counter(minutes_by_month(expected(p))) for p in earlier), Counter()),
        previous_paid=all(p.gratification_rate for p in earlier),
        clause_set=clauses_of(placement.school),
        has_head=person_of(placement, Relation.HEAD) is not None,
    )


def competences_of(tasks: Iterable[int], school: School) -> tuple[Competence, ...]:
    """The competences behind these tasks in the official order, each once.

    What the school chose for a task replaces the proposal for that task.
    """
    ties = list(
        TaskCompetence.objects.filter(Q(school=None) | Q(school=school), task__in=set(tasks))
        .select_related("competence__group__block")
        .order_by(
            "competence__group__block__position",
            "competence__group__position",
            "competence__position",
        )
    )
    chosen = {tie.task_id for tie in ties if tie.school_id is not None}
    kept = [tie for tie in ties if tie.school_id is not None or tie.task_id not in chosen]
    return tuple({tie.competence_id: tie.competence for tie in kept}.values())


def facts_of(content: Content) -> AgreementFacts:
    """What the list of mentions asks to know."""
    placement, student = content.placement, content.student
    programme = placement.period.cohort.programme
    return AgreementFacts(
        programme=bool(programme.name),
        yearly_hours=programme.yearly_hours,
        host=placement.site_id is not None,
        signatory=placement.signatory_id is not None,
        tutor=placement.tutor_id is not None,
        referent=placement.referent_id is not None,
        head=content.has_head,
        missions=len(content.missions),
        missions_without_task=sum(not mission.tasks.all() for mission in content.missions),
        competences=len(content.competences),
        empty_headings=tuple(
            HEADING_HELP[name][0].lower()
            for name, text in asdict(content.headings).items()
            if not text.strip()
        ),
        weekly_minutes=placement.weekly.weekly_minutes,
        expected_minutes=totals_of(content.days).minutes,
        insurance=bool(placement.school.insurance),
        deliberation=placement.school.deliberation_date is not None,
        minor=content.minor,
        guardian=bool(student.guardian_name),
        monaco=jurisdiction_of_country(content.country) is Jurisdiction.MC,
        nationality=bool(student.nationality),
        registered=placement.site is None or bool(placement.site.host.identifier),
        student_address=bool(student.address),
        clauses=frozenset(clause.mention for clause in content.clauses if clause.mention),
    )


def missing_of(content: Content) -> list[Missing]:
    return missing_mentions(facts_of(content))


def findings_of(content: Content) -> tuple[Finding, ...]:
    """What the rules say of sending this agreement; nothing while the timetable is empty.

    The missing mentions have their own list on the page: they are not said twice.
    """
    placement = content.placement
    if not placement.weekly.weekly_minutes:
        return ()
    jurisdiction, region = jurisdiction_of(placement)
    same_dates = Placement.objects.live().filter(
        starts_on__lte=placement.ends_on, ends_on__gte=placement.starts_on
    )
    others = same_dates.exclude(pk=placement.pk)
    host = placement.site.host if placement.site else None
    live = live_agreement(placement)
    given = live.signatures.filter(state__in=list(DONE)).count() if live else 0
    declared = FitnessDeclaration.objects.filter(placement=placement).first()
    facts = PlacementFacts(
        forbidden_uses=declared.fitness.forbidden if declared else frozenset(),
        today=content.today,
        start=placement.starts_on,
        end=placement.ends_on,
        timetable=placement.weekly,
        step=Step.SEND,
        jurisdiction=jurisdiction,
        school_jurisdiction=jurisdiction_of_country(placement.school.country),
        region=region,
        holidays_worked=placement.holidays_worked,
        same_host_minutes=content.previous.total(),
        birth_date=content.student.birth_date,
        guardian_known=bool(content.student.guardian_name),
        headcount=host.headcount if host else None,
        host_interns=others.filter(site__host=host).count() if host else None,
        tutor_running=others.filter(tutor=placement.tutor).count() if placement.tutor else None,
        referent_running=(
            others.filter(referent=placement.referent).count() if placement.referent else None
        ),
        gratification_rate=placement.gratification_rate or None,
        signatures_required=len(content.capacities),
        signatures_done=given,
        sealed=live is not None and live.state == PaperState.SEALED,
    )
    return judge(facts)


def is_ready(content: Content) -> bool:
    """Whether nothing that blocks is missing."""
    return not blocking(missing_of(content))


def live_agreement(placement: Placement) -> Paper | None:
    """The agreement in preparation, out or sealed; None when there is none."""
    papers = Paper.objects.live().filter(placement=placement, kind=Kind.AGREEMENT)
    return papers.order_by("-pk").first()
