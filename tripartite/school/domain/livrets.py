"""In what form the livrets of a whole class are handed over."""

from enum import StrEnum


class Bundle(StrEnum):
    ZIP = "zip"
    ONE = "one"


BUNDLE_LABELS = {
    Bundle.ZIP: "Un PDF par étudiant, dans une archive ZIP",
    Bundle.ONE: "Un seul PDF, à imprimer recto verso",
}

#: What a list of works says of the form.
SHORT_LABELS = {Bundle.ZIP: "archive ZIP", Bundle.ONE: "un seul PDF"}
