"""What a référentiel holds. Every element has a code that never changes.

Vocabulary: a *pole* of activities answers to a *block* of competences (the official tie); a task is
tied to competences of that block by a proposal of ours, which a school may replace.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum

from tripartite.core.errors import DomainError


class CurriculumError(DomainError):
    """The data of a référentiel does not hold together."""


class ElementKind(StrEnum):
    """What an element of the référentiel is, from the widest to the finest."""

    POLE = "pole"
    ACTIVITY = "activity"
    TASK = "task"
    RESULT = "result"
    BLOCK = "block"
    GROUP = "group"
    COMPETENCE = "competence"
    CRITERION = "criterion"
    CONTEXT = "context"


ELEMENT_LABELS = {
    ElementKind.POLE: "Pôle d’activités",
    ElementKind.ACTIVITY: "Activité",
    ElementKind.TASK: "Tâche",
    ElementKind.RESULT: "Résultat attendu",
    ElementKind.BLOCK: "Bloc de compétences",
    ElementKind.GROUP: "Groupe de compétences",
    ElementKind.COMPETENCE: "Compétence",
    ElementKind.CRITERION: "Critère d’évaluation",
    ElementKind.CONTEXT: "Contexte professionnel",
}


class ContextKind(StrEnum):
    """The paragraphs and lists of part I, « Champ d’activité »."""

    DEFINITION = "definition"
    ENTRY_JOB = "entry_job"
    LATER_JOB = "later_job"
    ORGANISATION = "organisation"
    PRODUCT = "product"
    CLIENTELE = "clientele"
    PLACE = "place"
    SERVICE = "service"
    EQUIPMENT = "equipment"
    INFORMATION = "information"
    CONDITION = "condition"
    AUTONOMY = "autonomy"
    APTITUDE = "aptitude"
    RELATIONAL = "relational"


CONTEXT_LABELS = {
    ContextKind.DEFINITION: "Définition",
    ContextKind.ENTRY_JOB: "Emplois en primo-insertion",
    ContextKind.LATER_JOB: "Emplois en évolution professionnelle",
    ContextKind.ORGANISATION: "Types d’organisation",
    ContextKind.PRODUCT: "Types de produit",
    ContextKind.CLIENTELE: "Types de clientèle",
    ContextKind.PLACE: "Place au sein de l’organisation",
    ContextKind.SERVICE: "Services réseau et applications web, logiciels",
    ContextKind.EQUIPMENT: "Matériels",
    ContextKind.INFORMATION: "Ressources informationnelles",
    ContextKind.CONDITION: "Conditions générales d’exercice",
    ContextKind.AUTONOMY: "Autonomie",
    ContextKind.APTITUDE: "Aptitudes professionnelles",
    ContextKind.RELATIONAL: "Compétences relationnelles",
}

# I.2.4 of the référentiel: what the logbook offers as « outils numériques et ressources utilisés ».
RESOURCE_KINDS = (ContextKind.SERVICE, ContextKind.EQUIPMENT, ContextKind.INFORMATION)

# The kinds that are paragraphs rather than lists, all without a heading.
PROSE_CONTEXT_KINDS = (
    ContextKind.DEFINITION,
    ContextKind.PLACE,
    ContextKind.CONDITION,
    ContextKind.AUTONOMY,
)


@dataclass(frozen=True, slots=True)
class TaskData:
    code: str
    label: str


@dataclass(frozen=True, slots=True)
class ResultData:
    code: str
    label: str


@dataclass(frozen=True, slots=True)
class ActivityData:
    code: str
    label: str
    tasks: tuple[TaskData, ...]
    results: tuple[ResultData, ...]


@dataclass(frozen=True, slots=True)
class PoleData:
    """`description` and `functional_links` are paragraphs separated by a line break."""

    code: str
    block: str
    label: str
    description: str
    functional_links: str
    activities: tuple[ActivityData, ...]


@dataclass(frozen=True, slots=True)
class CompetenceData:
    code: str
    label: str


@dataclass(frozen=True, slots=True)
class CriterionData:
    code: str
    label: str


@dataclass(frozen=True, slots=True)
class GroupData:
    code: str
    label: str
    competences: tuple[CompetenceData, ...]


@dataclass(frozen=True, slots=True)
class BlockData:
    """`unit` is the certification unit: U4, U5, U6."""

    code: str
    unit: str
    label: str
    groups: tuple[GroupData, ...]
    criteria: tuple[CriterionData, ...]


@dataclass(frozen=True, slots=True)
class ContextItemData:
    """A paragraph or an item of a list; `heading` is the line it stands under, or empty."""

    code: str
    kind: ContextKind
    heading: str
    label: str


@dataclass(frozen=True, slots=True)
class TieData:
    """A task tied to a competence of the block of its pole; proposed, never official."""

    task: str
    competence: str


@dataclass(frozen=True, slots=True)
class CorrectionData:
    """Where a label departs from the document the school hands out, and why."""

    code: str
    where: str
    seed: str
    official: str
    reason: str


@dataclass(frozen=True, slots=True)
class SourceData:
    creator: str
    label: str
    note: str


@dataclass(frozen=True, slots=True)
class Element:
    """Any element, flat: its parent's code, and the labels above it from the top down."""

    code: str
    kind: ElementKind
    label: str
    parent: str
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CurriculumData:
    code: str
    version: str
    title: str
    short_title: str
    diploma: str
    level: str
    language: str
    effective_from: date
    source: SourceData
    context: tuple[ContextItemData, ...]
    poles: tuple[PoleData, ...]
    blocks: tuple[BlockData, ...]
    ties: tuple[TieData, ...]
    ties_note: str
    corrections: tuple[CorrectionData, ...]

    @property
    def key(self) -> str:
        """The name of this version among all: « bts-ndrc-2018 »."""
        return f"{self.code}-{self.version}"

    @property
    def fingerprint(self) -> str:
        """SHA-256, in hexadecimal, of every word held: it changes with any of them."""
        content = json.dumps(asdict(self), sort_keys=True, ensure_ascii=False, default=str)
        return hashlib.sha256(content.encode()).hexdigest()

    @property
    def activities(self) -> tuple[ActivityData, ...]:
        return tuple(activity for pole in self.poles for activity in pole.activities)

    @property
    def tasks(self) -> tuple[TaskData, ...]:
        return tuple(task for activity in self.activities for task in activity.tasks)

    @property
    def results(self) -> tuple[ResultData, ...]:
        return tuple(result for activity in self.activities for result in activity.results)

    @property
    def groups(self) -> tuple[GroupData, ...]:
        return tuple(group for block in self.blocks for group in block.groups)

    @property
    def competences(self) -> tuple[CompetenceData, ...]:
        return tuple(competence for group in self.groups for competence in group.competences)

    @property
    def criteria(self) -> tuple[CriterionData, ...]:
        return tuple(criterion for block in self.blocks for criterion in block.criteria)

    @property
    def resources(self) -> tuple[ContextItemData, ...]:
        """The three lists of I.2.4, in the order of the text."""
        return tuple(item for item in self.context if item.kind in RESOURCE_KINDS)

    def counts(self) -> dict[str, int]:
        """How many elements of each sort, under the names of the file's own `[counts]`."""
        return {
            "poles": len(self.poles),
            "activities": len(self.activities),
            "tasks": len(self.tasks),
            "results": len(self.results),
            "blocks": len(self.blocks),
            "groups": len(self.groups),
            "competences": len(self.competences),
            "criteria": len(self.criteria),
        }

    def elements(self) -> Iterator[Element]:
        """Every element, in the order of the text: context, poles, then blocks."""
        for item in self.context:
            path = (CONTEXT_LABELS[item.kind], *([item.heading] if item.heading else []))
            yield Element(item.code, ElementKind.CONTEXT, item.label, "", path)
        for pole in self.poles:
            yield from _under_pole(pole)
        for block in self.blocks:
            yield from _under_block(block)


def _under_pole(pole: PoleData) -> Iterator[Element]:
    yield Element(pole.code, ElementKind.POLE, pole.label, "", ())
    for activity in pole.activities:
        yield Element(activity.code, ElementKind.ACTIVITY, activity.label, pole.code, (pole.label,))
        path = (pole.label, activity.label)
        for task in activity.tasks:
            yield Element(task.code, ElementKind.TASK, task.label, activity.code, path)
        for result in activity.results:
            yield Element(result.code, ElementKind.RESULT, result.label, activity.code, path)


def _under_block(block: BlockData) -> Iterator[Element]:
    yield Element(block.code, ElementKind.BLOCK, block.label, "", ())
    for group in block.groups:
        yield Element(group.code, ElementKind.GROUP, group.label, block.code, (block.label,))
        path = (block.label, group.label)
        for competence in group.competences:
            yield Element(
                competence.code, ElementKind.COMPETENCE, competence.label, group.code, path
            )
    for criterion in block.criteria:
        yield Element(
            criterion.code, ElementKind.CRITERION, criterion.label, block.code, (block.label,)
        )
