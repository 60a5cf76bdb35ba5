"""The clauses of a school: articles with placeholders, edited one by one. Plain Python.

A version is a tuple of clauses. Each clause bears a ``key`` that stays its own whatever is moved or
rewritten, so that two people who edit two articles never overwrite one another, and so that two
versions are compared article by article.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from tripartite.accounts.domain import COUNTRY_LABELS, Country
from tripartite.agreements.domain.mentions import BY_CLAUSES, AgreementError
from tripartite.documents.papers import MENTIONS, Difference

_HOLE = re.compile(r"\{([^{}]*)\}")

#: What a clause may name, and what is written there.
PLACEHOLDERS = {
    "etablissement": "le nom de l’établissement",
    "organisme": "le nom de l’organisme d’accueil",
    "stagiaire": "le nom de l’étudiant",
    "referent": "le nom de l’enseignant référent",
    "tuteur": "le nom du tuteur",
    "assurance": "l’assurance en responsabilité civile de l’établissement",
}


@dataclass(frozen=True, slots=True)
class Clause:
    """One article of the school; ``mention`` is what it states of D124-4, None is an article more.

    ``countries`` are those of the hosts it is printed for, all when empty.
    """

    title: str
    paragraphs: tuple[str, ...]
    mention: int | None = None
    countries: tuple[str, ...] = ()
    key: str = ""

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Clause":
        return cls(
            kept["title"],
            tuple(kept["paragraphs"]),
            kept["mention"],
            tuple(kept["countries"]),
            kept.get("key", ""),
        )

    def as_json(self) -> dict[str, Any]:
        return {
            "title": self.title,
            "paragraphs": list(self.paragraphs),
            "mention": self.mention,
            "countries": list(self.countries),
            "key": self.key,
        }

    @property
    def digest(self) -> str:
        """What a form remembers of the clause it shows, to notice that somebody changed it."""
        return hashlib.sha256(json.dumps(self.as_json(), sort_keys=True).encode()).hexdigest()[:16]

    @property
    def mention_words(self) -> str:
        """« 9. Protection sociale et responsabilité civile »; « article de plus » without any."""
        if self.mention is None:
            return "article de plus"
        return f"{self.mention}. {MENTIONS[self.mention]}"

    @property
    def countries_words(self) -> str:
        if not self.countries:
            return "tous les pays"
        return ", ".join(COUNTRY_LABELS[Country(code)] for code in self.countries)


Clauses = tuple[Clause, ...]


def read_clauses(kept: Iterable[Mapping[str, Any]]) -> Clauses:
    """The clauses of a version as it is kept; those written before keys existed get theirs."""
    return keyed(Clause.from_json(each) for each in kept)


def keyed(clauses: Iterable[Clause]) -> Clauses:
    """The same clauses, each with a key; the default ones are numbered in their order."""
    every = tuple(clauses)
    taken = {clause.key for clause in every}
    free = (f"a{number}" for number in range(1, 10_000) if f"a{number}" not in taken)
    return tuple(c if c.key else replace(c, key=next(free)) for c in every)


def clauses_for(clauses: Iterable[Clause], country: str) -> list[Clause]:
    """The clauses printed for a host of this country."""
    return [clause for clause in clauses if not clause.countries or country in clause.countries]


# ---------------------------------------------------------------- placeholders
def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with its placeholders written; AgreementError names one that is not known."""

    def value(hole: re.Match[str]) -> str:
        if hole[1] not in PLACEHOLDERS:
            raise AgreementError("unknown_placeholder", _unknown(hole[0]))
        return values[hole[1]]

    return _HOLE.sub(value, text)


def faults_of(text: str) -> list[str]:
    """A sentence for each placeholder that is not known, and for a lonely brace."""
    found = [
        _unknown(hole[0])
        for hole in dict.fromkeys(_HOLE.finditer(text))
        if hole[1] not in PLACEHOLDERS
    ]
    rest = _HOLE.sub("", text)
    if "{" in rest or "}" in rest:
        found.append(
            "Une accolade est seule : un nom à remplacer s’écrit entre deux accolades, par "
            "exemple {stagiaire}."
        )
    return list(dict.fromkeys(found))


