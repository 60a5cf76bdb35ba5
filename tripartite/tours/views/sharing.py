"""Sharing the placements of a class among its teachers."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from tripartite.core.access import allow_on
from tripartite.core.fr import count_of
from tripartite.core.http import ActorRequest
from tripartite.school.models import Period
from tripartite.tours.access import may_share
from tripartite.tours.actions.sharing import Shared, apply_share, note_rule
from tripartite.tours.domain.labels import BALANCE_LABELS, Balance
from tripartite.tours.forms import RuleForm, ShareForm
from tripartite.tours.sharing import (
    Proposal,
    Rule,
    legal_limit,
    propose,
    rule_of,
    teachers_of,
)


@allow_on(Period, may_share)
@require_http_methods(["GET", "POST"])
def share(request: ActorRequest, period: Period) -> HttpResponse:
    """No référent changes before « Appliquer » ; computing again keeps what is ticked."""
    wanted = request.POST if request.method == "POST" else request.GET
    rule_form, rule = _rule(request, period)
    balance = _balance(wanted.get("equilibre", ""))
    proposal = propose(period, balance=balance, rule=rule, kept=_kept(wanted))
    people = teachers_of(period)
    applied = request.method == "POST" and wanted.get("do") == "apply"
    choices = [(pk, str(user)) for pk, user in people.items()]
    form = ShareForm(request.POST if applied else None, lines=proposal.lines, teachers=choices)
    if applied and form.is_valid() and not rule_form.errors:
        done = apply_share(period=period, chosen=form.chosen(people), by=request.actor)
        _say(request, done)
        return redirect("tours:share", period=period.pk)
    context = {"balance": balance, "rule_form": rule_form, "form": form}
    return _shown(request, period, proposal, context)


def _rule(request: ActorRequest, period: Period) -> tuple[RuleForm, Rule]:
    """What was typed, kept for the school when it can be; else what the school kept before."""
    known = rule_of(period)
    sent = request.POST if request.method == "POST" else None
    initial = {"most": known.most, "farthest": known.farthest}
    form = RuleForm(sent, initial=initial, legal=legal_limit(period))
    if not form.is_valid():
        return form, known
    school = period.cohort.programme.school
    note_rule(school=school, **form.cleaned_data, by=request.actor)
    return form, Rule(**form.cleaned_data)


def _balance(word: str) -> Balance:
    return Balance(word) if word in BALANCE_LABELS else Balance.BOTH


def _kept(wanted: "dict[str, str]") -> dict[int, int]:
    found = {}
    for name, value in wanted.items():
        if name.startswith("g") and name[1:].isdecimal():
            choice = wanted.get(f"r{name[1:]}", "")
            if value and choice.isdecimal():
                found[int(name[1:])] = int(choice)
    return found


def _shown(
    request: ActorRequest, period: Period, proposal: Proposal, context: dict[str, Any]
) -> HttpResponse:
    form = context["form"]
    context |= {
        "period": period,
        "proposal": proposal,
        "rows": [(line, form[f"r{line.placement.pk}"]) for line in proposal.lines],
        "balances": BALANCE_LABELS.items(),
    }
    return render(request, "tours/share.html", context)


def _say(request: ActorRequest, done: Shared) -> None:
    changed = count_of(done.changed, "référent")
    messages.success(request, f"{changed} nommé{'s' if done.changed > 1 else ''}.")
    for placement, sentence in done.refused:
        messages.warning(request, f"{placement.student} : {sentence}")
