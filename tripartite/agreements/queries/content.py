"""All that an agreement rests on, read at once for one placement or for a whole class."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q

from tripartite.accounts.models import School
from tripartite.agreements.clauses import DEFAULT_CLAUSES
from tripartite.agreements.domain import (
    AgreementFacts,
    Clause,
    Missing,
    blocking,
    clauses_for,
    keyed,
    missing_mentions,
)
from tripartite.agreements.models import ClauseSet
from tripartite.curriculum.models import Competence, TaskCompetence
from tripartite.law.calendars import Jurisdiction
from tripartite.law.gratification import Gratification, gratification_due
from tripartite.law.presence import ExpectedDay, minutes_by_month, totals_of
from tripartite.papers.domain import RELATION_OF, Capacity, required_capacities
from tripartite.placements.actions.links import Person, person_of
from tripartite.placements.domain import Relation
from tripartite.placements.domain.framing import HEADING_HELP, Headings
from tripartite.placements.models import Framing, Mission, Objective, Placement, PlacementQuerySet
from tripartite.placements.queries import headings_of
from tripartite.placements.schedule import expected, jurisdiction_of, jurisdiction_of_country
from tripartite.school.domain import is_minor
from tripartite.school.models import Student


def default_clauses(school: School) -> ClauseSet:
    """The product's own words, not saved yet: version 1 of a school that never wrote any."""
    return ClauseSet(
        school=school, version=1, clauses=[clause.as_json() for clause in keyed(DEFAULT_CLAUSES)]
    )


def clauses_of(school: School) -> ClauseSet:
    """The clauses in force; the product's own until the school has any."""
    return ClauseSet.objects.in_force().filter(school=school).first() or default_clauses(school)


def versions_of(school: School) -> list[ClauseSet]:
    """Every version, the latest first."""
    found = ClauseSet.objects.filter(school=school).select_related("school", "created_by")
    return list(found.order_by("-version"))


def former_of(clauses: ClauseSet) -> ClauseSet | None:
    """The version that was in force before this one."""
    older = ClauseSet.objects.in_force().filter(school=clauses.school, version__lt=clauses.version)
    return older.first()


def previewable(school: School) -> PlacementQuerySet:
    """The latest placements with a host: the clauses can be read in the agreement of one."""
    found = Placement.objects.live().filter(school=school, site__isnull=False).with_people()
    return found.order_by("-pk")


@dataclass(frozen=True, slots=True)
class Content:
    """A placement as its agreement sees it, on the day it is prepared."""

    placement: Placement
    student: Student
    today: date
    headings: Headings
    objectives: tuple[str, ...]
    missions: tuple[Mission, ...]
    competences: tuple[Competence, ...]
    days: tuple[ExpectedDay, ...]
    previous: Counter[tuple[int, int]]
    previous_paid: bool
    clause_set: ClauseSet
    head: Person | None

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
        return clauses_for(self.clause_set.articles, self.country)

    def person(self, capacity: Capacity) -> Person | None:
        """Who signs in this capacity, read once: what is printed and who is asked never part."""
        if capacity is Capacity.SCHOOL:
            return self.head
        return person_of(self.placement, RELATION_OF[capacity])

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
    return contents_of([placement.pk], today)[0]


