"""What is read before a placement is amended: the terms in force, the people, the law."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from tripartite.accounts.models import User
from tripartite.agreements.amendments.domain import Standing, changes_from
from tripartite.hosts.models import Contact, Site
from tripartite.law.facts import DateRange, PlacementFacts, Step
from tripartite.law.presence import ExpectedDay, totals_of
from tripartite.law.rules import Effect, Finding, judge
from tripartite.law.timetable import WeeklyTimetable
from tripartite.papers.domain import Kind, PaperState
from tripartite.papers.models import Paper
from tripartite.placements.domain import State
from tripartite.placements.domain.terms import Change, Terms, effective
from tripartite.placements.models import Authorisation, Placement
from tripartite.placements.queries import earlier_in_host, final_terms, results_of, tasks_of
from tripartite.placements.schedule import (
    expected,
    expected_under,
    jurisdiction_of,
    jurisdiction_of_country,
)


def sealed_agreement(placement: Placement) -> Paper | None:
    """The convention that all have signed."""
    papers = Paper.objects.filter(placement=placement, kind=Kind.AGREEMENT)
    return papers.filter(state=PaperState.SEALED).order_by("-pk").first()


def amendments_of(placement: Placement) -> list[Paper]:
    """Every amendment, the latest first, whatever became of it."""
    papers = Paper.objects.filter(placement=placement, kind=Kind.AMENDMENT)
    return list(papers.order_by("-pk"))


def standing_of(placement: Placement) -> Standing:
    live = Paper.objects.live().filter(placement=placement, kind=Kind.AMENDMENT)
    latest = live.order_by("-pk").values_list("state", flat=True).first()
    return Standing(
        state=State(placement.state),
        sealed=sealed_agreement(placement) is not None,
        live=PaperState(latest) if latest else None,
        last_day=final_terms(placement).last_day,
    )


def given_up(placement: Placement) -> list[Paper]:
    """The amendments refused or withdrawn since the last one that all have signed."""
    found = []
    for paper in amendments_of(placement):
        if paper.state == PaperState.SEALED:
            break
        if paper.state in {PaperState.REFUSED, PaperState.VOID}:
            found.append(paper)
    return found


def to_take_up(placement: Placement) -> Terms:
    """Where the form starts: what the last amendment given up wanted, else the terms in force."""
    terms = final_terms(placement)
    former = given_up(placement)
    if former and former[0].state == PaperState.REFUSED:
        return effective(terms, changes_from(former[0].data))
    return terms


@dataclass(frozen=True, slots=True)
class People:
    """The names behind the ids of terms: people, places, and the words of the référentiel."""

    contacts: dict[int, Contact]
    sites: dict[int, Site]
    teachers: dict[int, User]
    tasks: dict[int, str]
    results: dict[int, str]
    #: The results of the activity of each task: those of a mission that names none.
    aims: dict[int, tuple[int, ...]]


def people_of(placement: Placement) -> People:
    """People and places of the host, teachers of the class, the référentiel; five queries."""
    if placement.site is None:
        raise AssertionError("a sealed agreement names a site")
    host = placement.site.host
    teachers = User.objects.filter(is_active=True, teachings__cohort=placement.period.cohort_id)
    known = {user.pk: user for user in teachers.order_by("last_name", "first_name").distinct()}
    if placement.referent is not None:
        known.setdefault(placement.referent.pk, placement.referent)
    tasks, official = list(tasks_of(placement)), results_of(placement)
    return People(
        contacts={c.pk: c for c in host.contacts.order_by("last_name", "first_name", "pk")},
        sites={s.pk: s for s in host.sites.select_related("host").order_by("pk")},
        teachers=known,
        tasks={task.pk: task.label for task in tasks},
        results={r.pk: r.label for rows in official.values() for r in rows},
        aims={t.pk: tuple(r.pk for r in official.get(t.activity.code, ())) for t in tasks},
    )


def days_under(placement: Placement, terms: Terms) -> list[ExpectedDay]:
    return expected_under(
        terms.stretches,
        terms.starts_on,
        terms.last_day,
        jurisdiction_of(placement),
        placement.special_days,
    )


def findings_of(placement: Placement, terms: Terms, today: date) -> tuple[Finding, ...]:
    """What the law says of the placement under these terms."""
    before = final_terms(placement)
    later = terms.ends_on > before.ends_on
    here, region = jurisdiction_of(placement)
    others = Placement.objects.live().filter(
        starts_on__lte=terms.last_day, ends_on__gte=terms.starts_on
    )
    others = others.exclude(pk=placement.pk)
    host = placement.site.host if placement.site else None
    earlier = earlier_in_host(placement)
    paper = Authorisation.objects.filter(placement=placement).first()
    student = placement.enrolment.student
    return judge(
        PlacementFacts(
            today=today,
            start=terms.starts_on,
            end=before.ends_on if later else terms.ends_on,
            extended_until=terms.ends_on if later else None,
            extension_amended=later,
            interruption=(
                DateRange(terms.interrupted_on, terms.ends_on) if terms.interrupted_on else None
            ),
            timetable=WeeklyTimetable.from_json(terms.current.week),
            step=Step.SEND,
            jurisdiction=here,
            school_jurisdiction=jurisdiction_of_country(placement.school.country),
            region=region,
            holidays_worked=terms.current.holidays_worked,
            effective_minutes=totals_of(days_under(placement, terms)).minutes,
            same_host_minutes=sum(totals_of(expected(p)).minutes for p in earlier),
            birth_date=student.birth_date,
            guardian_known=bool(student.guardian_name),
            headcount=host.headcount if host else None,
            host_interns=others.filter(site__host=host).count() if host else None,
            tutor_running=others.filter(tutor=terms.tutor).count(),
            referent_running=others.filter(referent=terms.referent).count(),
            gratification_rate=placement.gratification_rate or None,
            authorisation_filed=paper.filed_on if paper else None,
            authorisation_granted=paper.granted if paper else None,
            other_summer_placements=_summers(placement),
        )
    )


def _summers(placement: Placement) -> tuple[DateRange, ...]:
    """The other placements of the student that may take from the four weeks of summer rest."""
    others = Placement.objects.live().filter(enrolment__student=placement.enrolment.student_id)
    rows = others.exclude(pk=placement.pk).values_list("starts_on", "ends_on")
    return tuple(DateRange(*row) for row in rows)


def added_blocks(placement: Placement, changes: Sequence[Change], today: date) -> list[Finding]:
    """The rules that these changes would break, and that nothing breaks today."""
    terms = final_terms(placement)
    known = {f.rule for f in findings_of(placement, terms, today) if _refuses(f)}
    found = findings_of(placement, effective(terms, changes), today)
    return [f for f in found if _refuses(f) and f.rule not in known]


def _refuses(finding: Finding) -> bool:
    """What blocks; and the summer rest (R16), which every extension of the summer promises."""
    return finding.effect is Effect.BLOCKS or finding.rule == "R16"


def initial_of(terms: Terms) -> dict[str, Any]:
    """The terms as the fields of the form."""
    return {
        "starts_on": terms.starts_on,
        "ends_on": terms.ends_on,
        "holidays_worked": terms.current.holidays_worked,
        "site": terms.site,
        "tutor": terms.tutor,
        "referent": terms.referent,
        **asdict(terms.headings),
    }
