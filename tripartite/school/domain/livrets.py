"""In what form the livrets of a whole class are handed over."""

from enum import StrEnum


class Bundle(StrEnum):
    ZIP = "zip"
    ONE = "one"


BUNDLE_LABELS = {
    Bundle.ZIP: "Un PDF par étudiant, dans une archive ZIP",
    Bundle.ONE: "Un seul PDF, à imprimer recto verso",
}
