"""The register of the attestations of a period, their archive, and closing what is attested."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tripartite.certificates import actions
from tripartite.certificates.access import may_close
from tripartite.certificates.domain.register import Standing
from tripartite.certificates.register import Row, register_of
from tripartite.core import clock
from tripartite.core.access import allow_on
from tripartite.core.archive import zipped
from tripartite.core.errors import DomainError
from tripartite.core.http import ActorRequest
from tripartite.documents.actions.files import read
from tripartite.documents.responses import file_response
from tripartite.placements.models import Placement
from tripartite.school.access import reads_class, runs_period
from tripartite.school.models import Period

TO_CALL = "appeler"
#: ``?etat=``: the rows of each tab.
TABS = {
    "": "Tous",
    Standing.MISSING: "À établir",
    Standing.ASKED: "À signer",
    TO_CALL: "À appeler",
    Standing.SEALED: "Signées",
}


@allow_on(Period, reads_class)
@require_GET
def register(request: ActorRequest, period: Period) -> HttpResponse:
    """What is missing, for whom, since when, and whom to telephone."""
    rows = register_of(period, clock.today())
    wanted = request.GET.get("etat", "")
    kept = {
        key: [
            r for r in rows if key in ("", r.line.standing) or (key == "appeler" and r.line.to_call)
        ]
        for key in TABS
    }
    context = {
        "period": period,
        "rows": kept.get(wanted, rows),
        "tabs": _tabs(kept, wanted),
        "signed": len(kept[Standing.SEALED]),
        "runs": runs_period(request.actor, period),
    }
    return render(request, "certificates/register.html", context)


def _tabs(kept: dict[str, list[Row]], wanted: str) -> list[dict[str, object]]:
    return [
        {
            "label": label,
            "count": len(kept[key]),
            "url": f"?etat={key}" if key else "?",
            "active": key == wanted,
        }
        for key, label in TABS.items()
    ]


def _is_in(row: Row, tab: str) -> bool:
    return tab in ("", row.line.standing) or (tab == TO_CALL and row.line.to_call)


@allow_on(Period, reads_class)
@require_GET
def archive(_request: ActorRequest, period: Period) -> HttpResponse:
    """Every signed attestation of the period in one archive."""
    files = [
        (f"{slugify(str(row.placement.student))}-{row.paper.sealed.name}", read(row.paper.sealed))
        for row in register_of(period, clock.today())
        if row.paper is not None and row.paper.sealed is not None
    ]
    if not files:
        raise Http404
    name = f"attestations-{slugify(str(period.cohort))}-periode-{period.number}.zip"
    return file_response(zipped(files), name=name, mime="application/zip")


@allow_on(Period, runs_period)
@require_POST
def close_attested(request: ActorRequest, period: Period) -> HttpResponse:
    """Close every placement of the period whose attestation is signed."""
    closed = [row for row in register_of(period, clock.today()) if row.may_close]
    for row in closed:
        actions.close(placement=row.placement, by=request.actor)
    done = f"{len(closed)} stages sont clos." if len(closed) > 1 else "Un stage est clos."
    messages.success(request, done if closed else "Aucun stage n’est à clore.")
    return redirect("certificates:register", period=period.pk)


@allow_on(Placement, may_close)
@require_http_methods(["GET", "POST"])
def close(request: ActorRequest, placement: Placement) -> HttpResponse:
    """Ask, then close: the file stays readable, nothing more can be written in it."""
    refusal = ""
    if request.method == "POST":
        try:
            actions.close(placement=placement, by=request.actor)
        except DomainError as error:
            refusal = str(error)
        else:
            messages.success(request, "Le stage est clos.")
            return redirect(placement)
    context = {"placement": placement, "refusal": refusal}
    return render(request, "certificates/close.html", context)
