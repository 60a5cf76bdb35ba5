"""The agreement as it is printed, read back from the PDF."""

from datetime import date

import pytest

from tests import factories
from tests.agreements.ready import make_competence, make_ready, missing_from, text_of
from tests.logbook.partners import seal
from tripartite.accounts.models import School
from tripartite.agreements.papers import TEMPLATE, convention_paper, signers_of
from tripartite.agreements.queries import (
    competences_of,
    content_of,
    facts_of,
    findings_of,
    missing_of,
)
from tripartite.core import clock
from tripartite.curriculum.models import TaskCompetence
from tripartite.documents.papers import MENTIONS
from tripartite.documents.typesetting import render
from tripartite.hosts.models import Host
from tripartite.papers.domain import Capacity, SignatureState
from tripartite.papers.models import Signature
from tripartite.placements.models import Mission, Placement
from tripartite.school.models import Student

TODAY = date(2026, 11, 16)
SHORTLY_BEFORE = date(2027, 1, 2)
MINOR = date(2010, 5, 5)


def printed(placement: Placement, today: date = TODAY) -> bytes:
    paper = convention_paper(content_of(placement, today), reference="2026-0001")
    return render(TEMPLATE, paper.as_json(), issued_at=clock.now())


def minor(school: School, **fields: str) -> Student:
    known = {"guardian_name": "Anne Moreau", "guardian_email": "anne@famille.example"}
    return factories.make_student(school, birth_date=MINOR, address="1 rue", **(known | fields))


def test_all_fifteen_mentions_are_printed(school) -> None:
    pdf = printed(make_ready(school))

    titles = [f"Article {n} — {title}" for n, title in MENTIONS.items()]
    said = [
        "870 heures d’enseignement par an",
        "Mettre en œuvre une démarche de prospection",
        "Relancer les clients inactifs",
        "4 janvier 2027",
        "29 janvier 2027",
        "140 h, soit 20 jours (4 semaines)",
        "9 h – 12 h 30, 13 h 30 – 17 h",
        "Présence la nuit, le dimanche ou un jour férié : aucune.",
        "Aucune gratification n’est versée.",
        "contrat MAE n° 4521",
        "conseil d’administration le 12 juin 2026",
    ]
    assert missing_from(pdf, titles + said) == []
    assert "Sans disposition particulière" not in text_of(pdf)


def test_the_annexe_holds_the_five_headings_the_exchanges_and_the_joint_evaluation(school) -> None:
    placement = make_ready(school)
    placement.missions.update(description="Par téléphone.", expected_result="Trente rendez-vous")

    assert (
        missing_from(
            printed(placement),
            [
                "1. Objectifs poursuivis",
                "Prospecter une clientèle professionnelle.",
                "2. Modalités prévues : responsabilités et missions confiées",
                "Prendre en charge un fichier de prospects.",
                "Mission 1 : Relancer les clients inactifs",
                "Par téléphone.",
                "Résultat attendu : Trente rendez-vous",
                "Activité 1",
                "Pôle 1",
                "Tâche 1.1",
                "Précision du ciblage",
                "3. Informations que l'organisme d'accueil s'engage à fournir",
                "Le fichier des clients et les tarifs.",
                "4. Moyens matériels, humains et financiers",
                "Un poste, un téléphone, le logiciel de relation client.",
                "5. Modalités de tutorat",
                "Un point chaque lundi avec le tuteur.",
                "6. Échanges",
                "En cas de difficulté",
                "7. Évaluation conjointe",
            ],
        )
        == []
    )


