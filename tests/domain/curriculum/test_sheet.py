import csv
from dataclasses import replace
from io import StringIO

import pytest

from tests.domain.curriculum.small import TOML
from tripartite.curriculum.domain import parse
from tripartite.curriculum.library import read
from tripartite.curriculum.sheet import HEADER, safe, to_csv

NDRC = read("bts-ndrc-2018.toml")


def rows(data) -> list[list[str]]:
    return list(csv.reader(StringIO(to_csv(data), newline=""), delimiter=";"))


def test_the_sheet_has_a_line_per_element():
    lines = rows(NDRC)

    assert tuple(lines[0]) == HEADER
    assert [line[0] for line in lines[1:]] == [element.code for element in NDRC.elements()]


def test_a_task_says_where_it_stands_and_what_is_proposed():
    line = next(line for line in rows(NDRC) if line[0] == "P1.A1.T2")

    assert line == [
        "P1.A1.T2",
        "Tâche",
        "Animation d’opérations de prospection",
        "P1.A1",
        "Relation client et négociation-vente › Développement de clientèle",
        "B1.C2, B1.C3, B1.C4",
    ]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_cell_that_a_spreadsheet_would_run_is_made_text(start):
    assert safe(f"{start}1+1") == f"'{start}1+1"


@pytest.mark.parametrize("cell", ["", "1=1", "Vente - conseil", "'=1"])
def test_another_cell_is_left_as_it_is(cell):
    assert safe(cell) == cell


def test_a_label_that_looks_like_a_formula_is_exported_as_text():
    data = parse(TOML)
    item = replace(data.context[0], label="=HYPERLINK(A1)")

    lines = rows(replace(data, context=(item,)))

    assert lines[1][2] == "'=HYPERLINK(A1)"
