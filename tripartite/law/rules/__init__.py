"""The table of rules, in order, and the one function that judges a placement by all of them."""

from functools import cache
from typing import Final

from tripartite.law.calendars import Jurisdiction
from tripartite.law.facts import PlacementFacts
from tripartite.law.rules import exam, followup, hours, limits, monaco, papers, rest
from tripartite.law.rules.base import (
    EFFECT_LABELS,
    Effect,
    Finding,
    Rule,
    Scope,
    Text,
)

RULES: Final[tuple[Rule, ...]] = (
    papers.signatures,
    monaco.authorisation,
    papers.mentions,
    hours.gratification,
    hours.longest_stay,
    limits.tutor_limit,
    limits.referent_limit,
    limits.host_quota,
    limits.waiting_period,
    papers.guardian,
    papers.changes,
    followup.exchanges,
    followup.evaluation,
    followup.certificate,
    exam.weeks,
    hours.summer_rest,
    exam.coverage,
    followup.abroad,
    followup.interruption,
    followup.extension,
    hours.working_week,
    limits.forbidden_uses,
    monaco.age_limit,
    rest.exceptional_days,
)

_ORDER = {effect: rank for rank, effect in enumerate(Effect)}


def judge(facts: PlacementFacts) -> tuple[Finding, ...]:
    """Everything the law has to say, what blocks first, then in the order of the rules."""
    applicable = _applicable(facts.jurisdiction, facts.school_jurisdiction)
    found = [
        finding
        for rule, jurisdiction, text in applicable
        for finding in rule.findings(facts, jurisdiction, text)
    ]
    return tuple(sorted(found, key=lambda finding: _ORDER[finding.effect]))


@cache
def _applicable(
    host: Jurisdiction, school: Jurisdiction
) -> tuple[tuple[Rule, Jurisdiction, Text], ...]:
    """The rules that have a text for these countries: nine pairs, worked out once each."""
    judged = ((rule, rule.jurisdiction_in(host, school)) for rule in RULES)
    return tuple((rule, here, rule.texts[here]) for rule, here in judged if here in rule.texts)


def blocking(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """The findings that forbid the step the facts were judged for."""
    return tuple(finding for finding in findings if finding.effect is Effect.BLOCKS)


__all__ = [
    "EFFECT_LABELS",
    "RULES",
    "Effect",
    "Finding",
    "PlacementFacts",
    "Rule",
    "Scope",
    "Text",
    "blocking",
    "judge",
]