def test_every_signatory_is_printed_and_asked_in_order(school) -> None:
    placement = make_ready(school)

    signers = signers_of(content_of(placement, TODAY))

    assert [(s.rank, s.capacity, s.name) for s in signers] == [
        (1, Capacity.STUDENT, "Inès Moreau"),
        (2, Capacity.HOST, "Rose Patronne"),
        (3, Capacity.TUTOR, "Théo Tuteur"),
        (4, Capacity.REFERENT, "Éric Référent"),
        (5, Capacity.SCHOOL, "Hélène Proviseure"),
    ]
    assert [s.title for s in signers] == [
        "", "responsable", "responsable", "", "chef d’établissement",
    ]  # fmt: skip
    assert missing_from(printed(placement), [s.name for s in signers]) == []


@pytest.mark.parametrize(
    ("today", "guardian"), [(date(2028, 5, 4), True), (date(2028, 5, 5), False)]
)
def test_the_guardian_signs_second_until_the_eighteenth_birthday(school, today, guardian) -> None:
    content = content_of(make_ready(school, student=minor(school)), today)

    asked = [s.name for s in signers_of(content)]
    printed_guardian = convention_paper(content, reference="x").student.guardian

    assert asked[1] == ("Anne Moreau" if guardian else "Rose Patronne")
    assert (printed_guardian is not None) == guardian


def test_a_minor_without_guardian_is_a_missing_mention(school) -> None:
    student = minor(school, guardian_name="", guardian_email="")
    placement = make_ready(school, student=student)

    found = [m.sentence for m in missing_of(content_of(placement, TODAY))]

    assert found == [
        "L’étudiant est mineur et son représentant légal, qui doit signer, n’est pas indiqué."
    ]


def test_whoever_has_no_address_signs_on_paper(school) -> None:
    placement = make_ready(school)
    placement.tutor.email = ""
    placement.tutor.save()

    emails = {s.capacity: s.email for s in signers_of(content_of(placement, TODAY))}

    assert emails[Capacity.TUTOR] == ""


# ---------------------------------------------------------------- Monaco
def test_a_host_in_monaco_gets_its_own_mentions_and_law(school) -> None:
    student = factories.make_student(school, nationality="française", address="2 rue", city="Nice")
    School.objects.filter(pk=school.pk).update(approval_number="A-17")
    school.refresh_from_db()
    placement = make_ready(school, student=student)
    Host.objects.update(country="MC", identifier_kind="rci", identifier="05 S 04123")

    pdf = printed(placement)

    said = [
        "RCI 05 S 04123",
        "nationalité : française,",
        "agréé sous le n° A-17",
        "loi n° 1.569 du 12 décembre 2024",
        "quinze jours ouvrables avant le début du stage",
    ]
    assert missing_from(pdf, said) == []
    assert "régie par le droit français" not in text_of(pdf)
    assert "Code de la sécurité sociale" not in text_of(pdf)


def test_monaco_asks_for_the_nationality(school) -> None:
    placement = make_ready(school)
    Host.objects.update(country="MC")

    facts = facts_of(content_of(placement, TODAY))

    assert (facts.monaco, facts.nationality) == (True, False)


# ---------------------------------------------------------------- hours and money
def test_nights_sundays_and_holidays_are_said(school) -> None:
    night = [[["20:00", "23:30"]], [], [], [], [], [], [["09:00", "12:00"]]]
    placement = make_ready(school, timetable=night, holidays_worked=True)

    paper = convention_paper(content_of(placement, TODAY), reference="x")

    assert paper.special_presence == (
        "la nuit, le dimanche, les jours fériés, selon les horaires ci-dessus."
    )


def test_a_public_holiday_is_not_counted_and_is_said(school) -> None:
    placement = make_ready(
        school, starts_on=date(2027, 5, 3), ends_on=date(2027, 5, 7), dates_reason="accord"
    )

    period = convention_paper(content_of(placement, TODAY), reference="x").period

    assert (period.hours, period.days) == ("28\u00a0h", "4\u00a0jours")
    assert period.remarks == (
        "Sans présence : 6 mai 2027 (jour férié : Ascension).",
        "Dates propres à ce stage : accord",
    )


