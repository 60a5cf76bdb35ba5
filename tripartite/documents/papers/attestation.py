"""The attestation de stage, issued by the host (D124-9 of the Code de l'éducation)."""

from dataclasses import dataclass
from datetime import date

from tripartite.documents.papers.lines import (
    STATUS,
    HostLine,
    Paper,
    PersonLine,
    ProgrammeLine,
    StudentLine,
    VerificationBlock,
)


@dataclass(frozen=True, kw_only=True)
class AttestationPaper(Paper):
    """Template attestation-1; the effective duration in words, counted per D124-6."""

    host: HostLine
    student: StudentLine
    programme: ProgrammeLine
    starts_on: date
    ends_on: date
    hours: str
    days: str
    weeks: str
    months: str
    gratification: str
    issued_by: PersonLine
    verification: VerificationBlock
    place: str = ""
    duration_remark: str = ""
    pension_notice: str = ""
    status: str = STATUS
