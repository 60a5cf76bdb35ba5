"""What students say of the welcome (L124-4), and how much of it may be told to whom. Plain Python.

It is never part of the evaluation, and never shown to the tutor or the representative. The host is
told an average only, and only when too many spoke for one of them to be recognised.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

#: Below this number of students, the host is told nothing that they said.
TELLABLE_FROM = 3


class Question(StrEnum):
    """What is asked of the welcome, on four degrees."""

    ARRIVAL = "arrival"
    MISSIONS = "missions"
    TUTORING = "tutoring"
    TEAM = "team"


QUESTION_LABELS = {
    Question.ARRIVAL: "L’accueil des premiers jours",
    Question.MISSIONS: "Les missions, au regard de celles qui étaient prévues",
    Question.TUTORING: "L’accompagnement par le tuteur",
    Question.TEAM: "Les conditions de travail et la place dans l’équipe",
}

DEGREES = {1: "pas du tout satisfait", 2: "peu satisfait", 3: "satisfait", 4: "très satisfait"}


@dataclass(frozen=True, slots=True)
class Said:
    """One review, without who wrote it."""

    degrees: Mapping[Question, int]
    recommends: bool


@dataclass(frozen=True, slots=True)
class Memory:
    """What all reviews of a host say together."""

    count: int
    averages: Mapping[Question, float]
    recommending: int

    @property
    def tellable(self) -> bool:
        """Whether the host may read it without knowing who said what."""
        return self.count >= TELLABLE_FROM


def memory_of(reviews: Iterable[Said]) -> Memory:
    said = list(reviews)
    averages = {
        question: round(sum(review.degrees[question] for review in said) / len(said), 1)
        for question in Question
        if said
    }
    return Memory(len(said), averages, sum(review.recommends for review in said))


def expiry(given_on: date, years: int) -> date:
    """The day after which the review is forgotten; the 29th of February gives the 28th."""
    try:
        return given_on.replace(year=given_on.year + years)
    except ValueError:
        return given_on.replace(year=given_on.year + years, day=28)
