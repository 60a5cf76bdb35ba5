"""What is printed on the school's papers, and its courses."""

from copy import copy

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from tripartite.accounts.models import School
from tripartite.core.access import allow_on
from tripartite.core.http import ActorRequest
from tripartite.school import actions
from tripartite.school.access import runs_school
from tripartite.school.forms import ProgrammeForm, SchoolForm
from tripartite.school.models import Programme
from tripartite.school.views.common import form_page, sent, succeeds


@allow_on(School, runs_school)
@require_http_methods(["GET", "POST"])
def settings(request: ActorRequest, school: School) -> HttpResponse:
    form = SchoolForm(sent(request), instance=copy(school))
    if succeeds(
        request, form, lambda **v: actions.change_school(school=school, **v, by=request.actor)
    ):
        messages.success(request, "Les réglages sont enregistrés.")
        return redirect("school:team")
    return form_page(
        request,
        form,
        title="Réglages de l’établissement",
        back=reverse("school:team"),
        lead="Imprimés sur les prochains documents ; ceux qui sont déjà partis ne changent pas.",
        links=[
            (
                "Clauses de la convention",
                reverse("agreements:clauses", kwargs={"school": school.pk}),
            ),
            ("Consignes en cas d’accident", reverse("followup:instructions")),
        ],
    )


@allow_on(School, runs_school)
@require_http_methods(["GET", "POST"])
def programme_new(request: ActorRequest, school: School) -> HttpResponse:
    form = ProgrammeForm(sent(request), instance=Programme(school=school))
    if succeeds(
        request, form, lambda **v: actions.create_programme(school=school, **v, by=request.actor)
    ):
        messages.success(request, "La formation est ajoutée : ouvrez-y une classe.")
        return redirect("school:cohorts")
    return form_page(
        request, form, title="Nouvelle formation", back=reverse("school:cohorts"), lead=school.name
    )
