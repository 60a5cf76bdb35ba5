"""The livrets of a period: one PDF per student, or the whole class in the background."""

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from tripartite.core.access import allow_on
from tripartite.core.errors import DomainError
from tripartite.core.http import ActorRequest
from tripartite.documents.queries import with_progress
from tripartite.documents.responses import file_response
from tripartite.school import livrets as actions
from tripartite.school import papers
from tripartite.school.access import reads_class, reads_livret, runs_period
from tripartite.school.domain.livrets import BUNDLE_LABELS, Bundle
from tripartite.school.models import Enrolment, Period

LATEST = 5


class BundleForm(forms.Form):
    bundle = forms.ChoiceField(
        label="Sous quelle forme ?",
        choices=[(bundle.value, BUNDLE_LABELS[bundle]) for bundle in Bundle],
        initial=Bundle.ZIP,
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez une forme."},
    )

    def clean_bundle(self) -> Bundle:
        return Bundle(self.cleaned_data["bundle"])


@allow_on(Period, reads_class)
@require_GET
def livrets(request: ActorRequest, period: Period) -> HttpResponse:
    return render(request, "school/livrets.html", shown(request, period, BundleForm()))


def shown(request: ActorRequest, period: Period, form: BundleForm) -> dict[str, Any]:
    school = period.cohort.programme.school
    runs = runs_period(request.actor, period)
    batches = actions.ordered_for(period).visible_to(request.actor)
    return {
        "period": period,
        "school": school,
        "enrolments": actions.present_in(period.cohort),
        "number": papers.number_of(period),
        "objectives": papers.objectives_of(period),
        "signatory": papers.signatory(school),
        "batches": with_progress(batches)[:LATEST],
        "form": form if runs else None,
    }


@allow_on(Period, runs_period)
@require_POST
def livrets_print(request: ActorRequest, period: Period) -> HttpResponse:
    form = BundleForm(request.POST)
    if form.is_valid():
        try:
            batch = actions.order_livrets(period=period, by=request.actor, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            return redirect(batch)
    return render(request, "school/livrets.html", shown(request, period, form))


@allow_on(Period, reads_livret)
@require_GET
def livret(request: ActorRequest, period: Period) -> HttpResponse:
    """Of the student of ``?etudiant=``, or one's own; 404 for whoever may not see that student."""
    asked = request.GET.get("etudiant", "")
    found = Enrolment.objects.visible_to(request.actor).filter(cohort=period.cohort_id)
    if asked:
        # A number longer than a key can be would not reach the database.
        is_key = asked.isdecimal() and len(asked) <= 18
        found = found.filter(student=int(asked) if is_key else 0)
    else:
        found = found.filter(student__user=request.actor)
    enrolment = found.select_related("student__user").first()
    if enrolment is None:
        raise Http404
    pdf = actions.livret_of(period, enrolment.student)
    return file_response(pdf, name=papers.file_name(enrolment.student), attachment=False)
