"""Incidents and accidents told at once; exchanges that are missing; who visits whom."""

import re
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.management import call_command

from tests import factories
from tests.html import squeeze
from tests.logbook.partners import Partners, act_as
from tripartite.accounts.domain import Role
from tripartite.accounts.models import JournalEntry
from tripartite.followup.actions import exchanges, incidents
from tripartite.followup.actions.watching import watch
from tripartite.followup.domain.exchanges import Mode
from tripartite.followup.domain.incidents import (
    AMENDMENT_WORDS,
    IncidentError,
    IncidentKind,
    IncidentState,
    Practice,
)
from tripartite.followup.models import Incident
from tripartite.mailing.models import OutgoingMessage
from tripartite.placements.domain import Relation


def report(partners: Partners, who: str = "tutor", **changes: Any) -> Incident:
    given = {
        "kind": IncidentKind.ACCIDENT,
        "happened_on": date(2027, 1, 15),
        "words": "Une chute dans la réserve.",
        "by": getattr(partners, who),
    }
    return incidents.report_incident(placement=partners.placement, **(given | changes))


def mails(kind: str) -> list[str]:
    return list(
        OutgoingMessage.objects.filter(kind=kind).order_by("pk").values_list("to", flat=True)
    )


def test_an_accident_reaches_referent_office_and_head_at_once(partners: Partners) -> None:
    head = factories.make_user(partners.placement.school, Role.HEAD)

    report(partners)

    told = [partners.referent.email, partners.office.email, head.email]
    assert mails("incident_reported") == told
    assert "réserve" not in OutgoingMessage.objects.first().text.lower()


def test_another_incident_does_not_reach_the_head(partners: Partners) -> None:
    factories.make_user(partners.placement.school, Role.HEAD)

    report(partners, kind=IncidentKind.CONFLICT)

    assert mails("incident_reported") == [partners.referent.email, partners.office.email]


def test_whoever_reports_is_not_written_to_and_twice_is_once(partners: Partners) -> None:
    assert report(partners, "referent") == report(partners, "referent")

    assert mails("incident_reported") == [partners.office.email]


@pytest.mark.parametrize(
    ("who", "kind", "readers"),
    [
        ("tutor", IncidentKind.ACCIDENT, {"tutor", "signatory", "student", "referent", "office"}),
        ("tutor", IncidentKind.CONFLICT, {"tutor", "signatory", "referent", "office"}),
        ("student", IncidentKind.CONFLICT, {"student", "referent", "office"}),
        ("referent", IncidentKind.CONFLICT, {"referent", "office"}),
    ],
)
def test_who_reads_what(partners: Partners, who, kind, readers) -> None:
    placement = partners.placement
    people = {
        n: getattr(partners, n) for n in ("tutor", "student", "referent", "office", "stranger")
    } | {
        "signatory": factories.make_link(placement, Relation.SIGNATORY),
        "guardian": factories.make_link(placement, Relation.GUARDIAN),
        "teacher": factories.make_teacher(placement.period.cohort),
    }

    incident = report(partners, who, kind=kind)

    assert {n for n, p in people.items() if Incident.objects.visible_to(p).exists()} == readers
    assert {n for n, p in people.items() if incident.is_read_by(p)} == readers


def test_what_is_not_an_accident_stays_out_of_the_story_that_all_read(partners: Partners) -> None:
    report(partners, kind=IncidentKind.CONFLICT)

    told = JournalEntry.objects.of(partners.placement.file).filter(verb__startswith="incident.")
    assert not told.exists()


def test_a_stranger_reports_nothing(partners: Partners) -> None:
    with pytest.raises(IncidentError):
        report(partners, "stranger")


