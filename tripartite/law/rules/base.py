"""What a rule is: a pure function on facts, with its texts, and the findings it returns."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Final, NamedTuple

from tripartite.law.calendars import Jurisdiction
from tripartite.law.facts import PlacementFacts
from tripartite.law.parameters import State


class Effect(StrEnum):
    """What a finding does, from the strongest to the weakest."""

    BLOCKS = "blocks"
    WARNS = "warns"
    REMINDS = "reminds"


EFFECT_LABELS: Final = MappingProxyType(
    {
        Effect.BLOCKS: "bloque",
        Effect.WARNS: "alerte",
        Effect.REMINDS: "rappelle",
    }
)


class Scope(StrEnum):
    """Whose law a rule follows: that of the host, of the school, or of the agreement, which is that
    of the host when it is known and that of the school for a foreign host.
    """

    HOST = "host"
    SCHOOL = "school"
    AGREEMENT = "agreement"


class Text(NamedTuple):
    """Where a rule was read in one jurisdiction, since when it holds, how sure it is, and what it
    may do there when that is not what it does elsewhere.
    """

    source: str
    since: date
    state: State
    effects: tuple[Effect, ...] = ()


class Finding(NamedTuple):
    """What a rule has to say. `lifted_by` names who can lift it, in French, or nobody."""

    rule: str
    effect: Effect
    sentence: str
    source: str
    since: date
    lifted_by: str | None
    jurisdiction: Jurisdiction
    state: State


class Say(NamedTuple):
    """What a check yields: the rule adds its sources."""

    effect: Effect
    sentence: str
    state: State | None = None
    lifted_by: str | None = None


Check = Callable[[PlacementFacts, Jurisdiction], Iterator[Say]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of the table of rules; calling it on facts gives its findings."""

    id: str
    title: str
    effects: tuple[Effect, ...]
    scope: Scope
    texts: Mapping[Jurisdiction, Text]
    lifted_by: str | None
    check: Check

    def effects_in(self, jurisdiction: Jurisdiction) -> tuple[Effect, ...]:
        return self.texts[jurisdiction].effects or self.effects

    def jurisdiction_in(self, host: Jurisdiction, school: Jurisdiction) -> Jurisdiction:
        if self.scope is Scope.SCHOOL:
            return school
        if self.scope is Scope.AGREEMENT and host is Jurisdiction.OTHER:
            return school
        return host

    def __call__(self, facts: PlacementFacts) -> list[Finding]:
        """The findings; none in a country the rule does not know, or before the rule existed."""
        jurisdiction = self.jurisdiction_in(facts.jurisdiction, facts.school_jurisdiction)
        text = self.texts.get(jurisdiction)
        return [] if text is None else self.findings(facts, jurisdiction, text)

    def findings(
        self, facts: PlacementFacts, jurisdiction: Jurisdiction, text: Text
    ) -> list[Finding]:
        """The findings under one text, none for a placement that starts before it."""
        if facts.start < text.since:
            return []
        return [self._finding(said, text, jurisdiction) for said in self.check(facts, jurisdiction)]

    def _finding(self, said: Say, text: Text, jurisdiction: Jurisdiction) -> Finding:
        return Finding(
            self.id,
            said.effect,
            said.sentence,
            text.source,
            text.since,
            said.lifted_by or self.lifted_by,
            jurisdiction,
            said.state or text.state,
        )


def rule(
    number: str,
    title: str,
    *,
    effects: tuple[Effect, ...],
    texts: Mapping[Jurisdiction, Text],
    scope: Scope = Scope.AGREEMENT,
    lifted_by: str | None = None,
) -> Callable[[Check], Rule]:
    """Turn a check into the rule it belongs to."""

    def build(check: Check) -> Rule:
        return Rule(number, title, effects, scope, MappingProxyType(dict(texts)), lifted_by, check)

    return build


# The dates the texts hold from; where the day of entry into force was not read, that of the text.
STAGE_LAW = date(2014, 12, 1)
MONACO_LAW = date(2024, 12, 20)
NDRC = date(2018, 2, 19)
MONACO_SOURCE = "Monaco, loi n° 1.569 du 12 décembre 2024"


def france(article: str, state: State = State.VERIFIED, since: date = STAGE_LAW) -> Text:
    return Text(article, since, state)


def monaco(source: str = MONACO_SOURCE, state: State = State.SECONDARY, *effects: Effect) -> Text:
    return Text(source, MONACO_LAW, state, effects)


def both(text: Text) -> dict[Jurisdiction, Text]:
    """The same text in both countries: the diploma is French wherever the school stands."""
    return {Jurisdiction.FR: text, Jurisdiction.MC: text}
