"""What the official register of companies answers, read with suspicion.

The format is that of the public « recherche d’entreprises » service: ``results`` of legal persons,
each with its ``siege`` and the ``matching_etablissements`` that the words were found in.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from stdnum.fr import siret as siret_number

from tripartite.hosts.domain import LegalForm, LocatedBy, Spot

#: Bands of headcount of the register (INSEE): lowest number of people, and the words.
HEADCOUNT_BANDS = {
    "NN": (None, "effectif non renseigné"),
    "00": (0, "aucun salarié"),
    "01": (1, "1 ou 2 salariés"),
    "02": (3, "3 à 5 salariés"),
    "03": (6, "6 à 9 salariés"),
    "11": (10, "10 à 19 salariés"),
    "12": (20, "20 à 49 salariés"),
    "21": (50, "50 à 99 salariés"),
    "22": (100, "100 à 199 salariés"),
    "31": (200, "200 à 249 salariés"),
    "32": (250, "250 à 499 salariés"),
    "41": (500, "500 à 999 salariés"),
    "42": (1000, "1 000 à 1 999 salariés"),
    "51": (2000, "2 000 à 4 999 salariés"),
    "52": (5000, "5 000 à 9 999 salariés"),
    "53": (10000, "10 000 salariés et plus"),
}
#: Sections of the NAF in words that a student would type as the activity.
SECTIONS = {
    "A": "agriculture, sylviculture et pêche",
    "B": "industries extractives",
    "C": "industrie manufacturière",
    "D": "production et distribution d’énergie",
    "E": "eau, assainissement et déchets",
    "F": "construction",
    "G": "commerce, réparation d’automobiles",
    "H": "transports et entreposage",
    "I": "hébergement et restauration",
    "J": "information et communication",
    "K": "banque et assurance",
    "L": "activités immobilières",
    "M": "activités spécialisées, scientifiques et techniques",
    "N": "services administratifs et de soutien",
    "O": "administration publique",
    "P": "enseignement",
    "Q": "santé et action sociale",
    "R": "arts, spectacles et loisirs",
    "S": "autres services",
    "T": "activités des ménages",
    "U": "organismes extraterritoriaux",
}
_MOST = 12
_HIDDEN = "[NON-DIFFUSIBLE]"


@dataclass(frozen=True, slots=True)
class Establishment:
    """A place of a company as the register knows it."""

    siret: str
    name: str
    address: str
    postcode: str
    city: str
    trade_name: str = ""
    activity: str = ""
    naf: str = ""
    headcount_band: str = ""
    legal_form: LegalForm = LegalForm.TRADE
    is_head_office: bool = False
    is_closed: bool = False
    closed_on: date | None = None
    latitude: float | None = None
    longitude: float | None = None

    @property
    def siren(self) -> str:
        return self.siret[:9]

    @property
    def band(self) -> str:
        """The band of headcount in words."""
        return HEADCOUNT_BANDS.get(self.headcount_band, (None, ""))[1]

    @property
    def spot(self) -> Spot | None:
        if self.latitude is None or self.longitude is None:
            return None
        return Spot(self.latitude, self.longitude, LocatedBy.REGISTER)


def read_results(answer: Any) -> list[Establishment]:
    """The places in an answer, open ones first; what is not as expected is left out.

    ValueError when the whole answer is not the one of this service.
    """
    if not isinstance(answer, dict) or not isinstance(answer.get("results"), list):
        raise ValueError("not an answer of the register")  # noqa: TRY004  # garbage, not a slip of ours
    found: dict[str, Establishment] = {}
    for company in answer["results"]:
        if isinstance(company, dict):
            for place in _places(company):
                found.setdefault(place.siret, place)
    return sorted(found.values(), key=lambda place: place.is_closed)[:_MOST]


def _places(company: dict[str, Any]) -> Iterator[Establishment]:
    matching = company.get("matching_etablissements")
    rows = [*(matching if isinstance(matching, list) else ()), company.get("siege")]
    for row in rows:
        if isinstance(row, dict) and (place := _place(company, row)) is not None:
            yield place


def _place(company: dict[str, Any], row: dict[str, Any]) -> Establishment | None:
    siret = _text(row, "siret", 14)
    name = _text(company, "nom_raison_sociale", 150) or _text(company, "nom_complet", 150)
    if not siret_number.is_valid(siret) or not name:
        return None
    closed = _text(row, "etat_administratif", 1) == "F" or (
        _text(company, "etat_administratif", 1) == "C"
    )
    siege = company.get("siege")
    head = bool(row.get("est_siege")) or (isinstance(siege, dict) and siege.get("siret") == siret)
    return Establishment(
        siret=siret,
        name=name,
        trade_name=_trade_name(row, name),
        address=_street(row),
        postcode=_text(row, "code_postal", 10),
        city=_text(row, "libelle_commune", 80) or _text(row, "commune", 80),
        activity=SECTIONS.get(_text(company, "section_activite_principale", 1), ""),
        naf=(_text(row, "activite_principale", 6) or _text(company, "activite_principale", 6)),
        headcount_band=_band(_text(company, "tranche_effectif_salarie", 2)),
        legal_form=_form(company),
        is_head_office=head,
        is_closed=closed,
        closed_on=_day(_text(row, "date_fermeture", 10) or _text(company, "date_fermeture", 10))
        if closed
        else None,
        latitude=_degrees(row.get("latitude"), 90),
        longitude=_degrees(row.get("longitude"), 180),
    )


def _text(row: dict[str, Any], name: str, most: int) -> str:
    value = row.get(name)
    if not isinstance(value, str) or value.strip() == _HIDDEN:
        return ""
    return " ".join(value.split())[:most]


def _trade_name(row: dict[str, Any], name: str) -> str:
    signs = row.get("liste_enseignes")
    first = signs[0] if isinstance(signs, list) and signs else row.get("nom_commercial")
    sign = _text({"sign": first}, "sign", 150)
    return sign if sign.casefold() != name.casefold() else ""


def _street(row: dict[str, Any]) -> str:
    """The street alone: the whole address less its postcode and its town."""
    parts = ("numero_voie", "indice_repetition", "type_voie", "libelle_voie")
    street = " ".join(filter(None, (_text(row, part, 120) for part in parts)))
    if street:
        return street[:200]
    whole, postcode = _text(row, "adresse", 200), _text(row, "code_postal", 10)
    return whole.partition(postcode)[0].strip(" ,") if postcode else whole


def _band(code: str) -> str:
    return code if code in HEADCOUNT_BANDS and code != "NN" else ""


def _form(company: dict[str, Any]) -> LegalForm:
    """The kind of organisation, from the category of the register (INSEE, first figures)."""
    category = _text(company, "nature_juridique", 4)
    extra = company.get("complements")
    if category.startswith("92"):
        return LegalForm.ASSOCIATION
    if category.startswith(("4", "7")):
        return LegalForm.PUBLIC
    if isinstance(extra, dict) and extra.get("est_entrepreneur_individuel") is True:
        return (
            LegalForm.CRAFT
            if _text(company, "section_activite_principale", 1) in "CF"
            else (LegalForm.TRADE)
        )
    if _text(company, "section_activite_principale", 1) == "C":
        return LegalForm.INDUSTRY
    return LegalForm.TRADE


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _degrees(value: Any, most: int) -> float | None:
    """The service writes coordinates as texts."""
    try:
        found = float(value)
    except (TypeError, ValueError):
        return None
    return found if -most <= found <= most else None
