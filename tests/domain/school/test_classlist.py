"""Every fault a class list may have, and the three lists that the product is shown with."""

from datetime import date
from pathlib import Path

import pytest

from tripartite.school.domain.classlist import (
    Column,
    Fault,
    FaultCode,
    clean,
    columns_of,
    is_email,
    parse_day,
    read,
)
from tripartite.school.domain.decoding import MAX_BYTES, MAX_LINES, UnreadableError

DATA = Path(__file__).parents[2] / "data"
TODAY = date(2026, 11, 24)
HEADER = "Nom;Prénom;Date de naissance;Classe;Email;INE;Téléphone\n"
GOOD = "MARTIN;Léa;12/03/2007;NDRC1;lea@eleves.example;1;0612\n"


def read_text(text: str):
    return read(text.encode(), class_name="NDRC1", today=TODAY)


def only_line(text: str):
    (line,) = read_text(HEADER + text).lines
    return line


def test_the_siecle_list_is_read_whole():
    found = read((DATA / "classe-ndrc1-siecle.csv").read_bytes(), class_name="NDRC1", today=TODAY)

    assert (found.encoding, found.separator) == ("UTF-8 avec marque d’ordre", "point-virgule")
    assert found.ignored == ("CODE MEF", "LIBELLE MEF")
    assert [line.number for line in found.lines] == list(range(2, 36))
    assert [line.faults for line in found.lines if line.faults] == []
    first = found.lines[0].person
    assert (first.ine, first.last_name, first.first_name) == ("130316904GD", "DUBOIS", "Seán")
    assert (first.birth_date, first.guardian_name) == (date(2009, 4, 13), "DUBOIS")
    assert first.guardian_email == "famille.dubois@example.org"


def test_the_pronote_list_is_read_with_its_accents():
    found = read((DATA / "classe-ndrc1-pronote.csv").read_bytes(), class_name="NDRC1", today=TODAY)

    assert (found.encoding, found.separator) == ("Windows-1252 (ANSI)", "point-virgule")
    assert found.ignored == ("Sexe", "Pays")
    assert len(found.lines) == 30
    assert [line.faults for line in found.lines if line.faults] == []
    names = [line.person.last_name for line in found.lines[:9]]
    assert names[2] == "O'NEILL"
    assert names[5] == "LEMAÎTRE"
    assert names[8] == "ŒUVRARD"
    assert found.lines[0].person.city == "Monaco"


def test_each_faulty_line_is_named_with_its_number_and_reason():
    found = read((DATA / "classe-avec-erreurs.csv").read_bytes(), class_name="NDRC1", today=TODAY)

    assert {line.number: [f.code for f in line.faults] for line in found.lines} == {
        2: [FaultCode.DATE],
        3: [],
        4: [FaultCode.EMPTY],
        5: [FaultCode.EMAIL],
        6: [],
        7: [FaultCode.OTHER_CLASS],
        8: [FaultCode.TOO_MANY_CELLS],
        9: [],
    }
    assert found.lines[0].faults[0].sentence == (
        "date de naissance : « 31/02/2008 » n’est pas un jour du calendrier"
    )
    assert found.lines[5].faults[0].sentence == (
        "classe « NDRC9 », alors que l’import est pour NDRC1"
    )


def test_a_formula_is_kept_as_text_and_said():
    found = read((DATA / "classe-avec-erreurs.csv").read_bytes(), class_name="NDRC1", today=TODAY)

    line = found.lines[4]
    assert line.person.last_name == '=HYPERLINK("http://example.org";"x")'
    assert line.warnings == ("nom : commence par « = », gardé comme du simple texte",)


def test_a_line_break_inside_a_cell_is_taken_out_and_said():
    found = read((DATA / "classe-avec-erreurs.csv").read_bytes(), class_name="NDRC1", today=TODAY)

    line = found.lines[7]
    assert line.person.last_name == "ORSINI"
    assert line.warnings == ("nom : saut de ligne retiré",)


def test_a_record_on_two_lines_does_not_shift_the_numbers_that_follow():
    found = read_text(HEADER + '"A\nB";Zoé;01/01/2007;;;;\n\nMARTIN;Léa;31/02/2007;;;;\n')

    assert [line.number for line in found.lines] == [2, 5]


