"""The verification page: is this paper one of ours, and is it still good?"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from tripartite.core.access import public
from tripartite.core.throttle import throttle
from tripartite.papers import queries
from tripartite.papers.forms import VerifyForm


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
