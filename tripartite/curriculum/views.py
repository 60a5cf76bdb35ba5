"""The référentiel, public; its import and the school's own ties, for the office."""

from itertools import groupby
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from tripartite.accounts.access import is_office
from tripartite.core import clock
from tripartite.core.access import allow, allow_on, public
from tripartite.core.errors import DomainError
from tripartite.core.htmx import page
from tripartite.core.http import ActorRequest
from tripartite.curriculum import actions, case, library, queries, sheet
from tripartite.curriculum.access import may_tie, school_of, school_run_by
from tripartite.curriculum.domain import CurriculumData, Element, ElementKind
from tripartite.curriculum.domain import search as find
from tripartite.curriculum.domain.exam import (
    FACT_STATE_LABELS,
    ExamSession,
    FactState,
)
from tripartite.curriculum.domain.model import CONTEXT_LABELS, ELEMENT_LABELS, PROSE_CONTEXT_KINDS
from tripartite.curriculum.forms import CaseForm, TiesForm
from tripartite.curriculum.models import Curriculum, Task

READ_BY_ALL = "the référentiel is an official text"
TABS = (
    ("Activités", "activities"),
    ("Compétences", "competences"),
    ("Contexte", "context"),
    ("Épreuves", "exams"),
    ("Source et exports", "source"),
)
STATE_BADGES = {
    FactState.VERIFIED: "ok",
    FactState.SECONDARY: "neutral",
    FactState.TO_CHECK: "wait",
}
MOST_HITS = 60


def _frame(curriculum: Curriculum, active: str, **more: Any) -> dict[str, Any]:
    """What every page of a version shows around its content."""
    args = (curriculum.code, curriculum.version)
    return {
        "curriculum": curriculum,
        "tabs": [
            {
                "label": label,
                "url": reverse(f"curriculum:{name}", args=args),
                "active": name == active,
            }
            for label, name in TABS
        ],
        "query": "",
        **more,
    }


def _version(code: str, version: str) -> Curriculum:
    return get_object_or_404(Curriculum, code=code, version=version)


@public(READ_BY_ALL)
@require_safe
def browse(request: HttpRequest) -> HttpResponse:
    """The versions to choose from; the only one opens at once."""
    curricula = list(Curriculum.objects.in_order())
    if len(curricula) == 1:
        return _activities(request, curricula[0])
    office = is_office(getattr(request, "actor", None))
    return render(request, "curriculum/browse.html", {"curricula": curricula, "may_import": office})


@public(READ_BY_ALL)
@require_safe
def activities(request: HttpRequest, code: str, version: str) -> HttpResponse:
    return _activities(request, _version(code, version))


def _activities(request: HttpRequest, curriculum: Curriculum) -> HttpResponse:
    data = queries.as_data(curriculum)
    frame = _frame(curriculum, "activities", data=data)
    return render(request, "curriculum/activities.html", frame)


@public(READ_BY_ALL)
@require_safe
def competences(request: HttpRequest, code: str, version: str) -> HttpResponse:
    curriculum = _version(code, version)
    data = queries.as_data(curriculum)
    frame = _frame(curriculum, "competences", data=data)
    return render(request, "curriculum/competences.html", frame)


@public(READ_BY_ALL)
@require_safe
def context(request: HttpRequest, code: str, version: str) -> HttpResponse:
    curriculum = _version(code, version)
    parts = [
        {
            "title": CONTEXT_LABELS[kind],
            "is_prose": kind in PROSE_CONTEXT_KINDS,
            "groups": [
                {"heading": heading, "items": list(items)}
                for heading, items in groupby(found, lambda item: item.heading)
            ],
        }
        for kind, found in groupby(queries.as_data(curriculum).context, lambda item: item.kind)
    ]
    return render(request, "curriculum/context.html", _frame(curriculum, "context", parts=parts))


@public(READ_BY_ALL)
@require_safe
def source(request: HttpRequest, code: str, version: str) -> HttpResponse:
    """Where the words come from, where they were corrected, and how to take them away."""
    curriculum = _version(code, version)
    data = queries.as_data(curriculum)
    office = is_office(getattr(request, "actor", None))
    frame = _frame(curriculum, "source", data=data, may_import=office)
    return render(request, "curriculum/source.html", frame)


@public(READ_BY_ALL)
@require_safe
def exams(request: HttpRequest, code: str, version: str) -> HttpResponse:
    """What the exam of a session asks; every fact shows how sure it is."""
    curriculum = _version(code, version)
    sessions = [
        session
        for session in map(library.exam_session, library.exam_years())
        if session.curriculum == f"{code}-{version}"
    ]
    asked = request.GET.get("session", "")
    shown = next((each for each in sessions if str(each.session) == asked), None)
    if asked and shown is None:
        raise Http404
    shown = shown or _next_session(sessions)
    frame = _frame(curriculum, "exams", shown=shown, years=_years(sessions, shown))
    frame["states"] = {
        state.name.lower(): {"kind": STATE_BADGES[state], "label": FACT_STATE_LABELS[state]}
        for state in FactState
    }
    return render(request, "curriculum/exams.html", frame)


