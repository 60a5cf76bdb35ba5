"""Reading a placement: its missions, what they cover, what its framing holds."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Count, Q, QuerySet

from tripartite.accounts.models import JournalEntry, User
from tripartite.curriculum.models import Competence, ExpectedResult, Task, TaskCompetence
from tripartite.placements.domain import OVER, Load, Party
from tripartite.placements.domain.framing import (
    TEXTS,
    FramingFacts,
    Headings,
    MissionDetails,
    ObjectiveDetails,
)
from tripartite.placements.domain.gaps import Gap, Suggestion, suggest
from tripartite.placements.domain.terms import (
    AgreedMission,
    Terms,
    effective,
    terms_from_json,
)
from tripartite.placements.domain.versions import digest_of
from tripartite.placements.models import Framing, Mission, Placement
from tripartite.placements.schedule import stretches_of
from tripartite.placements.snapshots import consents_of, content_of, latest_version
from tripartite.school.models import Cohort

NONE_ELSEWHERE: Counter[int] = Counter()


@dataclass(frozen=True, slots=True)
class CoveredTask:
    """A task of the référentiel, and how many missions put it to work."""

    pk: int
    code: str
    label: str
    missions: int
    #: Missions of the student's other placements of the programme on this task.
    elsewhere: int = 0

    @property
    def lacking(self) -> bool:
        return not self.missions and not self.elsewhere


@dataclass(frozen=True, slots=True)
class CoveredActivity:
    code: str
    label: str
    tasks: tuple[CoveredTask, ...]

    @property
    def covered(self) -> int:
        return sum(task.missions > 0 for task in self.tasks)

    @property
    def lacking(self) -> bool:
        return all(task.lacking for task in self.tasks)


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


def coverage(
    placement: Placement, *, mission: int | None = None, ticked: frozenset[int] = frozenset()
) -> list[CoveredPole]:
    """Every pole, activity and task of the référentiel, with the missions that cover it.

    ``ticked`` are the tasks of the ``mission`` being written, which count instead of those kept.
    Three queries on a placement loaded ``with_people``, and one for the référentiel.
    """
    links = Mission.tasks.through.objects.filter(mission__placement=placement)
    here = Counter(links.exclude(mission=mission).values_list("task", flat=True))
    here.update(ticked)
    others = (
        Placement.objects.live()
        .filter(
            enrolment__student=placement.enrolment.student_id,
            period__cohort__programme=placement.period.cohort.programme_id,
        )
        .exclude(pk=placement.pk)
    )
    rows = Mission.tasks.through.objects.filter(mission__placement__in=others)
    elsewhere = Counter(rows.values_list("task", flat=True))
    return grouped(list(tasks_of(placement)), here, elsewhere)


def grouped(
    tasks: list[Task], counts: Counter[int], elsewhere: Counter[int] = NONE_ELSEWHERE
) -> list[CoveredPole]:
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
                    tuple(
                        CoveredTask(t.pk, t.code, t.label, counts[t.pk], elsewhere[t.pk])
                        for t in within
                    ),
                )
                for activity, within in groupby(of_pole, key=lambda task: task.activity)
            ),
        )
        for pole, of_pole in poles
    ]


def suggestions(placement: Placement, poles: list[CoveredPole]) -> tuple[Suggestion, ...]:
    """What to ask the host for, so that nothing is lacking over the two periods."""
    gaps = [
        Gap(
            activity.label,
            pole.label,
            tuple(task.label for task in activity.tasks),
            at_hand=pole.covered > 0,
        )
        for pole in poles
        for activity in pole.activities
        if activity.lacking
    ]
    return suggest(gaps, placement.site.host.clientele if placement.site else "")


def results_of(placement: Placement) -> dict[str, list[ExpectedResult]]:
    """The expected results of the référentiel of the class, by code of activity; one query."""
    curriculum = placement.period.cohort.programme.curriculum_id
    rows = ExpectedResult.objects.filter(activity__pole__curriculum=curriculum)
    found: dict[str, list[ExpectedResult]] = defaultdict(list)
    for result in rows.select_related("activity").order_by("position"):
        found[result.activity.code].append(result)
    return found


def competences_behind(placement: Placement) -> set[int]:
    """The competences tied to the tasks of the missions; what the school ties goes first."""
    tasks = Mission.tasks.through.objects.filter(mission__placement=placement).values("task")
    ties = list(
        TaskCompetence.objects.filter(
            Q(school=None) | Q(school=placement.school), task__in=tasks
        ).values_list("task", "competence", "school")
    )
    own = {task for task, _competence, school in ties if school}
    return {competence for task, competence, school in ties if school or task not in own}


def missions_of(placement: Placement) -> QuerySet[Mission]:
    """The missions in their order, with tasks and results of the référentiel: five queries."""
    return placement.missions.order_by("position").prefetch_related(
        "tasks__activity__pole", "results"
    )


def details_of(mission: Mission) -> MissionDetails:
    """The mission as it is compared and edited."""
    return MissionDetails(
        mission.title,
        mission.description,
        mission.expected_result,
        frozenset(task.pk for task in mission.tasks.all()),
        frozenset(result.pk for result in mission.results.all()),
    )


def competences_of_placement(placement: Placement) -> QuerySet[Competence]:
    """The competences of the référentiel of the class, in the official order."""
    curriculum = placement.period.cohort.programme.curriculum_id
    return (
        Competence.objects.filter(group__block__curriculum=curriculum)
        .select_related("group__block")
        .order_by("group__block__position", "group__position", "position")
    )


def objectives_of(placement: Placement) -> list[ObjectiveDetails]:
    """The competences aimed at, as they are compared and edited."""
    rows = placement.objectives.order_by("position").values_list("competence", "wording")
    return [ObjectiveDetails(competence, wording) for competence, wording in rows]


def framing_of(placement: Placement) -> Framing:
    """The framing of the placement; an unsaved empty one of version 0 before the first save."""
    found = Framing.objects.filter(placement=placement).first()
    if found is None:
        return Framing(placement=placement, version=0)
    found.placement = placement
    return found


def headings_of(framing: Framing) -> Headings:
    texts = {name: getattr(framing, name) for name in TEXTS}
    rate = framing.placement.gratification_rate
    return Headings(**texts, gratification_rate=f"{rate:.2f}" if rate else "")


def last_writer(placement: Placement) -> str:
    """Who saved the headings last, by the journal; empty when nobody did."""
    story = JournalEntry.objects.of(placement.file).filter(verb="framing.saved")
    entry = story.first()
    return entry.actor_name if entry else ""


def facts_of(placement: Placement) -> FramingFacts:
    """What the workflow asks to know before a framing is submitted, agreed to or approved."""
    framing = framing_of(placement)
    missions = placement.missions.aggregate(
        total=Count("pk", distinct=True), bare=Count("pk", filter=Q(tasks=None), distinct=True)
    )
    version = latest_version(placement)
    given = consents_of(version) if version else {}
    as_agreed = bool(version and version.digest == digest_of(content_of(placement)))
    return FramingFacts(
        objectives=bool(framing.objectives.strip()) or placement.objectives.exists(),
        modalities=bool(framing.modalities.strip()),
        information=bool(framing.information.strip()),
        means=bool(framing.means.strip()),
        tutoring=bool(framing.tutoring.strip()),
        missions=missions["total"],
        missions_without_task=missions["bare"],
        has_host=bool(placement.site_id and placement.tutor_id and placement.signatory_id),
        has_timetable=bool(placement.weekly.weekly_minutes),
        has_referent=placement.referent_id is not None,
        host_agrees=Party.HOST in given,
        student_agrees=Party.STUDENT in given,
        as_agreed=as_agreed,
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


def agreed_missions(placement: Placement) -> tuple[AgreedMission, ...]:
    """The missions as an agreement keeps them; three queries."""
    rows = placement.missions.order_by("position").prefetch_related("tasks", "results")
    return tuple(
        AgreedMission(
            key=row.pk,
            title=row.title,
            description=row.description,
            expected_result=row.expected_result,
            tasks=tuple(sorted(task.pk for task in row.tasks.all())),
            results=tuple(sorted(result.pk for result in row.results.all())),
        )
        for row in rows
    )


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
        missions=agreed_missions(placement),
        interrupted_on=placement.interrupted_on,
    )


def original_terms(placement: Placement) -> Terms:
    """The terms of the sealed agreement, whatever was amended since; today's before the seal."""
    return terms_from_json(placement.agreed) if placement.agreed else terms_of_columns(placement)


def final_terms(placement: Placement) -> Terms:
    """The terms once every change that was signed is in force."""
    changes = placement.changes.order_by("position")
    return effective(original_terms(placement), [row.change for row in changes])
