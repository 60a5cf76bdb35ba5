"""Who may do what with a placement, from what the person is to it."""

from collections.abc import Callable
from typing import Any

from tripartite.accounts.access import runs
from tripartite.accounts.models import User
from tripartite.placements.domain import WORKFLOW, WRITABLE, Relation, State
from tripartite.placements.models import Placement
from tripartite.school.models import Enrolment, Inspection, Period

#: Whoever prepares the placement: the host, the framing, the missions.
PREPARERS = frozenset({Relation.STUDENT, Relation.OFFICE, Relation.REFERENT})

#: Whoever has a say in the framing.
DISCUSSERS = PREPARERS | {Relation.TUTOR}


def relations(actor: Any, placement: Placement) -> frozenset[Relation]:
    """What the actor is to the placement, asked once for each object that a request loads."""
    asked = placement.__dict__.setdefault("_relations", {})
    key = (type(actor), actor.pk)
    if key not in asked:
        asked[key] = placement.relations_of(actor)
    found: frozenset[Relation] = asked[key]
    return found


def can_view(actor: Any, placement: Placement) -> bool:
    """Whoever is something to the placement reads its file."""
    return bool(relations(actor, placement))


def may(name: str) -> Callable[[Any, Placement], bool]:
    """The rule « may ever make this move », as the table of the workflow says."""

    def rule(actor: Any, placement: Placement) -> bool:
        return WORKFLOW.may(name, relations(actor, placement))

    rule.__name__ = f"may_{name}"
    return rule


def may_prepare(actor: Any, placement: Placement) -> bool:
    """The student, the office and the référent write the declaration and the framing."""
    return bool(PREPARERS & relations(actor, placement))


def may_write_framing(actor: Any, placement: Placement) -> bool:
    """The same people, and the tutor, who corrects what was submitted."""
    return bool(DISCUSSERS & relations(actor, placement))


def writes_framing_now(actor: Any, placement: Placement) -> bool:
    """Who prepares until it is submitted, then the tutor until the référent decides."""
    mine = relations(actor, placement)
    if placement.state == State.SUBMITTED:
        return Relation.TUTOR in mine
    return placement.state in WRITABLE and bool(PREPARERS & mine)


def may_discuss(actor: Any, placement: Placement) -> bool:
    """The three partners read the framing together and say what they think of it."""
    return bool(DISCUSSERS & relations(actor, placement))


#: Whoever says what became of the request to the Direction du Travail: the host files it.
FILERS = frozenset({Relation.SIGNATORY, Relation.OFFICE})


def may_note_authorisation(actor: Any, placement: Placement) -> bool:
    """The host's representative and the office."""
    return bool(FILERS & relations(actor, placement))


#: The people of the host, and the office that copies their signed paper.
DECLARERS = frozenset({Relation.TUTOR, Relation.SIGNATORY, Relation.OFFICE})


def may_declare_fitness(actor: Any, placement: Placement) -> bool:
    """The host's own people declare what the post allows; the office copies a paper."""
    return bool(DECLARERS & relations(actor, placement))


def may_assign_referent(actor: Any, placement: Placement) -> bool:
    """The office names the référent."""
    return Relation.OFFICE in relations(actor, placement)


def may_declare(actor: Any, period: Period) -> bool:
    """A student who is in the class of the period today."""
    return (
        isinstance(actor, User)
        and Enrolment.objects.filter(
            student__user=actor, cohort=period.cohort_id, left_on=None
        ).exists()
    )


def may_declare_for(actor: Any, enrolment: Enrolment) -> bool:
    """The office declares on behalf of a student."""
    return runs(actor, enrolment.cohort.programme.school)


def runs_inspection(actor: Any, inspection: Inspection) -> bool:
    """The office opens and closes the accesses of inspection."""
    return runs(actor, inspection.school)