def _next_session(sessions: list[ExamSession]) -> ExamSession | None:
    """The first session still to be sat: a session ends with its summer, in July."""
    today = clock.today()
    year = today.year + (today.month > 7)
    ahead = [session for session in sessions if session.session >= year]
    return next(iter(ahead or sessions[::-1]), None)


def _years(sessions: list[ExamSession], shown: ExamSession | None) -> list[dict[str, Any]]:
    return [
        {
            "label": f"Session {each.session}",
            "url": f"?session={each.session}",
            "active": each is shown,
        }
        for each in sessions
    ]


@public(READ_BY_ALL)
@require_safe
def task(request: HttpRequest, code: str, version: str, task: str) -> HttpResponse:
    """A task, what is expected of it and the competences it works."""
    curriculum = _version(code, version)
    found = get_object_or_404(
        Task.objects.of(curriculum).select_related("activity__pole__block"), code=task
    )
    actor = getattr(request, "actor", None)
    frame = _frame(
        curriculum,
        "",
        task=found,
        results=found.activity.results.order_by("position"),
        siblings=found.activity.tasks.order_by("position").exclude(pk=found.pk),
        ties=queries.ties_of(found, school_of(actor)),
        may_tie=may_tie(actor, found),
    )
    return render(request, "curriculum/task.html", frame)


@public(READ_BY_ALL)
@require_safe
def search(request: HttpRequest, code: str, version: str) -> HttpResponse:
    curriculum = _version(code, version)
    query = request.GET.get("q", "").strip()[:200]
    data = queries.as_data(curriculum)
    hits = find(data, query)
    shown = [
        {
            "element": hit.element,
            "kind": ELEMENT_LABELS[hit.element.kind],
            "url": _address(data, hit.element),
        }
        for hit in hits[:MOST_HITS]
    ]
    frame = _frame(curriculum, "", query=query, hits=shown, total=len(hits))
    return page(request, "curriculum/search.html", frame, partials=["resultats"])


def _address(data: CurriculumData, element: Element) -> str:
    """The page of a task, or the place of another element in the page that lists it."""
    args = (data.code, data.version)
    if element.kind is ElementKind.TASK:
        return reverse("curriculum:task", args=(*args, element.code))
    name = "competences"
    if element.kind is ElementKind.CONTEXT:
        name = "context"
    elif element.kind in (ElementKind.POLE, ElementKind.ACTIVITY, ElementKind.RESULT):
        name = "activities"
    return f"{reverse(f'curriculum:{name}', args=args)}#{element.code}"


@public(READ_BY_ALL)
@require_safe
def as_csv(_request: HttpRequest, code: str, version: str) -> HttpResponse:
    """The mark at the start tells spreadsheets that the text is UTF-8."""
    data = queries.as_data(_version(code, version))
    body = "\ufeff" + sheet.to_csv(data)
    return _file(body, "text/csv; charset=utf-8", f"{data.key}.csv")


@public(READ_BY_ALL)
@require_safe
def as_case(_request: HttpRequest, code: str, version: str) -> HttpResponse:
    data = queries.as_data(_version(code, version))
    body = case.to_json(data, settings.SITE_URL)
    return _file(body, "application/json", f"{data.key}.case.json")


def _file(body: str, content_type: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(body, content_type=content_type, headers=headers)


@allow(is_office)
def import_case(request: ActorRequest) -> HttpResponse:
    sent = request.method == "POST"
    form = CaseForm(request.POST, request.FILES) if sent else CaseForm()
    if sent and form.is_valid():
        try:
            curriculum, created = actions.load(
                data=form.cleaned_data["file"],
                by=request.actor,
                school=school_run_by(request.actor),
            )
        except DomainError as refusal:
            form.add_error("file", refusal.sentence)
        else:
            said = "a été importé" if created else "était déjà là, identique"
            messages.success(request, f"Le référentiel {curriculum} {said}.")
            return redirect(curriculum)
    return render(request, "curriculum/import.html", {"form": form})


@allow_on(Task, may_tie)
def ties(request: ActorRequest, task: Task) -> HttpResponse:
    """The competences the office's school ties to the task."""
    school = school_run_by(request.actor)
    now = queries.ties_of(task, school)
    initial = {"competences": [each.pk for each in now.competences]}
    sent = request.method == "POST"
    form = TiesForm(request.POST if sent else None, task=task, initial=initial)
    curriculum = task.activity.pole.curriculum
    if sent and form.is_valid():
        chosen = list(form.cleaned_data["competences"])
        actions.choose_ties(task=task, school=school, competences=chosen, by=request.actor)
        messages.success(request, "Les compétences de cette tâche sont enregistrées.")
        return redirect("curriculum:task", curriculum.code, curriculum.version, task.code)
    frame = _frame(curriculum, "", task=task, form=form, chosen=now.chosen)
    return render(request, "curriculum/ties.html", frame)
