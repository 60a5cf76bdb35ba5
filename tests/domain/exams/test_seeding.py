"""What a sheet starts from."""

from tripartite.curriculum.library import exam_session
from tripartite.exams.domain.seeding import SOURCES, Note, Story, seeded
from tripartite.exams.domain.sheets import questions_of

STORY = Story(
    organisation="Maison Azur",
    address="3 rue du Port, 06300 Nice",
    structure="entreprise commerciale",
    offer="bijouterie",
    customers="particuliers",
    notes=(
        Note("4 janvier 2027", "Relancé vingt clients", "8 rendez-vous", "Barrage du standard"),
        Note("5 janvier 2027", "Tenu trois rendez-vous"),
    ),
)


def test_every_source_is_a_heading_of_a_session() -> None:
    keys = {
        q.key
        for year in (2026, 2027, 2028)
        for exam in exam_session(year).exams
        for q in questions_of(exam)
    }

    assert set(SOURCES) <= keys


def test_the_host_and_the_notes_fill_the_sheet_of_e4() -> None:
    answers = seeded(questions_of(exam_session(2028).exam("E4")), STORY)

    assert answers == {
        "cadre-de-l-activite/organisation": "Maison Azur",
        "cadre-de-l-activite/adresse": "3 rue du Port, 06300 Nice",
        "cadre-de-l-activite/type-de-structure": "entreprise commerciale",
        "cadre-de-l-activite/offre-commerciale": "bijouterie",
        "cadre-de-l-activite/type-s-de-client-s": "particuliers",
        "analyse-de-l-activite/date-s": "4 janvier 2027, 5 janvier 2027",
        "deroulement/phases": "4 janvier 2027 : Relancé vingt clients\n"
        "5 janvier 2027 : Tenu trois rendez-vous",
        "deroulement/resultats": "8 rendez-vous",
        "deroulement/difficultes": "Barrage du standard",
    }


def test_nothing_is_made_up_without_notes() -> None:
    assert seeded(questions_of(exam_session(2028).exam("E6")), Story()) == {}
