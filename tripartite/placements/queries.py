"""Reading a placement: its missions, what they cover, what its framing holds."""

from collections import Counter
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Count, Q, QuerySet

from tripartite.accounts.models import JournalEntry, User
from tripartite.curriculum.models import Task
from tripartite.placements.domain import OVER, Load
from tripartite.placements.domain.framing import FramingFacts, Headings, MissionDetails
from tripartite.placements.domain.terms import Terms, effective, terms_from_json
from tripartite.placements.models import Framing, Mission, Placement
from tripartite.placements.schedule import stretches_of
from tripartite.school.models import Cohort


@dataclass(frozen=True, slots=True)
class CoveredTask:
    """A task of the référentiel, and how many missions put it to work."""

    pk: int
    code: str
    label: str
    missions: int


@dataclass(frozen=True, slots=True)
class CoveredActivity:
    code: str
    label: str
    tasks: tuple[CoveredTask, ...]

    @property
    def covered(self) -> int:
        return sum(task.missions > 0 for task in self.tasks)


@dataclass(frozen=True, slots=True)
class CoveredPole:
    code: str
    label: str
    activities: tuple[CoveredActivity, ...]

    @property
    def covered(self) -> int:
        return sum(activity.covered for activity in self.activities)

    @property
    def total(self) -> int:
        return sum(len(activity.tasks) for activity in self.activities)


def tasks_of(placement: Placement) -> QuerySet[Task]:
    """The tasks of the référentiel of the class, in the official order."""
    return Task.objects.of(placement.period.cohort.programme.curriculum)


def coverage(placement: Placement) -> list[CoveredPole]:
    """Every pole, activity and task of the référentiel, with the missions that cover it.

    Two queries on a placement loaded ``with_people``, and one for the référentiel.
    """
    links = Mission.tasks.through.objects.filter(mission__placement=placement)
    counts = Counter(links.values_list("task", flat=True))
    return grouped(list(tasks_of(placement)), counts)


def grouped(tasks: list[Task], counts: Counter[int]) -> list[CoveredPole]:
    """Gather tasks, sorted in the official order, under their activities and poles."""
    poles = groupby(tasks, key=lambda task: task.activity.pole)
    return [
        CoveredPole(
            pole.code,
            pole.label,
            tuple(
                CoveredActivity(
                    activity.code,
                    activity.label,
                    tuple(CoveredTask(t.pk, t.code, t.label, counts[t.pk]) for t in within),
                )
                for activity, within in groupby(of_pole, key=lambda task: task.activity)
            ),
        )
        for pole, of_pole in poles
    ]


def missions_of(placement: Placement) -> QuerySet[Mission]:
    """The missions in their order, with their tasks, activities and poles: two queries."""
    return placement.missions.order_by("position").prefetch_related("tasks__activity__pole")


def details_of(mission: Mission) -> MissionDetails:
    """The mission as it is compared and edited."""
    return MissionDetails(
        mission.title,
        mission.description,
        mission.expected_result,
        frozenset(task.pk for task in mission.tasks.all()),
    )


def framing_of(placement: Placement) -> Framing:
    """The framing of the placement; an unsaved empty one of version 0 before the first save."""
    found = Framing.objects.filter(placement=placement).first()
    return found or Framing(placement=placement, version=0)


def headings_of(framing: Framing) -> Headings:
    return Headings(
        framing.objectives,
        framing.modalities,
        framing.information,
        framing.means,
        framing.tutoring,
    )


def last_writer(placement: Placement) -> str:
    """Who saved the headings last, by the journal; empty when nobody did."""
    story = JournalEntry.objects.of(placement.file).filter(verb="framing.saved")
    entry = story.first()
    return entry.actor_name if entry else ""


def facts_of(placement: Placement) -> FramingFacts:
    """What the workflow asks to know before a framing is submitted or approved: two queries."""
    framing = framing_of(placement)
    missions = placement.missions.aggregate(
        total=Count("pk", distinct=True), bare=Count("pk", filter=Q(tasks=None), distinct=True)
    )
    return FramingFacts(
        objectives=bool(framing.objectives.strip()),
        modalities=bool(framing.modalities.strip()),
        information=bool(framing.information.strip()),
        means=bool(framing.means.strip()),
        tutoring=bool(framing.tutoring.strip()),
        missions=missions["total"],
        missions_without_task=missions["bare"],
        has_host=bool(placement.site_id and placement.tutor_id and placement.signatory_id),
        has_timetable=bool(placement.weekly.weekly_minutes),
        has_referent=placement.referent_id is not None,
    )


def earlier_in_host(placement: Placement) -> list[Placement]:
    """The placements of the student in the same host earlier in the school year (L124-6)."""
    if placement.site is None:
        return []
    earlier = Placement.objects.live().filter(
        enrolment__student=placement.enrolment.student_id,
        site__host=placement.site.host_id,
        period__cohort__year=placement.period.cohort.year,
        starts_on__lt=placement.starts_on,
    )
    return list(earlier.select_related("site__host").order_by("starts_on"))


def loads_of(cohort: Cohort) -> list[Load]:
    """The teachers of the class, each with the open placements he or she follows: one query."""
    teachers = User.objects.filter(is_active=True, teachings__cohort=cohort).annotate(
        followed=Count("referred", filter=~Q(referred__state__in=list(OVER)), distinct=True)
    )
    rows = teachers.values_list("pk", "first_name", "last_name", "followed")
    return [Load(pk, f"{first} {last}", followed) for pk, first, last, followed in rows]


def terms_of_columns(placement: Placement) -> Terms:
    """The terms as the columns have them now."""
    return Terms(
        starts_on=placement.starts_on,
        ends_on=placement.ends_on,
        stretches=stretches_of(placement),
        site=placement.site_id,
        tutor=placement.tutor_id,
        referent=placement.referent_id,
        headings=headings_of(framing_of(placement)),
        interrupted_on=placement.interrupted_on,
    )


def original_terms(placement: Placement) -> Terms:
    """The terms of the sealed agreement, whatever was amended since; today's before the seal."""
    return terms_from_json(placement.agreed) if placement.agreed else terms_of_columns(placement)


def final_terms(placement: Placement) -> Terms:
    """The terms once every change that was signed is in force."""
    changes = placement.changes.order_by("position")
    return effective(original_terms(placement), [row.change for row in changes])
