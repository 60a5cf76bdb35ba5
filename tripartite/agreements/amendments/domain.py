"""What an amendment may change, and when it may not. Plain Python."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from tripartite.agreements.domain import AgreementError
from tripartite.core.fr import long_day
from tripartite.papers.domain import Capacity, PaperState
from tripartite.placements.domain import State
from tripartite.placements.domain.framing import Headings
from tripartite.placements.domain.terms import (
    AgreedMission,
    Change,
    StopKind,
    Terms,
    Week,
    What,
    effective,
    value_of,
)

#: A placement may be amended until its end; afterwards there is nothing left to change.
AMENDABLE = frozenset({State.APPROVED})
#: An amendment that somebody still has to sign.
UNDER_WAY = frozenset({PaperState.DRAFT, PaperState.OUT})


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """The terms that are wanted, whole; what differs from those in force is the amendment."""

    reason: str
    since: date
    starts_on: date
    ends_on: date
    week: Week
    holidays_worked: bool
    site: int | None
    tutor: int | None
    referent: int | None
    headings: Headings
    missions: tuple[AgreedMission, ...]
    holiday_terms: str = ""
    interrupted_on: date | None = None
    stop: StopKind | None = None
    tutor_gone: bool = False
    referent_gone: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a placement is when somebody wants to amend it."""

    state: State
    sealed: bool
    live: PaperState | None
    last_day: date


def check_standing(standing: Standing, today: date) -> None:
    """Refuse while there is nothing to amend, or something else is to be signed first."""
    if not standing.sealed:
        raise AgreementError(
            "not_sealed",
            "La convention n’est pas encore signée par tous : elle se corrige par une nouvelle "
            "version, sans avenant.",
        )
    if standing.state not in AMENDABLE:
        raise AgreementError(
            "not_amendable",
            "Ce stage est terminé, interrompu ou annulé : sa convention ne se modifie plus.",
        )
    if standing.last_day < today:
        raise AgreementError(
            "ended",
            f"Le stage s’est achevé le {long_day(standing.last_day)} : un avenant ne peut plus "
            "rien y changer.",
        )
    if standing.live in UNDER_WAY:
        raise AgreementError(
            "amendment_under_way",
            "Un avenant attend déjà des signatures : terminez-le ou retirez-le, puis préparez le "
            "suivant.",
        )


def changes_of(terms: Terms, wanted: Wanted) -> tuple[Change, ...]:
    """What differs from the terms in force, in the order in which it is printed."""
    values: dict[What, Any] = {
        What.DATES: {
            "starts_on": wanted.starts_on.isoformat(),
            "ends_on": wanted.ends_on.isoformat(),
        },
        What.TIMETABLE: {"week": wanted.week, "holidays_worked": wanted.holidays_worked},
        What.SITE: wanted.site,
        What.TUTOR: wanted.tutor,
        What.REFERENT: wanted.referent,
        What.FRAMING: value_of(replace(terms, headings=wanted.headings), What.FRAMING),
        What.MISSIONS: value_of(replace(terms, missions=wanted.missions), What.MISSIONS),
    }
    found = [
        Change(what, wanted.since, value)
        for what, value in values.items()
        if value != value_of(terms, what)
    ]
    if wanted.interrupted_on is not None:
        stop = {"on": wanted.interrupted_on.isoformat(), "kind": wanted.stop}
        found.append(Change(What.INTERRUPTION, wanted.interrupted_on, stop))
    return tuple(found)


#: Who signs beside whom when a person is replaced.
SUCCESSORS = {Capacity.TUTOR: Capacity.NEW_TUTOR, Capacity.REFERENT: Capacity.NEW_REFERENT}


def turns_of(
    original: Mapping[Capacity, int], *, named: Collection[Capacity], gone: Collection[Capacity]
) -> dict[Capacity, int]:
    """The turn of each who signs the amendment, from those of the agreement, without a gap.

    ``named`` are the capacities in which the amendment names somebody else, who signs in the same
    turn; ``gone`` those whose holder left and cannot sign.
    """
    found: list[tuple[Capacity, int]] = []
    for capacity, rank in original.items():
        if capacity not in gone:
            found.append((capacity, rank))
        if capacity in named:
            found.append((SUCCESSORS[capacity], rank))
    ranks = sorted({rank for _, rank in found})
    return {capacity: ranks.index(rank) + 1 for capacity, rank in found}


def reaches_summer(before: Terms, after: Terms) -> bool:
    """Whether the new dates take days of July or August that the former ones did not."""
    return any(
        _summer_days(after.starts_on.year, first, last)
        for first, last in (
            (after.starts_on, min(after.last_day, before.starts_on - timedelta(days=1))),
            (max(after.starts_on, before.last_day + timedelta(days=1)), after.last_day),
        )
        if first <= last
    )


