from importlib import resources

import pytest

from tripartite.curriculum.domain import CurriculumError, FactState, parse_session
from tripartite.curriculum.library import curricula, exam_session, exam_years

TEXT = (resources.files("tripartite.curriculum") / "data/exam-2026.toml").read_text("utf-8")
SESSION = exam_session(2026)


def test_three_sessions_are_written_down():
    assert exam_years() == (2026, 2027, 2028)
    assert [exam_session(year).session for year in exam_years()] == [2026, 2027, 2028]


def test_a_session_that_is_not_written_is_refused():
    with pytest.raises(CurriculumError) as refusal:
        exam_session(2031)

    assert str(refusal.value) == (
        "Les exigences de la session 2031 ne sont pas encore écrites : "
        "ajoutez leur fichier à partir de la circulaire nationale."
    )


@pytest.mark.parametrize(
    ("code", "coefficient", "certificates", "sheets"),
    [
        ("E4", 5, True, ["E4.negociation", "E4.evenement"]),
        ("E5", 4, False, []),
        ("E6", 3, True, ["E6.distributeurs", "E6.partenaires", "E6.vente-directe"]),
    ],
)
def test_each_exam_asks_for_its_papers(code, coefficient, certificates, sheets):
    exam = SESSION.exam(code)

    assert exam.coefficient.value == coefficient
    assert (exam.needs_file, exam.needs_certificates) == (certificates, certificates)
    assert [sheet.code for sheet in exam.sheets] == sheets
    assert all(sheet.minimum == 1 for sheet in exam.sheets)


def test_an_unknown_exam_is_refused():
    with pytest.raises(CurriculumError) as refusal:
        SESSION.exam("E9")

    assert str(refusal.value) == "La session 2026 ne comporte pas d’épreuve « E9 »."


def test_sixteen_weeks_are_asked_and_eight_is_the_floor():
    assert (SESSION.stage.weeks.value, SESSION.stage.reduced_weeks.value) == (16, 8)


def test_the_five_grounds_of_nullity_are_listed():
    assert [ground.code for ground in SESSION.grounds] == ["NV1", "NV2", "NV3", "NV4", "NV5"]
    assert {ground.exams for ground in SESSION.grounds} == {("E4", "E6")}


def test_the_headings_of_the_e4_sheet_are_those_of_the_official_form():
    assert [heading.section.value for heading in SESSION.exam("E4").headings] == [
        "Cadre de l’activité",
        "Analyse de l’activité",
        "Déroulement",
        "Ciblage et prospection",
        "Exploitation et mutualisation de l’information commerciale",
    ]


def test_the_four_levels_go_up():
    assert [level.code for level in SESSION.levels] == ["TI", "I", "S", "TS"]


@pytest.mark.parametrize("year", [2026, 2027, 2028])
def test_no_date_is_presented_as_sure_before_the_circular_is_read(year):
    assert {date.fact.state for date in exam_session(year).dates} == {FactState.TO_CHECK}


def test_what_only_the_form_of_2026_says_is_to_check_the_year_after():
    states = [exam_session(year).exam("E6").coefficient.state for year in (2026, 2027)]

    assert states == [FactState.VERIFIED, FactState.TO_CHECK]


@pytest.mark.parametrize("year", [2026, 2027, 2028])
def test_exams_and_sheets_point_at_elements_of_the_referentiel(year):
    session = exam_session(year)
    data = next(each for each in curricula() if each.key == session.curriculum)

    assert [exam.block for exam in session.exams] == [block.code for block in data.blocks]
    assert [exam.unit for exam in session.exams] == [block.unit for block in data.blocks]
    assert [exam.label for exam in session.exams] == [block.label for block in data.blocks]
    activities = {activity.code for activity in data.activities}
    named = {code for exam in session.exams for sheet in exam.sheets for code in sheet.activities}
    assert named - activities == set()


@pytest.mark.parametrize(
    ("was", "becomes", "sentence"),
    [
        (
            'weeks = { value = 16, state = "vérifié"',
            'weeks = { value = 16, state = "sûr"',
            (
                "Session d’examen, stage, weeks : « state » doit être l’un de : vérifié, "
                "secondaire, à vérifier."
            ),
        ),
        (
            'source = "referentiel-2018" }',
            'source = "ouï-dire" }',
            (
                "Session d’examen, stage, weeks : la source « ouï-dire » n’est pas listée dans "
                "« sources »."
            ),
        ),
        (
            'route = "ccf"',
            'route = "oral"',
            (
                "Session d’examen, exams nº 1, forms nº 1 : « route » doit être l’un de : ccf, "
                "ponctuel."
            ),
        ),
        (
            'exams = ["E4", "E6"]',
            'exams = ["E4", "E7"]',
            "« NV1 » renvoie à l’épreuve « E7 », qui n’existe pas.",
        ),
    ],
)
def test_a_session_that_does_not_hold_is_refused(was, becomes, sentence):
    assert was in TEXT

    with pytest.raises(CurriculumError) as refusal:
        parse_session(TEXT.replace(was, becomes, 1))

    assert str(refusal.value) == sentence
