"""The référentiel as a 1EdTech CASE v1.1 package (CFPackage, JSON), and back without loss.

Source: *Competencies and Academic Standards Exchange (CASE) Service, version 1.1, Information
Model*, 24 January 2025: required properties, `CFPckg…` shapes, association types, `extensions`.

Each element is a CFItem; `isChildOf` says where it stands and in which order, `isRelatedTo` ties a
pole to its block and a task to a competence. What CASE has no place for travels in `extensions`.
Identifiers are UUIDv5 of the version and the code: the same data always gives the same package.
"""

import json
from dataclasses import asdict
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from tripartite.curriculum.domain.model import (
    ELEMENT_LABELS,
    CurriculumData,
    Element,
    ElementKind,
)

NAMESPACE = uuid5(NAMESPACE_URL, "https://purl.imsglobal.org/spec/case/v1p1/tripartite")
OFFICIAL = "Rattachement officiel"
PROPOSAL = "Rattachement proposé"


class _Writer:
    """Builds the parts of one package; knows its identifiers and its date."""

    def __init__(self, data: CurriculumData, base: str) -> None:
        self.data = data
        self.base = f"{base.rstrip('/')}/ims/case/v1p1"
        self.changed = f"{data.effective_from.isoformat()}T00:00:00+00:00"

    def identifier(self, kind: str, name: str) -> str:
        return str(uuid5(NAMESPACE, f"{self.data.key}/{kind}/{name}"))

    def head(self, kind: str, name: str) -> dict[str, Any]:
        """The three properties every CASE object must have."""
        identifier = self.identifier(kind, name)
        return {
            "identifier": identifier,
            "uri": f"{self.base}/{kind}/{identifier}",
            "lastChangeDateTime": self.changed,
        }

    def link(self, kind: str, name: str, title: str) -> dict[str, str]:
        head = self.head(kind, name)
        return {"title": title, "identifier": head["identifier"], "uri": head["uri"]}

    def node(self, kind: str, name: str, title: str) -> dict[str, str]:
        return {**self.link(kind, name, title), "targetType": "CASE"}

    def document(self) -> dict[str, Any]:
        data = self.data
        return {
            **self.head("CFDocuments", data.key),
            "caseVersion": "1.1",
            "creator": data.source.creator,
            "publisher": "Tripartite",
            "title": data.title,
            "description": data.source.label,
            "language": data.language,
            "version": data.version,
            "adoptionStatus": "Adopted",
            "statusStartDate": data.effective_from.isoformat(),
            "notes": data.ties_note,
            "extensions": {
                "code": data.code,
                "sourceNote": data.source.note,
                "shortTitle": data.short_title,
                "diploma": data.diploma,
                "level": data.level,
                "corrections": [asdict(correction) for correction in data.corrections],
            },
        }

    def item(self, element: Element) -> dict[str, Any]:
        label = ELEMENT_LABELS[element.kind]
        return {
            **self.head("CFItems", element.code),
            "fullStatement": element.label,
            "humanCodingScheme": element.code,
            "CFItemType": label,
            "CFItemTypeURI": self.link("CFItemTypes", element.kind, label),
            "language": self.data.language,
            "educationLevel": [self.data.level],
            **self.extensions(element),
        }

    def extensions(self, element: Element) -> dict[str, Any]:
        """What an element of that kind says beyond its label."""
        if element.kind is ElementKind.POLE:
            pole = next(pole for pole in self.data.poles if pole.code == element.code)
            return {
                "notes": pole.description,
                "extensions": {"functionalLinks": pole.functional_links},
            }
        if element.kind is ElementKind.BLOCK:
            block = next(block for block in self.data.blocks if block.code == element.code)
            return {"extensions": {"unit": block.unit}}
        if element.kind is ElementKind.CONTEXT:
            item = next(item for item in self.data.context if item.code == element.code)
            return {"extensions": {"context": item.kind.value, "heading": item.heading}}
        return {}

    def association(
        self,
        type_: str,
        origin: Element,
        destination: dict[str, str],
        *,
        sequence: int,
        grouping: str = "",
    ) -> dict[str, Any]:
        name = f"{type_}/{origin.code}/{destination['identifier']}"
        made: dict[str, Any] = {
            **self.head("CFAssociations", name),
            "associationType": type_,
            "originNodeURI": self.node("CFItems", origin.code, origin.label),
            "destinationNodeURI": destination,
            "sequenceNumber": sequence,
        }
        if grouping:
            made["CFAssociationGroupingURI"] = self.link(
                "CFAssociationGroupings", grouping, grouping
            )
        return made

    def associations(self) -> list[dict[str, Any]]:
        elements = {element.code: element for element in self.data.elements()}
        root = self.node("CFDocuments", self.data.key, self.data.title)
        found = []
        for sequence, element in enumerate(elements.values(), start=1):
            parent = elements.get(element.parent)
            above = self.node("CFItems", parent.code, parent.label) if parent else root
            found.append(self.association("isChildOf", element, above, sequence=sequence))
        ties = [(pole.code, pole.block, OFFICIAL) for pole in self.data.poles]
        ties += [(tie.task, tie.competence, PROPOSAL) for tie in self.data.ties]
        for sequence, (origin, destination, grouping) in enumerate(ties, start=1):
            target = elements[destination]
            found.append(
                self.association(
                    "isRelatedTo",
                    elements[origin],
                    self.node("CFItems", target.code, target.label),
                    sequence=sequence,
                    grouping=grouping,
                )
            )
        return found

    def definitions(self) -> dict[str, Any]:
        return {
            "CFItemTypes": [
                {
                    **self.head("CFItemTypes", kind),
                    "title": label,
                    "description": label,
                    "hierarchyCode": str(rank),
                    "typeCode": kind.value,
                }
                for rank, (kind, label) in enumerate(ELEMENT_LABELS.items(), start=1)
            ],
            "CFAssociationGroupings": [
                {
                    **self.head("CFAssociationGroupings", OFFICIAL),
                    "title": OFFICIAL,
                    "description": "Un pôle d’activités et son bloc de compétences.",
                },
                {
                    **self.head("CFAssociationGroupings", PROPOSAL),
                    "title": PROPOSAL,
                    "description": self.data.ties_note,
                },
            ],
        }


def to_package(data: CurriculumData, base: str) -> dict[str, Any]:
    """The CFPackage of a référentiel, whose URIs stand under `base`, the site's address."""
    writer = _Writer(data, base)
    return {
        "CFDocument": writer.document(),
        "CFItems": [writer.item(element) for element in data.elements()],
        "CFAssociations": writer.associations(),
        "CFDefinitions": writer.definitions(),
        "CFRubrics": [],
    }


def to_json(data: CurriculumData, base: str) -> str:
    return json.dumps(to_package(data, base), ensure_ascii=False, indent=1)
