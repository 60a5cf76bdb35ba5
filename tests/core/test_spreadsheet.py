"""What leaves for a spreadsheet is text, never a formula."""

from datetime import date

import pytest

from tripartite.core.spreadsheet import csv_response, safe_cell


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("Moreau", "Moreau"),
        ("O'NEILL", "O'NEILL"),
        ('=HYPERLINK("x")', '\'=HYPERLINK("x")'),
        ("+33 6", "'+33 6"),
        ("-2", "'-2"),
        ("@SUM", "'@SUM"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("＝1", "'＝1"),
        ("a=1", "a=1"),
        (-2, "-2"),
        (1.5, "1.5"),
        (None, ""),
        ("", ""),
        (date(2009, 4, 13), "13/04/2009"),
    ],
)
def test_a_cell_is_text_that_no_spreadsheet_computes(value: object, cell: str):
    assert safe_cell(value) == cell


def test_a_table_leaves_with_its_mark_and_semicolons():
    response = csv_response("état.csv", ["Nom", "=Reste"], [["a;b", '"c"'], [1, None]])

    assert response.content.decode() == ("\ufeffNom;'=Reste\r\n" + '"a;b";"""c"""\r\n' + "1;\r\n")
    assert response["Content-Disposition"] == "attachment; filename*=utf-8''%C3%A9tat.csv"
