"""Handing over to a colleague, in one action."""

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from tripartite.accounts.models import School, User
from tripartite.core import clock
from tripartite.core.access import allow
from tripartite.core.errors import DomainError
from tripartite.core.fr import count_of
from tripartite.core.http import ActorRequest
from tripartite.followup.access import is_staff_of_school
from tripartite.followup.actions import handing as actions
from tripartite.followup.forms.handing import HandOverForm
from tripartite.placements.domain import OVER
from tripartite.placements.models import Placement


def _mine(request: ActorRequest) -> QuerySet[Placement]:
    """One's own placements; the office chooses a référent by ``?referent=``."""
    wanted = request.GET.get("referent", "")
    schools = School.objects.run_by(request.actor)
    mine = Q(referent=request.actor)
    if wanted.isdecimal() and schools.exists():
        mine = Q(school__in=schools, referent=int(wanted[:9]))
    rows = Placement.objects.filter(mine).exclude(state__in=list(OVER)).with_people()
    return rows.order_by("enrolment__student__user__last_name", "pk")


@allow(is_staff_of_school)
@require_http_methods(["GET", "POST"])
def hand_over(request: ActorRequest) -> HttpResponse:
    rows = _mine(request)
    colleagues = User.objects.filter(
        is_active=True, teachings__cohort__in=rows.order_by().values("period__cohort")
    )
    form = HandOverForm(
        request.POST if request.method == "POST" else None,
        placements=rows,
        colleagues=colleagues.exclude(pk=request.actor.pk).distinct().order_by("last_name", "pk"),
        initial={"from_day": clock.today(), "placements": request.GET.getlist("stage")},
    )
    if form.is_valid():
        try:
            done = actions.hand_over(**form.values(), by=request.actor)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            _say(request, done, form.cleaned_data["to"])
            return redirect("dashboards:home")
    return render(request, "followup/hand_over.html", {"form": form, "any": rows.exists()})


def _say(request: ActorRequest, done: list[actions.Handed], to: User) -> None:
    exchanges = sum(row.exchanges for row in done)
    whole = sum(row.whole for row in done)
    messages.success(
        request,
        f"{to} reçoit {count_of(exchanges, 'échange')} et {count_of(whole, 'suivi')} : tuteurs et "
        "étudiants concernés sont prévenus.",
    )
    for row in done:
        if row.needs_amendment:
            messages.warning(
                request,
                f"La convention de {row.placement.student} nomme l’enseignant référent : ses "
                "échanges sont confiés, mais changer de référent demande un avenant.",
            )
