"""Every page of a lively school, as each role sees it: accessible, and within the screen."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import Page

from tests.browser.conftest import People
from tripartite.dashboards.demo import lively
from tripartite.followup.models import Incident
from tripartite.hosts.models import Host
from tripartite.logbook.models import LogEntry, PresenceWeek, WeekCorrection
from tripartite.papers.domain import Capacity, PaperState, SignatureState
from tripartite.papers.models import Signature
from tripartite.placements.domain import State
from tripartite.placements.models import Placement
from tripartite.school.models import Cohort, Period
from tripartite.tours.models import Tour

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
WIDTHS = (360, 1280)


def test_every_page_is_accessible_and_fits(people: People) -> None:
    call_command("load_curriculum", verbosity=0)
    lively.load(1, timezone.localdate())

    wrong = []
    for email, paths in visits().items():
        page = people.signed_in(email) if email else people.somebody()
        for path in paths:
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 900})
                page.goto(path)
                wrong += [f"{email} {path} {width}: {fault}" for fault in faults_of(page)]

    assert wrong == []


def faults_of(page: Page) -> list[str]:
    """What axe finds, and whether the document is wider than the screen."""
    found = Axe().run(page, options=RULES).response["violations"]
    faults = [f"{v['id']} {v['nodes'][0]['html'][:160]}" for v in found]
    overflow = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    return [*faults, *(["wider than the screen"] if page.evaluate(overflow) else [])]


def visits() -> dict[str, list[str]]:
    """Which pages each role opens; no address is the stranger."""
    running = placement_of(State.APPROVED, "Maison Azur", "NDRC1A")
    submitted = Placement.objects.filter(state=State.SUBMITTED).order_by("pk")[0]
    draft = Placement.objects.filter(state=State.DRAFT).order_by("pk")[0]
    ready = Placement.objects.filter(state=State.APPROVED, papers=None).order_by("pk")[0]
    ended = Placement.objects.filter(papers__kind="certificate").order_by("pk")[0]
    cohort = Cohort.objects.get(name="NDRC1B")
    period = Period.objects.get(cohort=cohort)
    next_ = Period.objects.get(cohort__name="NDRC1A", number=2)
    contested = WeekCorrection.objects.select_related("week").earliest("pk").week
    tour = Tour.objects.filter(teacher=None).earliest("pk")
    told = PresenceWeek.objects.filter(monday=contested.monday).values("placement")
    late = Placement.objects.filter(
        period=running.period, state=State.APPROVED, papers__state=PaperState.SEALED
    )
    late = late.exclude(pk__in=told).earliest("pk")
    paper = running.papers.get(kind="agreement")
    by_hand = Signature.objects.get(state=SignatureState.RECEIVED)
    given_away = Signature.objects.get(state=SignatureState.DELEGATED).delegate
    one, two = Host.objects.known().order_by("pk")[:2]
    for_head = Signature.objects.filter(capacity=Capacity.SCHOOL, state=SignatureState.ASKED)[0]
    return {
        "": ["/", "/compte/login/", "/verifier/", "/referentiel/", f"/verifier/{paper.code}/"],
        "bureau@demo.example": [
            "/",
            "/tableau/",
            f"/tableau/{period.pk}/",
            running.get_absolute_url(),
            ended.get_absolute_url(),
            paper.get_absolute_url(),
            by_hand.paper.get_absolute_url(),
            f"/papiers/signatures/{by_hand.pk}/papier/relire/",
            f"/papiers/signatures/{given_away.pk}/papier/",
            f"/papiers/signatures/{given_away.pk}/deleguer/",
            f"/papiers/signatures/{given_away.pk}/ensemble/",
            f"/papiers/{given_away.paper_id}/ensemble/",
            f"/papiers/{given_away.paper_id}/retirer/",
            f"/etablissements/{cohort.programme.school_id}/delegations/",
            f"/conventions/{ready.pk}/preparer/",
            f"/presence/{running.pk}/",
            f"/journal/{running.pk}/",
            LogEntry.objects.filter(placement=running).latest_first()[0].get_absolute_url(),
            f"/echanges/{running.pk}/",
            f"/stages/{draft.pk}/accueil/",
            f"/stages/{draft.pk}/cadrage/",
            f"/presence/{contested.placement_id}/{contested.monday}/",
            f"/presence/semaines/{contested.pk}/trancher/",
            f"/presence/{late.pk}/{contested.monday}/papier/",
            Incident.objects.earliest("pk").get_absolute_url(),
            "/incidents/consignes/",
            "/echanges/suivi/",
            "/echanges/suivi/semaine/",
            "/demandes/",
            "/tournees/",
            tour.get_absolute_url(),
            f"{tour.get_absolute_url()}appliquer/",
            f"/tournees/visite/{tour.visits.earliest('pk').pk}/",
            f"/tournees/repartir/{running.period_id}/",
            f"/stages/{submitted.pk}/cadrage/accord/",
            f"/stages/{submitted.pk}/cadrage/accord/noter/",
            f"/stages/{submitted.pk}/cadrage/versions/",
            f"/stages/{submitted.pk}/poste/",
            f"/accueils/{one.pk}/",
            f"/accueils/{one.pk}/contacts/nouveau/",
            f"/accueils/{one.pk}/fusionner/{two.pk}/",
            "/etablissement/classes/",
            f"/etablissement/classes/{cohort.pk}/",
            f"/etablissement/periodes/{period.pk}/livrets/",
            "/etablissement/equipe/",
            "/regles/",
            "/simulateur/",
            "/travaux/",
        ],
        str(submitted.referent.email if submitted.referent else ""): [
            "/",
            f"/stages/{submitted.pk}/cadrage/decision/",
        ],
        "direction@demo.example": [
            "/",
            f"/a-signer/?lu={for_head.pk}",
            f"/papiers/signatures/{for_head.pk}/",
            f"/papiers/signatures/{for_head.pk}/refuser/",
            f"/stages/{for_head.paper.placement_id}/commencer/",
        ],
        "mathis.bianchi@eleves.example": ["/", f"/stages/declarer/{next_.pk}/"],
    }


def placement_of(state: State, host: str, cohort: str) -> Placement:
    rows: Any = Placement.objects.filter(
        state=state, site__host__trade_name=host, period__cohort__name=cohort
    )
    return rows.order_by("starts_on", "pk")[0]
