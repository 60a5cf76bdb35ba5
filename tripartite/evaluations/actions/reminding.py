"""Writing to the tutor and the référent at the end of a placement, then telling the office."""

from collections import defaultdict
from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from tripartite.accounts.domain import Role
from tripartite.accounts.models import School, User
from tripartite.core import clock
from tripartite.evaluations import emails, queries
from tripartite.evaluations.actions.common import locked, prepared, tell
from tripartite.evaluations.actions.voices import invite
from tripartite.evaluations.domain import EVALUATED, SETTLED, EvaluationState
from tripartite.evaluations.domain.ladder import LADDER_ENDS, RUNGS, rung_due
from tripartite.evaluations.domain.voices import Speaker, VoiceState
from tripartite.evaluations.models import EvaluationReminder, JointEvaluation
from tripartite.mailing import outbox
from tripartite.papers.domain import Kind, PaperState
from tripartite.papers.models import Paper
from tripartite.placements.domain import Relation
from tripartite.placements.models import Placement

#: States of an evaluation that nobody has to hold any more.
HELD = frozenset({EvaluationState.AGREED, *SETTLED})


def awaited(today: date) -> QuerySet[Placement]:
    """The placements under a sealed agreement that are over, and whose evaluation is not held."""
    sealed = Paper.objects.filter(kind=Kind.AGREEMENT, state=PaperState.SEALED)
    held = JointEvaluation.objects.filter(state__in=sorted(HELD))
    return (
        Placement.objects.with_people()
        .filter(state__in=sorted(EVALUATED), pk__in=sealed.values("placement"))
        .filter(ends_on__gte=today - LADDER_ENDS)
        .exclude(pk__in=held.values("placement"))
        .order_by("pk")
    )


def remind_evaluations(today: date) -> int:
    """Climb the ladder of every evaluation that is awaited; how many placements moved.

    For cron, once a day; run twice it writes once. At the last rung the office receives the list,
    one message a school.
    """
    climbed, left = 0, defaultdict[int, list[Placement]](list)
    for placement in awaited(today):
        rung = _climb(placement, today)
        climbed += rung is not None
        if rung == RUNGS[-1]:
            left[placement.school_id].append(placement)
    for school in School.objects.filter(pk__in=list(left)).order_by("pk"):
        _tell_office(school, left[school.pk])
    return climbed


@transaction.atomic
def _climb(placement: Placement, today: date) -> int | None:
    placement = locked(placement)
    known = EvaluationReminder.objects.filter(placement=placement)
    told = frozenset(known.values_list("rung", flat=True))
    rung = rung_due(placement.last_day, today, told)
    if rung is None:
        return None
    EvaluationReminder.objects.create(placement=placement, rung=rung)
    evaluation = prepared(placement, None)
    spoken = queries.voices_of(evaluation).get(Speaker.TUTOR)
    silent = spoken is None or spoken.state != VoiceState.GIVEN
    if silent and evaluation.state == EvaluationState.DRAFT:
        invite(evaluation, Relation.TUTOR)
    referent = placement.referent
    if referent is not None and referent.email:
        outbox.send(
            emails.evaluation_due(placement, referent, silent=silent), school=placement.school
        )
    late = (clock.today() - placement.last_day).days
    tell(
        evaluation,
        None,
        "reminded",
        f"Évaluation attendue : tuteur et référent relancés (J+{late})",
    )
    return rung


@transaction.atomic
def _tell_office(school: School, placements: list[Placement]) -> None:
    for user in User.objects.members_of(school, Role.OFFICE).order_by("pk"):
        if user.email:
            outbox.send(emails.evaluations_missing(school, user, placements), school=school)
