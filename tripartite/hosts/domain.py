"""What an organisation is, whatever the computer."""

from enum import StrEnum


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
