"""Why a visit has no place: what is checked, from what nothing can help to what somebody can."""

from dataclasses import dataclass, replace
from enum import StrEnum

from tripartite.core.fr import long_day
from tripartite.tours.domain.problem import ALWAYS, HalfDay, Problem, Stop, Visit, fits


class Reason(StrEnum):
    NOT_LOCATED = "not_located"
    NO_HALF_DAY = "no_half_day"
    AFTER_DEADLINE = "after_deadline"
    HOST_CLOSED = "host_closed"
    TUTOR_AWAY = "tutor_away"
    TOO_FAR = "too_far"
    TOO_LONG = "too_long"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class Why:
    reason: Reason
    sentence: str


NOT_LOCATED = Why(
    Reason.NOT_LOCATED,
    "Le lieu d’accueil n’est pas situé sur la carte : vérifiez son adresse dans la fiche de "
    "l’accueil.",
)


def why(problem: Problem, visit: Visit) -> Why:
    """The first obstacle that stands even when everything else is granted."""
    if not problem.half_days:
        return Why(
            Reason.NO_HALF_DAY,
            "Aucune demi-journée libre n’est notée sur ces dates : ajoutez-en.",
        )
    inside = [h for h in problem.half_days if visit.first_day <= h.day <= visit.deadline]
    if not inside:
        return Why(
            Reason.AFTER_DEADLINE,
            f"Aucune demi-journée libre entre le {long_day(visit.first_day)} et le "
            f"{long_day(visit.deadline)} : ajoutez-en une.",
        )
    if not _some(problem, visit, inside, open=ALWAYS, tutor=ALWAYS):
        return _too_far(problem, visit, inside)
    if not _some(problem, visit, inside, tutor=ALWAYS):
        return Why(
            Reason.HOST_CLOSED,
            "L’accueil est fermé pendant vos demi-journées libres : ajoutez une demi-journée à ses "
            "heures, ou vérifiez ses horaires.",
        )
    if not _some(problem, visit, inside):
        return Why(
            Reason.TUTOR_AWAY,
            "Le tuteur n’est pas disponible pendant vos demi-journées libres : ajoutez une "
            "demi-journée à ses heures, ou voyez avec lui.",
        )
    return Why(
        Reason.FULL,
        "Les demi-journées qui conviendraient sont déjà remplies : ajoutez-en une avant le "
        f"{long_day(visit.deadline)}.",
    )


def _some(problem: Problem, visit: Visit, halves: list[HalfDay], **granted: object) -> bool:
    eased = Stop((replace(visit, **granted),))  # type: ignore[arg-type]  # the fields of Visit
    return any(fits(problem, eased, half) for half in halves)


def _too_far(problem: Problem, visit: Visit, halves: list[HalfDay]) -> Why:
    minutes = problem.matrix.minutes
    longest = max(half.closes - half.opens for half in halves)
    nearest = min(
        minutes[half.start][visit.point] + minutes[visit.point][half.start] for half in halves
    )
    if visit.minutes > longest:
        return Why(
            Reason.TOO_LONG,
            f"La visite dure {visit.minutes} min, plus que vos demi-journées : raccourcissez-la.",
        )
    return Why(
        Reason.TOO_FAR,
        f"Trop loin : {nearest} min aller et retour et {visit.minutes} min sur place ne tiennent "
        "pas dans une demi-journée. Ajoutez-en une plus longue, ou prévoyez la visite à la main.",
    )
