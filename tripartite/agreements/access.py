"""Who may prepare and read an agreement, lift a rule, write the clauses, send a class."""

from typing import Any

from tripartite.accounts.access import runs
from tripartite.accounts.models import School
from tripartite.agreements.models import ClauseSet
from tripartite.placements.access import relations
from tripartite.placements.domain import Relation
from tripartite.placements.models import Placement
from tripartite.school.models import Period


def may_prepare_agreement(actor: Any, placement: Placement) -> bool:
    """The office prepares and sends."""
    return Relation.OFFICE in relations(actor, placement)


def may_check(actor: Any, placement: Placement) -> bool:
    """The office prepares; the head reads the same page and lifts the rules that are his."""
    return bool({Relation.OFFICE, Relation.HEAD} & relations(actor, placement))


def may_preview(actor: Any, placement: Placement) -> bool:
    """The office and the référent read what will be printed."""
    return bool({Relation.OFFICE, Relation.REFERENT} & relations(actor, placement))


def writes_clauses(actor: Any, school: School) -> bool:
    """The office writes the clauses of its school."""
    return runs(actor, school)


def writes_version(actor: Any, clauses: ClauseSet) -> bool:
    """The office reads and writes every version of its school."""
    return runs(actor, clauses.school)


def sends_class(actor: Any, period: Period) -> bool:
    """The office sends the agreements of a whole class; one query."""
    return School.objects.run_by(actor).filter(programmes__cohorts=period.cohort_id).exists()
