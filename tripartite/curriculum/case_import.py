"""Read back a CASE v1.1 package written by `case`: the référentiel it holds, or a sentence.

A package of another tool is read too, provided its items carry our types (« Pôle d’activités »,
« Tâche »…) and its extensions: CASE alone does not say what a référentiel of a BTS is made of.
"""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from tripartite.curriculum.case import PROPOSAL
from tripartite.curriculum.domain.checking import check
from tripartite.curriculum.domain.model import (
    ELEMENT_LABELS,
    ActivityData,
    BlockData,
    CompetenceData,
    ContextItemData,
    ContextKind,
    CorrectionData,
    CriterionData,
    CurriculumData,
    CurriculumError,
    ElementKind,
    GroupData,
    PoleData,
    ResultData,
    SourceData,
    TaskData,
    TieData,
)
from tripartite.curriculum.domain.strict import Table

_KINDS = {label: kind for kind, label in ELEMENT_LABELS.items()}
_NAME = "Fichier CASE"


@dataclass(frozen=True, slots=True)
class _Item:
    code: str
    kind: ElementKind
    label: str
    table: Table


class _Tree:
    """The items of a package and how its associations order them."""

    def __init__(self, top: Table, root: str) -> None:
        self.root = root
        self.items = {}
        for entry in top.tables("CFItems"):
            self.items[entry.text("identifier")] = _item(entry)
        self._children: dict[str, list[tuple[int, str]]] = {}
        self.related: list[tuple[int, str, str, str]] = []
        for entry in top.tables("CFAssociations"):
            self._associate(entry)
        self.used = 0

    def _associate(self, entry: Table) -> None:
        type_ = entry.text("associationType")
        origin = entry.table("originNodeURI").text("identifier")
        destination = entry.table("destinationNodeURI").text("identifier")
        if type_ == "isChildOf":
            self._known(entry, origin)
            place = (entry.integer("sequenceNumber"), origin)
            self._children.setdefault(destination, []).append(place)
        elif type_ == "isRelatedTo":
            grouping = entry.table("CFAssociationGroupingURI").text("title")
            ends = (self._known(entry, origin).code, self._known(entry, destination).code)
            self.related.append((entry.integer("sequenceNumber"), *ends, grouping))

    def _known(self, entry: Table, identifier: str) -> _Item:
        if identifier not in self.items:
            raise CurriculumError(
                "case-link",
                f"{entry.where} : l’association renvoie à un élément absent du fichier, "
                "exportez-le de nouveau.",
            )
        return self.items[identifier]

    def children(self, parent: str, kind: ElementKind) -> list[tuple[str, _Item]]:
        """The children of that kind, in the order of their sequence numbers."""
        ordered = [identifier for _, identifier in sorted(self._children.get(parent, []))]
        found = [(each, self.items[each]) for each in ordered if self.items[each].kind is kind]
        self.used += len(found)
        return found


def _item(entry: Table) -> _Item:
    type_ = entry.text("CFItemType")
    if type_ not in _KINDS:
        raise CurriculumError(
            "case-type",
            f"{entry.where} : le type « {type_} » n’est pas connu ; seuls sont lus les types "
            f"{', '.join(f'« {label} »' for label in _KINDS)}.",
        )
    return _Item(entry.text("humanCodingScheme"), _KINDS[type_], entry.text("fullStatement"), entry)


def from_json(text: str) -> CurriculumData:
    """The référentiel of a CASE v1.1 JSON text; CurriculumError when it cannot be read."""
    try:
        package = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise CurriculumError(
            "case-json", "Ce fichier n’est pas du JSON lisible : choisissez un export CASE."
        ) from error
    return from_package(package)


def from_package(package: Any) -> CurriculumData:
    top = Table(package, _NAME)
    document = top.table("CFDocument")
    if document.text("caseVersion") != "1.1":
        raise CurriculumError("case-version", f"{_NAME} : seule la version 1.1 de CASE est lue.")
    tree = _Tree(top, document.text("identifier"))
    extensions = document.table("extensions")
    related = sorted(tree.related)
    data = CurriculumData(
        code=extensions.text("code"),
        version=document.text("version"),
        title=document.text("title"),
        short_title=extensions.text("shortTitle"),
        diploma=extensions.text("diploma"),
        level=extensions.text("level"),
        language=document.text("language"),
        effective_from=_day(document),
        source=SourceData(
            document.text("creator"),
            document.text("description"),
            extensions.text("sourceNote", blank=True),
        ),
        context=_context(tree),
        poles=_poles(tree, {pole: block for _, pole, block, name in related if name != PROPOSAL}),
        blocks=_blocks(tree),
        ties=tuple(TieData(task, to) for _, task, to, name in related if name == PROPOSAL),
        ties_note=document.text("notes"),
        corrections=tuple(_correction(entry) for entry in extensions.tables("corrections")),
    )
    if tree.used != len(tree.items):
        raise CurriculumError(
            "case-orphan",
            f"{_NAME} : des éléments ne sont rattachés à rien ; chaque élément doit avoir sa "
            "place (« isChildOf ») dans un pôle, un bloc ou le contexte.",
        )
    check(data)
    return data


def _day(document: Table) -> date:
    try:
        return date.fromisoformat(document.text("statusStartDate"))
    except ValueError as error:
        raise CurriculumError(
            "case-date", f"{_NAME} : « statusStartDate » doit être une date (AAAA-MM-JJ)."
        ) from error


def _context(tree: _Tree) -> tuple[ContextItemData, ...]:
    found = []
    for _, item in tree.children(tree.root, ElementKind.CONTEXT):
        more = item.table.table("extensions")
        kind, heading = more.choice("context", ContextKind), more.text("heading", blank=True)
        found.append(ContextItemData(item.code, kind, heading, item.label))
    return tuple(found)


def _poles(tree: _Tree, blocks: dict[str, str]) -> tuple[PoleData, ...]:
    return tuple(
        PoleData(
            code=pole.code,
            block=blocks.get(pole.code, ""),
            label=pole.label,
            description=pole.table.text("notes"),
            functional_links=pole.table.table("extensions").text("functionalLinks"),
            activities=tuple(
                ActivityData(
                    activity.code,
                    activity.label,
                    tuple(
                        TaskData(task.code, task.label)
                        for _, task in tree.children(below, ElementKind.TASK)
                    ),
                    tuple(
                        ResultData(result.code, result.label)
                        for _, result in tree.children(below, ElementKind.RESULT)
                    ),
                )
                for below, activity in tree.children(identifier, ElementKind.ACTIVITY)
            ),
        )
        for identifier, pole in tree.children(tree.root, ElementKind.POLE)
    )


def _blocks(tree: _Tree) -> tuple[BlockData, ...]:
    return tuple(
        BlockData(
            code=block.code,
            unit=block.table.table("extensions").text("unit"),
            label=block.label,
            groups=tuple(
                GroupData(
                    group.code,
                    group.label,
                    tuple(
                        CompetenceData(competence.code, competence.label)
                        for _, competence in tree.children(below, ElementKind.COMPETENCE)
                    ),
                )
                for below, group in tree.children(identifier, ElementKind.GROUP)
            ),
            criteria=tuple(
                CriterionData(criterion.code, criterion.label)
                for _, criterion in tree.children(identifier, ElementKind.CRITERION)
            ),
        )
        for identifier, block in tree.children(tree.root, ElementKind.BLOCK)
    )


def _correction(entry: Table) -> CorrectionData:
    return CorrectionData(
        code=entry.text("code"),
        where=entry.text("where"),
        seed=entry.text("seed"),
        official=entry.text("official"),
        reason=entry.text("reason"),
    )
