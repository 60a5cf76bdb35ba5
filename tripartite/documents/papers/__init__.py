"""What each paper prints, as frozen dataclasses; `as_json()` gives what its template reads.

Amounts, hours and durations arrive in French words, written by those who compute them; dates are
dates, written here. Every string is printed as it stands, whatever it holds.
"""

from tripartite.documents.papers.amendment import AMENDED_IN_FRANCE, AmendmentPaper, ChangeLine
from tripartite.documents.papers.attestation import (
    AttestationPaper,
)
from tripartite.documents.papers.convention import (
    COUNTED_IN_FRANCE,
    FRENCH_GROUND,
    MENTIONS,
    ClauseLine,
    ConventionPaper,
    PeriodLine,
    TimetableLine,
)
from tripartite.documents.papers.differences import Difference, differences
from tripartite.documents.papers.evaluation import (
    EVALUATION_LEVELS,
    EvaluationLevel,
    EvaluationPaper,
    GridBlock,
    GridLine,
)
from tripartite.documents.papers.fiche import FicheAnswer, FichePaper, FicheSection
from tripartite.documents.papers.lines import (
    SIGNATURE_METHODS,
    STATUS,
    FramingLines,
    HostLine,
    MissionLine,
    Paper,
    PaperError,
    PersonLine,
    ProgrammeLine,
    SchoolLine,
    SignatoryLine,
    SignatureLine,
    SignatureMethod,
    SignaturesPage,
    StudentLine,
    TaskLine,
    VerificationBlock,
    french_date,
    plain,
)
from tripartite.documents.papers.livret import (
    PLACEMENT,
    ActivityLine,
    ListLine,
    LivretPaper,
    PeriodSummary,
    PoleLine,
    SectionLine,
    together,
)
from tripartite.documents.papers.presence import PresencePaper, SheetDay, SheetWeek

__all__ = [
    "AMENDED_IN_FRANCE",
    "COUNTED_IN_FRANCE",
    "EVALUATION_LEVELS",
    "FRENCH_GROUND",
    "MENTIONS",
    "PLACEMENT",
    "SIGNATURE_METHODS",
    "STATUS",
    "ActivityLine",
    "AmendmentPaper",
    "AttestationPaper",
    "ChangeLine",
    "ClauseLine",
    "ConventionPaper",
    "Difference",
    "EvaluationLevel",
    "EvaluationPaper",
    "FicheAnswer",
    "FichePaper",
    "FicheSection",
    "FramingLines",
    "GridBlock",
    "GridLine",
    "HostLine",
    "ListLine",
    "LivretPaper",
    "MissionLine",
    "Paper",
    "PaperError",
    "PeriodLine",
    "PeriodSummary",
    "PersonLine",
    "PoleLine",
    "PresencePaper",
    "ProgrammeLine",
    "SchoolLine",
    "SectionLine",
    "SheetDay",
    "SheetWeek",
    "SignatoryLine",
    "SignatureLine",
    "SignatureMethod",
    "SignaturesPage",
    "StudentLine",
    "TaskLine",
    "TimetableLine",
    "VerificationBlock",
    "differences",
    "french_date",
    "plain",
    "together",
]
