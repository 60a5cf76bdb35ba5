"""Sharing the placements of a class among its teachers."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from tripartite.core.access import allow_on
from tripartite.core.fr import count_of
from tripartite.core.http import ActorRequest
from tripartite.school.models import Period
from tripartite.tours.access import may_share
from tripartite.tours.actions.sharing import Shared, apply_share
from tripartite.tours.domain.labels import BALANCE_LABELS, Balance
from tripartite.tours.forms import ShareForm
from tripartite.tours.sharing import Proposal, legal_limit, propose, teachers_of


@allow_on(Period, may_share)
@require_http_methods(["GET", "POST"])
def share(request: ActorRequest, period: Period) -> HttpResponse:
    """Nothing is written before « Appliquer » ; computing again keeps the boxes that are ticked."""
    wanted = request.POST if request.method == "POST" else request.GET
    balance = _balance(wanted.get("equilibre", ""))
    proposal = propose(
        period, balance=balance, limit=_limit(wanted.get("plafond", ""), period), kept=_kept(wanted)
    )
    people = teachers_of(period)
    applied = request.method == "POST" and wanted.get("do") == "apply"
    choices = [(pk, str(user)) for pk, user in people.items()]
    form = ShareForm(request.POST if applied else None, lines=proposal.lines, teachers=choices)
    if applied and form.is_valid():
        done = apply_share(period=period, chosen=form.chosen(people), by=request.actor)
        _say(request, done)
        return redirect("tours:share", period=period.pk)
    return _shown(request, period, proposal, form, balance)


def _balance(word: str) -> Balance:
    return Balance(word) if word in BALANCE_LABELS else Balance.BOTH


def _limit(word: str, period: Period) -> int:
    """The school may want fewer than the law allows, never more."""
    legal = legal_limit(period)
    return min(legal, int(word[:4])) if word.isdecimal() and int(word[:4]) else legal


def _kept(wanted: "dict[str, str]") -> dict[int, int]:
    found = {}
    for name, value in wanted.items():
        if name.startswith("g") and name[1:].isdecimal():
            choice = wanted.get(f"r{name[1:]}", "")
            if value and choice.isdecimal():
                found[int(name[1:])] = int(choice)
    return found


def _shown(
    request: ActorRequest, period: Period, proposal: Proposal, form: ShareForm, balance: Balance
) -> HttpResponse:
    context = {
        "period": period,
        "proposal": proposal,
        "rows": [(line, form[f"r{line.placement.pk}"]) for line in proposal.lines],
        "form": form,
        "balance": balance,
        "balances": BALANCE_LABELS.items(),
        "legal": legal_limit(period),
    }
    return render(request, "tours/share.html", context)


def _say(request: ActorRequest, done: Shared) -> None:
    changed = count_of(done.changed, "référent")
    messages.success(request, f"{changed} nommé{'s' if done.changed > 1 else ''}.")
    for placement, sentence in done.refused:
        messages.warning(request, f"{placement.student} : {sentence}")
