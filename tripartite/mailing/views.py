"""The mail of a demonstration, read in the browser instead of a mailbox."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from tripartite.core.access import public
from tripartite.mailing.models import OutgoingMessage

PAGE = 40


@public("the mail of a demo school, which belongs to nobody; 404 unless DEMO is set")
@require_GET
def demo_mail(request: HttpRequest) -> HttpResponse:
    if not settings.DEMO:
        raise Http404
    rows = OutgoingMessage.objects.order_by("-pk")
    sought = request.GET.get("a", "").strip()
    if sought:
        rows = rows.filter(to__icontains=sought)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    return render(request, "mailing/demo_mail.html", {"page": page, "sought": sought})


@public("one message of a demo school; 404 unless DEMO is set")
@require_GET
def demo_message(request: HttpRequest, message: int) -> HttpResponse:
    if not settings.DEMO:
        raise Http404
    row = get_object_or_404(OutgoingMessage, pk=message)
    return render(request, "mailing/demo_message.html", {"message": row})
