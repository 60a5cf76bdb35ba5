"""The data, word for word, against a copy of the tables of the founding document."""

import re
from itertools import groupby
from pathlib import Path

import pytest

from tripartite.curriculum.domain import ContextItemData, ContextKind
from tripartite.curriculum.library import read

# The transcription has typewriter apostrophes; the official text, like the data, printed ones.
FOUNDING = (
    (Path(__file__).parent / "founding_tables.txt").read_text(encoding="utf-8").replace("'", "’")
)
NDRC = read("bts-ndrc-2018.toml")
SEED_WORDING = {correction.code: correction.seed for correction in NDRC.corrections}


def as_handed_out(element) -> str:
    """The label as the founding document has it, its slips included."""
    return SEED_WORDING.get(element.code, element.label)


def part(name: str) -> list[str]:
    """The lines of a part of the copy."""
    return FOUNDING.split(f"# {name}\n")[1].split("\n# ")[0].splitlines()


def list_lines(name: str) -> list[str]:
    lines = [line.removeprefix("- ").rstrip(" ;.") for line in part(name) if line.startswith("- ")]
    return [line.replace("*", "") for line in lines if line != "etc"]


def lines_of(*kinds: ContextKind) -> list[list[ContextItemData]]:
    """The items of the data, line by line: one heading, or one number (INF1.1, INF1.2)."""
    items = [item for item in NDRC.context if item.kind in kinds]
    by_line = groupby(items, lambda item: (item.kind, item.heading, item.code.partition(".")[0]))
    return [list(group) for _, group in by_line]


def test_the_counts_are_the_official_ones():
    assert NDRC.counts() == {
        "poles": 3,
        "activities": 10,
        "tasks": 34,
        "results": 30,
        "blocks": 3,
        "groups": 10,
        "competences": 26,
        "criteria": 48,
    }


@pytest.mark.parametrize(
    ("pole", "counts"), [("P1", (4, 11, 12)), ("P2", (3, 14, 10)), ("P3", (3, 9, 8))]
)
def test_each_pole_has_its_activities_tasks_and_results(pole, counts):
    held = next(each for each in NDRC.poles if each.code == pole)

    assert counts == (
        len(held.activities),
        sum(len(activity.tasks) for activity in held.activities),
        sum(len(activity.results) for activity in held.activities),
    )


@pytest.mark.parametrize(
    ("block", "competences", "criteria"), [("B1", 11, 20), ("B2", 8, 16), ("B3", 7, 12)]
)
def test_each_block_has_its_competences_and_criteria(block, competences, criteria):
    held = next(each for each in NDRC.blocks if each.code == block)

    assert sum(len(group.competences) for group in held.groups) == competences
    assert len(held.criteria) == criteria


def test_the_poles_bear_the_official_names():
    titles = re.findall(r"Pôle \d d’activités : (.+)", FOUNDING)

    assert [pole.label for pole in NDRC.poles] == titles
    assert [block.label for block in NDRC.blocks] == titles


def test_activities_tasks_and_results_are_those_of_the_tables():
    founding = []
    for row in part("II"):
        if "<b>" in row:
            left, right = row.split("\t")
            activity = re.findall(r"<b>(.+?)</b>", left)[0]
            tasks = re.findall(r"<li>- (.+?)</li>", left)
            founding.append((activity, tasks, right.removeprefix("<p>").removesuffix("</p>")))

    ours = [
        (
            as_handed_out(activity),
            [as_handed_out(task) for task in activity.tasks],
            " ".join(as_handed_out(result) for result in activity.results),
        )
        for activity in NDRC.activities
    ]

    assert ours == founding


def test_the_jobs_are_those_of_the_lists():
    founding = [re.split(r" [-–] ", line.casefold()) for line in list_lines("I.2.1")]

    ours = lines_of(ContextKind.ENTRY_JOB, ContextKind.LATER_JOB)

    assert [[as_handed_out(job).casefold() for job in line] for line in ours] == founding


def test_technologies_and_resources_are_those_of_the_lists():
    founding = []
    for line in list_lines("I.2.4"):
        nested = re.sub(
            r"communication \((.+?)\)",
            lambda found: ", ".join(f"communication : {way}" for way in found[1].split(", ")),
            line.casefold(),
        )
        headed = re.sub(r"^([^:(,]+) \((.+)\)$", r"\1 : \2", nested)
        founding.append(headed.removesuffix(", etc."))

    ours = []
    for items in lines_of(ContextKind.SERVICE, ContextKind.EQUIPMENT, ContextKind.INFORMATION):
        heading = f"{items[0].heading} : " if items[0].heading else ""
        ours.append((heading + ", ".join(map(as_handed_out, items))).casefold())

    assert ours == founding


@pytest.mark.parametrize("correction", NDRC.corrections, ids=lambda correction: correction.code)
def test_each_correction_corrects_a_wording_of_the_document(correction):
    labels = {element.code: element.label for element in NDRC.elements()}

    assert FOUNDING.count(correction.seed) > 0
    assert correction.official.casefold() not in FOUNDING.casefold()
    assert labels[correction.code] == correction.official


def test_no_label_stands_twice_in_an_activity():
    for activity in NDRC.activities:
        labels = [item.label.casefold() for item in (*activity.tasks, *activity.results)]

        assert len(set(labels)) == len(labels)


def test_every_label_begins_with_a_capital():
    assert [e.label for e in NDRC.elements() if not e.label[0].isupper()] == []


def test_every_task_is_tied_to_one_to_three_competences():
    ties = [tie.task for tie in NDRC.ties]

    assert {task.code: 1 <= ties.count(task.code) <= 3 for task in NDRC.tasks} == {
        task.code: True for task in NDRC.tasks
    }


def test_every_competence_is_tied_to_a_task():
    assert {tie.competence for tie in NDRC.ties} == {each.code for each in NDRC.competences}
