"""What an organisation is, whatever the computer."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from stdnum.exceptions import InvalidChecksum, ValidationError
from stdnum.fr import siret

from tripartite.accounts.domain import Country
from tripartite.core.errors import DomainError
from tripartite.core.text import fold_words


class LegalForm(StrEnum):
    """Kinds of organisation named by the founding document (III): any of them may host."""

    CRAFT = "craft"
    TRADE = "trade"
    INDUSTRY = "industry"
    ASSOCIATION = "association"
    PUBLIC = "public"
    OTHER = "other"


LEGAL_FORM_LABELS = {
    LegalForm.CRAFT: "entreprise artisanale",
    LegalForm.TRADE: "entreprise commerciale",
    LegalForm.INDUSTRY: "entreprise industrielle",
    LegalForm.ASSOCIATION: "association",
    LegalForm.PUBLIC: "organisme public",
    LegalForm.OTHER: "autre",
}


class Clientele(StrEnum):
    PRIVATE = "private"
    PROFESSIONAL = "professional"
    BOTH = "both"


CLIENTELE_LABELS = {
    Clientele.PRIVATE: "particuliers",
    Clientele.PROFESSIONAL: "professionnels",
    Clientele.BOTH: "particuliers et professionnels",
}


class IdentifierKind(StrEnum):
    """Identifiers by country; a host may have none (law-and-exam §3.2)."""

    SIRET = "siret"
    RCI = "rci"
    NIS = "nis"
    NONE = "none"


IDENTIFIER_LABELS = {
    IdentifierKind.SIRET: "SIRET (France)",
    IdentifierKind.RCI: "RCI (Monaco)",
    IdentifierKind.NIS: "NIS (Monaco)",
    IdentifierKind.NONE: "aucun identifiant",
}


class HostError(DomainError):
    """An organisation that cannot be written so."""


@dataclass(frozen=True, slots=True)
class HostDetails:
    """What is declared of a legal person; ``identifier`` is empty when the kind is NONE."""

    name: str
    activity: str
    trade_name: str = ""
    legal_form: LegalForm = LegalForm.TRADE
    clientele: Clientele = Clientele.BOTH
    country: Country = Country.FR
    identifier_kind: IdentifierKind = IdentifierKind.NONE
    identifier: str = ""
    headcount: int | None = None
    naf: str = ""
    headcount_band: str = ""

    @property
    def legal_key(self) -> str:
        """What identifies the legal person, whichever of its places was declared."""
        return legal_key(self.identifier_kind, self.identifier)


class LocatedBy(StrEnum):
    """How the coordinates of a place were found, from the surest to the vaguest."""

    HAND = "hand"
    REGISTER = "register"
    GEOCODER = "geocoder"
    COMMUNE = "commune"
    DEPARTMENT = "department"


LOCATED_BY_LABELS = {
    LocatedBy.HAND: "placé à la main",
    LocatedBy.REGISTER: "adresse de l’annuaire officiel",
    LocatedBy.GEOCODER: "adresse retrouvée",
    LocatedBy.COMMUNE: "centre de la commune",
    LocatedBy.DEPARTMENT: "préfecture du département",
}


@dataclass(frozen=True, slots=True)
class Spot:
    """A point on the map, in degrees, and how it was found."""

    latitude: float
    longitude: float
    located_by: LocatedBy

    @property
    def is_on_earth(self) -> bool:
        return abs(self.latitude) <= 90 and abs(self.longitude) <= 180


@dataclass(frozen=True, slots=True)
class SiteDetails:
    """A place where a student may work; ``siret`` is that of the place, not of the head office."""

    address: str
    postcode: str
    city: str
    name: str = ""
    phone: str = ""
    siret: str = ""
    is_head_office: bool = False
    closed_on: date | None = None
    spot: Spot | None = None


@dataclass(frozen=True, slots=True)
class ContactDetails:
    """A person at a host; without ``email``, paper is the way."""

    first_name: str
    last_name: str
    job_title: str
    email: str = ""
    phone: str = ""

    @property
    def person(self) -> tuple[str, str]:
        """Whom it names, whatever the accents and the capitals."""
        return fold(self.first_name), fold(self.last_name)


#: Names of hosts and people are compared word by word.
fold = fold_words


def legal_key(kind: str, identifier: str) -> str:
    """The part of a cleaned identifier that names the legal person.

    A SIRET is a SIREN and five figures for one of its places: another place of the same company
    is the same host.
    """
    return identifier[:9] if kind == IdentifierKind.SIRET else identifier


def check_site_siret(written: str, *, kind: str, identifier: str) -> str:
    """The SIRET of a place as it is kept; it must be one of its host's."""
    if not written.strip():
        return ""
    found = _siret(written)
    if kind == IdentifierKind.SIRET and identifier and found[:9] != identifier[:9]:
        raise HostError(
            "siret_of_another",
            "Ce SIRET est celui d’une autre entreprise : ses neuf premiers chiffres devraient être "
            f"{identifier[:3]} {identifier[3:6]} {identifier[6:9]}.",
        )
    return found


_RCI = re.compile(r"(\d{2})([A-Z])(\d{5})")


def clean_identifier(kind: IdentifierKind, text: str) -> str:
    """The identifier as it is kept; HostError says what is wrong with it.

    SIRET: 14 figures with their key (INSEE). RCI of Monaco: two figures, a letter, five figures.
    NIS: as it is written, its public form is not documented. NONE keeps nothing.
    """
    written = " ".join(text.split()).upper()
    if kind is IdentifierKind.NONE:
        if written:
            raise HostError(
                "identifier_without_kind",
                "Dites de quel identifiant il s’agit (SIRET, RCI, NIS), ou effacez-le.",
            )
        return ""
    if not written:
        raise HostError(
            "identifier_missing",
            "Donnez l’identifiant, ou choisissez « aucun identifiant ».",
        )
    return _CLEANERS[kind](written)


def _siret(written: str) -> str:
    try:
        return str(siret.validate(written))
    except InvalidChecksum as error:
        raise HostError(
            "siret_key",
            "La clé de ce SIRET ne correspond pas : un chiffre est sans doute faux. Recopiez-le "
            "depuis un papier de l’organisme, ou choisissez « aucun identifiant ».",
        ) from error
    except ValidationError as error:
        raise HostError(
            "siret_form",
            "Un SIRET compte 14 chiffres, comme 732 829 320 00074 : vérifiez-le.",
        ) from error


def _rci(written: str) -> str:
    match = _RCI.fullmatch(re.sub(r"[ .-]", "", written))
    if match is None:
        raise HostError(
            "rci_form",
            "Un RCI de Monaco s’écrit avec deux chiffres, une lettre et cinq chiffres, comme "
            "05 S 04123 : vérifiez-le.",
        )
    return " ".join(match.groups())


def _nis(written: str) -> str:
    if len(written) > 20:
        raise HostError("nis_form", "Ce NIS est trop long : vingt caractères au plus.")
    return written


_CLEANERS = {
    IdentifierKind.SIRET: _siret,
    IdentifierKind.RCI: _rci,
    IdentifierKind.NIS: _nis,
}
