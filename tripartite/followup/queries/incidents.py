"""Incidents of a placement, and what the school says to do after an accident."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from tripartite.accounts.models import School
from tripartite.followup.domain.incidents import (
    STEPS,
    Practice,
    Step,
    deadline,
    practice_for,
)
from tripartite.followup.models import AccidentInstructions, AccidentStep, Incident
from tripartite.law.calendars import Jurisdiction, holiday_name
from tripartite.placements.models import Placement


def incidents_of(placement: Placement, actor: Any) -> QuerySet[Incident]:
    """What the actor may read, what is to be dealt with first."""
    rows = Incident.objects.visible_to(actor).filter(placement=placement)
    return rows.order_by("-state", "-happened_on", "-pk")


def instructions_for(school: School) -> AccidentInstructions:
    """The school's own, or, not saved, those of its country."""
    known = AccidentInstructions.objects.filter(school=school).first()
    return known or AccidentInstructions(
        school=school, practice=practice_for(school.country), phone=school.phone
    )


def steps_for(school: School) -> tuple[Step, ...]:
    return STEPS[Practice(instructions_for(school).practice)]


def is_holiday(school: School) -> Callable[[date], bool]:
    jurisdiction = Jurisdiction.MC if school.country == "MC" else Jurisdiction.FR
    return lambda day: holiday_name(day, jurisdiction) is not None


@dataclass(frozen=True, slots=True)
class Line:
    """A step of the list: by when, and what was noted."""

    step: Step
    due: date
    done: AccidentStep | None


def checklist(incident: Incident) -> list[Line]:
    """What is to be done after this accident; nothing for another incident."""
    if not incident.is_accident:
        return []
    school = incident.placement.school
    done = {row.key: row for row in incident.steps.all()}
    holiday = is_holiday(school)
    return [
        Line(
            step,
            deadline(incident.happened_on, step.days, is_holiday=holiday),
            done.get(step.key),
        )
        for step in steps_for(school)
    ]
