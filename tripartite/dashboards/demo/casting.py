"""The invented people, hosts and missions of the demonstration."""

from dataclasses import dataclass
from datetime import date

from tripartite.accounts.domain import Country
from tripartite.core.text import fold
from tripartite.hosts.domain import (
    ContactDetails,
    HostDetails,
    IdentifierKind,
    LegalForm,
    SiteDetails,
)
from tripartite.law.timetable import WeeklyTimetable
from tripartite.placements.domain import Declaration, Place
from tripartite.placements.domain.framing import Headings

#: Monday to Friday, 9 h–12 h 30 and 13 h 30–17 h: 35 hours.
OFFICE_HOURS = WeeklyTimetable.from_json([[["09:00", "12:30"], ["13:30", "17:00"]]] * 5 + [[], []])
#: A shop: Tuesday to Saturday.
SHOP_HOURS = WeeklyTimetable.from_json([[], *([[["09:30", "12:30"], ["14:00", "18:00"]]] * 5), []])


@dataclass(frozen=True, slots=True)
class Welcome:
    """A host with its place and its people."""

    host: HostDetails
    site: SiteDetails
    tutor: ContactDetails
    signatory: ContactDetails
    timetable: WeeklyTimetable = OFFICE_HOURS

    def declaration(self, starts_on: date, ends_on: date, *, site: int | None) -> Declaration:
        """What is declared of it: the site that the school knows, or all of it the first time."""
        return Declaration(
            place=Place(site=site) if site else Place(new_host=self.host, new_site=self.site),
            tutor=self.tutor,
            signatory=self.signatory,
            starts_on=starts_on,
            ends_on=ends_on,
            timetable=self.timetable,
        )


def _person(first: str, last: str, job: str) -> ContactDetails:
    address = f"{fold(first)}.{fold(last)}@accueil.example".replace(" ", "-")
    return ContactDetails(first, last, job, address, "04 93 00 00 00")


#: Enough of them that no tutor has more students at a time than the law allows.
WELCOMES = (
    Welcome(
        HostDetails(
            "Maison Azur SARL",
            "commerce de détail d’articles de la maison",
            trade_name="Maison Azur",
            identifier_kind=IdentifierKind.SIRET,
            identifier="73282932000074",
            headcount=18,
        ),
        SiteDetails("3 rue du Port", "06300", "Nice"),
        _person("Paul", "Garnier", "responsable commercial"),
        _person("Rose", "Delmas", "gérante"),
    ),
    Welcome(
        HostDetails(
            "Cave des Orangers",
            "négoce de vins aux particuliers et aux restaurateurs",
            legal_form=LegalForm.CRAFT,
            headcount=6,
        ),
        SiteDetails("21 rue Longue", "06500", "Menton"),
        _person("Lucie", "Fabre", "caviste"),
        _person("Marc", "Fabre", "gérant"),
        SHOP_HOURS,
    ),
    Welcome(
        HostDetails("Agence du Port", "transaction immobilière", headcount=9),
        SiteDetails("14 quai Lunel", "06300", "Nice"),
        _person("Nora", "Petit", "négociatrice"),
        _person("Jean", "Vial", "directeur d’agence"),
    ),
    Welcome(
        HostDetails(
            "Riviera Sport SAM",
            "vente d’articles de sport",
            trade_name="Riviera Sport",
            country=Country.MC,
            identifier_kind=IdentifierKind.RCI,
            identifier="12S03456",
            headcount=34,
        ),
        SiteDetails("8 boulevard des Moulins", "98000", "Monaco"),
        _person("Karim", "Benali", "chef de rayon"),
        _person("Anne", "Lorenzi", "directrice"),
    ),
    Welcome(
        HostDetails(
            "Association Mer et Partage",
            "vente solidaire et dons d’entreprises",
            legal_form=LegalForm.ASSOCIATION,
            headcount=11,
        ),
        SiteDetails("5 avenue de la Gare", "06240", "Beausoleil"),
        _person("Sofia", "Marchetti", "chargée de partenariats"),
        _person("Yves", "Caron", "président"),
    ),
    Welcome(
        HostDetails("Librairie Sud", "librairie et vente en ligne", headcount=7),
        SiteDetails("2 place du Marché", "06800", "Cagnes-sur-Mer"),
        _person("Hélène", "Roux", "libraire"),
        _person("Bruno", "Roux", "gérant"),
        SHOP_HOURS,
    ),
    Welcome(
        HostDetails("Cycles du Littoral", "vente et réparation de cycles", headcount=12),
        SiteDetails("40 avenue Cernuschi", "06500", "Menton"),
        _person("Clara", "Vidal", "responsable du magasin"),
        _person("Luc", "Ferrer", "gérant"),
    ),
)

FRAMING = Headings(
    objectives="Prospecter une clientèle et obtenir des rendez-vous par téléphone et courriel.\n"
    "Organiser et animer un évènement commercial, puis en faire le bilan chiffré.",
    modalities="L’étudiant prend en charge le fichier des clients inactifs et prépare le stand du "
    "salon de janvier, d’abord en binôme puis seul.",
    information="Le fichier des clients\nLes tarifs et conditions de vente\nLe bilan du salon "
    "précédent\nL’accès au logiciel de relation client",
    means="Un poste informatique et un téléphone, le logiciel de relation client.",
    tutoring="Un point chaque lundi à 9 h avec le tuteur, le journal de stage relu le vendredi.",
    places="Le bureau commercial ; le parc des expositions pendant le salon.",
    people="L’équipe commerciale, pour les produits ; le comptable, pour les devis.",
    expenses="Les déplacements au salon sont remboursés sur justificatif.",
    rhythm="Chaque lundi, et une observation sur le terrain par semaine.",
)


@dataclass(frozen=True, slots=True)
class MissionScript:
    """A mission; ``tasks`` are codes of the référentiel."""

    title: str
    expected_result: str
    tasks: tuple[str, ...]
    description: str = ""


#: What an amendment adds, when the shop opens on Saturdays.
SATURDAYS = MissionScript(
    "Conseiller et vendre dans le magasin le samedi",
    "Un panier moyen suivi chaque samedi",
    ("P1.A2.T1", "P1.A2.T2"),
    "Accueil, découverte des besoins, vente et fidélisation, d’abord avec le tuteur.",
)
MISSIONS = (
    MissionScript(
        "Relancer le fichier des clients inactifs par téléphone et courriel",
        "150 contacts qualifiés, 20 rendez-vous",
        ("P2.A1.T1", "P2.A1.T4"),
        "Appels le matin, courriels l’après-midi ; chaque réponse est notée dans le logiciel.",
    ),
    MissionScript(
        "Préparer et tenir le stand du salon de janvier",
        "60 contacts, bilan chiffré remis à l’équipe",
        ("P1.A3.T1", "P1.A3.T2"),
    ),
)
