"""The exam files of a class: one row per candidate, one light per ground."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tripartite.core import clock
from tripartite.core.access import allow_on
from tripartite.core.errors import DomainError
from tripartite.core.http import ActorRequest
from tripartite.exams.access import reads_board, runs_board
from tripartite.exams.actions import files as actions
from tripartite.exams.actions.exporting import order_export
from tripartite.exams.coverage import class_coverage
from tripartite.exams.domain.conformity import LIGHT_LABELS, Light
from tripartite.exams.forms import DeadlineForm
from tripartite.exams.models import Deadline
from tripartite.exams.queries import board_of, session_of
from tripartite.school.models import Cohort
from tripartite.school.views.common import sent


@allow_on(Cohort, reads_board)
@require_GET
def board(request: ActorRequest, cohort: Cohort) -> HttpResponse:
    """Every candidate of the class; ``?etat=`` keeps one light."""
    session = session_of(cohort)
    rows = board_of(cohort, session, clock.today()) if session else []
    wanted = request.GET.get("etat", "")
    context = {
        "cohort": cohort,
        "session": session,
        "rows": [row for row in rows if wanted in ("", row.light)],
        "tabs": [
            {
                "label": label,
                "count": sum(key in ("", row.light) for row in rows),
                "url": f"?etat={key}" if key else "?",
                "active": key == wanted,
            }
            for key, label in _filters()
        ],
        "due_on": rows[0].facts.due_on if rows else None,
        "runs": runs_board(request.actor, cohort),
    }
    return render(request, "exams/board.html", context)


def _filters() -> list[tuple[str, str]]:
    labels = [(light.value, LIGHT_LABELS[light].capitalize()) for light in reversed(Light)]
    return [("", "Tous"), *labels]


@allow_on(Cohort, runs_board)
@require_http_methods(["GET", "POST"])
def deadline(request: ActorRequest, cohort: Cohort) -> HttpResponse:
    """The day on which the files of the session are due."""
    known = Deadline.objects.filter(
        programme=cohort.programme_id, session=cohort.exam_session or 0
    ).first()
    form = DeadlineForm(sent(request), initial={"due_on": known.due_on if known else None})
    if form.is_valid():
        try:
            actions.set_deadline(cohort=cohort, **form.cleaned_data, by=request.actor)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "La date de dépôt est enregistrée.")
            return redirect("exams:board", cohort=cohort.pk)
    context = {"form": form, "cohort": cohort, "title": "Date de dépôt", "submit": "Enregistrer"}
    return render(request, "exams/form.html", context)


@allow_on(Cohort, runs_board)
@require_POST
def export(request: ActorRequest, cohort: Cohort) -> HttpResponse:
    """Freeze the folder of each candidate, in the background."""
    return redirect(order_export(cohort=cohort, by=request.actor))


@allow_on(Cohort, reads_board)
@require_GET
def coverage(request: ActorRequest, cohort: Cohort) -> HttpResponse:
    """How far the class has come with each task of the référentiel."""
    context = {"cohort": cohort, "rows": class_coverage(cohort)}
    return render(request, "exams/coverage.html", context)
