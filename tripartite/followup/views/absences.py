"""Who is away when: a teacher notes his or her days, the office those of all."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from tripartite.accounts.models import School
from tripartite.core import clock
from tripartite.core.access import allow, allow_on
from tripartite.core.errors import DomainError
from tripartite.core.http import ActorRequest
from tripartite.followup.access import is_staff_of_school, may_remove
from tripartite.followup.actions import absences as actions
from tripartite.followup.forms.requests import AbsenceForm
from tripartite.followup.models import Absence

PAGE = 50


@allow(is_staff_of_school)
@require_http_methods(["GET", "POST"])
def absences(request: ActorRequest) -> HttpResponse:
    school = School.objects.visible_to(request.actor).order_by("name", "pk")[0]
    runs = School.objects.run_by(request.actor).filter(pk=school.pk).exists()
    sent = request.POST if request.method == "POST" else None
    form = AbsenceForm(sent, school=school, for_office=runs)
    if form.is_valid():
        typed = dict(form.cleaned_data)
        teacher = typed.pop("who") if runs else request.actor
        try:
            actions.note_absence(school=school, teacher=teacher, **typed, by=request.actor)
        except DomainError as error:
            form.add_error("ends_on", str(error))
        else:
            messages.success(request, "C’est noté : les demandes iront ailleurs pendant ces jours.")
            return redirect("followup:absences")
    rows = Absence.objects.visible_to(request.actor).filter(ends_on__gte=clock.today())
    page = Paginator(rows.select_related("teacher", "school").order_by("starts_on", "pk"), PAGE)
    context = {"form": form, "page": page.get_page(request.GET.get("page")), "runs": runs}
    return render(request, "followup/absences.html", context)


@allow_on(Absence, may_remove)
@require_POST
def remove_absence(request: ActorRequest, absence: Absence) -> HttpResponse:
    actions.remove_absence(absence=absence, by=request.actor)
    messages.success(request, "L’absence est retirée.")
    return redirect("followup:absences")
