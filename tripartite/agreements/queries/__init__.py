"""All that an agreement rests on, and what the law says of sending it."""

from tripartite.agreements.queries.content import (
    Content,
    clauses_of,
    competences_of,
    content_of,
    contents_of,
    default_clauses,
    facts_of,
    former_of,
    is_ready,
    missing_of,
    previewable,
    versions_of,
)
from tripartite.agreements.queries.judging import (
    Check,
    check_of,
    checks_of,
    findings_of,
    live_agreement,
)

__all__ = [
    "Check",
    "Content",
    "check_of",
    "checks_of",
    "clauses_of",
    "competences_of",
    "content_of",
    "contents_of",
    "default_clauses",
    "facts_of",
    "findings_of",
    "former_of",
    "is_ready",
    "live_agreement",
    "missing_of",
    "previewable",
    "versions_of",
]
