"""CASE 1.1: what goes out is well formed, what comes back is equal."""

import copy
import json
from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.curriculum.small import TOML
from tripartite.curriculum.case import to_json, to_package
from tripartite.curriculum.case_import import from_json, from_package
from tripartite.curriculum.domain import (
    CurriculumError,
    TaskData,
    parse,
)
from tripartite.curriculum.library import read

NDRC = read("bts-ndrc-2018.toml")
SMALL = parse(TOML)
BASE = "https://stages.example"
TEXTS = st.text(min_size=1, max_size=60).map(str.strip).filter(bool)

# CASE 1.1, Information Model, multiplicity 1 in the package forms.
REQUIRED = {
    "CFDocument": {"identifier", "uri", "creator", "title", "lastChangeDateTime"},
    "CFItems": {"identifier", "uri", "fullStatement", "lastChangeDateTime"},
    "CFAssociations": {
        "identifier",
        "uri",
        "associationType",
        "originNodeURI",
        "destinationNodeURI",
        "lastChangeDateTime",
    },
    "CFItemTypes": {
        "identifier",
        "uri",
        "title",
        "description",
        "hierarchyCode",
        "lastChangeDateTime",
    },
    "CFAssociationGroupings": {"identifier", "uri", "title", "lastChangeDateTime"},
}


def objects(package):
    yield "CFDocument", package["CFDocument"]
    for name in ("CFItems", "CFAssociations"):
        for each in package[name]:
            yield name, each
    for name, definitions in package["CFDefinitions"].items():
        for each in definitions:
            yield name, each


def test_the_referentiel_comes_back_equal():
    assert from_json(to_json(NDRC, BASE)) == NDRC


@settings(max_examples=50, deadline=None)
@given(
    title=TEXTS,
    note=st.text(max_size=40).map(str.strip),
    labels=st.lists(TEXTS, min_size=1, max_size=4, unique_by=str.casefold),
)
def test_any_words_come_back_equal(title, note, labels):
    tasks = tuple(TaskData(f"P1.A1.T{n}", label) for n, label in enumerate(labels, start=1))
    activity = replace(SMALL.activities[0], tasks=tasks)
    pole = replace(SMALL.poles[0], activities=(activity,))
    source = replace(SMALL.source, note=note)
    data = replace(SMALL, title=title, poles=(pole,), source=source, corrections=())

    assert from_json(to_json(data, BASE)) == data


def test_every_object_has_what_the_standard_requires():
    for name, each in objects(to_package(NDRC, BASE)):
        assert REQUIRED[name] - set(each) == set()


def test_identifiers_are_unique_uuids_that_end_their_address():
    found = [each for _, each in objects(to_package(NDRC, BASE))]

    identifiers = [each["identifier"] for each in found]
    assert len(set(identifiers)) == len(identifiers)
    assert {UUID(identifier).version for identifier in identifiers} == {5}
    assert [each["uri"].rpartition("/")[2] for each in found] == identifiers
    assert {each["uri"].partition("/ims/case/v1p1/")[0] for each in found} == {BASE}


def test_the_same_data_gives_the_same_package():
    assert to_json(NDRC, BASE) == to_json(read.__wrapped__("bts-ndrc-2018.toml"), f"{BASE}/")


def test_another_version_has_other_identifiers():
    other = to_package(replace(SMALL, version="2"), BASE)["CFItems"][0]["identifier"]

    assert other != to_package(SMALL, BASE)["CFItems"][0]["identifier"]


def test_every_end_of_an_association_is_in_the_package():
    package = to_package(NDRC, BASE)

    known = {each["identifier"] for _, each in objects(package)}
    ends = {
        each[end]["identifier"]
        for each in package["CFAssociations"]
        for end in ("originNodeURI", "destinationNodeURI")
    }

    assert ends - known == set()


def test_the_official_tie_and_the_proposal_are_told_apart():
    groupings = [
        each["CFAssociationGroupingURI"]["title"]
        for each in to_package(NDRC, BASE)["CFAssociations"]
        if each["associationType"] == "isRelatedTo"
    ]

    assert groupings.count("Rattachement officiel") == 3
    assert groupings.count("Rattachement proposé") == len(NDRC.ties)


def test_items_out_of_order_come_back_in_order():
    package = to_package(NDRC, BASE)
    package["CFItems"].reverse()
    package["CFAssociations"].reverse()

    assert from_package(package) == NDRC


def test_associations_of_other_sorts_are_passed_over():
    package = to_package(NDRC, BASE)
    package["CFAssociations"].append(
        {**package["CFAssociations"][0], "associationType": "precedes"}
    )

    assert from_package(package) == NDRC


def _spoilt(change) -> dict:
    package = copy.deepcopy(to_package(SMALL, BASE))
    change(package)
    return package


def _item_of(package: dict, code: str) -> dict:
    return next(item for item in package["CFItems"] if item["humanCodingScheme"] == code)


def _unknown_end(package: dict) -> None:
    package["CFAssociations"][0]["originNodeURI"]["identifier"] = "x"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda package: package.pop("CFDocument"), "missing"),
        (lambda package: package["CFDocument"].update(caseVersion="1.0"), "case-version"),
        (lambda package: package["CFDocument"].update(statusStartDate="hier"), "case-date"),
        (lambda package: package["CFDocument"].pop("extensions"), "missing"),
        (lambda package: _item_of(package, "P1").update(CFItemType="Domain"), "case-type"),
        (lambda package: _item_of(package, "SER1")["extensions"].update(context="x"), "choice"),
        (_unknown_end, "case-link"),
        (lambda package: package["CFAssociations"].pop(0), "case-orphan"),
        (lambda package: package["CFAssociations"].clear(), "case-orphan"),
        (
            lambda package: _item_of(package, "P1.A1.T2").update(humanCodingScheme="P1"),
            "duplicate-code",
        ),
        (lambda package: package["CFItems"].append("x"), "table"),
    ],
)
def test_a_package_that_does_not_hold_is_refused(change, code):
    with pytest.raises(CurriculumError) as refusal:
        from_package(_spoilt(change))

    assert refusal.value.code == code


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, "\x00"])
def test_what_is_not_json_is_refused(text):
    with pytest.raises(CurriculumError) as refusal:
        from_json(text)

    assert str(refusal.value) == (
        "Ce fichier n’est pas du JSON lisible : choisissez un export CASE."
    )


def test_json_that_is_no_package_is_refused():
    with pytest.raises(CurriculumError) as refusal:
        from_json(json.dumps([1, 2]))

    assert str(refusal.value) == "Fichier CASE : une table de clés et de valeurs est attendue."
