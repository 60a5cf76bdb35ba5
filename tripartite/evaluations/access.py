"""Who speaks, who holds the joint evaluation; whoever is something to the placement reads it."""

from typing import Any

from tripartite.accounts.access import runs
from tripartite.accounts.domain import Role
from tripartite.accounts.models import Membership, User
from tripartite.evaluations.domain import EVALUATION, HOLDERS
from tripartite.evaluations.domain.voices import speaker_of
from tripartite.evaluations.models import HostAnswer, JointEvaluation
from tripartite.hosts.models import Host
from tripartite.placements.access import relations
from tripartite.placements.domain import Relation
from tripartite.placements.models import Placement
from tripartite.school.models import Cohort

#: The team of a school, which remembers its hosts.
TEAM = (Role.OFFICE, Role.HEAD, Role.TEACHER)


def can_read(_actor: Any, _placement: Placement) -> bool:
    """Whoever is something to the placement reads its evaluation."""
    return True


def may_hold(actor: Any, placement: Placement) -> bool:
    """The référent and the office."""
    return bool(HOLDERS & relations(actor, placement))


def may_speak(actor: Any, placement: Placement) -> bool:
    """The student, the tutor and the référent: each has a voice."""
    return speaker_of(relations(actor, placement)) is not None


def is_its_student(actor: Any, placement: Placement) -> bool:
    """The student alone says how he was welcomed."""
    return Relation.STUDENT in relations(actor, placement)


def may_send(actor: Any, evaluation: JointEvaluation) -> bool:
    """The référent and the office send the agreed grid to be signed."""
    return may_hold(actor, evaluation.placement)


def may_reopen(actor: Any, evaluation: JointEvaluation) -> bool:
    return EVALUATION.may("reopen", relations(actor, evaluation.placement))


def reads_document(actor: Any, evaluation: JointEvaluation) -> bool:
    """The document received instead, for whoever is something to the placement."""
    return evaluation.document_id is not None and can_read(actor, evaluation.placement)


def reads_memory(actor: Any, host: Host) -> bool:
    """The team of the school that knows this host: never its students, never the host."""
    return (
        isinstance(actor, User)
        and Membership.objects.filter(user=actor, school=host.school_id, role__in=TEAM).exists()
    )


def may_ask_host(actor: Any, host: Host) -> bool:
    return runs(actor, host.school)


def may_answer(actor: Any, answer: HostAnswer) -> bool:
    """The person who was asked, by link."""
    return bool(answer.link == actor)


def writes_grid(actor: Any, cohort: Cohort) -> bool:
    """The office adapts the grid of the programme of a class."""
    return runs(actor, cohort.programme.school)
