"""Read a table of TOML or JSON strictly: each value has the type it should, nothing is ignored."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from tripartite.curriculum.domain.model import CurriculumError

Choice = TypeVar("Choice", bound=StrEnum)


class Table:
    """A mapping read from outside, and where it stands in its file, for the error sentences."""

    def __init__(self, values: Any, where: str) -> None:
        if not isinstance(values, dict):
            raise CurriculumError(
                "table", f"{where} : une table de clés et de valeurs est attendue."
            )
        self._values = dict(values)
        self.where = where

    def _take(self, key: str, expected: type, name: str) -> Any:
        if key not in self._values:
            raise CurriculumError("missing", f"{self.where} : « {key} » manque, ajoutez-le.")
        value = self._values.pop(key)
        # bool is an int for Python, a datetime a date: neither is meant where the other is.
        if type(value) is not expected:
            raise CurriculumError("type", f"{self.where} : « {key} » doit être {name}.")
        return value

    def text(self, key: str, *, blank: bool = False) -> str:
        """A text without spaces around it; empty only where `blank` allows."""
        value: str = self._take(key, str, "un texte").strip()
        if not value and not blank:
            raise CurriculumError("blank", f"{self.where} : « {key} » est vide, écrivez-le.")
        return value

    def choice(self, key: str, among: type[Choice]) -> Choice:
        """One of the values of an enumeration."""
        value = self.text(key)
        if value not in list(among):
            raise CurriculumError(
                "choice", f"{self.where} : « {key} » doit être l’un de : {', '.join(among)}."
            )
        return among(value)

    def integer(self, key: str) -> int:
        value: int = self._take(key, int, "un nombre entier")
        return value

    def boolean(self, key: str) -> bool:
        value: bool = self._take(key, bool, "vrai ou faux")
        return value

    def day(self, key: str) -> date:
        value: date = self._take(key, date, "une date")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        values = self._take(key, list, "une liste")
        if not all(isinstance(value, str) and value.strip() for value in values):
            raise CurriculumError("type", f"{self.where} : « {key} » doit lister des textes.")
        return tuple(value.strip() for value in values)

    def table(self, key: str) -> "Table":
        return Table(self._take(key, dict, "une table"), f"{self.where}, {key}")

    def tables(self, key: str, *, optional: bool = False) -> Iterator["Table"]:
        """The tables of a list, in order; none when the key is absent and `optional`."""
        if optional and key not in self._values:
            return
        for number, values in enumerate(self._take(key, list, "une liste"), start=1):
            yield Table(values, f"{self.where}, {key} nº {number}")

    def __iter__(self) -> Iterator[str]:
        """The keys not read yet."""
        return iter(tuple(self._values))

    def done(self) -> None:
        """Refuse what was not read: a mistyped key must not be lost in silence."""
        if self._values:
            unknown = ", ".join(f"« {key} »" for key in self._values)
            raise CurriculumError(
                "unknown", f"{self.where} : {unknown} n’est pas connu, corrigez ou retirez."
            )
