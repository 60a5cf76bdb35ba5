import pytest

from tests.domain.curriculum.small import TOML
from tripartite.curriculum.domain import CurriculumError, TieData, parse


def test_a_file_is_read_whole():
    data = parse(TOML)

    assert data.key == "bts-essai-1"
    assert [task.label for task in data.tasks] == ["Vente", "Suivi"]
    assert [result.code for result in data.results] == ["P1.A1.R1"]
    assert [item.label for item in data.resources] == ["CRM"]
    assert data.ties == (TieData("P1.A1.T1", "B1.C1"),)


def test_a_file_without_corrections_is_read():
    assert parse(TOML.split("[[corrections]]")[0]).corrections == ()


def test_the_fingerprint_changes_with_a_word():
    assert parse(TOML).fingerprint == parse(TOML).fingerprint
    assert parse(TOML).fingerprint != parse(TOML.replace("On vend.", "On vend bien.")).fingerprint


@pytest.mark.parametrize(
    ("was", "becomes", "code", "sentence"),
    [
        (
            'code = "bts-essai"',
            "code = ",
            "toml",
            "Référentiel : le fichier n’est pas lisible (Invalid value (at line 2, column 8)).",
        ),
        (
            'unit = "U4"\n',
            "",
            "missing",
            "Référentiel, blocks nº 1 : « unit » manque, ajoutez-le.",
        ),
        (
            'unit = "U4"',
            'unit = " "',
            "blank",
            "Référentiel, blocks nº 1 : « unit » est vide, écrivez-le.",
        ),
        (
            'unit = "U4"',
            "unit = 4",
            "type",
            "Référentiel, blocks nº 1 : « unit » doit être un texte.",
        ),
        (
            'unit = "U4"',
            'unit = "U4"\nunite = "U4"',
            "unknown",
            "Référentiel, blocks nº 1 : « unite » n’est pas connu, corrigez ou retirez.",
        ),
        (
            "tasks = 2",
            "tasks = true",
            "type",
            "Référentiel, counts : « tasks » doit être un nombre entier.",
        ),
        (
            "tasks = 2",
            "tasks = 3",
            "counts",
            (
                "Le fichier annonce 3 pour « tasks » et en contient 2 : complétez la liste ou "
                "corrigez le nombre."
            ),
        ),
        (
            "2026-09-01",
            "2026-09-01T10:00:00",
            "type",
            "Référentiel : « effective_from » doit être une date.",
        ),
        (
            '["B1.C1"]',
            "[1]",
            "type",
            "Référentiel, task_competences, ties : « P1.A1.T1 » doit lister des textes.",
        ),
        (
            'items = [{ code = "SER1", label = "CRM" }]',
            'items = ["CRM"]',
            "table",
            "Référentiel, context nº 1, items nº 1 : une table de clés et de valeurs est attendue.",
        ),
        (
            'kind = "service"',
            'kind = "services"',
            "choice",
            (
                "Référentiel, context nº 1 : « kind » doit être l’un de : definition, entry_job, "
                "later_job, organisation, product, clientele, place, service, equipment, "
                "information, condition, autonomy, aptitude, relational."
            ),
        ),
        (
            "proposal = true",
            "proposal = false",
            "proposal",
            (
                "Les rattachements de tâches à des compétences ne sont jamais officiels : "
                "« proposal » doit être vrai."
            ),
        ),
        (
            '"P1.A1.T2", label',
            '"P1.A1.T1", label',
            "duplicate-code",
            "Le code « P1.A1.T1 » sert deux fois : donnez un code propre à chaque élément.",
        ),
        (
            '"P1.A1.T2", label',
            '"P1.A2.T2", label',
            "code",
            "Le code « P1.A2.T2 » doit commencer par « P1.A1. », le code de ce qui le contient.",
        ),
        (
            'code = "B1.C1"',
            'code = "B2.C1"',
            "code",
            "Le code « B2.C1 » doit commencer par « B1. », le code de ce qui le contient.",
        ),
        (
            'label = "Suivi"',
            'label = "VENTE"',
            "duplicate-label",
            "L’activité « Vente » porte deux fois le même libellé : retirez le doublon.",
        ),
        (
            'block = "B1"',
            'block = "B9"',
            "block",
            (
                "Le pôle « P1 » renvoie au bloc « B9 », qui n’existe pas : corrigez le renvoi ou "
                "ajoutez le bloc."
            ),
        ),
        (
            '["B1.C1"]',
            '["B1.C9"]',
            "tie",
            (
                "La tâche « P1.A1.T1 » ne peut pas être rattachée à « B1.C9 » : choisissez une "
                "compétence du bloc de son pôle."
            ),
        ),
        (
            '"P1.A1.T1" = ',
            '"P1.A1.T9" = ',
            "tie",
            (
                "La tâche « P1.A1.T9 » ne peut pas être rattachée à « B1.C1 » : choisissez une "
                "compétence du bloc de son pôle."
            ),
        ),
        (
            '["B1.C1"]',
            '["B1.C1", "B1.C1"]',
            "duplicate-tie",
            "Un rattachement de tâche à compétence est écrit deux fois : retirez le doublon.",
        ),
        (
            'official = "Vente"',
            'official = "Ventes"',
            "correction",
            (
                "La correction de « P1.A1.T1 » ne correspond à aucun libellé : reprenez le code "
                "et le libellé officiel."
            ),
        ),
    ],
)
def test_what_does_not_hold_is_refused_with_a_sentence(was, becomes, code, sentence):
    assert was in TOML

    with pytest.raises(CurriculumError) as refusal:
        parse(TOML.replace(was, becomes, 1))

    assert (refusal.value.code, str(refusal.value)) == (code, sentence)


def test_a_block_without_a_pole_is_refused():
    lonely = (
        '[[blocks]]\ncode = "B2"\nunit = "U5"\nlabel = "Seul"\ncriteria = []\ngroups = []\n'
        "[task_competences]"
    )
    text = TOML.replace("blocks = 1", "blocks = 2").replace("[task_competences]", lonely, 1)

    with pytest.raises(CurriculumError) as refusal:
        parse(text)

    assert str(refusal.value) == (
        "Chaque bloc de compétences doit répondre à un pôle et à un seul : "
        "reprenez les renvois des pôles."
    )
