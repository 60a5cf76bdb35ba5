"""Reading papers, reminding their signers, withdrawing them."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tripartite.core.access import allow_on
from tripartite.core.errors import DomainError
from tripartite.core.http import ActorRequest
from tripartite.documents import actions as documents
from tripartite.documents.models import StoredFile
from tripartite.papers import actions, queries
from tripartite.papers.access import GATHERERS, can_view, lines_for, may_remind, may_void
from tripartite.papers.domain import PAPER, PaperState
from tripartite.papers.forms import ReasonForm
from tripartite.papers.models import Paper, Signature


@allow_on(Paper, can_view)
@require_GET
def detail(request: ActorRequest, paper: Paper) -> HttpResponse:
    relations = paper.placement.relations_of(request.actor)
    context = {
        "paper": paper,
        "change": queries.change_of(paper),
        "signatures": lines_for(request.actor, relations, paper, queries.signatures_of(paper)),
        "may_void": paper.state != PaperState.VOID and PAPER.may("void", relations),
        "may_gather": paper.state == PaperState.OUT and bool(relations & GATHERERS),
    }
    return render(request, "papers/detail.html", context)


@allow_on(Paper, can_view)
@require_GET
def download(_request: ActorRequest, paper: Paper) -> HttpResponse:
    """The sealed file once there is one, the frozen one before."""
    file = paper.sealed or paper.frozen
    if file is None:
        raise Http404
    return pdf_response(file)


@allow_on(Paper, can_view)
@require_GET
def download_frozen(_request: ActorRequest, paper: Paper) -> HttpResponse:
    """The very bytes that were signed."""
    if paper.frozen is None:
        raise Http404
    return pdf_response(paper.frozen)


@allow_on(Paper, can_view)
@require_GET
def download_annex(_request: ActorRequest, paper: Paper) -> HttpResponse:
    """What went out with the paper: the livret d'objectifs of an agreement."""
    if paper.annex is None:
        raise Http404
    return pdf_response(paper.annex)


def pdf_response(file: StoredFile) -> HttpResponse:
    response = HttpResponse(documents.read(file), content_type=file.mime)
    disposition = content_disposition_header(as_attachment=False, filename=file.name)
    response["Content-Disposition"] = disposition or "inline"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@allow_on(Signature, may_remind)
@require_POST
def remind(request: ActorRequest, signature: Signature) -> HttpResponse:
    actions.remind(signature=signature, by=request.actor)
    messages.success(request, f"{signature.name} vient d’être relancé, avec son lien.")
    return redirect(signature.paper.placement)


@allow_on(Paper, may_void)
@require_http_methods(["GET", "POST"])
def void(request: ActorRequest, paper: Paper) -> HttpResponse:
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.void(paper=paper, **form.cleaned_data, by=request.actor)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Le document est retiré ; son fichier est conservé.")
            return redirect(paper.placement)
    return render(request, "papers/void.html", {"paper": paper, "form": form})