@pytest.mark.parametrize(
    ("cells", "code", "sentence"),
    [
        (";Léa;12/03/2007;;;;", FaultCode.EMPTY, "nom : cellule vide"),
        ("M;;12/03/2007;;;;", FaultCode.EMPTY, "prénom : cellule vide"),
        ("M;Léa;;;;;", FaultCode.EMPTY, "date de naissance : cellule vide"),
        (
            "M;Léa;12/03/2030;;;;",
            FaultCode.DATE,
            "date de naissance : « 12/03/2030 » donnerait -4 ans",
        ),
        (
            "M;Léa;hier;;;;",
            FaultCode.DATE,
            "date de naissance : « hier » n’est pas un jour du calendrier",
        ),
        (
            "M;Léa;12/03/2007;;lea@;;",
            FaultCode.EMAIL,
            "adresse électronique : « lea@ » n’a pas la forme nom@domaine.fr",
        ),
        (
            "M;Léa;12/03/2007;;;123456789012;",
            FaultCode.TOO_LONG,
            "INE : plus de 11 caractères",
        ),
        (
            "M;Léa;12/03/2007;;;;;de trop",
            FaultCode.TOO_MANY_CELLS,
            "8 cellules pour 7 colonnes : une cellule contient sans doute le séparateur",
        ),
    ],
)
def test_a_fault_is_said_in_a_sentence(cells: str, code: FaultCode, sentence: str):
    line = only_line(cells + "\n")

    assert line.faults == (Fault(code, sentence),)
    assert line.person is None


def test_all_the_faults_of_a_line_are_said_at_once():
    line = only_line(";;hier;AUTRE;x;;\n")

    assert [f.code for f in line.faults] == [
        FaultCode.EMPTY,
        FaultCode.EMPTY,
        FaultCode.DATE,
        FaultCode.EMAIL,
        FaultCode.OTHER_CLASS,
    ]


@pytest.mark.parametrize(
    ("second", "sentence"),
    [
        (GOOD, "la même personne figure déjà à la ligne 2"),
        ("AUTRE;Nom;01/01/2007;;;1;\n", "le même INE figure déjà à la ligne 2"),
        ("AUTRE;Nom;01/01/2007;;LEA@eleves.example;;\n", "cette adresse figure déjà à la ligne 2"),
    ],
)
def test_the_second_of_two_is_left_out(second: str, sentence: str):
    first, twin = read_text(HEADER + GOOD + second).lines

    assert first.faults == ()
    assert twin.faults == (Fault(FaultCode.TWICE, sentence),)


def test_a_faulty_line_does_not_make_the_right_one_a_double():
    _, right = read_text(HEADER + GOOD.replace("12/03", "31/02") + GOOD).lines

    assert right.faults == ()


@pytest.mark.parametrize(
    ("cells", "warnings"),
    [
        ("M;Léa;12/03/2007;NDRC1;a@b.fr;;+33612\n", ()),
        (
            "M;Léa;12/03/2007;ndrc-1;;;\n",
            ("sans adresse électronique : pas d’invitation possible pour l’instant",),
        ),
        (
            "M;Léa;25/11/2008;;a@b.fr;;\n",
            ("mineur sans représentant légal : à compléter avant la convention",),
        ),
        ("M;Léa;24/11/2008;;a@b.fr;;;;;\n", ()),
        (
            "@M;Léa;12/03/2007;;a@b.fr;;\n",
            ("nom : commence par « @ », gardé comme du simple texte",),
        ),
    ],
)
def test_a_doubt_is_said_without_stopping_the_line(cells: str, warnings: tuple[str, ...]):
    line = only_line(cells)

    assert line.faults == ()
    assert line.warnings == warnings


def test_the_guardian_is_named_by_first_and_last_name():
    found = read_text(
        "Nom,Prénom,Né(e) le,Responsable 1 nom,Responsable 1 prénom,Responsable 1 mel\n"
        "M,Léa,12/03/2009,MARTIN,Anne,Anne@famille.example\n"
    )

    person = found.lines[0].person
    assert (person.guardian_name, person.guardian_email) == ("Anne MARTIN", "anne@famille.example")


