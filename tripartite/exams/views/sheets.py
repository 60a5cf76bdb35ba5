"""Writing a sheet, reading it, deciding on it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tripartite.core.access import allow_on
from tripartite.core.errors import DomainError
from tripartite.core.http import ActorRequest
from tripartite.curriculum.domain import Exam
from tripartite.curriculum.library import exam_session
from tripartite.documents.responses import file_response
from tripartite.exams.access import (
    decides_sheet,
    reads_sheet,
    relations_to,
    writes_file,
    writes_sheet,
)
from tripartite.exams.actions import sheets as actions
from tripartite.exams.actions.sheets import SheetConflictError
from tripartite.exams.domain.seeding import seeded
from tripartite.exams.domain.sheets import SHEET, WRITABLE, SheetState, kind_of, questions_of
from tripartite.exams.forms import ReopenForm, SheetDecisionForm, SheetForm
from tripartite.exams.models import Sheet
from tripartite.exams.papers import fiche_name, fiche_pdf
from tripartite.exams.queries import (
    Answered,
    answers_of,
    enrolment_of,
    notes_of,
    placements_of,
    session_of,
    story_of,
    tasks_of,
)
from tripartite.logbook.models import LogEntry
from tripartite.school.models import Enrolment
from tripartite.school.views.common import sent


@allow_on(Enrolment, writes_file)
@require_http_methods(["GET", "POST"])
def start(request: ActorRequest, enrolment: Enrolment, *, kind: str) -> HttpResponse:
    """A new sheet of this kind; ``?note=`` names the notes of the logbook it starts from."""
    session = session_of(enrolment.cohort)
    known = kind_of(session, kind) if session else None
    if known is None:
        raise Http404
    exam, sort = known
    notes = notes_of(enrolment.student, sort.activities)
    form = SheetForm(
        sent(request),
        exam=exam,
        placements=placements_of(enrolment.student),
        tasks=tasks_of(enrolment.cohort, sort.activities),
        notes=notes,
        initial=_seed(exam, [n for n in notes if str(n.pk) in request.GET.getlist("note")]),
    )
    if form.is_valid():
        sheet = actions.start_sheet(
            enrolment=enrolment, kind=kind, details=form.details(), by=request.actor
        )
        messages.success(request, "La fiche est enregistrée. Complétez-la à votre rythme.")
        return redirect(sheet)
    context = {"form": form, "exam": exam, "kind": sort, "notes": notes, "theirs": []}
    return render(request, "exams/write.html", context)


def _seed(exam: Exam, notes: list[LogEntry]) -> dict[str, Any]:
    """What the fields say at first: the host and the notes that were chosen."""
    if not notes:
        return {}
    questions = questions_of(exam)
    answers = seeded(questions, story_of(notes))
    return {
        "placement": notes[0].placement_id,
        "tasks": list({task.pk for note in notes for task in note.tasks.all()}),
        "notes": [note.pk for note in notes],
        **{f"answer_{n}": answers.get(q.key, "") for n, q in enumerate(questions)},
    }


@allow_on(Sheet, writes_sheet)
@require_http_methods(["GET", "POST"])
def edit(request: ActorRequest, sheet: Sheet) -> HttpResponse:
    """Write the sheet; what was saved elsewhere meanwhile is shown beside."""
    form = form_of(sheet, sent(request))
    theirs: list[Answered] = []
    if form.is_valid():
        try:
            actions.save_sheet(
                sheet=sheet,
                details=form.details(),
                seen=form.cleaned_data["seen"] or 0,
                by=request.actor,
            )
        except SheetConflictError as error:
            theirs = answers_of(error.sheet)
            form = form_of(error.sheet, _over(request.POST, error.sheet))
            form.add_error(None, str(error))
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "La fiche est enregistrée.")
            return redirect(sheet)
    return _written(request, sheet, form, theirs)


def _written(
    request: ActorRequest, sheet: Sheet, form: SheetForm, theirs: list[Answered]
) -> HttpResponse:
    exam, kind = _kind(sheet)
    context = {"form": form, "exam": exam, "kind": kind, "sheet": sheet, "theirs": theirs}
    return render(request, "exams/write.html", context, status=409 if theirs else 200)


def _over(posted: QueryDict, sheet: Sheet) -> QueryDict:
    """The same words, ready to be saved over the version that the page now shows."""
    data = posted.copy()
    data["seen"] = str(sheet.version)
    return data


def _kind(sheet: Sheet) -> tuple[Any, Any]:
    known = kind_of(exam_session(sheet.candidate.session), sheet.kind)
    if known is None:
        raise Http404
    return known


def form_of(sheet: Sheet, data: QueryDict | None) -> SheetForm:
    """The form of a sheet, filled with what it says."""
    exam, kind = _kind(sheet)
    initial = {
        "title": sheet.title,
        "placement": sheet.placement_id,
        "tasks": [task.pk for task in sheet.tasks.order_by("pk")],
        "seen": sheet.version,
    }
    form = SheetForm(
        data,
        exam=exam,
        placements=placements_of(sheet.candidate.student),
        tasks=tasks_of(sheet.candidate, kind.activities),
        initial=initial,
    )
    for number, question in enumerate(form.questions):
        form.initial[f"answer_{number}"] = sheet.answers.get(question.key, "")
    return form


@allow_on(Sheet, reads_sheet)
@require_GET
def sheet(request: ActorRequest, sheet: Sheet) -> HttpResponse:
    """The sheet as it stands, with what the person who reads may do."""
    mine = relations_to(request.actor, sheet.candidate.student)
    exam, kind = _kind(sheet)
    moves = {move.name for move in SHEET.available(SheetState(sheet.state), mine)}
    context = {
        "sheet": sheet,
        "enrolment": enrolment_of(sheet.candidate),
        "exam": exam,
        "kind": kind,
        "answers": answers_of(sheet),
        "tasks": sheet.tasks.order_by("code"),
        "notes": sheet.notes.order_by("day", "pk"),
        "versions": sheet.versions.order_by("-number"),
        "moves": moves,
        "writes": sheet.state in WRITABLE and writes_sheet(request.actor, sheet),
        "form": SheetDecisionForm(),
    }
    return render(request, "exams/sheet.html", context)


@allow_on(Sheet, writes_sheet)
@require_POST
def submit(request: ActorRequest, sheet: Sheet) -> HttpResponse:
    actions.submit(sheet=sheet, by=request.actor)
    messages.success(request, "La fiche est soumise : vos enseignants reçoivent un courriel.")
    return redirect(sheet)


@allow_on(Sheet, decides_sheet)
@require_http_methods(["GET", "POST"])
def decide(request: ActorRequest, sheet: Sheet) -> HttpResponse:
    form = SheetDecisionForm(sent(request))
    if form.is_valid():
        said = form.cleaned_data
        approve = said["do"] == SheetDecisionForm.VALIDATE
        try:
            actions.decide(
                sheet=sheet,
                approve=approve,
                remark=said["remark"],
                seen=said["seen"],
                by=request.actor,
            )
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            done = "La fiche est validée." if approve else "La fiche est renvoyée à l’étudiant."
            messages.success(request, done)
            return redirect(sheet)
    context = {"sheet": sheet, "form": form, "answers": answers_of(sheet)}
    return render(request, "exams/decide.html", context)


@allow_on(Sheet, reads_sheet)
@require_http_methods(["GET", "POST"])
def reopen(request: ActorRequest, sheet: Sheet) -> HttpResponse:
    """Take a submitted or validated sheet back, with a reason."""
    form = ReopenForm(sent(request))
    if form.is_valid():
        try:
            actions.reopen(sheet=sheet, **form.cleaned_data, by=request.actor)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "La fiche peut de nouveau être écrite.")
            return redirect(sheet)
    return render(request, "exams/reopen.html", {"sheet": sheet, "form": form})


@allow_on(Sheet, reads_sheet)
@require_GET
def pdf(_request: ActorRequest, sheet: Sheet) -> HttpResponse:
    return file_response(fiche_pdf(sheet), name=fiche_name(sheet), attachment=False)


@allow_on(Sheet, reads_sheet)
@require_GET
def version(request: ActorRequest, sheet: Sheet, *, number: int) -> HttpResponse:
    """The sheet as it was handed to the teacher that time."""
    row = get_object_or_404(sheet.versions.all(), number=number)
    context = {"sheet": sheet, "version": row, "answers": answers_of(sheet, row.answers)}
    return render(request, "exams/version.html", context)
