"""Class lists meeting the people already known."""

from datetime import date

import pytest

from tests import factories
from tests.school.conftest import DATA
from tripartite.accounts.domain import Role
from tripartite.accounts.models import JournalEntry, Membership, User
from tripartite.school import actions, queries
from tripartite.school.domain.decoding import UnreadableError
from tripartite.school.domain.plan import Outcome
from tripartite.school.models import ClassListUpload, Enrolment, Student

TODAY = date(2026, 11, 24)
HEADER = "Nom;Prénom;Date de naissance;Email;INE;Téléphone;Représentant légal\n"
LEA = "MARTIN;Léa;12/03/2007;lea@eleves.example;1111;;\n"
LEA_LIST = HEADER + LEA


def do_import(upload, by, *, good_only=False):
    return actions.import_class_list(upload=upload, good_only=good_only, by=by)


def counts(imported) -> dict[str, int]:
    return {outcome.value: n for outcome, n in imported.counts.items() if n}


def everybody() -> list[list[dict]]:
    return [list(model.objects.order_by("pk").values()) for model in (Student, User)]


def outcome_of(upload) -> tuple[Outcome, list[str]]:
    (planned,) = queries.plan_of(upload, TODAY).lines
    return planned.outcome, [c.name for c in planned.changes]


def test_a_list_makes_students_of_the_class(cohort, office, keep):
    done = do_import(keep(cohort, "classe-ndrc1-siecle.csv"), office)

    assert counts(done) == {"new": 34}
    assert Enrolment.objects.filter(cohort=cohort).count() == 34
    student = Student.objects.select_related("user").get(ine="130316904GD")
    assert (student.user.first_name, student.user.last_name) == ("Seán", "DUBOIS")
    assert student.user.email == "sean.dubois@eleves.example"
    assert student.user.has_usable_password() is False
    assert (student.birth_date, student.guardian_name) == (date(2009, 4, 13), "DUBOIS")
    assert student.school == cohort.programme.school
    roles = Membership.objects.filter(user=student.user).values_list("school", "role")
    assert list(roles) == [(cohort.programme.school_id, Role.STUDENT)]


def test_the_file_is_forgotten_once_imported(cohort, office, keep):
    do_import(keep(cohort, LEA_LIST), office)

    assert ClassListUpload.objects.count() == 0


def test_importing_twice_changes_nothing(cohort, office, keep):
    do_import(keep(cohort, "classe-ndrc1-siecle.csv"), office)
    before = (
        list(Student.objects.order_by("pk").values()),
        list(User.objects.order_by("pk").values()),
    )

    again = do_import(keep(cohort, "classe-ndrc1-siecle.csv"), office)

    assert counts(again) == {"known": 34}
    after = (
        list(Student.objects.order_by("pk").values()),
        list(User.objects.order_by("pk").values()),
    )
    assert after == before


def test_the_list_of_another_programme_completes_the_same_students(cohort, office, keep):
    do_import(keep(cohort, "classe-ndrc1-siecle.csv"), office)

    done = do_import(keep(cohort, "classe-ndrc1-pronote.csv"), office)

    assert counts(done) == {"changed": 30}
    student = Student.objects.get(ine="130316904GD")
    assert (student.phone, student.city) == ("06 52 43 87 49", "Monaco")
    assert student.guardian_name == "DUBOIS"


def test_a_faulty_list_is_imported_only_when_asked(cohort, office, keep):
    upload = keep(cohort, "classe-avec-erreurs.csv")

    with pytest.raises(actions.ImportRefusedError) as refusal:
        do_import(upload, office)

    assert refusal.value.code == "faulty_lines"
    assert Student.objects.count() == 0
    assert ClassListUpload.objects.count() == 1


def test_the_good_lines_of_a_faulty_list_are_imported(cohort, office, keep):
    done = do_import(keep(cohort, "classe-avec-erreurs.csv"), office, good_only=True)

    assert counts(done) == {"new": 3, "fault": 5}
    names = Student.objects.order_by("user__first_name").values_list("user__last_name", flat=True)
    assert list(names) == ["ORSINI", "MARTIN", '=HYPERLINK("http://example.org";"x")']


def test_the_journal_keeps_numbers_and_codes_but_no_cell(cohort, office, keep):
    done = do_import(keep(cohort, "classe-avec-erreurs.csv"), office, good_only=True)

    entry = JournalEntry.objects.get(pk=done.entry.pk)
    assert (entry.verb, entry.user, entry.file) == (
        "classlist.imported",
        office,
        f"cohort:{cohort.pk}",
    )
    assert entry.detail["faults"] == [
        {"line": 2, "codes": ["date"]},
        {"line": 4, "codes": ["empty"]},
        {"line": 5, "codes": ["email"]},
        {"line": 7, "codes": ["other_class"]},
        {"line": 8, "codes": ["too_many_cells"]},
    ]