def test_a_gratification_that_the_host_offers_is_printed_with_its_amount(school) -> None:
    placement = make_ready(school, gratification_rate="4.60")

    sentence = convention_paper(content_of(placement, TODAY), reference="x").gratification

    assert sentence.replace("\u00a0", " ") == (
        "4,60 € par heure de présence effective, versée librement par Maison Azur, chaque mois : "
        "644 € pour les 140 h prévues."
    )


def test_two_periods_beyond_two_months_in_one_host_make_it_due(school) -> None:
    first = make_ready(
        school, starts_on=date(2026, 10, 1), ends_on=date(2026, 11, 30), dates_reason="x"
    )
    cohort = first.period.cohort
    second = factories.make_placement(
        first.enrolment,
        factories.make_period(
            cohort, number=2, starts_on=date(2027, 1, 4), ends_on=date(2027, 1, 29)
        ),
        site=first.site,
        referent=first.referent,
    )

    content = content_of(second, TODAY)
    sentence = convention_paper(content, reference="x").gratification

    assert content.gratification.due is True
    assert "due au-delà de deux mois de présence" in sentence
    assert "pour la période déjà accomplie cette année" in sentence


# ---------------------------------------------------------------- competences
def test_the_competences_are_those_of_the_tasks_each_once_in_order(school) -> None:
    placement = make_ready(school)
    task = placement.missions.get().tasks.get()
    second = make_competence(task, "Négocier")
    other = Mission.objects.create(placement=placement, position=2, title="Autre")
    other.tasks.add(task)

    found = competences_of([task.pk], school)

    assert [c.label for c in found] == [
        "Mettre en œuvre une démarche de prospection",
        second.label,
    ]


def test_what_the_school_chose_replaces_the_proposal(school) -> None:
    placement = make_ready(school)
    task = placement.missions.get().tasks.get()
    second = make_competence(task, "Négocier")
    TaskCompetence.objects.create(task=task, competence=second, school=school)
    elsewhere = factories.make_school("Ailleurs")

    assert [c.label for c in competences_of([task.pk], school)] == ["Négocier"]
    assert len(competences_of([task.pk], elsewhere)) == 2


# ---------------------------------------------------------------- the rules
def test_the_rules_know_whether_host_and_school_are_in_two_countries(school) -> None:
    placement = make_ready(school)
    at_home = {f.rule for f in findings_of(content_of(placement, TODAY))}
    Host.objects.update(country="MC")

    abroad = {f.rule for f in findings_of(content_of(placement, TODAY))}

    assert ({"R2", "R18"} & at_home, {"R2", "R18"} & abroad) == (set(), {"R2", "R18"})


def test_nothing_is_judged_without_a_timetable(school) -> None:
    placement = make_ready(school, timetable=[])

    assert findings_of(content_of(placement, TODAY)) == ()


@pytest.mark.parametrize("n", [1, 3])
def test_reading_a_placement_costs_the_same_whatever_its_missions(
    school, django_assert_num_queries, n
) -> None:
    placement = make_ready(school)
    task = placement.missions.get().tasks.get()
    for position in range(2, n + 1):
        mission = Mission.objects.create(placement=placement, position=position, title="Encore")
        mission.tasks.add(task)

    with django_assert_num_queries(13):
        content_of(placement, TODAY)


def test_a_sealed_agreement_waits_for_no_signature(school) -> None:
    placement = make_ready(school)
    before = {f.rule for f in findings_of(content_of(placement, SHORTLY_BEFORE))}
    paper = seal(placement)
    for rank, capacity in enumerate(content_of(placement, SHORTLY_BEFORE).capacities, start=1):
        Signature.objects.create(
            paper=paper,
            rank=rank,
            capacity=capacity,
            name="x",
            state=SignatureState.SIGNED,
            signed_at=clock.now(),
            sha256="a" * 64,
            method="LINK",
        )

    after = {f.rule for f in findings_of(content_of(placement, SHORTLY_BEFORE))}

    assert (before - after, after - before) == ({"R1"}, set())