def contents_of(pks: Iterable[int], today: date) -> list[Content]:
    """The same for many placements of one school, in the order of their keys.

    Sixteen queries whatever their number: the page of a class costs what one placement costs.
    """
    missions = Mission.objects.order_by("position").prefetch_related(
        "tasks__activity__pole", "tasks__activity__results", "results"
    )
    placements = list(
        Placement.objects.filter(pk__in=list(pks))
        .with_people()
        .select_related("period__cohort__programme__curriculum")
        .prefetch_related(
            Prefetch("missions", missions),
            Prefetch("objectives", Objective.objects.order_by("position")),
        )
        .order_by("pk")
    )
    if not placements:
        return []
    school = placements[0].school
    framings = {
        f.placement_id: f
        for f in Framing.objects.filter(placement__in=placements).select_related("placement")
    }
    ties = _ties(
        {t.pk for p in placements for m in p.missions.all() for t in m.tasks.all()}, school
    )
    earlier = _earlier(placements)
    clause_set, head = clauses_of(school), person_of(placements[0], Relation.HEAD)
    return [
        Content(
            placement=placement,
            student=placement.enrolment.student,
            today=today,
            headings=headings_of(framings.get(placement.pk) or Framing(placement=placement)),
            objectives=tuple(o.wording for o in placement.objectives.all()),
            missions=(own := tuple(placement.missions.all())),
            competences=_competences(ties, {t.pk for m in own for t in m.tasks.all()}),
            days=tuple(expected(placement)),
            previous=sum(
                (Counter(minutes_by_month(expected(p))) for p in earlier[placement.pk]), Counter()
            ),
            previous_paid=all(p.gratification_rate for p in earlier[placement.pk]),
            clause_set=clause_set,
            head=head,
        )
        for placement in placements
    ]


def competences_of(tasks: Iterable[int], school: School) -> tuple[Competence, ...]:
    """The competences behind these tasks in the official order, each once.

    What the school chose for a task replaces the proposal for that task.
    """
    wanted = set(tasks)
    return _competences(_ties(wanted, school), wanted)


def _ties(tasks: set[int], school: School) -> list[TaskCompetence]:
    ties = list(
        TaskCompetence.objects.filter(Q(school=None) | Q(school=school), task__in=tasks)
        .select_related("competence__group__block")
        .order_by(
            "competence__group__block__position",
            "competence__group__position",
            "competence__position",
        )
    )
    chosen = {tie.task_id for tie in ties if tie.school_id is not None}
    return [tie for tie in ties if tie.school_id is not None or tie.task_id not in chosen]


def _competences(ties: list[TaskCompetence], tasks: set[int]) -> tuple[Competence, ...]:
    kept = (tie for tie in ties if tie.task_id in tasks)
    return tuple({tie.competence_id: tie.competence for tie in kept}.values())


def _earlier(placements: list[Placement]) -> dict[int, list[Placement]]:
    """`placements.queries.earlier_in_host` for each of these; one query."""
    students = {p.enrolment.student_id for p in placements if p.site}
    hosts = {p.site.host_id for p in placements if p.site}
    known = list(
        Placement.objects.live()
        .filter(
            enrolment__student__in=students,
            site__host__in=hosts,
            starts_on__lt=max(p.starts_on for p in placements),
        )
        .select_related("site__host", "enrolment", "period__cohort")
        .order_by("starts_on")
    )
    return {p.pk: [e for e in known if _precedes(e, p)] for p in placements}


def _precedes(earlier: Placement, placement: Placement) -> bool:
    return bool(
        earlier.site
        and placement.site
        and earlier.site.host_id == placement.site.host_id
        and earlier.enrolment.student_id == placement.enrolment.student_id
        and earlier.period.cohort.year == placement.period.cohort.year
        and earlier.starts_on < placement.starts_on
    )


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
        head=content.head is not None,
        missions=len(content.missions),
        missions_without_task=sum(not mission.tasks.all() for mission in content.missions),
        competences=len(content.competences),
        empty_headings=tuple(
            title.lower()
            for name, (title, _help) in HEADING_HELP.items()
            if not getattr(content.headings, name).strip()
            and not (name == "objectives" and content.objectives)
        ),
        weekly_minutes=placement.weekly.weekly_minutes,
        expected_minutes=totals_of(content.days).minutes,
        insurance=bool(placement.school.insurance),
        deliberation=content.clause_set.approval is not None,
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


def is_ready(content: Content) -> bool:
    """Whether nothing that blocks is missing."""
    return not blocking(missing_of(content))
