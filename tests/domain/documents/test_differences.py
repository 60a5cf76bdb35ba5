"""Two versions of an agreement compared: every field is seen, and said in French."""

import copy
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.documents import samples
from tripartite.documents.papers import Difference, PersonLine, differences
from tripartite.documents.papers.differences import IGNORED

GUARDED = samples.convention(
    student=replace(samples.STUDENT, guardian=PersonLine("Lina Benali", "mère", "l@x.example"))
).as_json()


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path of every text of a paper; a date is one text."""
    if isinstance(value, dict) and "text" not in value:
        for key, inner in value.items():
            yield from leaves(inner, (*path, key))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from leaves(inner, (*path, place))
    elif not (path and path[0] in IGNORED):
        yield path


def changed(path: tuple[Any, ...]) -> dict[str, Any]:
    data = copy.deepcopy(GUARDED)
    inner = data
    for step in path[:-1]:
        inner = inner[step]
    old = inner[path[-1]]
    inner[path[-1]] = (
        {"iso": "2030-01-01", "text": "1er janvier 2030"}
        if isinstance(old, dict)
        else "Autre chose"
    )
    return data


#: Printed in words by another field: the title of the article, and which one it is.
DERIVED = {("articles", "number"), ("clauses", "mention")}
PATHS = [path for path in leaves(GUARDED) if (path[0], path[-1]) not in DERIVED]


def test_the_sample_has_every_field() -> None:
    assert len(PATHS) > 100


@pytest.mark.parametrize("path", PATHS, ids=lambda path: ".".join(map(str, path)))
def test_a_change_of_any_field_is_seen_and_named(path: tuple[Any, ...]) -> None:
    found = differences(GUARDED, changed(path))

    assert len(found) == 1
    assert found[0].section != "Autres indications"
    assert any("Autre chose" in line or "2030" in line for line in found[0].after)


def test_the_same_paper_under_another_number_has_no_difference() -> None:
    again = samples.convention(reference="CONV-2", version=2, issued_on=date(2026, 12, 1))

    assert differences(samples.convention().as_json(), again.as_json()) == []


def test_dates_are_said_in_words() -> None:
    later = samples.convention(period=replace(samples.PERIOD, ends_on=date(2027, 2, 5)))

    assert differences(samples.convention().as_json(), later.as_json()) == [
        Difference("Dates et horaires", "Dernier jour", ("29 janvier 2027",), ("5 février 2027",))
    ]


def test_only_the_lines_that_differ_are_shown() -> None:
    framing = replace(samples.FRAMING, means=(*samples.FRAMING.means, "Un casque"))

    assert differences(
        samples.convention().as_json(), samples.convention(framing=framing).as_json()
    ) == [Difference("Annexe pédagogique", "Moyens", (), ("Un casque",))]


def test_another_order_is_a_difference() -> None:
    order = samples.convention(signatories=tuple(reversed(samples.SIGNATORIES)))

    (found,) = differences(samples.convention().as_json(), order.as_json())

    assert (found.label, found.before) == ("Signataires", tuple(reversed(found.after)))


def test_a_guardian_who_comes_is_seen() -> None:
    labels = [d.label for d in differences(samples.convention().as_json(), GUARDED)]

    assert labels == [
        "Représentant légal", "Qualité du représentant légal",
        "Adresse électronique du représentant légal",
    ]  # fmt: skip


def test_a_field_that_nobody_named_is_shown_all_the_same() -> None:
    found = differences({}, {"authorisation": "déposée"})

    assert found == [Difference("Autres indications", "authorisation", (), ("déposée",))]


def test_an_older_template_without_a_field_is_compared() -> None:
    old = samples.convention().as_json()
    del old["special_presence"]

    (found,) = differences(old, samples.convention().as_json())

    assert (found.label, found.before) == ("Nuit, dimanche, jours fériés", ())
