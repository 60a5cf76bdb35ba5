"""Every mandatory mention of each country is read in the text of its paper."""

from datetime import date

import pytest

from tests import factories
from tests.agreements.ready import make_ready, missing_from, text_of
from tripartite.accounts.models import School
from tripartite.agreements.jurisdictions import MONEGASQUE_LAW, ground_of
from tripartite.agreements.papers import TEMPLATE, convention_paper
from tripartite.agreements.queries import content_of
from tripartite.core import clock
from tripartite.documents.papers import FRENCH_GROUND, MENTIONS
from tripartite.documents.typesetting import render
from tripartite.hosts.domain import IdentifierKind

TODAY = date(2026, 11, 16)
#: Arrêté ministériel n° 2025-28, article premier: the seven points that could be read, in parts.
MONACO = {
    "1 name": "1° Organisme d’accueil : Riviera Sport SAM",
    "1 registration": "RCI 12S03456",
    "1 address": "8 boulevard des Moulins, 98000 Monaco",
    "1 activity": "commerce de détail",
    "1 person": "personne habilitée : Rose Patronne",
    "2 name and birth": "2° Stagiaire : Inès Moreau, né(e) le",
    "2 nationality": "nationalité : italienne",
    "2 address": "3 rue de la Buffa, 06000 Nice",
    "3 school": "3° Établissement d’enseignement : Lycée des Orangers, agréé sous le n° 98-12",
    "3 address and person": "1 avenue des Orangers, 06500 Menton, représenté par Hélène Proviseure",
    "4 course": "4° Formation : BTS Négociation et digitalisation de la relation client",
    "5 programme": "5° Programme et objectifs pédagogiques : Relancer les clients inactifs",
    "6 referent": "6° Référent dans l’établissement : Éric Référent",
    "7 tutor": "7° Tuteur dans l’organisme d’accueil : Théo Tuteur",
    "law": "loi n° 1.569 du 12 décembre 2024",
    "authorisation": "quinze jours ouvrables avant le début du stage",
    "opening": "conclue entre les parties ci-dessous, en application de la loi n° 1.569",
    "decree": "l’arrêté ministériel n° 2025-28 du 16 janvier 2025 et, pour ce qui relève de l’",
    "before any presence": "aucune présence n’est possible avant qu’elle soit accordée",
    "latest day": "au plus tard le 10 décembre 2026",
    "six months": "ne dépasse pas six mois par année scolaire",
    "gratification": "27 % du salaire minimum de croissance",
}


def printed(school: School, country: str) -> bytes:
    fields = {}
    if country == "MC":
        school.approval_number = "98-12"
        school.save(update_fields=["approval_number"])
        host = factories.make_host(
            school,
            name="Riviera Sport SAM",
            country="MC",
            identifier_kind=IdentifierKind.RCI,
            identifier="12S03456",
        )
        fields["site"] = factories.make_site(
            host, address="8 boulevard des Moulins", postcode="98000", city="Monaco"
        )
    student = factories.make_student(
        school, address="3 rue de la Buffa", postcode="06000", city="Nice", nationality="italienne"
    )
    placement = make_ready(school, student=student, **fields)
    paper = convention_paper(content_of(placement, TODAY), reference="2026-0001")
    return render(TEMPLATE, paper.as_json(), issued_at=clock.now())


@pytest.mark.parametrize("country", ["FR", "MC"])
def test_the_fifteen_mentions_of_france_hold_in_both(school, country) -> None:
    titles = [f"Article {n} — {title}" for n, title in MENTIONS.items()]

    assert missing_from(printed(school, country), titles) == []


def test_a_host_in_monaco_is_not_told_the_french_rules(school) -> None:
    text = text_of(printed(school, "MC"))

    said = ("D124-6", "en application des articles", "régie par le droit français", "CPAM")
    assert [each for each in said if each in text] == []


@pytest.mark.parametrize(
    ("host", "school", "ground"),
    [
        ("FR", "FR", FRENCH_GROUND),
        ("XX", "FR", FRENCH_GROUND),
        ("FR", "MC", FRENCH_GROUND),
        ("MC", "MC", MONEGASQUE_LAW),
        ("MC", "FR", f"{MONEGASQUE_LAW} et, pour ce qui relève de l’établissement d’enseignement, "
         "des articles L124-1 à L124-20 et D124-1 à D124-9 du code de l’éducation français"),
    ],
)  # fmt: skip
def test_the_law_is_that_of_the_host_then_of_the_school(host, school, ground) -> None:
    assert ground_of(host, school) == ground


def test_the_mentions_of_monaco_are_all_printed(school) -> None:
    assert missing_from(printed(school, "MC"), list(MONACO.values())) == []
