"""A class list as SIECLE, PRONOTE or a spreadsheet exports it, judged line by line."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tripartite.core.text import fold_words
from tripartite.school.domain.decoding import UnreadableError, read_table
from tripartite.school.domain.years import age_on, is_minor


class Column(StrEnum):
    """What the product reads in a class list."""

    INE = "ine"
    LAST_NAME = "last_name"
    FIRST_NAME = "first_name"
    BIRTH_DATE = "birth_date"
    CLASS = "class_name"
    EMAIL = "email"
    PHONE = "phone"
    ADDRESS = "address"
    POSTCODE = "postcode"
    CITY = "city"
    NATIONALITY = "nationality"
    GUARDIAN_NAME = "guardian_name"
    GUARDIAN_FIRST_NAME = "guardian_first_name"
    GUARDIAN_EMAIL = "guardian_email"


COLUMN_LABELS = {
    Column.INE: "INE",
    Column.LAST_NAME: "nom",
    Column.FIRST_NAME: "prénom",
    Column.BIRTH_DATE: "date de naissance",
    Column.CLASS: "classe",
    Column.EMAIL: "adresse électronique",
    Column.PHONE: "téléphone",
    Column.ADDRESS: "adresse",
    Column.POSTCODE: "code postal",
    Column.CITY: "ville",
    Column.NATIONALITY: "nationalité",
    Column.GUARDIAN_NAME: "représentant légal",
    Column.GUARDIAN_FIRST_NAME: "prénom du représentant légal",
    Column.GUARDIAN_EMAIL: "adresse du représentant légal",
}
REQUIRED = (Column.LAST_NAME, Column.FIRST_NAME, Column.BIRTH_DATE)
#: Headers met in exports, written as ``names.plain`` writes them.
ALIASES: Mapping[Column, tuple[str, ...]] = {
    Column.INE: ("ine", "numero ine", "n ine", "identifiant national", "id national"),
    Column.LAST_NAME: ("nom", "nom de famille", "nom de l eleve", "nom eleve", "nom etudiant"),
    Column.FIRST_NAME: ("prenom", "prenom 1", "prenoms", "prenom de l eleve", "prenom eleve"),
    Column.BIRTH_DATE: ("date de naissance", "ne e le", "ne le", "date naissance", "naissance"),
    Column.CLASS: ("classe", "division", "code division", "classes"),
    Column.EMAIL: (
        *("mel", "email", "e mail", "mail", "courriel", "adresse e mail", "adresse email"),
        *("adresse mail", "adresse electronique", "mel eleve", "email eleve"),
    ),
    Column.PHONE: (
        *("telephone portable", "portable", "tel portable", "telephone mobile", "telephone", "tel"),
        "telephone personnel",
    ),
    Column.ADDRESS: ("adresse", "adresse 1", "rue", "ligne 1 adresse", "adresse postale"),
    Column.POSTCODE: ("code postal", "cp"),
    Column.CITY: ("ville", "commune", "localite"),
    Column.NATIONALITY: ("nationalite",),
    Column.GUARDIAN_NAME: (
        *("representant legal 1 nom", "representant legal nom", "representant legal"),
        *("nom representant legal 1", "responsable 1 nom", "nom responsable 1", "responsable 1"),
        *("responsable legal 1", "responsable legal 1 nom", "responsable legal"),
    ),
    Column.GUARDIAN_FIRST_NAME: (
        *("representant legal 1 prenom", "prenom representant legal 1", "responsable 1 prenom"),
        *("responsable legal 1 prenom", "prenom responsable 1"),
    ),
    Column.GUARDIAN_EMAIL: (
        *("representant legal 1 mel", "representant legal 1 email", "representant legal mel"),
        *("mel representant legal 1", "responsable 1 mel", "responsable 1 email"),
        *("responsable legal 1 mel", "responsable legal 1 email", "email responsable 1"),
    ),
}
#: The longest text the tables take.
LONGEST = {
    Column.INE: 11,
    Column.LAST_NAME: 80,
    Column.FIRST_NAME: 80,
    Column.EMAIL: 254,
    Column.PHONE: 30,
    Column.ADDRESS: 200,
    Column.POSTCODE: 10,
    Column.CITY: 80,
    Column.NATIONALITY: 60,
    Column.GUARDIAN_NAME: 80,
    Column.GUARDIAN_FIRST_NAME: 80,
    Column.GUARDIAN_EMAIL: 254,
}
FORMULA_SIGNS = ("=", "+", "-", "@")
_ATOM = r"[-!#$%&'*+/=?^_`{}|~0-9a-z]+"
_EMAIL = re.compile(
    rf"{_ATOM}(?:\.{_ATOM})*@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]"
)
_ISO = re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})")
_FRENCH = re.compile(r"(?P<d>\d{1,2})[/.-](?P<m>\d{1,2})[/.-](?P<y>\d{4}|\d{2})")


class FaultCode(StrEnum):
    """Why a line cannot be imported."""

    TOO_MANY_CELLS = "too_many_cells"
    EMPTY = "empty"
    TOO_LONG = "too_long"
    DATE = "date"
    EMAIL = "email"
    OTHER_CLASS = "other_class"
    TWICE = "twice"
    TAKEN = "taken"


FAULT_LABELS = {
    FaultCode.TOO_MANY_CELLS: "trop de cellules",
    FaultCode.EMPTY: "cellule obligatoire vide",
    FaultCode.TOO_LONG: "texte trop long",
    FaultCode.DATE: "date impossible",
    FaultCode.EMAIL: "adresse électronique mal formée",
    FaultCode.OTHER_CLASS: "autre classe",
    FaultCode.TWICE: "ligne en double",
    FaultCode.TAKEN: "adresse ou INE déjà utilisés",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One reason to leave a line out, in a French sentence without its subject (the line)."""

    code: FaultCode
    sentence: str