def test_a_list_without_a_good_line_is_refused(cohort, office, keep):
    upload = keep(cohort, HEADER + ";Léa;12/03/2007;;;;\n")

    with pytest.raises(actions.ImportRefusedError) as refusal:
        do_import(upload, office, good_only=True)

    assert refusal.value.code == "no_good_line"


def test_a_second_click_finds_the_list_gone(cohort, office, keep):
    upload = keep(cohort, LEA_LIST)
    do_import(upload, office)

    with pytest.raises(actions.ImportRefusedError) as refusal:
        do_import(upload, office)

    assert refusal.value.code == "upload_gone"
    assert Student.objects.count() == 1


def test_two_lists_dropped_together_make_each_student_once(cohort, office, keep):
    first, second = keep(cohort, LEA_LIST), keep(cohort, LEA_LIST)

    done = [counts(do_import(first, office)), counts(do_import(second, office))]

    assert done == [{"new": 1}, {"known": 1}]
    assert Student.objects.count() == 1


def test_a_list_left_for_a_day_is_forgotten(cohort, office, keep, time_machine):
    old = keep(cohort, LEA_LIST)
    time_machine.move_to("2026-11-25 10:00+01:00", tick=False)

    with pytest.raises(actions.ImportRefusedError) as refusal:
        do_import(old, office)
    new = keep(cohort, LEA_LIST)

    assert refusal.value.code == "upload_gone"
    assert list(ClassListUpload.objects.all()) == [new]


def test_a_file_that_is_no_list_is_not_kept(cohort, office):
    with pytest.raises(UnreadableError):
        actions.keep_class_list(
            cohort=cohort, file_name="liste.xlsx", content=b"PK\x03\x04", by=office
        )

    assert ClassListUpload.objects.count() == 0


def test_a_student_without_address_is_created_without_one(cohort, office, keep):
    text = HEADER + "A;Un;01/01/2007;;;;\nB;Deux;01/01/2007;;;;\n"

    done = do_import(keep(cohort, text), office)

    assert counts(done) == {"new": 2}
    assert list(Student.objects.values_list("user__email", flat=True)) == [None, None]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (LEA, (Outcome.KNOWN, [])),
        # by INE: the address changes
        ("MARTIN;Léa;12/03/2007;nouvelle@eleves.example;1111;;\n", (Outcome.CHANGED, ["email"])),
        # by INE: one of name and date may be corrected, not both
        ("MARTIN;Léana;12/03/2007;;1111;;\n", (Outcome.CHANGED, ["first_name"])),
        ("MARTIN;Léa;13/03/2007;;1111;;\n", (Outcome.CHANGED, ["birth_date"])),
        ("DURAND;Zoé;13/03/2007;;1111;;\n", (Outcome.FAULT, [])),
        # by address
        (
            "MARTIN;Lea;12/03/2007;lea@eleves.example;;06;\n",
            (Outcome.CHANGED, ["first_name", "phone"]),
        ),
        ("DURAND;Zoé;12/03/2007;lea@eleves.example;;;\n", (Outcome.FAULT, [])),
        ("MARTIN;Léa;12/03/2007;lea@eleves.example;2222;;\n", (Outcome.FAULT, [])),
        # by name and birth date
        ("martin;LEA;12/03/2007;;;;\n", (Outcome.CHANGED, ["last_name", "first_name"])),
        ("MARTIN;Léa;12/03/2007;;2222;;\n", (Outcome.NEW, [])),
        ("MARTIN;Léa;01/01/2007;;;;\n", (Outcome.NEW, [])),
    ],
)
def test_a_line_is_tied_to_the_person_it_shows(cohort, office, keep, line, expected):
    do_import(keep(cohort, LEA_LIST), office)

    assert outcome_of(keep(cohort, HEADER + line)) == expected


def test_an_empty_cell_erases_nothing(cohort, office, keep):
    do_import(
        keep(cohort, HEADER + "MARTIN;Léa;12/03/2007;lea@e.example;1111;06 11;Anne\n"), office
    )

    do_import(keep(cohort, HEADER + "MARTIN;Léa;12/03/2007;;1111;;\n"), office)

    student = Student.objects.select_related("user").get()
    assert (student.phone, student.guardian_name) == ("06 11", "Anne")
    assert student.user.email == "lea@e.example"


def test_two_lines_that_turn_out_to_be_one_person_are_refused(cohort, office, keep):
    do_import(keep(cohort, LEA_LIST), office)
    text = (
        HEADER
        + "MARTIN;Léana;12/03/2007;;1111;;\n"
        + "MARTIN;Léa;12/03/2007;lea@eleves.example;;;\n"
    )

    plan = queries.plan_of(keep(cohort, text), TODAY)

    assert [p.outcome for p in plan.lines] == [Outcome.CHANGED, Outcome.FAULT]
    assert plan.lines[1].line.faults[0].sentence == "la même personne figure déjà à la ligne 2"


