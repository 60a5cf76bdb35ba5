"""Who plans visits, whose, and who shares out the référents."""

from typing import Any

from tripartite.accounts.access import roles_of, runs
from tripartite.accounts.domain import Role
from tripartite.accounts.models import School, User
from tripartite.school.models import Period
from tripartite.tours.models import FreeTime, Tour, TourVisit


def visits_or_runs(actor: Any) -> bool:
    """Teachers, and the office."""
    return bool(roles_of(actor) & {Role.TEACHER, Role.OFFICE})


def can_see(_actor: Any, _tour: Tour) -> bool:
    """``visible_to`` has kept those in which one visits; each then reads his or her own visits."""
    return True


def may_run(actor: Any, tour: Tour) -> bool:
    """The office, and the teacher of a tour of one."""
    return (isinstance(actor, User) and tour.teacher_id == actor.pk) or runs(actor, tour.school)


def may_adjust(actor: Any, visit: TourVisit) -> bool:
    """Whoever runs the tour, and who makes the visit."""
    return visit.teacher_id == getattr(actor, "pk", None) or may_run(actor, visit.tour)


def may_note(actor: Any, user: User) -> bool:
    """One's own free half-days; the office those of its teachers."""
    if not isinstance(actor, User) or not user.roles & {Role.TEACHER, Role.OFFICE}:
        return False
    if actor.pk == user.pk:
        return True
    return School.objects.run_by(actor).filter(memberships__user=user).exists()


def may_remove(_actor: Any, _free: FreeTime) -> bool:
    """One's own, or those of a school one runs: all that is visible."""
    return True


def may_share(actor: Any, period: Period) -> bool:
    """The office of the school."""
    return runs(actor, period.cohort.programme.school)
