"""The avenant: what changes in a sealed convention, before and after, and who agrees to it."""

from dataclasses import dataclass
from datetime import date

from tripartite.documents.papers.lines import (
    STATUS,
    HostLine,
    Paper,
    PersonLine,
    ProgrammeLine,
    SignatoryLine,
    StudentLine,
)

#: What an avenant rests on, unless the host is under another law.
AMENDED_IN_FRANCE = "du dernier alinéa de l'article D124-4 du code de l'éducation"


@dataclass(frozen=True)
class ChangeLine:
    """One thing that changes; `since` in words, empty when the dates themselves say it."""

    title: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    since: str = ""


@dataclass(frozen=True, kw_only=True)
class AmendmentPaper(Paper):
    """Template avenant-1. `agreement` is the number of the convention, `sealed_on` its date."""

    programme: ProgrammeLine
    student: StudentLine
    host: HostLine
    tutor: PersonLine
    referent: PersonLine
    agreement: str
    sealed_on: date
    starts_on: date
    ends_on: date
    reason: str
    changes: tuple[ChangeLine, ...]
    signatories: tuple[SignatoryLine, ...]
    remarks: tuple[str, ...] = ()
    earlier: tuple[str, ...] = ()
    ground: str = AMENDED_IN_FRANCE
    status: str = STATUS