def test_a_change_of_address_onto_that_of_another_is_refused(cohort, office, keep):
    do_import(keep(cohort, LEA_LIST + "DURAND;Zoé;01/01/2007;zoe@eleves.example;2222;;\n"), office)

    upload = keep(cohort, HEADER + "MARTIN;Léa;12/03/2007;zoe@eleves.example;1111;;\n")

    assert outcome_of(upload) == (Outcome.FAULT, [])


def test_a_known_student_joins_the_class_of_the_next_year(cohort, office, keep):
    do_import(keep(cohort, LEA_LIST), office)
    second = factories.make_cohort(
        cohort.programme.school, name="NDRC2", year=2027, programme=cohort.programme
    )

    done = do_import(keep(second, LEA_LIST), office)

    assert counts(done) == {"joins": 1}
    student = Student.objects.get()
    assert list(student.enrolments.order_by("pk").values_list("cohort", flat=True)) == [
        cohort.pk,
        second.pk,
    ]


def test_somebody_who_left_is_not_put_back(cohort, office, keep):
    do_import(keep(cohort, LEA_LIST), office)
    actions.set_leaving(enrolment=Enrolment.objects.get(), left_on=date(2026, 11, 2), by=office)

    upload = keep(cohort, LEA_LIST)
    (planned,) = queries.plan_of(upload, TODAY).lines
    do_import(upload, office)

    assert planned.line.warnings == (
        "sorti de la classe le 02/11/2026 : l’import ne l’y remet pas",
    )
    assert Enrolment.objects.get().left_on == date(2026, 11, 2)


# ---------------------------------------------------------------- other schools
def test_the_address_of_somebody_elsewhere_says_only_that_it_is_used(
    cohort, elsewhere, office, keep
):
    factories.make_user(
        elsewhere.programme.school,
        Role.STUDENT,
        first_name="Zoé",
        last_name="Durand",
        email="lea@eleves.example",
    )

    (planned,) = queries.plan_of(keep(cohort, LEA_LIST), TODAY).lines

    assert planned.outcome is Outcome.FAULT
    assert [f.sentence for f in planned.line.faults] == [
        "cette adresse est déjà utilisée : vérifiez l’adresse et le nom"
    ]


def test_a_student_of_another_school_cannot_be_taken_over(cohort, elsewhere, office, keep):
    theirs = keep(elsewhere, LEA_LIST)
    do_import(theirs, office)

    assert outcome_of(keep(cohort, LEA_LIST)) == (Outcome.FAULT, [])


def test_the_same_person_of_another_school_becomes_a_member_of_both(
    cohort, elsewhere, office, keep
):
    user = factories.make_user(
        elsewhere.programme.school,
        Role.TEACHER,
        first_name="Lea",
        last_name="Martin",
        email="lea@eleves.example",
    )

    do_import(keep(cohort, LEA_LIST), office)

    assert Student.objects.get().user == user
    assert Membership.objects.filter(user=user).count() == 2
    user.refresh_from_db()
    assert (user.first_name, user.last_name) == ("Lea", "Martin")
    assert user.check_password("secret")


def test_the_address_of_an_account_held_elsewhere_is_left_alone(cohort, elsewhere, office, keep):
    do_import(keep(cohort, LEA_LIST), office)
    student = Student.objects.select_related("user").get()
    Membership.objects.create(
        user=student.user, school=elsewhere.programme.school, role=Role.TEACHER
    )

    upload = keep(cohort, HEADER + "MARTIN;Léa;12/03/2007;voleur@eleves.example;1111;06;\n")
    (planned,) = queries.plan_of(upload, TODAY).lines
    do_import(upload, office)

    assert planned.line.warnings == (
        "nom et adresse électronique inchangés : la personne les tient elle-même",
    )
    student = Student.objects.select_related("user").get()
    assert (student.user.email, student.phone) == ("lea@eleves.example", "06")


def test_a_name_known_in_another_school_only_is_a_new_student(cohort, elsewhere, office, keep):
    line = HEADER + "MARTIN;Léa;12/03/2007;;1111;;\n"
    do_import(keep(elsewhere, line), office)

    done = do_import(keep(cohort, line), office)

    assert counts(done) == {"new": 1}
    assert Student.objects.count() == 2


# ---------------------------------------------------------------- figures
@pytest.mark.parametrize("n", [1, 3])
def test_a_plan_asks_as_much_of_the_database_for_one_line_as_for_three(
    cohort, keep, django_assert_num_queries, n
):
    lines = "".join(f"NOM{i};Léa;12/03/2007;lea{i}@e.example;{i};;\n" for i in range(n))
    upload = ClassListUpload.objects.select_related("cohort__programme__school").get(
        pk=keep(cohort, HEADER + lines).pk
    )

    with django_assert_num_queries(4):
        plan = queries.plan_of(upload, TODAY)

    assert plan.good == n


def test_the_lists_are_the_ones_shown_with_the_product():
    assert sorted(p.name for p in DATA.iterdir()) == [
        "classe-avec-erreurs.csv",
        "classe-ndrc1-pronote.csv",
        "classe-ndrc1-siecle.csv",
    ]
