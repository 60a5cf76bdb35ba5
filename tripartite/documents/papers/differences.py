"""What differs between two versions of an agreement, in the words of the paper.

Works on the JSON kept on the row of each version, that of an older template included: a field that
one of them lacks reads as empty. What says only which paper it is (number, version, day) is no
difference of content.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

#: Fields that name the paper itself; ``mention``, ``iso`` are written elsewhere in words.
IGNORED = frozenset({"reference", "version", "issued_on", "signatures"})

Data = Mapping[str, Any]
Lines = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """One field: its section, its label, the lines it said before and those it says now.

    Of a text of several lines, only those that differ.
    """

    section: str
    label: str
    before: Lines
    after: Lines


#: Dotted path → section, label; the order of the paper.
_TEXTS: dict[str, tuple[str, str]] = {
    "school.name": ("Établissement", "Nom"),
    "school.address": ("Établissement", "Adresse"),
    "school.uai": ("Établissement", "UAI"),
    "school.phone": ("Établissement", "Téléphone"),
    "school.email": ("Établissement", "Adresse électronique"),
    "school.head.name": ("Établissement", "Représenté par"),
    "school.head.function": ("Établissement", "Fonction du représentant"),
    "school.head.email": ("Établissement", "Adresse électronique du représentant"),
    "school.head.phone": ("Établissement", "Téléphone du représentant"),
    "deliberation": ("Établissement", "Délibération du conseil d’administration"),
    "host.name": ("Organisme d’accueil", "Nom"),
    "host.address": ("Organisme d’accueil", "Adresse du siège"),
    "host.legal_form": ("Organisme d’accueil", "Forme juridique"),
    "host.activity": ("Organisme d’accueil", "Activité"),
    "host.identifier": ("Organisme d’accueil", "Identifiant"),
    "host.phone": ("Organisme d’accueil", "Téléphone"),
    "host.email": ("Organisme d’accueil", "Adresse électronique"),
    "host.site": ("Organisme d’accueil", "Lieu du stage"),
    "host.site_address": ("Organisme d’accueil", "Adresse du lieu du stage"),
    "host.representative.name": ("Organisme d’accueil", "Représentant"),
    "host.representative.function": ("Organisme d’accueil", "Fonction du représentant"),
    "host.representative.email": ("Organisme d’accueil", "Adresse électronique du représentant"),
    "host.representative.phone": ("Organisme d’accueil", "Téléphone du représentant"),
    "student.name": ("Étudiant", "Nom"),
    "student.born_on": ("Étudiant", "Date de naissance"),
    "student.address": ("Étudiant", "Adresse"),
    "student.email": ("Étudiant", "Adresse électronique"),
    "student.phone": ("Étudiant", "Téléphone"),
    "student.guardian.name": ("Étudiant", "Représentant légal"),
    "student.guardian.function": ("Étudiant", "Qualité du représentant légal"),
    "student.guardian.email": ("Étudiant", "Adresse électronique du représentant légal"),
    "student.guardian.phone": ("Étudiant", "Téléphone du représentant légal"),
    "programme.title": ("Formation", "Intitulé"),
    "programme.hours": ("Formation", "Volume horaire"),
    "programme.cohort": ("Formation", "Classe"),
    "programme.school_year": ("Formation", "Année scolaire"),
    "status": ("Formation", "Qualité de l’étudiant"),
    "ground": ("Formation", "Textes appliqués"),
    "counting": ("Formation", "Décompte de la durée"),
    "referent.name": ("Suivi", "Enseignant référent"),
    "referent.function": ("Suivi", "Fonction du référent"),
    "referent.email": ("Suivi", "Adresse électronique du référent"),
    "referent.phone": ("Suivi", "Téléphone du référent"),
    "tutor.name": ("Suivi", "Tuteur"),
    "tutor.function": ("Suivi", "Fonction du tuteur"),
    "tutor.email": ("Suivi", "Adresse électronique du tuteur"),
    "tutor.phone": ("Suivi", "Téléphone du tuteur"),
    "period.starts_on": ("Dates et horaires", "Premier jour"),
    "period.ends_on": ("Dates et horaires", "Dernier jour"),
    "period.hours": ("Dates et horaires", "Durée en heures"),
    "period.days": ("Dates et horaires", "Durée en jours"),
    "period.weeks": ("Dates et horaires", "Durée en semaines"),
    "period.remarks": ("Dates et horaires", "Remarques"),
    "timetable": ("Dates et horaires", "Emploi du temps"),
    "weekly_hours": ("Dates et horaires", "Durée hebdomadaire"),
    "special_presence": ("Dates et horaires", "Nuit, dimanche, jours fériés"),
    "gratification": ("Gratification", "Gratification"),
    "skills": ("Contenu du stage", "Compétences"),
    "missions": ("Contenu du stage", "Missions"),
    "missions_agreed": ("Contenu du stage", "Accord sur les missions"),
    "framing.objectives": ("Annexe pédagogique", "Objectifs"),
    "framing.modalities": ("Annexe pédagogique", "Modalités"),
    "framing.information": ("Annexe pédagogique", "Informations que l’accueil fournit"),
    "framing.means": ("Annexe pédagogique", "Moyens"),
    "framing.tutoring": ("Annexe pédagogique", "Tutorat"),
    "framing.exchanges": ("Annexe pédagogique", "Échanges et difficultés"),
    "framing.joint_evaluation": ("Annexe pédagogique", "Évaluation conjointe"),
    "joined": ("Annexe pédagogique", "Pièce jointe"),
    "joined_says": ("Annexe pédagogique", "Livret d’objectifs joint"),
    "articles": ("Clauses", "Articles"),
    "clauses": ("Clauses", "Autres articles"),
    "signatories": ("Signataires", "Signataires"),
}


def differences(old: Data, new: Data) -> list[Difference]:
    """What the new version says otherwise, in the order of the paper; empty when nothing does.

    A field that the table does not name yet is compared all the same, under its own name: a
    difference is never hidden.
    """
    found = []
    for path in (*_TEXTS, *_unnamed(old, new)):
        section, label = _TEXTS.get(path, ("Autres indications", path))
        before, after = _lines(path, _at(old, path)), _lines(path, _at(new, path))
        if before != after:
            found.append(Difference(section, label, *_only_what_differs(before, after)))
    return found


def _unnamed(old: Data, new: Data) -> list[str]:
    heads = {path.partition(".")[0] for path in _TEXTS}
    return sorted((set(old) | set(new)) - heads - IGNORED)


def _at(data: Any, path: str) -> Any:
    for step in path.split("."):
        data = data.get(step) if isinstance(data, Mapping) else None
    return data


def _only_what_differs(before: Lines, after: Lines) -> tuple[Lines, Lines]:
    gone = tuple(line for line in before if line not in after)
    come = tuple(line for line in after if line not in before)
    # The same lines in another order, or one of them twice: both are shown whole.
    return (gone, come) if gone or come else (before, after)


# ---------------------------------------------------------------- values in words
def _lines(path: str, value: Any) -> Lines:
    write = _WRITERS.get(path, _written)
    return tuple(line for line in write(value) if line.strip()) if value is not None else ()


def _written(value: Any) -> Iterator[str]:
    """Any value of a paper as lines: a date by its words, a list one line each."""
    if isinstance(value, Mapping):
        if "text" in value:
            yield str(value["text"])
        else:
            yield from (line for inner in value.values() for line in _written(inner))
    elif isinstance(value, list | tuple):
        yield from (line for inner in value for line in _written(inner))
    elif value is not None:
        yield from str(value).splitlines()


def _timetable(rows: Any) -> Iterator[str]:
    for row in rows:
        yield f"{row['day']} : {row['slots']} ({row['hours']})"


def _missions(rows: Any) -> Iterator[str]:
    for row in rows:
        title = row["title"]
        yield f"Mission « {title} »"
        yield from (f"{title} : {line}" for line in _written(row.get("description", "")))
        for task in row.get("tasks", ()):
            results = ", ".join(task.get("results", ()))
            tail = f" ; résultats attendus : {results}" if results else ""
            yield f"{title} : {task['pole']}, {task['activity']}, {task['task']}{tail}"


def _articles(rows: Any) -> Iterator[str]:
    for row in rows:
        head = f"Article {row['number']}, {row['title']}"
        yield head
        yield from (f"{head} : {line}" for line in _written(row["paragraphs"]))


def _clauses(rows: Any) -> Iterator[str]:
    for row in rows:
        yield f"Article « {row['title']} »"
        yield from (f"{row['title']} : {line}" for line in _written(row["paragraphs"]))


def _signatories(rows: Any) -> Iterator[str]:
    for row in rows:
        remark = f" ({row['remark']})" if row.get("remark") else ""
        yield f"{row['capacity']} : {row['name']}{remark}"


_WRITERS: dict[str, Callable[[Any], Iterator[str]]] = {
    "timetable": _timetable,
    "missions": _missions,
    "articles": _articles,
    "clauses": _clauses,
    "signatories": _signatories,
}
