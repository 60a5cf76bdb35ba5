"""Reading, signing, refusing and verifying papers."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tripartite.core.access import allow_on, public
from tripartite.core.errors import DomainError
from tripartite.core.http import ActorRequest
from tripartite.core.throttle import throttle
from tripartite.documents import actions as documents
from tripartite.documents.models import StoredFile
from tripartite.papers import actions, queries
from tripartite.papers.access import can_view, is_signer, may_remind, may_void
from tripartite.papers.domain import OPEN, PaperState
from tripartite.papers.forms import ReasonForm, SignForm, VerifyForm
from tripartite.papers.models import Paper, Signature


@allow_on(Paper, can_view)
@require_GET
def detail(request: ActorRequest, paper: Paper) -> HttpResponse:
    signatures = queries.signatures_of(paper)
    context = {
        "paper": paper,
        "signatures": [
            {
                "row": s,
                "mine": s.state in OPEN and is_signer(request.actor, s),
                "may_remind": s.state in OPEN and bool(s.email) and may_remind(request.actor, s),
            }
            for s in signatures
        ],
        "may_void": paper.state != PaperState.VOID and may_void(request.actor, paper),
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


def pdf_response(file: StoredFile) -> HttpResponse:
    response = HttpResponse(documents.read(file), content_type=file.mime)
    disposition = content_disposition_header(as_attachment=False, filename=file.name)
    response["Content-Disposition"] = disposition or "inline"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@allow_on(Signature, is_signer)
@require_http_methods(["GET", "POST"])
def sign(request: ActorRequest, signature: Signature) -> HttpResponse:
    form = SignForm(request.POST or None)
    if request.method == "GET":
        actions.see(signature=signature, by=request.actor)
        signature.refresh_from_db()
    elif form.is_valid():
        try:
            actions.sign(signature=signature, **form.cleaned_data, by=request.actor)
        except DomainError as error:
            form.add_error("code" if error.code.endswith("code") else None, str(error))
        else:
            messages.success(
                request, "C’est signé. Merci ! Le dossier montre qui doit encore signer."
            )
            return redirect(signature.paper)
    context = {"signature": signature, "paper": signature.paper, "form": form, "OPEN": OPEN}
    return render(request, "papers/sign.html", context)


@allow_on(Signature, is_signer)
@require_POST
def send_code(request: ActorRequest, signature: Signature) -> HttpResponse:
    actions.send_code(signature=signature, by=request.actor)
    messages.success(request, f"Un code vient de partir à {signature.email}. Il vaut dix minutes.")
    return redirect("papers:sign", signature=signature.pk)


@allow_on(Signature, is_signer)
@require_http_methods(["GET", "POST"])
def refuse(request: ActorRequest, signature: Signature) -> HttpResponse:
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.refuse(signature=signature, **form.cleaned_data, by=request.actor)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Votre refus et son motif sont transmis à l’établissement.")
            return redirect(signature.paper)
    context = {"signature": signature, "paper": signature.paper, "form": form}
    return render(request, "papers/refuse.html", context)


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


@public("the verification page: says authentic, replaced or revoked, and names nobody")
@require_http_methods(["GET", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    form = VerifyForm(request.POST or None, request.FILES or None)
    context = {"form": form, "asked": False, "verdict": None}
    if request.method == "POST" and form.is_valid():
        throttle("verify", request.META.get("REMOTE_ADDR", ""), limit=30, seconds=600)
        code, file = form.cleaned_data["code"], form.cleaned_data["file"]
        chunks = file.chunks() if file else None
        context["asked"] = True
        context["verdict"] = (
            queries.verdict_by_code(code, chunks) if code else queries.verdict_by_file(chunks or [])
        )
    return render(request, "papers/verify.html", context)


@public("the verification page of a printed code, reached by its QR; names nobody")
@require_GET
def verify_code(request: HttpRequest, code: str) -> HttpResponse:
    throttle("verify", request.META.get("REMOTE_ADDR", ""), limit=30, seconds=600)
    context = {
        "form": VerifyForm(initial={"code": code}),
        "asked": True,
        "verdict": queries.verdict_by_code(code),
    }
    return render(request, "papers/verify.html", context)
