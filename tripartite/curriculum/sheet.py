"""The référentiel as a CSV sheet that a French spreadsheet opens as it stands."""

import csv
from collections import defaultdict
from io import StringIO

from tripartite.curriculum.domain.model import ELEMENT_LABELS, CurriculumData

HEADER = ("Code", "Nature", "Libellé", "Rattaché à", "Dans", "Compétences proposées")
# A spreadsheet takes a cell that begins so for a formula, and runs it.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def safe(cell: str) -> str:
    """The cell as text: an apostrophe before what a spreadsheet would run as a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell


def to_csv(data: CurriculumData) -> str:
    """One line per element, separated by semicolons, in the order of the text."""
    competences = defaultdict(list)
    for tie in data.ties:
        competences[tie.task].append(tie.competence)
    out = StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADER)
    for element in data.elements():
        row = (
            element.code,
            ELEMENT_LABELS[element.kind],
            element.label,
            element.parent,
            " › ".join(element.path),
            ", ".join(competences[element.code]),
        )
        writer.writerow([safe(cell) for cell in row])
    return out.getvalue()
