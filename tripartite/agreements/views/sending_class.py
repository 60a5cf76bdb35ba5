"""The agreements of a class: who is ready, who lacks what, and sending them at once."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from tripartite.agreements import classes
from tripartite.agreements.access import sends_class
from tripartite.agreements.checklist import Gap, gaps_of
from tripartite.agreements.domain import Place
from tripartite.agreements.queries import Check, checks_of
from tripartite.agreements.views.preparing import url_of
from tripartite.core import clock
from tripartite.core.access import allow_on
from tripartite.core.errors import DomainError
from tripartite.core.http import ActorRequest
from tripartite.documents.queries import with_progress
from tripartite.placements.models import Placement
from tripartite.school.models import Enrolment, Period

LATEST = 3


@dataclass(frozen=True, slots=True)
class Row:
    """A student of the class; without a check, no placement is declared."""

    enrolment: Enrolment
    check: Check | None
    gaps: tuple[Gap, ...]
    ticked: bool


@allow_on(Period, sends_class)
@require_GET
def class_table(request: ActorRequest, period: Period) -> HttpResponse:
    """Before starting: the table of who is ready and who lacks what, with links."""
    return render(request, "agreements/class_table.html", _shown(period, request.GET))


@allow_on(Period, sends_class)
@require_POST
def class_send(request: ActorRequest, period: Period) -> HttpResponse:
    try:
        batch = classes.order_agreements(
            period=period, placements=chosen(request.POST), by=request.actor
        )
    except DomainError as error:
        context = _shown(period, request.POST) | {"refusal": str(error)}
        return render(request, "agreements/class_table.html", context)
    return redirect(batch)


def chosen(data: QueryDict) -> list[int]:
    """The placements that were ticked; a key that cannot be one is nobody's."""
    return [int(key) for key in data.getlist("stage") if key.isdecimal() and len(key) <= 18]


def _shown(period: Period, data: QueryDict) -> dict[str, Any]:
    rows = rows_of(period, set(chosen(data)))
    ready = sum(row.check is not None and row.check.ready for row in rows)
    return {
        "period": period,
        "rows": rows,
        "ready": ready,
        "sent": sum(row.check is not None and row.check.sent is not None for row in rows),
        "total": len(rows),
        "batches": with_progress(classes.ordered_for(period))[:LATEST],
        "refusal": "",
    }


def rows_of(period: Period, ticked: set[int]) -> list[Row]:
    """Every student of the class by name; all who are ready are ticked unless some were chosen."""
    placements = Placement.objects.live().filter(period=period).values_list("pk", flat=True)
    checks = {
        check.placement.enrolment_id: check for check in checks_of(list(placements), clock.today())
    }
    enrolments = (
        Enrolment.objects.filter(cohort=period.cohort_id, left_on=None)
        .select_related("student__user")
        .order_by("student__user__last_name", "student__user__first_name", "pk")
    )
    return [_row(each, checks.get(each.pk), ticked) for each in enrolments]


def _row(enrolment: Enrolment, check: Check | None, ticked: set[int]) -> Row:
    if check is None:
        return Row(enrolment, None, (), ticked=False)
    placement = check.placement
    # While the framing is being written, what it lacks is its writers' to see, not the office's.
    lacking = [m for m in check.blocking if check.approved or m.where is not Place.FRAMING]
    gaps = gaps_of(lacking, lambda place: url_of(place, placement))
    return Row(enrolment, check, gaps, ticked=not ticked or placement.pk in ticked)
