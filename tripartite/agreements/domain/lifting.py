"""What the law forbids to send, and who may lift it. Plain Python."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from tripartite.agreements.domain.mentions import AgreementError
from tripartite.law.rules import Effect, Finding
from tripartite.placements.domain import Relation

#: How the law names those of the school; whoever else can lift decides outside of the product.
_SCHOOL = ("le chef d’établissement", "l’établissement")


@dataclass(frozen=True, slots=True)
class Obstacle:
    """A finding that forbids sending, and what can be done about it."""

    finding: Finding
    lifted: bool
    lifters: frozenset[Relation]

    @property
    def stops(self) -> bool:
        return not self.lifted

    @property
    def way_out(self) -> str:
        """Who may lift it, in a sentence; nothing else than mending it when nobody can."""
        if not self.lifters:
            return "Personne ne peut lever cette règle : il faut corriger ce qu’elle signale."
        if Relation.OFFICE in self.lifters:
            return (
                f"Elle se lève par une décision ({self.finding.lifted_by}), que le bureau des "
                "stages ou le chef d’établissement note avec son motif."
            )
        return "Seul le chef d’établissement peut lever cette règle, avec un motif."


def lifters_of(finding: Finding) -> frozenset[Relation]:
    """The head for what the school decides; the office too notes what an authority decided."""
    if not finding.lifted_by:
        return frozenset()
    if finding.lifted_by.startswith(_SCHOOL):
        return frozenset({Relation.HEAD})
    return frozenset({Relation.HEAD, Relation.OFFICE})


def obstacles(findings: Iterable[Finding], lifted: Collection[str]) -> list[Obstacle]:
    """The findings that block, each rule once; ``lifted`` are the rules somebody lifted."""
    blocking = {f.rule: f for f in findings if f.effect is Effect.BLOCKS}
    return [
        Obstacle(finding, finding.rule in lifted and bool(lifters_of(finding)), lifters_of(finding))
        for finding in blocking.values()
    ]


def obstacle_of(found: Iterable[Obstacle], rule: str) -> Obstacle:
    """The obstacle of this rule; AgreementError when it does not block today."""
    for each in found:
        if each.finding.rule == rule:
            return each
    raise AgreementError(
        "nothing_to_lift",
        "Cette règle ne bloque pas l’envoi de cette convention : il n’y a rien à lever.",
    )


def check_lift(obstacle: Obstacle, relations: Collection[str], reason: str) -> None:
    """Raise AgreementError unless somebody entitled lifts the rule with a reason."""
    if not set(relations) & obstacle.lifters:
        raise AgreementError("not_yours_to_lift", obstacle.way_out)
    if not reason.strip():
        raise AgreementError("no_reason", "Dites en une phrase pourquoi cette règle est levée.")
