"""A class list: dropped, looked at line by line, imported."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tripartite.accounts.models import JournalEntry
from tripartite.core import clock
from tripartite.core.access import allow_on
from tripartite.core.errors import DomainError
from tripartite.core.http import ActorRequest
from tripartite.school import actions, queries
from tripartite.school.access import reads_import, runs_cohort, runs_upload
from tripartite.school.domain.classlist import FAULT_LABELS, FaultCode
from tripartite.school.domain.plan import COUNT_LABELS, DONE_LABELS, OUTCOME_LABELS, Outcome
from tripartite.school.forms import UploadForm
from tripartite.school.models import ClassListUpload, Cohort
from tripartite.school.views.common import form_page, sent

BADGES = {
    Outcome.NEW: "ok",
    Outcome.JOINS: "ok",
    Outcome.CHANGED: "info",
    Outcome.KNOWN: "neutral",
    Outcome.FAULT: "late",
}


@allow_on(Cohort, runs_cohort)
@require_http_methods(["GET", "POST"])
def upload(request: ActorRequest, cohort: Cohort) -> HttpResponse:
    form = UploadForm(sent(request), request.FILES if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        name = form.cleaned_data["file"].name
        try:
            kept = actions.keep_class_list(
                cohort=cohort, file_name=name, content=form.content(), by=request.actor
            )
        except DomainError as error:
            form.add_error("file", str(error))
        else:
            return redirect("school:preview", classlistupload=kept.pk)
    back = reverse("school:cohort", kwargs={"cohort": cohort.pk})
    title = f"Importer la liste de {cohort}"
    return form_page(request, form, title=title, back=back, submit="Voir l’aperçu")


@allow_on(ClassListUpload, runs_upload)
@require_http_methods(["GET", "POST"])
def preview(request: ActorRequest, upload: ClassListUpload) -> HttpResponse:
    refusal = ""
    if request.method == "POST":
        try:
            done = actions.import_class_list(
                upload=upload, good_only="good_only" in request.POST, by=request.actor
            )
        except DomainError as error:
            refusal = str(error)
        else:
            messages.success(request, "La liste est importée.")
            return redirect("school:imported", journalentry=done.entry.pk)
    plan = queries.plan_of(upload, clock.today())
    lines = [
        {"planned": p, "label": OUTCOME_LABELS[p.outcome], "badge": BADGES[p.outcome]}
        for p in plan.lines
    ]
    counts = [(COUNT_LABELS[outcome], n) for outcome, n in plan.counts.items() if n]
    context = {"upload": upload, "plan": plan, "lines": lines, "counts": counts}
    return render(request, "school/preview.html", context | {"refusal": refusal})


@allow_on(ClassListUpload, runs_upload)
@require_POST
def drop(request: ActorRequest, upload: ClassListUpload) -> HttpResponse:
    actions.drop_class_list(upload=upload)
    messages.success(request, "La liste est oubliée : rien n’a été importé.")
    return redirect("school:cohort", cohort=upload.cohort_id)


@allow_on(JournalEntry, reads_import)
@require_GET
def imported(request: ActorRequest, entry: JournalEntry) -> HttpResponse:
    """What an import did, as the journal keeps it."""
    visible = Cohort.objects.visible_to(request.actor)
    cohort = get_object_or_404(visible, pk=entry.detail["cohort"])
    counts = entry.detail["counts"]
    context = {
        "entry": entry,
        "cohort": cohort,
        "counts": [(DONE_LABELS[outcome], counts[outcome.value]) for outcome in Outcome],
        "faults": [
            (f["line"], ", ".join(FAULT_LABELS[FaultCode(code)] for code in f["codes"]))
            for f in entry.detail["faults"]
        ],
    }
    return render(request, "school/imported.html", context)
