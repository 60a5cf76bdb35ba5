"""Exceptional days: the rest that they leave."""

from collections.abc import Iterator

from tripartite.law.ages import is_minor
from tripartite.law.calendars import Jurisdiction
from tripartite.law.facts import PlacementFacts
from tripartite.law.parameters import State
from tripartite.law.rest import concerns
from tripartite.law.rules.base import MONACO_SOURCE, Effect, Say, Scope, france, monaco, rule


@rule(
    "R24",
    "Repos autour d’un jour exceptionnel",
    effects=(Effect.BLOCKS, Effect.WARNS),
    scope=Scope.HOST,
    texts={
        Jurisdiction.FR: france(
            "Code de l’éducation, L124-14 ; Code du travail, L3121-18, L3121-20, L3131-1, L3132-1, "
            "L3162-1, L3163-1, L3164-1 et L3164-2",
            State.SECONDARY,
        ),
        Jurisdiction.MC: monaco(MONACO_SOURCE, State.TO_CHECK, Effect.WARNS),
    },
)
def exceptional_days(facts: PlacementFacts, here: Jurisdiction) -> Iterator[Say]:
    """A fair on Sunday, an evening event. In Monaco the figures of France only warn."""
    minor = facts.birth_date is not None and any(
        is_minor(facts.birth_date, day) for day in facts.exceptions
    )
    for concern in concerns(facts.days, facts.exceptions, minor=minor):
        blocks = concern.forbidden and here is Jurisdiction.FR
        yield Say(Effect.BLOCKS if blocks else Effect.WARNS, concern.sentence)
