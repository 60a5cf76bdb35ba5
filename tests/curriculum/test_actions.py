"""Loading a version, once and for all; a school's own ties."""

from dataclasses import replace

import pytest
from django.core.management import CommandError, call_command

from tests import factories
from tests.domain.curriculum.small import TOML
from tripartite.accounts.domain import Role
from tripartite.accounts.models import JournalEntry
from tripartite.curriculum import queries
from tripartite.curriculum.actions import choose_ties, load
from tripartite.curriculum.domain import CurriculumError, parse
from tripartite.curriculum.library import read
from tripartite.curriculum.models import Competence, Curriculum, Task

pytestmark = pytest.mark.django_db

NDRC = read("bts-ndrc-2018.toml")
SMALL = parse(TOML)


@pytest.fixture
def small() -> Curriculum:
    return load(data=SMALL)[0]


@pytest.mark.parametrize("data", [NDRC, SMALL], ids=["ndrc", "small"])
def test_what_is_loaded_reads_back_equal(data):
    curriculum, created = load(data=data)

    assert created
    assert queries.as_data(curriculum) == data
    assert curriculum.digest == data.fingerprint


def test_loading_again_does_nothing(small):
    task = Task.objects.get(code="P1.A1.T1")

    again, created = load(data=SMALL)

    assert (again, created) == (small, False)
    assert Task.objects.get(code="P1.A1.T1").pk == task.pk


def test_the_same_version_with_other_words_is_refused(small):
    with pytest.raises(CurriculumError) as refusal:
        load(data=replace(SMALL, title="BTS Autre"))

    assert str(refusal.value) == (
        "La version 1 de « Essai » est déjà chargée, avec un autre contenu : donnez à celle-ci un "
        "nouveau numéro de version."
    )
    assert queries.as_data(small) == SMALL


def test_a_new_version_leaves_the_old_one_as_it_was(small):
    newer, created = load(data=replace(SMALL, version="2", title="BTS Essai rénové"))

    assert created
    assert newer.pk != small.pk
    assert queries.as_data(Curriculum.objects.get(pk=small.pk)) == SMALL


def test_a_person_who_loads_is_written_in_the_journal(school):
    office = factories.make_user(school, Role.OFFICE)

    load(data=SMALL, by=office, school=school)

    entry = JournalEntry.objects.get(verb="curriculum.loaded")
    assert (entry.user, entry.sentence) == (office, "Le référentiel Essai (1) a été importé.")


def test_the_command_loads_what_is_shipped_and_may_run_again(capsys):
    call_command("load_curriculum")
    call_command("load_curriculum")

    assert capsys.readouterr().out.splitlines() == [
        "BTS NDRC (2018): loaded",
        "BTS NDRC (2018): already there",
    ]
    assert Task.objects.count() == 34


def test_the_command_loads_a_file(tmp_path, capsys):
    file = tmp_path / "essai.toml"
    file.write_text(TOML, encoding="utf-8")

    call_command("load_curriculum", file)

    assert capsys.readouterr().out == "Essai (1): loaded\n"


@pytest.mark.parametrize("text", ["code = ", None])
def test_the_command_says_why_a_file_is_refused(tmp_path, text):
    file = tmp_path / "essai.toml"
    if text is not None:
        file.write_text(text, encoding="utf-8")

    with pytest.raises(CommandError):
        call_command("load_curriculum", file)


def test_a_school_replaces_the_proposal_for_itself_alone(school):
    load(data=NDRC)
    task = Task.objects.get(code="P1.A1.T1")
    chosen = list(Competence.objects.filter(code__in=["B1.C4", "B1.C1"]).order_by("code"))

    choose_ties(
        task=task, school=school, competences=chosen, by=factories.make_user(school, Role.OFFICE)
    )

    ours = queries.ties_of(task, school)
    others = queries.ties_of(task, factories.make_school("Lycée voisin"))
    assert ([each.code for each in ours.competences], ours.chosen) == (["B1.C1", "B1.C4"], True)
    assert ([each.code for each in others.competences], others.chosen) == (
        ["B1.C1", "B1.C2"],
        False,
    )
    assert queries.as_data(Curriculum.objects.get()) == NDRC


def test_choosing_nothing_returns_to_the_proposal(small, school):
    task = Task.objects.get(code="P1.A1.T1")
    office = factories.make_user(school, Role.OFFICE)
    choose_ties(task=task, school=school, competences=queries.competences_for(task), by=office)

    choose_ties(task=task, school=school, competences=[], by=office)

    assert queries.ties_of(task, school).chosen is False
    assert list(JournalEntry.objects.order_by("pk").values_list("sentence", flat=True)) == [
        "La tâche P1.A1.T1 est rattachée à B1.C1.",
        "La tâche P1.A1.T1 est rattachée à la proposition.",
    ]


def test_a_competence_of_another_block_is_refused(school):
    load(data=NDRC)
    task = Task.objects.get(code="P1.A1.T1")

    with pytest.raises(CurriculumError) as refusal:
        choose_ties(
            task=task,
            school=school,
            competences=[Competence.objects.get(code="B2.C1")],
            by=factories.make_user(school, Role.OFFICE),
        )

    assert str(refusal.value) == (
        "« Gestion de portefeuille clients » ne peut être rattachée qu’aux compétences du bloc de "
        "son pôle : choisissez parmi elles."
    )


def test_reading_back_costs_the_same_whatever_its_size(django_assert_num_queries, small):
    large, _ = load(data=NDRC)

    for curriculum in (small, large):
        with django_assert_num_queries(11):
            queries.as_data(curriculum)
