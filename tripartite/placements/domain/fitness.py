"""Whether a post fits the diploma, and what the host declares that it is not (part III)."""

from dataclasses import dataclass
from enum import StrEnum

from tripartite.core.errors import DomainError
from tripartite.law.facts import FORBIDDEN_USE_LABELS, ForbiddenUse
from tripartite.law.words import enumeration


class Situation(StrEnum):
    """Kinds of professional situation that a post may allow: one for each pole of the diploma."""

    NEGOTIATION = "negotiation"
    DIGITAL = "digital"
    NETWORK = "network"


SITUATION_LABELS = {
    Situation.NEGOTIATION: "négocier, vendre, accompagner la relation client",
    Situation.DIGITAL: "animer la relation client à distance et digitale",
    Situation.NETWORK: "animer un réseau de distributeurs, de partenaires ou de vente directe",
}


@dataclass(frozen=True, slots=True)
class Fitness:
    """What the host declares of the post; no ``forbidden`` use means that each was denied."""

    situations: frozenset[Situation]
    tools: tuple[str, ...] = ()
    forbidden: frozenset[ForbiddenUse] = frozenset()


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something about the fitness of the post; ``blocks`` when the law refuses it."""

    sentence: str
    blocks: bool = False


class FitnessError(DomainError):
    """A declaration that cannot be kept."""


def doubts_about(fitness: Fitness | None, *, has_host: bool) -> tuple[Doubt, ...]:
    """What the student, the référent and the office are told, the worst first."""
    if not has_host:
        return ()
    if fitness is None:
        return (
            Doubt(
                "L’organisation n’a pas encore déclaré ce que permet le poste, ni l’absence des "
                "usages interdits (L124-7) : demandez-le au tuteur ou au représentant, qui le font "
                "par leur lien personnel."
            ),
        )
    found = []
    if fitness.forbidden:
        uses = [label for use, label in FORBIDDEN_USE_LABELS.items() if use in fitness.forbidden]
        found.append(
            Doubt(
                f"L’organisation déclare {enumeration(uses)} : la loi l’interdit à un stagiaire. "
                "Revoyez les missions avec elle avant toute signature.",
                blocks=True,
            )
        )
    if not fitness.situations:
        found.append(
            Doubt(
                "Le poste ne permet aucune des situations du diplôme : ce stage ne pourra pas "
                "nourrir les épreuves. Cherchez avec le tuteur ce qui peut être confié."
            )
        )
    elif fitness.situations == {Situation.DIGITAL}:
        found.append(
            Doubt(
                "Le poste ne permet que la relation à distance : l’épreuve E4 demande une "
                "négociation-vente et un évènement, à prévoir dans l’autre période."
            )
        )
    if not fitness.tools:
        found.append(
            Doubt(
                "Aucun outil numérique n’est annoncé : le référentiel demande leur usage régulier. "
                "Demandez au tuteur ce dont l’étudiant disposera."
            )
        )
    return tuple(found)
