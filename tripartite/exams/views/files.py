"""The exam file of one candidate."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.views.decorators.http import require_GET, require_http_methods

from tripartite.core import clock
from tripartite.core.access import allow_on
from tripartite.core.errors import DomainError
from tripartite.core.http import ActorRequest
from tripartite.documents.actions.files import read
from tripartite.documents.responses import file_response
from tripartite.exams.access import reads_export, reads_file, runs_candidate, writes_file
from tripartite.exams.actions import files as actions
from tripartite.exams.coverage import coverage_of
from tripartite.exams.domain.folder import added_since
from tripartite.exams.folders import archive_of, entries_of, folder_name, pieces_of
from tripartite.exams.forms import CandidateForm, HandInForm
from tripartite.exams.models import Candidate, Export
from tripartite.exams.queries import file_of, sheets_by_kind
from tripartite.exams.safe import safe_of
from tripartite.school.models import Enrolment
from tripartite.school.views.common import sent


def loaded(enrolment: Enrolment) -> Enrolment:
    """The enrolment with everything that a page names."""
    return Enrolment.objects.select_related(
        "student__user", "student__school", "cohort__programme__curriculum"
    ).get(pk=enrolment.pk)


@allow_on(Enrolment, reads_file)
@require_GET
def file(request: ActorRequest, enrolment: Enrolment) -> HttpResponse:
    """Weeks, conformity, sheets: what is there, what is missing, who must act by when."""
    enrolment = loaded(enrolment)
    found = file_of(enrolment, clock.today())
    candidate = found.candidate if found else None
    frozen = candidate.exports.order_by("-made_at").first() if candidate else None
    context = {
        "enrolment": enrolment,
        "file": found,
        "rows": sheets_by_kind(found) if found else [],
        "coverage": coverage_of(enrolment),
        "writes": writes_file(request.actor, enrolment),
        "runs": runs_candidate(request.actor, enrolment),
        "frozen": frozen,
        "added": added_since(frozen.manifest, [entry for entry, _ in entries_of(candidate)])
        if frozen and candidate
        else [],
    }
    return render(request, "exams/file.html", context)


@allow_on(Enrolment, runs_candidate)
@require_http_methods(["GET", "POST"])
def candidate(request: ActorRequest, enrolment: Enrolment) -> HttpResponse:
    """The route, a decision of reduction, an apprentice's contract."""
    enrolment = loaded(enrolment)
    found = file_of(enrolment, clock.today())
    facts = found.facts if found else None
    initial = {"route": facts.route, "weeks_granted": facts.weeks_granted} if facts else {}
    form = CandidateForm(
        sent(request), request.FILES if request.method == "POST" else None, initial=initial
    )
    if form.is_valid():
        try:
            actions.describe_candidate(enrolment=enrolment, **form.cleaned_data, by=request.actor)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Le candidat est enregistré.")
            return redirect("exams:file", enrolment=enrolment.pk)
    context = {"form": form, "enrolment": enrolment, "title": "Candidat", "submit": "Enregistrer"}
    return render(request, "exams/form.html", context)


@allow_on(Enrolment, runs_candidate)
@require_http_methods(["GET", "POST"])
def hand_in(request: ActorRequest, enrolment: Enrolment) -> HttpResponse:
    """Note the day on which the file was handed to the exam service."""
    enrolment = loaded(enrolment)
    found = file_of(enrolment, clock.today())
    known = found.facts.handed_in_on if found else None
    form = HandInForm(sent(request), initial={"day": known or clock.today()})
    if form.is_valid():
        try:
            actions.hand_in(enrolment=enrolment, **form.cleaned_data, by=request.actor)
        except DomainError as error:
            form.add_error("day", str(error))
        else:
            noted = "est noté" if form.cleaned_data["day"] else "est effacé"
            messages.success(request, f"Le dépôt du dossier {noted}.")
            return redirect("exams:file", enrolment=enrolment.pk)
    context = {"form": form, "enrolment": enrolment, "title": "Dépôt du dossier", "submit": "Noter"}
    return render(request, "exams/form.html", context)


@allow_on(Enrolment, reads_file)
@require_GET
def folder(_request: ActorRequest, enrolment: Enrolment) -> HttpResponse:
    """The folder of the candidate as it stands now, to read without the product."""
    found = file_of(loaded(enrolment), clock.today())
    if found is None or found.candidate is None:
        raise Http404
    candidate = Candidate.objects.select_related(
        "student__user", "student__school", "decision", "substitute"
    ).get(pk=found.candidate.pk)
    archive = archive_of(candidate, pieces_of(candidate), clock.now())
    return file_response(archive, name=f"{folder_name(candidate)}.zip", mime="application/zip")


@allow_on(Export, reads_export)
@require_GET
def frozen(_request: ActorRequest, export: Export) -> HttpResponse:
    """The folder as it was handed to the exam service, to the byte."""
    return file_response(read(export.archive), name=export.archive.name, mime=export.archive.mime)


@allow_on(Enrolment, writes_file)
@require_GET
def safe(_request: ActorRequest, enrolment: Enrolment) -> HttpResponse:
    """Every paper of every placement of the student, in one archive that reads by itself."""
    student = loaded(enrolment).student
    name = f"mes-documents-{slugify(str(student))}.zip"
    return file_response(safe_of(student, clock.now()), name=name, mime="application/zip")
