"""Students' files, the team, and the invitations."""

from copy import copy

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tripartite.accounts.access import is_office
from tripartite.accounts.invitations import by_token
from tripartite.accounts.models import Membership, School
from tripartite.core import fr
from tripartite.core.access import allow, allow_on, public
from tripartite.core.errors import DomainError
from tripartite.core.http import ActorRequest
from tripartite.school import actions, queries
from tripartite.school.access import (
    runs_cohort,
    runs_enrolment,
    runs_school,
    runs_student,
    runs_team_member,
)
from tripartite.school.forms import LeavingForm, MemberForm, StudentForm
from tripartite.school.models import Cohort, Enrolment, Student
from tripartite.school.views.common import form_page, sent, succeeds

#: A large school has hundreds of teachers.
TEAM_PAGE = 50


def _class_of(student: Student) -> str:
    """The page of the student's latest class."""
    enrolment = student.enrolments.order_by("-cohort__year", "-pk").first()
    if enrolment is None:
        return reverse("school:cohorts")
    return reverse("school:cohort", kwargs={"cohort": enrolment.cohort_id})


@allow_on(Student, runs_student)
@require_http_methods(["GET", "POST"])
def student_edit(request: ActorRequest, student: Student) -> HttpResponse:
    form = StudentForm(sent(request), instance=copy(student))
    if succeeds(
        request, form, lambda **v: actions.change_student(student=student, **v, by=request.actor)
    ):
        messages.success(request, f"La fiche {fr.de(str(student))} est enregistrée.")
        return redirect(_class_of(student))
    return form_page(request, form, title=f"Fiche {fr.de(str(student))}", back=_class_of(student))


@allow_on(Enrolment, runs_enrolment)
@require_http_methods(["GET", "POST"])
def leaving(request: ActorRequest, enrolment: Enrolment) -> HttpResponse:
    form = LeavingForm(sent(request), initial={"left_on": enrolment.left_on})
    if succeeds(
        request, form, lambda **v: actions.set_leaving(enrolment=enrolment, **v, by=request.actor)
    ):
        messages.success(request, "C’est noté.")
        return redirect("school:cohort", cohort=enrolment.cohort_id)
    back = reverse("school:cohort", kwargs={"cohort": enrolment.cohort_id})
    return form_page(request, form, title=f"{enrolment.student} : sortie de la classe", back=back)


@allow_on(Student, runs_student)
@require_POST
def student_invite(request: ActorRequest, student: Student) -> HttpResponse:
    actions.invite(user=student.user, school=student.school, by=request.actor)
    messages.success(request, f"Une invitation part à {student.user.email}.")
    return redirect(_class_of(student))


@allow_on(Cohort, runs_cohort)
@require_POST
def cohort_invite(request: ActorRequest, cohort: Cohort) -> HttpResponse:
    sent = actions.invite_cohort(cohort=cohort, by=request.actor)
    if sent:
        messages.success(request, f"{fr.count_of(sent, 'invitation')} : c’est parti.")
    else:
        messages.info(
            request,
            "Personne à inviter : chacun a un mot de passe, pas d’adresse, ou a été invité "
            "depuis moins d’un jour.",
        )
    return redirect("school:cohort", cohort=cohort.pk)


@allow(is_office)
@require_GET
def team(request: ActorRequest) -> HttpResponse:
    schools = list(School.objects.run_by(request.actor).order_by("name", "pk"))
    pages = Paginator(queries.team_of(schools), TEAM_PAGE)
    page = pages.get_page(request.GET.get("page"))
    by_school: dict[int, list[dict[str, object]]] = {school.pk: [] for school in schools}
    for member in page.object_list:
        state = queries.account_state(member.user)
        by_school[member.school_id].append(
            {
                "row": member,
                "account": state,
                "account_label": queries.ACCOUNT_LABELS[state],
                "account_badge": queries.ACCOUNT_BADGES[state],
            }
        )
    groups = [{"school": school, "members": by_school[school.pk]} for school in schools]
    return render(request, "school/team.html", {"schools": groups, "page": page})


@allow_on(School, runs_school)
@require_http_methods(["GET", "POST"])
def member_new(request: ActorRequest, school: School) -> HttpResponse:
    form = MemberForm(sent(request))
    if succeeds(
        request, form, lambda **v: actions.invite_member(school=school, **v, by=request.actor)
    ):
        messages.success(request, f"Un message part à {form.cleaned_data['email']}.")
        return redirect("school:team")
    return form_page(
        request,
        form,
        title="Inviter dans l’équipe",
        back=reverse("school:team"),
        submit="Inviter",
        lead=school.name,
    )


@allow_on(Membership, runs_team_member)
@require_POST
def member_invite(request: ActorRequest, membership: Membership) -> HttpResponse:
    actions.invite(user=membership.user, school=membership.school, by=request.actor)
    messages.success(request, f"Une invitation part à {membership.user.email}.")
    return redirect("school:team")


@allow_on(Membership, runs_team_member)
@require_http_methods(["GET", "POST"])
def role_remove(request: ActorRequest, membership: Membership) -> HttpResponse:
    form = forms.Form(sent(request))
    if succeeds(
        request, form, lambda: actions.remove_role(membership=membership, by=request.actor)
    ):
        messages.success(request, f"{membership.user} n’a plus ce rôle.")
        return redirect("/" if membership.user_id == request.actor.pk else "school:team")
    return form_page(
        request,
        form,
        title=f"Retirer le rôle « {membership.get_role_display()} » à {membership.user} ?",
        back=reverse("school:team"),
        submit="Retirer ce rôle",
        lead="L’accès cesse aussitôt. Ce que cette personne a fait reste au journal ; le rôle "
        "peut être rendu par une nouvelle invitation.",
    )


@public("asks for a fresh invitation, which only ever goes to the address already known")
@require_POST
def renew_invitation(request: HttpRequest, token: str) -> HttpResponse:
    invitation = by_token(token)
    if invitation is None:
        return render(request, "accounts/invitation_unknown.html", status=404)
    context = {"invitation": invitation, "token": token}
    try:
        actions.renew_invitation(invitation=invitation)
    except DomainError as error:
        context["error"] = str(error)
        return render(request, "accounts/invitation_expired.html", context, status=409)
    return render(request, "accounts/invitation_sent.html", context)
