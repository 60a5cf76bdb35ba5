"""Requests: the team is at the disposal of the tutor (founding document, p. 1), and of the student.

Who reads one depends on who asked and of what kind: a tutor's difficulty with the student is not
the student's to read until the team shares it.
"""

from collections.abc import Callable
from datetime import date, timedelta
from enum import StrEnum

from tripartite.core.errors import DomainError
from tripartite.core.workflow import Workflow, move
from tripartite.placements.domain import Party
from tripartite.placements.domain import Relation as R


class RequestKind(StrEnum):
    DIFFICULTY = "difficulty"
    FRAMING = "framing"
    QUESTION = "question"


REQUEST_KIND_LABELS = {
    RequestKind.DIFFICULTY: "difficulté",
    RequestKind.FRAMING: "aide au cadrage des missions",
    RequestKind.QUESTION: "question",
}
#: What the button says, by party of the asker.
ASKING = {
    Party.HOST: {
        RequestKind.DIFFICULTY: "Une difficulté avec l’étudiant",
        RequestKind.FRAMING: "De l’aide pour cadrer les missions",
        RequestKind.QUESTION: "Une autre question",
    },
    Party.STUDENT: {
        RequestKind.DIFFICULTY: "Une difficulté dans mon stage",
        RequestKind.FRAMING: "De l’aide pour cadrer mes missions",
        RequestKind.QUESTION: "Une autre question",
    },
}
#: Working days within which the team answers.
DAYS_TO_ANSWER = {RequestKind.DIFFICULTY: 2, RequestKind.FRAMING: 3, RequestKind.QUESTION: 5}
#: What concerns the three partners from the start.
SHARED_FROM_THE_START = frozenset({RequestKind.FRAMING})


class RequestState(StrEnum):
    OPEN = "open"
    ANSWERED = "answered"
    CLOSED = "closed"


REQUEST_STATE_LABELS = {
    RequestState.OPEN: "attend une réponse",
    RequestState.ANSWERED: "répondue",
    RequestState.CLOSED: "close",
}


class Part(StrEnum):
    """What a person is to a request, beside what she is to its placement."""

    ASKER = "asker"


TEAM = {R.REFERENT, R.OFFICE}
#: Relations that may ask, and the party for which they do.
ASKERS = {R.TUTOR: Party.HOST, R.SIGNATORY: Party.HOST, R.STUDENT: Party.STUDENT}
#: Relations that read every request of the placement.
READERS = frozenset({R.REFERENT, R.OFFICE, R.HEAD})

REQUEST = Workflow(
    "la demande",
    move("answer", "Répondre", {RequestState.OPEN, RequestState.ANSWERED}, RequestState.ANSWERED,
         TEAM),
    move("write", "Écrire de nouveau", {RequestState.OPEN, RequestState.ANSWERED},
         RequestState.OPEN, {Part.ASKER}),
    move("close", "C’est réglé", {RequestState.ANSWERED}, RequestState.CLOSED,
         {Part.ASKER, *TEAM}),
    move("withdraw", "Retirer la demande", {RequestState.OPEN}, RequestState.CLOSED,
         {Part.ASKER}),
    move("reopen", "Rouvrir", {RequestState.CLOSED}, RequestState.OPEN, {Part.ASKER, *TEAM},
         reason=True),
)  # fmt: skip


class RequestError(DomainError):
    """A request that cannot be made or answered as it is."""


def party_of(relations: frozenset[R]) -> Party | None:
    """For which party somebody who is this to the placement may ask; None when not at all."""
    return next((party for relation, party in ASKERS.items() if relation in relations), None)


def may_read(relations: frozenset[R], *, party: Party, shared: bool) -> bool:
    """The team reads all; a party reads its own and what was shared."""
    if relations & READERS:
        return True
    if R.TEACHER in relations and shared:
        return True
    mine = party_of(relations)
    return mine is not None and (shared or mine is party)


def due_on(asked: date, days: int, *, is_closed: Callable[[date], bool]) -> date:
    """The last day of the delay: ``days`` open days after ``asked``, Monday to Friday.

    ``is_closed`` says the public holidays and the days when the school is closed. After a year
    without an open day the count is given up: the day reached is the answer.
    """
    day, left = asked, days
    for _ in range(366):
        if left == 0:
            break
        day += timedelta(days=1)
        if day.weekday() < 5 and not is_closed(day):
            left -= 1
    return day


def check_text(text: str) -> str:
    """What was written, trimmed; nothing is refused with a sentence."""
    kept = text.strip()
    if not kept:
        raise RequestError("empty", "Écrivez votre message : une phrase suffit.")
    return kept


def check_absence(starts_on: date, ends_on: date) -> None:
    if ends_on < starts_on:
        raise RequestError(
            "absence_reversed", "L’absence finit avant de commencer : vérifiez les deux dates."
        )
    if (ends_on - starts_on).days > 366:
        raise RequestError(
            "absence_too_long", "Cette absence dure plus d’une année : vérifiez les deux dates."
        )
