"""What importing a line of a class list would do."""

from enum import StrEnum


class Outcome(StrEnum):
    """What becomes of a line."""

    NEW = "new"
    JOINS = "joins"
    CHANGED = "changed"
    KNOWN = "known"
    FAULT = "fault"


OUTCOME_LABELS = {
    Outcome.NEW: "sera créé",
    Outcome.JOINS: "déjà connu, rejoindra la classe",
    Outcome.CHANGED: "déjà connu, sera mis à jour",
    Outcome.KNOWN: "déjà connu, rien à changer",
    Outcome.FAULT: "ne sera pas importé",
}
#: The same, after a number, before the import and once done.
COUNT_LABELS = {
    Outcome.NEW: "à créer",
    Outcome.JOINS: "à ajouter à la classe",
    Outcome.CHANGED: "à mettre à jour",
    Outcome.KNOWN: "déjà à jour",
    Outcome.FAULT: "à écarter",
}
DONE_LABELS = {
    Outcome.NEW: "créés",
    Outcome.JOINS: "déjà connus, ajoutés à la classe",
    Outcome.CHANGED: "mis à jour",
    Outcome.KNOWN: "inchangés",
    Outcome.FAULT: "écartés",
}