def test_handled_then_reopened_keeps_both(partners: Partners) -> None:
    incident = incidents.handle_incident(
        incident=report(partners), outcome="Déclaré.", by=partners.referent
    )
    assert mails("incident_handled") == [partners.tutor.email]

    incident = incidents.reopen_incident(
        incident=incident, reason="Copie manquante.", by=partners.office
    )

    assert incident.state == IncidentState.REPORTED
    assert incident.outcome == "Déclaré.\n\nRouvert : Copie manquante."


def test_each_step_is_noted_once_and_corrected(partners: Partners) -> None:
    incident = report(partners)
    for day in (16, 17):
        incidents.note_step(
            incident=incident, key="declare", done_on=date(2027, 1, day), by=partners.tutor
        )

    step = incident.steps.get()
    assert (step.done_on, step.noted_by) == (date(2027, 1, 17), "Théo Tuteur")


@pytest.mark.parametrize(
    ("key", "day", "code"),
    [("declare", 14, "step_date"), ("declare", 19, "step_date"), ("autre", 16, "unknown_step")],
)
def test_a_step_that_cannot_be_is_refused(partners: Partners, key, day, code) -> None:
    with pytest.raises(IncidentError) as refused:
        incidents.note_step(
            incident=report(partners), key=key, done_on=date(2027, 1, day), by=partners.tutor
        )

    assert refused.value.code == code


def test_what_to_do_is_by_the_setting_of_the_school(client, partners: Partners) -> None:
    page = f"/incidents/{partners.placement.pk}/accident/"
    act_as(client, partners.tutor)
    assert "L’accueil déclare l’accident à la CPAM" in client.get(page).content.decode()

    incidents.set_instructions(
        school=partners.placement.school,
        practice=Practice.SCHOOL,
        contact="Mme Vidal",
        phone="0493000000",
        words="Imprimé à la vie scolaire.",
        by=partners.office,
    )

    body = client.get(page).content.decode()
    assert "L’établissement déclare l’accident à la CPAM" in body
    assert body.count("Mme Vidal") == 1
    assert body.count("Imprimé à la vie scolaire.") == 1


def test_the_office_keeps_the_instructions_on_screen(client, partners: Partners) -> None:
    act_as(client, partners.office)

    client.post("/incidents/consignes/", {"practice": "school", "phone": "0493000000"})

    saved = partners.placement.school.accident_instructions
    assert (saved.practice, saved.phone) == ("school", "0493000000")


def test_the_tutor_reports_and_notes_a_step_on_screen(client, partners: Partners) -> None:
    act_as(client, partners.tutor)
    client.post(
        f"/incidents/{partners.placement.pk}/signaler/",
        {"kind": "accident", "happened_on": "2027-01-15", "words": "Une chute."},
    )
    incident = Incident.objects.get()
    page = incident.get_absolute_url()
    assert "au plus tard le lundi 18 janvier 2027" in squeeze(client.get(page).content.decode())

    client.post(f"{page}demarche/declare/", {"done_on": "2027-01-16"})

    body = squeeze(client.get(page).content.decode())
    assert "le samedi 16 janvier 2027" in body
    assert "L124-15" in body


def test_a_wrong_day_is_said_and_nothing_is_lost(client, partners: Partners) -> None:
    act_as(client, partners.student)

    body = client.post(
        f"/incidents/{partners.placement.pk}/signaler/",
        {"kind": "conflict", "happened_on": "2027-01-25", "words": "Un désaccord."},
    ).content.decode()

    assert "La date doit être entre le début du stage et aujourd’hui" in body
    assert body.count("Un désaccord.</textarea>") == 1


@pytest.mark.parametrize("n", [1, 3])
def test_more_incidents_cost_no_more(client, partners, n, django_assert_num_queries) -> None:
    for i in range(n):
        report(partners, words=f"Une chute ({i}).")
    act_as(client, partners.referent)

    with django_assert_num_queries(12):
        response = client.get(f"/incidents/{partners.placement.pk}/")

    assert len(response.context["page"]) == n


