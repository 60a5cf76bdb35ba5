"""The long works of a school: how far they are, what they made, stopping and resuming them."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from tripartite.accounts.access import is_staff_of_school
from tripartite.core.access import allow, allow_on
from tripartite.core.htmx import page
from tripartite.core.http import ActorRequest
from tripartite.documents import actions
from tripartite.documents.access import may_follow
from tripartite.documents.batches import failures_of, lines_of, progress_of
from tripartite.documents.domain import BATCH, BatchState
from tripartite.documents.models import Batch
from tripartite.documents.queries import with_progress
from tripartite.documents.responses import file_response

PER_PAGE = 25


@allow(is_staff_of_school)
@require_GET
def batches(request: ActorRequest) -> HttpResponse:
    found = with_progress(Batch.objects.visible_to(request.actor))
    rows = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "documents/batches.html", {"page": rows})


@allow_on(Batch, may_follow)
@require_GET
def batch(request: ActorRequest, batch: Batch) -> HttpResponse:
    """The page asks for its own part every three seconds while there is something to wait for."""
    return page(request, "documents/batch.html", progress(request.actor, batch), partials=["batch"])


def progress(actor: Any, batch: Batch) -> dict[str, Any]:
    counts = progress_of(batch)
    moves = {t.name for t in BATCH.available(BatchState(batch.state), batch.relations_of(actor))}
    return {
        "batch": batch,
        "counts": counts,
        "failures": failures_of(batch),
        "lines": lines_of(batch),
        "may_stop": "stop" in moves,
        "may_resume": "resume" in moves and counts.left(batch.remark) > 0,
    }


@allow_on(Batch, may_follow)
@require_POST
def batch_stop(request: ActorRequest, batch: Batch) -> HttpResponse:
    actions.stop_batch(batch=batch, by=request.actor)
    messages.success(request, "Le travail s’arrête. Ce qui est fait est gardé.")
    return redirect(batch)


@allow_on(Batch, may_follow)
@require_POST
def batch_resume(request: ActorRequest, batch: Batch) -> HttpResponse:
    actions.resume_batch(batch=batch, by=request.actor)
    messages.success(request, "Le travail reprend où il en était.")
    return redirect(batch)


@allow_on(Batch, may_follow)
@require_GET
def batch_result(_request: ActorRequest, batch: Batch) -> HttpResponse:
    file = batch.result
    if file is None:
        raise Http404
    return file_response(actions.read(file), name=file.name, mime=file.mime)
