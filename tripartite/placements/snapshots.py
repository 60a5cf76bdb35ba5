"""Versions of a framing as rows: the one that is there now, the last handed over, who agreed."""

from typing import Any

from tripartite.core.fr import euros, hours, range_in_words
from tripartite.hosts.models import Contact
from tripartite.law.words import WEEKDAYS
from tripartite.placements.domain import Party
from tripartite.placements.domain.framing import TEXTS
from tripartite.placements.domain.versions import Difference, differences, digest_of
from tripartite.placements.models import (
    Framing,
    FramingConsent,
    FramingVersion,
    Mission,
    Placement,
)


def content_of(placement: Placement) -> dict[str, Any]:
    """All that is agreed about the placement, in words; five queries when its people are joined."""
    framing = Framing.objects.filter(placement=placement).first()
    objectives = placement.objectives.order_by("position").select_related("competence")
    missions = placement.missions.order_by("position").prefetch_related("tasks", "results")
    return {
        "welcome": _welcome(placement),
        "headings": {name: getattr(framing, name, "") for name in TEXTS},
        "objectives": [
            {"competence": o.competence.code, "label": o.competence.label, "wording": o.wording}
            for o in objectives
        ],
        "missions": [_mission(mission) for mission in missions],
    }


def _welcome(placement: Placement) -> dict[str, str]:
    weekly = placement.weekly
    days = (
        f"{WEEKDAYS[n]} : {', '.join(slot.in_words() for slot in day)}"
        for n, day in enumerate(weekly.days)
        if day
    )
    rate = placement.gratification_rate
    return {
        "Lieu": str(placement.site or ""),
        "Tuteur": str(placement.tutor or ""),
        "Dates": range_in_words(placement.starts_on, placement.ends_on),
        "Horaires": "\n".join([f"{hours(weekly.weekly_minutes)} par semaine", *days]),
        "Gratification": f"{euros(rate)} par heure" if rate else "",
    }


def declared_words(placement: Placement) -> dict[str, str]:
    """All that a declaration says, in words: what two people who correct it are shown."""
    told = _welcome(placement)
    del told["Gratification"]
    people = {"Tuteur": placement.tutor, "Représentant": placement.signatory}
    return told | {
        **{who: _person(contact) for who, contact in people.items()},
        "Motif des dates": placement.dates_reason,
        "Jours fériés": "travaillés" if placement.holidays_worked else "",
    }


def _person(contact: Contact | None) -> str:
    told = (str(contact), contact.job_title, contact.email, contact.phone) if contact else ()
    return ", ".join(filter(None, told))


def _mission(mission: Mission) -> dict[str, Any]:
    return {
        "key": mission.pk,
        "title": mission.title,
        "description": mission.description,
        "expected_result": mission.expected_result,
        "tasks": sorted(task.label for task in mission.tasks.all()),
        "results": sorted(result.label for result in mission.results.all()),
    }


def latest_version(placement: Placement) -> FramingVersion | None:
    """The last version that somebody handed over."""
    return placement.framing_versions.order_by("-number").first()


def consents_of(version: FramingVersion) -> dict[Party, FramingConsent]:
    """Who agrees to this version today, by party."""
    return {Party(consent.party): consent for consent in version.consents.standing()}


def last_agreed(placement: Placement, party: Party) -> FramingVersion | None:
    """The last version this party said yes to, be it taken back since."""
    agreed = placement.framing_versions.filter(consents__party=party)
    return agreed.order_by("-number").first()


def changes_since(old: FramingVersion | None, content: dict[str, Any]) -> tuple[Difference, ...]:
    """What differs from a version, nothing when it is the same or when there is none."""
    if old is None or old.digest == digest_of(content):
        return ()
    return differences(old.content, content)
