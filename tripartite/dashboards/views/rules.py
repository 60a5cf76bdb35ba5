"""The rules that the product applies, and the figures they are computed from."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from tripartite.accounts.access import is_known, is_member
from tripartite.core.access import allow
from tripartite.core.http import ActorRequest
from tripartite.dashboards.forms import RulesFilter
from tripartite.law.calendars import JURISDICTION_LABELS, Jurisdiction
from tripartite.law.handbook import FigureRow, RuleRow, figure_rows, rule_rows
from tripartite.law.parameters import STATE_LABELS, State
from tripartite.law.rules import EFFECT_LABELS, Effect

STATE_BADGES = {State.VERIFIED: "ok", State.SECONDARY: "info", State.TO_CHECK: "wait"}
EFFECT_BADGES = {Effect.BLOCKS: "late", Effect.WARNS: "wait", Effect.REMINDS: "info"}
EFFECT_WORDS = {
    Effect.BLOCKS: "l’étape ne peut pas être franchie ;",
    Effect.WARNS: "l’équipe est prévenue et décide ;",
    Effect.REMINDS: "une chose à faire ou à vérifier est dite.",
}
STATE_WORDS = {
    State.VERIFIED: "le texte lui-même a été lu ;",
    State.SECONDARY: "une page qui parle du texte a été lue ;",
    State.TO_CHECK: "rien de ce qui a été lu ne tranche : demandez à qui de droit.",
}
#: The handbook is ready to print: its rows hold the words, not the codes.
_COUNTRY = {label: code for code, label in JURISDICTION_LABELS.items()}
_STATE_KIND = {STATE_LABELS[state]: kind for state, kind in STATE_BADGES.items()}
_EFFECT_KIND = {EFFECT_LABELS[effect]: kind for effect, kind in EFFECT_BADGES.items()}


@dataclass(frozen=True, slots=True)
class ShownRule:
    """A rule in one country, with the colours of its words."""

    row: RuleRow

    @property
    def anchor(self) -> str:
        return anchor(self.row.id, _COUNTRY[self.row.jurisdiction])

    @property
    def effects(self) -> list[tuple[str, str]]:
        return [(word, _EFFECT_KIND[word]) for word in self.row.effects.split(", ")]

    @property
    def lifted_by(self) -> str:
        return "" if self.row.lifted_by == "—" else self.row.lifted_by

    @property
    def state_kind(self) -> str:
        return _STATE_KIND[self.row.state]


@dataclass(frozen=True, slots=True)
class ShownFigure:
    row: FigureRow

    @property
    def state_kind(self) -> str:
        return _STATE_KIND[self.row.state]


def anchor(rule: str, jurisdiction: Jurisdiction) -> str:
    """Where the page speaks of this rule in this country."""
    return f"{rule}-{jurisdiction}"


@allow(is_known)
@require_GET
def rules(request: ActorRequest) -> HttpResponse:
    form = RulesFilter(request.GET)
    form.is_valid()
    country = JURISDICTION_LABELS.get(form.cleaned_data.get("pays", ""))
    state = STATE_LABELS.get(form.cleaned_data.get("etat", ""))
    context = {
        "form": form,
        "rules": [ShownRule(r) for r in rule_rows() if _kept(r, state, {country})],
        # A figure without a country holds in all of them.
        "figures": [ShownFigure(f) for f in figure_rows() if _kept(f, state, {country, "—"})],
        "filtered": bool(country or state),
        "effects": [(EFFECT_LABELS[e], EFFECT_BADGES[e], EFFECT_WORDS[e]) for e in Effect],
        "states": [(STATE_LABELS[s], STATE_BADGES[s], STATE_WORDS[s]) for s in State],
        "may_simulate": is_member(request.actor),
    }
    return render(request, "dashboards/rules.html", context)


def _kept(row: Any, state: str | None, countries: set[str | None]) -> bool:
    wanted = None in countries or row.jurisdiction in countries
    return wanted and state in {None, row.state}