def _summer_days(year: int, first: date, last: date) -> bool:
    """Whether these days touch July or August, from that year on."""
    return any(
        first <= date(y, 8, 31) and date(y, 7, 1) <= last for y in range(year, last.year + 1)
    )


def check_changes(terms: Terms, wanted: Wanted, today: date) -> None:
    """Refuse what cannot be agreed: the past, reversed dates, or nothing at all."""
    changes = changes_of(terms, wanted)
    if not changes:
        raise AgreementError(
            "nothing_changed",
            "Rien ne change : modifiez au moins un champ, ou abandonnez cet avenant.",
        )
    if any(change.value is None for change in changes):
        raise AgreementError(
            "nobody_named", "Nommez le tuteur, l’enseignant référent et le lieu du stage."
        )
    _check_missions(wanted.missions)
    new = effective(terms, changes)
    if wanted.since < today:
        raise AgreementError(
            "past", "Un avenant ne change pas le passé : il prend effet aujourd’hui au plus tôt."
        )
    if wanted.since > new.ends_on:
        raise AgreementError(
            "after_the_end", "La date d’effet est après la fin du stage : avancez-la."
        )
    _check_people(terms, wanted)
    _check_dates(terms, new, today)
    _check_interruption(new, wanted, today)


def _check_people(terms: Terms, wanted: Wanted) -> None:
    """Only somebody who is replaced may be left out of the signatures."""
    for gone, same, who in (
        (wanted.tutor_gone, wanted.tutor == terms.tutor, "le tuteur"),
        (wanted.referent_gone, wanted.referent == terms.referent, "l’enseignant référent"),
    ):
        if gone and same:
            raise AgreementError(
                "gone_not_replaced",
                f"Vous dites que {who} n’est plus là pour signer, mais personne ne le remplace : "
                "nommez une autre personne, ou décochez la case.",
            )


def _check_missions(missions: tuple[AgreedMission, ...]) -> None:
    """As the framing asks (MISSIONS_TIED): D124-4, 4°, ties the activities to the course."""
    if not missions:
        raise AgreementError(
            "no_mission",
            "Un stage garde au moins une mission : ajoutez celle qui remplace les autres.",
        )
    for mission in missions:
        if not mission.tasks:
            raise AgreementError(
                "mission_without_task",
                f"La mission « {mission.title} » n’est rattachée à aucune tâche du référentiel : "
                "cochez-en au moins une.",
            )


def _check_dates(terms: Terms, new: Terms, today: date) -> None:
    if new.ends_on <= new.starts_on:
        raise AgreementError(
            "dates_reversed", "Le stage doit finir après avoir commencé : vérifiez les deux dates."
        )
    if new.starts_on != terms.starts_on and min(new.starts_on, terms.starts_on) < today:
        raise AgreementError(
            "started",
            "Le début ne se déplace qu’avant le premier jour, et jamais dans le passé.",
        )
    if new.ends_on != terms.ends_on and new.ends_on < today:
        raise AgreementError("end_past", "La nouvelle fin est déjà passée : choisissez un jour.")


def _check_interruption(new: Terms, wanted: Wanted, today: date) -> None:
    stopped = wanted.interrupted_on
    if stopped is None:
        return
    if wanted.stop is None:
        raise AgreementError("stop_kind", "Dites à l’initiative de qui le stage s’interrompt.")
    if not new.starts_on < stopped <= new.ends_on:
        raise AgreementError(
            "stop_outside",
            "L’interruption tombe après le premier jour du stage et avant sa fin. Avant le début, "
            "annulez le stage.",
        )
    if stopped < today:
        raise AgreementError(
            "stop_past",
            "Un avenant ne change pas le passé : si une partie a déjà mis fin au stage, "
            "enregistrez l’interruption.",
        )


# ---------------------------------------------------------------- as kept in the paper
def change_as_json(change: Change) -> dict[str, Any]:
    return {"what": change.what, "since": change.since.isoformat(), "value": change.value}


def changes_from(data: Any) -> tuple[Change, ...]:
    """The changes of a paper, out of the very data that its signatories read."""
    return tuple(
        Change(What(kept["what"]), date.fromisoformat(kept["since"]), kept["value"])
        for kept in data["terms"]
    )


def as_sealed(change: Change, sealed_on: date) -> Change:
    """In force on its day, or on the day of the last signature when that comes after."""
    if change.what in {What.DATES, What.INTERRUPTION}:
        return change
    return replace(change, since=max(change.since, sealed_on))