@dataclass(frozen=True, slots=True)
class Person:
    """A student as a line tells him or her; an empty text is a cell left empty."""

    last_name: str
    first_name: str
    birth_date: date
    ine: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""
    postcode: str = ""
    city: str = ""
    nationality: str = ""
    guardian_name: str = ""
    guardian_email: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One record: where it begins in the file, who it shows, and what is to be said of it.

    ``person`` is None exactly when there are faults.
    """

    number: int
    shown_name: str
    person: Person | None
    faults: tuple[Fault, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ClassList:
    """A file that was read: how, with which columns, and its lines in their order."""

    encoding: str
    separator: str
    recognised: tuple[str, ...]
    ignored: tuple[str, ...]
    lines: tuple[Line, ...]


def read(content: bytes, *, class_name: str, today: date) -> ClassList:
    """Judge every line of a class list meant for the class ``class_name``.

    Raises UnreadableError when the file as a whole is none.
    """
    table = read_table(content)
    (_, header), *records = table.records
    columns = columns_of(header)
    missing = [COLUMN_LABELS[c] for c in REQUIRED if c not in columns]
    if missing:
        raise UnreadableError(
            "missing_columns",
            f"Il manque la colonne {', '.join(missing)}. La première ligne doit nommer les "
            "colonnes : nom, prénom, date de naissance, et si possible adresse électronique.",
        )
    if not records:
        raise UnreadableError("no_line", "Ce fichier n’a que son en-tête : aucun étudiant.")
    reader = _Reader(columns, len(header), class_name, today)
    used = set(columns.values())
    return ClassList(
        encoding=table.encoding,
        separator=table.separator,
        recognised=tuple(COLUMN_LABELS[c] for c in columns),
        ignored=tuple(h.strip() for i, h in enumerate(header) if i not in used and h.strip()),
        lines=tuple(reader.line(number, cells) for number, cells in records),
    )


def columns_of(header: tuple[str, ...]) -> dict[Column, int]:
    """Where each known column stands; of two that mean the same, the first."""
    names = {alias: column for column, aliases in ALIASES.items() for alias in aliases}
    found: dict[Column, int] = {}
    for position, name in enumerate(header):
        column = names.get(fold_words(name))
        if column is not None:
            found.setdefault(column, position)
    return found


def parse_day(text: str, today: date) -> date | None:
    """13/04/2009, 2009-04-13 or 13/4/09; None when there is no such day.

    Two figures mean the latest year that makes somebody ten years old at least.
    """
    found = _ISO.fullmatch(text) or _FRENCH.fullmatch(text)
    if found is None:
        return None
    year = int(found["y"])
    if len(found["y"]) == 2:
        year += 2000 if 2000 + year <= today.year - 10 else 1900
    try:
        return date(year, int(found["m"]), int(found["d"]))
    except ValueError:
        return None


def is_email(text: str) -> bool:
    return _EMAIL.fullmatch(text.lower()) is not None


def clean(cell: str) -> str:
    """The text of a cell on one line, composed, without control characters."""
    text = "".join(" " if unicodedata.category(c) == "Cc" else c for c in cell)
    return " ".join(unicodedata.normalize("NFC", text).split())


class _Reader:
    """Reads the lines of one file one after the other, for it remembers those already met."""

    def __init__(
        self, columns: Mapping[Column, int], width: int, class_name: str, today: date
    ) -> None:
        self.columns = columns
        self.width = width
        self.class_name = class_name
        self.today = today
        self.met: dict[tuple[str, ...], int] = {}

    def line(self, number: int, cells: tuple[str, ...]) -> Line:
        values = {
            column: clean(cells[i]) if i < len(cells) else "" for column, i in self.columns.items()
        }
        faults = self._faults(values, cells)
        shown = f"{values[Column.LAST_NAME]} {values[Column.FIRST_NAME]}".strip() or "(sans nom)"
        birth = parse_day(values[Column.BIRTH_DATE], self.today)
        if faults or birth is None:
            return Line(number, shown, None, tuple(faults))
        person = _person(values, birth)
        twice = self._twice(number, person)
        if twice is not None:
            return Line(number, shown, None, (twice,))
        return Line(number, shown, person, (), tuple(self._warnings(values, person, cells)))

    def _faults(self, values: Mapping[Column, str], cells: tuple[str, ...]) -> list[Fault]:
        faults = []
        if any(cell.strip() for cell in cells[self.width :]):
            faults.append(
                Fault(
                    FaultCode.TOO_MANY_CELLS,
                    f"{len(cells)} cellules pour {self.width} colonnes : une cellule contient "
                    "sans doute le séparateur",
                )
            )
        faults += [
            Fault(FaultCode.EMPTY, f"{COLUMN_LABELS[c]} : cellule vide")
            for c in REQUIRED
            if not values[c]
        ]
        faults += [
            Fault(FaultCode.TOO_LONG, f"{COLUMN_LABELS[c]} : plus de {longest} caractères")
            for c, longest in LONGEST.items()
            if len(values.get(c, "")) > longest
        ]
        faults += self._date_faults(values[Column.BIRTH_DATE])
        faults += [
            Fault(
                FaultCode.EMAIL,
                f"{COLUMN_LABELS[c]} : « {values[c]} » n’a pas la forme nom@domaine.fr",
            )
            for c in (Column.EMAIL, Column.GUARDIAN_EMAIL)
            if values.get(c) and not is_email(values[c])
        ]
        written = values.get(Column.CLASS, "")
        if written and _squeezed(written) != _squeezed(self.class_name):
            faults.append(
                Fault(
                    FaultCode.OTHER_CLASS,
                    f"classe « {written} », alors que l’import est pour {self.class_name}",
                )
            )
        return faults

    def _date_faults(self, text: str) -> list[Fault]:
        day = parse_day(text, self.today)
        if not text:
            return []
        if day is None:
            sentence = f"date de naissance : « {text} » n’est pas un jour du calendrier"
            return [Fault(FaultCode.DATE, sentence)]
        if not 10 <= age_on(day, self.today) <= 100:
            sentence = f"date de naissance : « {text} » donnerait {age_on(day, self.today)} ans"
            return [Fault(FaultCode.DATE, sentence)]
        return []

    def _twice(self, number: int, person: Person) -> Fault | None:
        keys: list[tuple[str, ...]] = [
            (
                "name",
                fold_words(person.last_name),
                fold_words(person.first_name),
                str(person.birth_date),
            )
        ]
        keys += [("ine", person.ine)] if person.ine else []
        keys += [("email", person.email)] if person.email else []
        for key in keys:
            if key in self.met:
                what = {"name": "la même personne", "ine": "le même INE", "email": "cette adresse"}
                sentence = f"{what[key[0]]} figure déjà à la ligne {self.met[key]}"
                return Fault(FaultCode.TWICE, sentence)
        self.met |= dict.fromkeys(keys, number)
        return None

    def _warnings(
        self, values: Mapping[Column, str], person: Person, cells: tuple[str, ...]
    ) -> list[str]:
        said = [
            f"{COLUMN_LABELS[c]} : commence par « {text[0]} », gardé comme du simple texte"
            for c, text in values.items()
            if text.startswith(FORMULA_SIGNS) and c is not Column.PHONE
        ]
        said += [
            f"{COLUMN_LABELS[c]} : saut de ligne retiré"
            for c, i in self.columns.items()
            if i < len(cells) and "\n" in cells[i]
        ]
        if not person.email:
            said.append("sans adresse électronique : pas d’invitation possible pour l’instant")
        if is_minor(person.birth_date, self.today) and not person.guardian_name:
            said.append("mineur sans représentant légal : à compléter avant la convention")
        return said


def _squeezed(class_name: str) -> str:
    """NDRC 1, ndrc-1 and NDRC1 are one class."""
    return fold_words(class_name).replace(" ", "")


def _person(values: Mapping[Column, str], birth: date) -> Person:
    def of(column: Column) -> str:
        return values.get(column, "")

    guardian = f"{of(Column.GUARDIAN_FIRST_NAME)} {of(Column.GUARDIAN_NAME)}".strip()
    return Person(
        last_name=of(Column.LAST_NAME),
        first_name=of(Column.FIRST_NAME),
        birth_date=birth,
        ine=of(Column.INE).upper(),
        email=of(Column.EMAIL).lower(),
        phone=of(Column.PHONE),
        address=of(Column.ADDRESS),
        postcode=of(Column.POSTCODE),
        city=of(Column.CITY),
        nationality=of(Column.NATIONALITY),
        guardian_name=guardian,
        guardian_email=of(Column.GUARDIAN_EMAIL).lower(),
    )
