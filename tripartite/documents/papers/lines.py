"""The lines that several papers print: people, places, missions, signatures."""

import dataclasses
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
    "octobre", "novembre", "décembre",
)  # fmt: skip


# The founding document and III.2 of the référentiel: said in every paper.
STATUS = (
    "Pendant le stage, l'étudiant a obligatoirement la qualité d'étudiant-stagiaire et non de "
    "salarié."
)


class SignatureMethod(StrEnum):
    LINK = "LINK"
    SIGNED_IN = "SIGNED_IN"
    DEVICE = "DEVICE"
    PAPER = "PAPER"


SIGNATURE_METHODS = {
    SignatureMethod.LINK: "Lien personnel envoyé par courriel et code à usage unique",
    SignatureMethod.SIGNED_IN: "Compte personnel, mot de passe et code à usage unique",
    SignatureMethod.DEVICE: "Appareil présenté sur place et code à usage unique",
    SignatureMethod.PAPER: "Signature manuscrite sur un exemplaire imprimé",
}


class PaperError(ValueError):
    """The data of a paper contradicts itself: a fault of the caller, not of a person."""


def french_date(day: date) -> str:
    """Return "1er janvier 2027"."""
    return f"{'1er' if day.day == 1 else day.day} {MONTHS[day.month - 1]} {day.year}"


def plain(value: Any) -> Any:
    """Return `value` as JSON values: a date as {iso, text}, a moment as {iso, utc, text}."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {
            field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)
        }
    if isinstance(value, SignatureMethod):
        return SIGNATURE_METHODS[value]
    if isinstance(value, datetime):
        return _moment(value)
    if isinstance(value, date):
        return {"iso": value.isoformat(), "text": french_date(value)}
    if isinstance(value, tuple | list):
        return [plain(inner) for inner in value]
    return value


def _moment(moment: datetime) -> dict[str, str]:
    if moment.tzinfo is None:
        raise PaperError("A moment printed on a paper needs a time zone.")
    offset = moment.strftime("%z")
    return {
        "iso": moment.isoformat(),
        "utc": moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S UTC"),
        "text": f"{french_date(moment)} à {moment:%H:%M:%S} (UTC{offset[:3]}:{offset[3:]})",
    }


@dataclass(frozen=True)
class PersonLine:
    name: str
    function: str = ""
    email: str = ""
    phone: str = ""


@dataclass(frozen=True)
class SchoolLine:
    name: str
    address: tuple[str, ...]
    head: PersonLine
    uai: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True)
class ProgrammeLine:
    """`hours`: teaching hours per year in words, e.g. "870 heures par an"."""

    title: str
    hours: str
    cohort: str
    school_year: str


@dataclass(frozen=True)
class StudentLine:
    name: str
    born_on: date | None = None
    address: tuple[str, ...] = ()
    email: str = ""
    phone: str = ""
    guardian: PersonLine | None = None


@dataclass(frozen=True)
class HostLine:
    """`identifier` names its kind: "SIRET 732 829 320 00074", "RCI 12 S 03456"."""

    name: str
    address: tuple[str, ...]
    representative: PersonLine
    legal_form: str = ""
    activity: str = ""
    identifier: str = ""
    phone: str = ""
    email: str = ""
    site: str = ""
    site_address: tuple[str, ...] = ()


@dataclass(frozen=True)
class TaskLine:
    pole: str
    activity: str
    task: str
    results: tuple[str, ...] = ()


@dataclass(frozen=True)
class MissionLine:
    title: str
    description: str = ""
    tasks: tuple[TaskLine, ...] = ()


@dataclass(frozen=True)
class FramingLines:
    """The five headings of the founding document and the two more of the annexe pédagogique."""

    objectives: tuple[str, ...] = ()
    modalities: tuple[str, ...] = ()
    information: tuple[str, ...] = ()
    means: tuple[str, ...] = ()
    tutoring: tuple[str, ...] = ()
    exchanges: tuple[str, ...] = ()
    joint_evaluation: tuple[str, ...] = ()


@dataclass(frozen=True)
class SignatoryLine:
    capacity: str
    name: str
    remark: str = ""


@dataclass(frozen=True)
class SignatureLine:
    """The proof of one signature; `signed_at` is aware, in the time zone of the school.

    On paper: the day instead of the moment, `received_file`, `recorded_by` and `read_by` instead
    of `ip` and `user_agent`. On a device handed round: `device_of` says whose.
    """

    name: str
    capacity: str
    method: SignatureMethod
    signed_at: date
    sha256: str
    email: str = ""
    ip: str = ""
    user_agent: str = ""
    consent: str = ""
    consent_version: str = ""
    on_behalf_of: str = ""
    recorded_by: str = ""
    received_file: str = ""
    read_by: str = ""
    device_of: str = ""


@dataclass(frozen=True)
class VerificationBlock:
    """`qr`: SVG of the QR code of `url` (qr.svg)."""

    code: str
    url: str
    qr: str


@dataclass(frozen=True)
class SignaturesPage:
    frozen_sha256: str
    lines: tuple[SignatureLine, ...]
    frozen_name: str = "document-fige.pdf"
    sealed_by: str = ""
    remarks: tuple[str, ...] = ()
    verification: VerificationBlock | None = None

    def __post_init__(self) -> None:
        if {line.sha256 for line in self.lines} - {self.frozen_sha256}:
            raise PaperError("A signature covers other bytes than the frozen paper.")


@dataclass(frozen=True, kw_only=True)
class Paper:
    """What every paper says on its first page."""

    reference: str
    issued_on: date
    school: SchoolLine
    version: int = 1
    signatures: SignaturesPage | None = None

    def as_json(self) -> dict[str, Any]:
        printed: dict[str, Any] = plain(self)
        return printed