@pytest.mark.parametrize(
    ("header", "column"),
    [
        ("NOM DE FAMILLE", Column.LAST_NAME),
        ("nom", Column.LAST_NAME),
        ("PRENOM", Column.FIRST_NAME),
        ("Prénom", Column.FIRST_NAME),
        ("Né(e) le", Column.BIRTH_DATE),
        ("DIVISION", Column.CLASS),
        ("MEL", Column.EMAIL),
        ("Adresse E-mail", Column.EMAIL),
        ("  E-MAIL ", Column.EMAIL),
        ("Téléphone portable", Column.PHONE),
        ("Adresse 1", Column.ADDRESS),
        ("REPRESENTANT LEGAL 1 NOM", Column.GUARDIAN_NAME),
        ("REPRESENTANT LEGAL 1 MEL", Column.GUARDIAN_EMAIL),
    ],
)
def test_a_header_is_known_by_its_aliases(header: str, column: Column):
    assert columns_of((header,)) == {column: 0}


def test_of_two_headers_that_mean_the_same_the_first_counts():
    assert columns_of(("Nom", "Nom de famille")) == {Column.LAST_NAME: 0}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("13/04/2009", date(2009, 4, 13)),
        ("2009-04-13", date(2009, 4, 13)),
        ("1/9/08", date(2008, 9, 1)),
        ("01.09.2008", date(2008, 9, 1)),
        ("1-9-16", date(2016, 9, 1)),
        ("1/9/17", date(1917, 9, 1)),
        ("29/02/2008", date(2008, 2, 29)),
        ("29/02/2007", None),
        ("13/13/2007", None),
        ("2009/04/13", None),
        ("", None),
    ],
)
def test_a_day_is_read_as_people_write_it(text: str, day: date | None):
    assert parse_day(text, TODAY) == day


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("lea.martin@eleves.example", True),
        ("O'Neill+stage@sub.ecole-x.fr", True),
        ("lea@localhost", False),
        ("lea..m@x.fr", False),
        ("léa@x.fr", False),
        ("a b@x.fr", False),
        ("a@-x.fr", False),
        ("a@x.fr\n", False),
    ],
)
def test_an_address_has_the_form_of_one(text: str, right: bool):  # noqa: FBT001  # a table
    assert is_email(text) is right


def test_a_cell_is_cleaned_of_what_cannot_be_seen():
    assert clean(" Le\u0301a\t\x07 Marie\r\n") == "Léa Marie"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b" \r\n\xef\xbb\xbf", "empty"),
        (b";;;\n;;\n", "empty"),
        (b"PK\x03\x04xl/workbook.xml", "not_csv"),
        (b"\xd0\xcf\x11\xe0", "not_csv"),
        (b"%PDF-1.7", "not_csv"),
        (b"<table><tr><td>Nom", "not_csv"),
        (b"Nom;Pr\x00nom\n", "unknown_encoding"),
        (b"Nom;Pr\x81nom\n", "unknown_encoding"),
        (b"Nom\nMARTIN\n", "no_separator"),
        (b"Nom;Classe\nMARTIN;NDRC1\n", "missing_columns"),
        (HEADER.encode(), "no_line"),
        (HEADER.encode() + b'"MARTIN;L\n', "bad_quotes"),
        (HEADER.encode() + GOOD.encode() * (MAX_LINES + 1), "too_many_lines"),
        (b"x" * (MAX_BYTES + 1), "too_large"),
    ],
)
def test_what_is_no_class_list_is_refused_in_one_sentence(content: bytes, code: str):
    with pytest.raises(UnreadableError) as refusal:
        read(content, class_name="NDRC1", today=TODAY)

    assert refusal.value.code == code


def test_the_missing_columns_are_named():
    with pytest.raises(UnreadableError) as refusal:
        read_text("Nom;Classe\nMARTIN;NDRC1\n")

    assert refusal.value.sentence.startswith("Il manque la colonne prénom, date de naissance.")


@pytest.mark.parametrize(
    ("codec", "label"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8 avec marque d’ordre"),
        ("cp1252", "Windows-1252 (ANSI)"),
        ("utf-16", "UTF-16"),
    ],
)
@pytest.mark.parametrize(
    ("separator", "said"), [(";", "point-virgule"), (",", "virgule"), ("\t", "tabulation")]
)
def test_encoding_and_separator_are_recognised_and_said(codec, label, separator, said):
    content = (HEADER + GOOD).replace(";", separator).replace("\n", "\r\n").encode(codec)

    found = read(content, class_name="NDRC1", today=TODAY)

    assert (found.encoding, found.separator) == (label, said)
    assert found.lines[0].person.first_name == "Léa"
