"""Classes, periods and the teachers of a class."""

from copy import copy
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tripartite.accounts.access import is_office
from tripartite.accounts.models import School
from tripartite.core import clock
from tripartite.core.access import allow, allow_on
from tripartite.core.http import ActorRequest
from tripartite.core.spreadsheet import csv_response
from tripartite.school import actions, queries
from tripartite.school.access import runs_cohort, runs_period, runs_school, runs_teaching
from tripartite.school.domain import is_minor, year_of
from tripartite.school.domain.periods import remark
from tripartite.school.forms import CohortForm, PeriodForm, TeacherForm
from tripartite.school.models import Cohort, Period, Teaching
from tripartite.school.views.common import form_page, sent, succeeds


@allow(is_office)
@require_GET
def cohorts(request: ActorRequest) -> HttpResponse:
    schools = School.objects.run_by(request.actor).order_by("name", "pk")
    rows = [{"school": s, "cohorts": queries.cohorts_of(s)} for s in schools]
    return render(request, "school/cohorts.html", {"schools": rows})


@allow_on(Cohort, runs_cohort)
@require_GET
def cohort(request: ActorRequest, cohort: Cohort) -> HttpResponse:
    return _cohort_page(request, cohort, TeacherForm(teachers=queries.teachers_to_add(cohort)))


def _cohort_page(request: ActorRequest, cohort: Cohort, form: TeacherForm) -> HttpResponse:
    today = clock.today()
    students: list[dict[str, Any]] = [
        {
            "row": row,
            "student": row.student,
            "account": (state := queries.account_state(row.student.user)),
            "account_label": queries.ACCOUNT_LABELS[state],
            "account_badge": queries.ACCOUNT_BADGES[state],
            "minor": is_minor(row.student.birth_date, today),
        }
        for row in queries.enrolments_of(cohort)
    ]
    invitable = {queries.AccountState.TO_INVITE, queries.AccountState.EXPIRED}
    context = {
        "cohort": cohort,
        "students": students,
        "to_invite": sum(s["account"] in invitable and not s["row"].left_on for s in students),
        "periods": cohort.periods.order_by("number"),
        "teachings": cohort.teachings.select_related("teacher").order_by(
            "teacher__last_name", "teacher__first_name", "pk"
        ),
        "teacher_form": form,
    }
    return render(request, "school/cohort.html", context)


@allow_on(Cohort, runs_cohort)
@require_GET
def class_list(_request: ActorRequest, cohort: Cohort) -> HttpResponse:
    """The class as a CSV file that the product itself can import again."""
    header = (
        *("INE", "Nom", "Prénom", "Date de naissance", "Classe", "Adresse e-mail", "Téléphone"),
        *("Adresse", "Code postal", "Ville", "Représentant légal", "Représentant légal 1 mel"),
    )
    rows = [
        (
            *(s.ine, s.user.last_name, s.user.first_name, s.birth_date, cohort.name),
            *(s.user.email, s.phone, s.address, s.postcode, s.city),
            *(s.guardian_name, s.guardian_email),
        )
        for s in (row.student for row in queries.enrolments_of(cohort) if row.left_on is None)
    ]
    return csv_response(f"classe-{cohort.name}-{cohort.school_year}.csv", header, rows)


@allow_on(School, runs_school)
@require_http_methods(["GET", "POST"])
def cohort_new(request: ActorRequest, school: School) -> HttpResponse:
    initial = {"year": year_of(clock.today())}
    form = CohortForm(sent(request), school=school, initial=initial)
    if succeeds(request, form, lambda **v: actions.open_cohort(**v, by=request.actor)):
        messages.success(request, "La classe est ouverte. Ajoutez ses périodes et sa liste.")
        return redirect("school:cohorts")
    return form_page(
        request, form, title="Nouvelle classe", back=reverse("school:cohorts"), lead=school.name
    )


@allow_on(Cohort, runs_cohort)
@require_http_methods(["GET", "POST"])
def cohort_edit(request: ActorRequest, cohort: Cohort) -> HttpResponse:
    form = CohortForm(sent(request), school=cohort.programme.school, instance=copy(cohort))
    if succeeds(
        request, form, lambda **v: actions.change_cohort(cohort=cohort, **v, by=request.actor)
    ):
        messages.success(request, "La classe est modifiée.")
        return redirect("school:cohort", cohort=cohort.pk)
    back = reverse("school:cohort", kwargs={"cohort": cohort.pk})
    return form_page(request, form, title=f"Modifier {cohort}", back=back)


@allow_on(Cohort, runs_cohort)
@require_http_methods(["GET", "POST"])
def period_new(request: ActorRequest, cohort: Cohort) -> HttpResponse:
    last = cohort.periods.order_by("-number").first()
    initial = {"number": last.number + 1 if last else 1}
    form = PeriodForm(sent(request), initial=initial, instance=Period(cohort=cohort))
    if succeeds(
        request, form, lambda **v: actions.open_period(cohort=cohort, **v, by=request.actor)
    ):
        return _period_saved(request, form, cohort)
    back = reverse("school:cohort", kwargs={"cohort": cohort.pk})
    return form_page(request, form, title=f"Nouvelle période de {cohort}", back=back)


@allow_on(Period, runs_period)
@require_http_methods(["GET", "POST"])
def period_edit(request: ActorRequest, period: Period) -> HttpResponse:
    form = PeriodForm(sent(request), instance=copy(period))
    if succeeds(
        request, form, lambda **v: actions.change_period(period=period, **v, by=request.actor)
    ):
        return _period_saved(request, form, period.cohort)
    back = reverse("school:cohort", kwargs={"cohort": period.cohort_id})
    title = f"Période {period.number} de {period.cohort}"
    return form_page(request, form, title=title, back=back)


def _period_saved(request: ActorRequest, form: PeriodForm, cohort: Cohort) -> HttpResponse:
    messages.success(request, "La période est enregistrée.")
    doubt = remark(form.cleaned_data["starts_on"], form.cleaned_data["ends_on"])
    if doubt:
        messages.warning(request, doubt)
    return redirect("school:cohort", cohort=cohort.pk)


@allow_on(Cohort, runs_cohort)
@require_POST
def teacher_add(request: ActorRequest, cohort: Cohort) -> HttpResponse:
    form = TeacherForm(request.POST, teachers=queries.teachers_to_add(cohort))
    if succeeds(
        request, form, lambda **v: actions.add_teacher(cohort=cohort, **v, by=request.actor)
    ):
        messages.success(request, f"{form.cleaned_data['teacher']} enseigne désormais en {cohort}.")
        return redirect("school:cohort", cohort=cohort.pk)
    return _cohort_page(request, cohort, form)


@allow_on(Teaching, runs_teaching)
@require_POST
def teacher_remove(request: ActorRequest, teaching: Teaching) -> HttpResponse:
    actions.remove_teacher(teaching=teaching, by=request.actor)
    messages.success(request, f"{teaching.teacher} n’enseigne plus en {teaching.cohort}.")
    return redirect("school:cohort", cohort=teaching.cohort_id)
