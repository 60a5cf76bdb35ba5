"""« Aujourd’hui »: the home of each role."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from tripartite.accounts.access import roles_of
from tripartite.accounts.demo import SIGN_INS
from tripartite.accounts.domain import Role
from tripartite.accounts.models import PersonalLink
from tripartite.core import clock
from tripartite.core.access import public
from tripartite.dashboards.acts import Act, act_for, open_signatures
from tripartite.dashboards.coverage import Coverage, coverage_of
from tripartite.dashboards.domain import line, turns
from tripartite.dashboards.queries import Overview, overviews, without_placement
from tripartite.dashboards.summary import period_summaries
from tripartite.followup.domain.requests import party_of
from tripartite.followup.queries import requests_to_answer, ways_to_ask
from tripartite.logbook.domain.entries import WRITTEN
from tripartite.logbook.queries.entries import silent_days
from tripartite.papers.models import Signature
from tripartite.placements.domain import Relation as R
from tripartite.placements.domain import State
from tripartite.placements.models import Placement
from tripartite.school.models import Enrolment, Inspection, Period

#: Days of presence without a note after which the student is reminded.
SILENCE = 3
#: A référent follows 24 students at most; a head or an office never reads placements here.
SHOWN = 30
SHOWN_REQUESTS = 5


@dataclass(frozen=True, slots=True)
class Line:
    """A placement on the home page, with the button of the person who looks."""

    overview: Overview
    act: Act | None
    ways: list[tuple[str, str]]


@public("the welcome page for strangers; each role's own day for those who are known")
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    actor = getattr(request, "actor", None)
    if actor is None:
        context = {"demo": settings.DEMO, "sign_ins": SIGN_INS if settings.DEMO else ()}
        return render(request, "dashboards/welcome.html", context)
    if isinstance(actor, PersonalLink):
        return _partner(request, actor)
    roles = roles_of(actor)
    if Role.STUDENT in roles:
        return _student(request, actor)
    return _staff(request, actor, roles)


def _partner(request: HttpRequest, link: PersonalLink) -> HttpResponse:
    inspection = Inspection.objects.open_to(link).first()
    if inspection is not None:
        cohorts = inspection.cohorts.prefetch_related("periods").order_by("-year", "name", "pk")
        context = {"inspection": inspection, "cohorts": cohorts}
        return render(request, "dashboards/inspector.html", context)
    rows = list(Placement.objects.visible_to(link).order_by("pk")[:2])
    if len(rows) == 1:
        return redirect(rows[0])
    placements = Placement.objects.visible_to(link).with_people().order_by("-starts_on")
    return render(request, "dashboards/partner.html", {"lines": lines_of(placements[:SHOWN], link)})


def _student(request: HttpRequest, actor: Any) -> HttpResponse:
    today = clock.today()
    placements = Placement.objects.filter(enrolment__student__user=actor).live()
    lines = {x.overview.placement.period_id: x for x in lines_of(placements.with_people(), actor)}
    periods = Period.objects.filter(cohort__enrolments__student__user=actor)
    shown = []
    for period in periods.select_related("cohort__programme").order_by("starts_on"):
        facts = without_placement(period, today)
        shown.append(
            {
                "period": period,
                "line": lines.get(period.pk),
                "steps": line(facts),
                "turn": turns(facts)[0],
                "log": _logbook(lines.get(period.pk), today),
            }
        )
    enrolments = Enrolment.objects.filter(student__user=actor).exclude(cohort__exam_session=None)
    context = {
        "shown": shown,
        "today": today,
        "enrolment": enrolments.order_by("-cohort__year", "-pk").first(),
        "coverage": _coverage(lines.values()),
    }
    return render(request, "dashboards/student.html", context)


def _logbook(shown: Line | None, today: date) -> dict[str, Any]:
    """The invitation to note something: a reminder, never an obligation."""
    if shown is None or shown.overview.placement.state not in WRITTEN:
        return {}
    placement = shown.overview.placement
    if not placement.starts_on <= today <= placement.ends_on:
        return {}
    silent = silent_days(placement, today)
    return {"placement": placement, "silent": silent if silent >= SILENCE else 0}


def _coverage(lines: Iterable[Line]) -> Coverage | None:
    """What all the student's placements cover, read from the latest."""
    placements = [shown.overview.placement for shown in lines]
    latest = max(placements, key=lambda p: p.starts_on, default=None)
    return coverage_of(latest) if latest else None


def _staff(request: HttpRequest, actor: Any, roles: frozenset[Role]) -> HttpResponse:
    today = clock.today()
    mine = Placement.objects.filter(referent=actor).live().exclude(state=State.CLOSED)
    lines = lines_of(mine.with_people().order_by("starts_on")[:SHOWN], actor)
    context = {
        "today": today,
        "lines": sorted(lines, key=lambda x: _urgency(x.overview)),
        "others": sum(1 for x in lines if x.act is None),
        "periods": period_summaries(actor, today) if roles else [],
        "to_sign": to_sign(actor),
        "requests": list(requests_to_answer(actor)[:SHOWN_REQUESTS]) if roles else [],
    }
    return render(request, "dashboards/staff.html", context)


def _urgency(overview: Overview) -> tuple[bool, Any]:
    turn = overview.turn
    return (turn is None, turn.due if turn else overview.placement.starts_on)


def lines_of(placements: Any, actor: Any) -> list[Line]:
    """Each placement with the act of this person; ten queries whatever their number."""
    rows = list(placements)
    awaited = open_signatures([p.pk for p in rows])
    found = []
    for overview in overviews(rows, clock.today()):
        placement = overview.placement
        relations = _relations(placement, actor)
        acts = (
            act_for(
                turn,
                actor=actor,
                placement=placement,
                relations=relations,
                open_=awaited[placement.pk],
            )
            for turn in overview.turns
        )
        act = next((a for a in acts if a), None)
        found.append(Line(overview, act, ways_to_ask(placement, party_of(relations))))
    return found


def _relations(placement: Placement, actor: Any) -> frozenset[R]:
    """What a home page needs to know, without a query per row."""
    if isinstance(actor, PersonalLink):
        return placement.relations_of(actor)
    found = set()
    if placement.referent_id == actor.pk:
        found.add(R.REFERENT)
    if placement.enrolment.student.user_id == actor.pk:
        found.add(R.STUDENT)
    return frozenset(found)


def to_sign(actor: Any) -> Any:
    """The papers that wait for this very person, oldest first."""
    from_me = {"user": actor, "paper__state": "out", "state__in": ["asked", "seen"]}
    return (
        Signature.objects.filter(**from_me)
        .select_related(
            "paper__placement__enrolment__student__user", "paper__placement__site__host"
        )
        .order_by("asked_at")[:SHOWN]
    )
