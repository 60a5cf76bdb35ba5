"""The authorisation of the Direction du Travail of Monaco, for the office and the host."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from tripartite.core.access import allow_on
from tripartite.core.errors import DomainError
from tripartite.core.http import ActorRequest
from tripartite.documents import actions as documents
from tripartite.documents.responses import upload_response
from tripartite.placements.access import may_note_authorisation
from tripartite.placements.actions.authorisation import note_authorisation
from tripartite.placements.forms.authorisation import AuthorisationForm
from tripartite.placements.models import Authorisation, Placement
from tripartite.placements.schedule import latest_filing
from tripartite.placements.views.common import read


@allow_on(Placement, may_note_authorisation)
@require_http_methods(["GET", "POST"])
def authorisation(request: ActorRequest, placement: Placement) -> HttpResponse:
    """When the request was filed and what was answered; no presence before the answer."""
    placement = read(placement)
    row = Authorisation.objects.filter(placement=placement).first()
    form = AuthorisationForm(
        request.POST or None, request.FILES or None, initial=AuthorisationForm.initial_of(row)
    )
    if request.method == "POST" and form.is_valid():
        try:
            note_authorisation(placement=placement, answer=form.answer, by=request.actor)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "L’autorisation est notée ; le dossier le montre à tous.")
            return redirect(placement)
    context = {"placement": placement, "form": form, "row": row, "latest": latest_filing(placement)}
    return render(request, "placements/authorisation.html", context)


@allow_on(Placement, may_note_authorisation)
@require_GET
def authorisation_scan(_request: ActorRequest, placement: Placement) -> HttpResponse:
    """The copy that the host sent."""
    rows = Authorisation.objects.select_related("scan").filter(placement=placement)
    row = rows.exclude(scan=None).first()
    if row is None or row.scan is None:
        raise Http404
    return upload_response(documents.read(row.scan), name=row.scan.name, mime=row.scan.mime)
