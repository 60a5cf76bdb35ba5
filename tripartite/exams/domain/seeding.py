"""What a sheet starts from: the host of the placement and the notes of the logbook. Plain Python.

The headings are those of the official form; a heading that the session does not have is left out.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tripartite.exams.domain.sheets import Question, key_of


@dataclass(frozen=True, slots=True)
class Note:
    """One note of the logbook, as a sheet takes it over."""

    day: str
    did: str
    result: str = ""
    difficulty: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """Where it happened and what was noted there."""

    organisation: str = ""
    address: str = ""
    structure: str = ""
    offer: str = ""
    customers: str = ""
    notes: tuple[Note, ...] = ()


def _lines(notes: Iterable[Note], of: Callable[[Note], str]) -> str:
    return "\n".join(of(note) for note in notes if of(note))


def _dates(story: Story) -> str:
    return ", ".join(dict.fromkeys(note.day for note in story.notes))


def _phases(story: Story) -> str:
    return _lines(story.notes, lambda note: f"{note.day} : {note.did}")


def _results(story: Story) -> str:
    return _lines(story.notes, lambda note: note.result)


def _difficulties(story: Story) -> str:
    return _lines(story.notes, lambda note: note.difficulty)


_E6 = "Fiche E6 (le modèle officiel n’a pas été lu)"
#: What each heading may be filled with, by its key.
SOURCES: dict[str, Callable[[Story], str]] = {
    key_of("Cadre de l’activité", "Organisation"): lambda s: s.organisation,
    key_of("Cadre de l’activité", "Adresse"): lambda s: s.address,
    key_of("Cadre de l’activité", "Type de structure"): lambda s: s.structure,
    key_of("Cadre de l’activité", "Offre commerciale"): lambda s: s.offer,
    key_of("Cadre de l’activité", "Type(s) de client(s)"): lambda s: s.customers,
    key_of("Analyse de l’activité", "Date(s)"): _dates,
    key_of("Déroulement", "Phases"): _phases,
    key_of("Déroulement", "Résultats"): _results,
    key_of("Déroulement", "Difficultés"): _difficulties,
    key_of(_E6, "Contexte"): lambda s: s.organisation and f"{s.organisation} – {s.offer}",
    key_of(_E6, "Animations"): _phases,
    key_of(_E6, "Résultats"): _results,
}


def seeded(questions: Iterable[Question], story: Story) -> dict[str, str]:
    """The answers that the story already holds; the student completes and rewrites them."""
    found = {q.key: SOURCES[q.key](story) for q in questions if q.key in SOURCES}
    return {key: text for key, text in found.items() if text}