# ---------------------------------------------------------------- alerts
def on(day: int) -> Any:
    return time_machine.travel(f"2027-01-{day:02d} 06:00:00+01:00", tick=False)


def test_missing_exchanges_are_told_once_to_each(partners: Partners) -> None:
    with on(12):
        assert watch() == 0
    with on(13):
        call_command("watch_exchanges", verbosity=0)
        assert watch() == 0
    assert mails("exchange_missing") == [partners.referent.email]

    with on(16):
        assert (watch(), watch()) == (1, 0)
    assert mails("exchange_missing")[1:] == [partners.office.email]


def test_one_planned_but_not_held_is_told_in_the_last_week(partners: Partners) -> None:
    exchanges.plan_exchange(
        placement=partners.placement,
        mode=Mode.ON_SITE,
        planned_for=datetime(2027, 1, 28, 14, tzinfo=ZoneInfo("Europe/Paris")),
        by=partners.referent,
    )
    with on(20):
        assert watch() == 0
    with on(23):
        assert watch() == 1


# ---------------------------------------------------------------- the manager's view
def planned(partners: Partners, n: int) -> None:
    for i in range(n):
        exchanges.plan_exchange(
            placement=partners.placement,
            mode=Mode.ON_SITE,
            planned_for=datetime(2027, 1, 20, 9 + i, tzinfo=ZoneInfo("Europe/Paris")),
            by=partners.referent,
        )


@pytest.mark.parametrize("n", [1, 3])
def test_who_visits_whom_costs_no_more(client, partners, n, django_assert_num_queries) -> None:
    cohort = partners.placement.period.cohort
    for _ in range(n - 1):
        factories.make_placement(
            factories.make_enrolment(cohort),
            referent=factories.make_teacher(cohort),
            state=partners.placement.state,
        )
    act_as(client, partners.office)

    with django_assert_num_queries(6):
        response = client.get("/echanges/suivi/")

    assert len(response.context["page"]) == n
    assert response.context["totals"]["late"] == n


@pytest.mark.parametrize("n", [1, 3])
def test_the_week_costs_no_more(client, partners, n, django_assert_num_queries) -> None:
    planned(partners, n)
    act_as(client, partners.office)

    with django_assert_num_queries(7):
        response = client.get("/echanges/suivi/semaine/?semaine=2027-01-20")

    assert len(response.context["page"]) == n


def test_the_week_goes_to_a_spreadsheet(client, partners) -> None:
    planned(partners, 1)
    act_as(client, partners.office)

    lines = client.get("/echanges/suivi/semaine.csv?semaine=2027-01-18").content.decode()

    assert lines.splitlines()[1].startswith("20/01/2027;9\u00a0h\u00a000;60;Éric Référent;")


def test_a_wrong_week_is_this_one(client, partners) -> None:
    planned(partners, 1)
    act_as(client, partners.office)

    response = client.get("/echanges/suivi/semaine/?semaine=hier&periode=x")

    assert response.context["monday"] == date(2027, 1, 18)
    assert timedelta(days=6) == response.context["sunday"] - response.context["monday"]


def test_an_amendment_that_comes_of_an_incident_begins_with_neutral_words(
    client, partners: Partners
) -> None:
    incident = report(
        partners, "student", kind=IncidentKind.MISSIONS, words="Je range des cartons."
    )
    client.force_login(partners.office)

    page = client.get(incident.get_absolute_url()).content.decode()
    way = re.search(r'href="(/[^"]*motif=[^"]*)"', page)

    assert way is not None
    form = client.get(way[1]).content.decode()
    assert AMENDMENT_WORDS[IncidentKind.MISSIONS] in form
    assert "cartons" not in form


def test_the_settings_of_the_school_lead_to_its_instructions(client, partners: Partners) -> None:
    client.force_login(partners.office)

    page = client.get(f"/etablissement/{partners.placement.school_id}/reglages/", follow=True)

    assert "/incidents/consignes/" in page.content.decode()