def _unknown(hole: str) -> str:
    known = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
    return f"Une clause contient « {hole} », qui n’est pas connu. Écrivez l’un de : {known}."


# ---------------------------------------------------------------- editing
def clause_of(clauses: Clauses, key: str) -> Clause:
    """The clause of this key; AgreementError when somebody removed it."""
    for clause in clauses:
        if clause.key == key:
            return clause
    raise AgreementError(
        "clause_gone", "Cet article n’est plus dans le projet : quelqu’un l’a retiré entre-temps."
    )


def added(clauses: Clauses, clause: Clause) -> Clauses:
    """With one more article, at the end."""
    return keyed((*clauses, replace(clause, key="")))


def rewritten(clauses: Clauses, clause: Clause) -> Clauses:
    """With this article in the place of the one of the same key."""
    clause_of(clauses, clause.key)
    return tuple(clause if each.key == clause.key else each for each in clauses)


def removed(clauses: Clauses, key: str) -> Clauses:
    clause_of(clauses, key)
    return tuple(each for each in clauses if each.key != key)


def moved(clauses: Clauses, key: str, steps: int) -> Clauses:
    """With this article so many places further down (up when negative), never past an end."""
    clause = clause_of(clauses, key)
    rest = [each for each in clauses if each.key != key]
    place = min(max(clauses.index(clause) + steps, 0), len(rest))
    return (*rest[:place], clause, *rest[place:])


# ---------------------------------------------------------------- judging and comparing
@dataclass(frozen=True, slots=True)
class Unstated:
    """A mandatory mention that no clause states for the hosts of a country."""

    mention: int
    country: str

    @property
    def sentence(self) -> str:
        where = COUNTRY_LABELS[Country(self.country)]
        return (
            f"Mention {self.mention}, « {MENTIONS[self.mention]} » : aucun article ne l’énonce "
            f"pour un accueil en « {where} »."
        )


def unstated(clauses: Iterable[Clause]) -> list[Unstated]:
    """What D124-4 wants and no clause says, country by country; empty when all is stated."""
    every = tuple(clauses)
    return [
        Unstated(mention, country.value)
        for mention in BY_CLAUSES
        for country in Country
        if mention not in {clause.mention for clause in clauses_for(every, country.value)}
    ]


def clause_differences(old: Clauses, new: Clauses) -> list[Difference]:
    """What changed from one version to another, article by article, removed ones first."""
    before = {clause.key: clause for clause in old}
    after = {clause.key: clause for clause in new}
    gone = [_difference(c, None) for key, c in before.items() if key not in after]
    both = [_difference(before.get(key), clause) for key, clause in after.items()]
    found = [each for each in (*gone, *both) if each is not None]
    if not found and tuple(before) != tuple(after):
        found.append(_order(old, new))
    return found


def _order(old: Clauses, new: Clauses) -> Difference:
    return Difference(
        "Ordre des articles", "Ordre", tuple(c.title for c in old), tuple(c.title for c in new)
    )


def _difference(old: Clause | None, new: Clause | None) -> Difference | None:
    if old == new:
        return None
    named = new or old
    if named is None:
        raise AssertionError("one of the two is a clause")
    label = "Article modifié" if old and new else "Article ajouté" if new else "Article retiré"
    return Difference(named.title, label, _words(old, new), _words(new, old))


def _words(clause: Clause | None, other: Clause | None) -> tuple[str, ...]:
    """What this side says and the other does not."""
    if clause is None:
        return ()
    return tuple(line for line in _lines(clause) if other is None or line not in _lines(other))


def _lines(clause: Clause) -> tuple[str, ...]:
    return (
        f"Titre : {clause.title}",
        f"Mention : {clause.mention_words}",
        f"Imprimé pour : {clause.countries_words}",
        *clause.paragraphs,
    )
