"""The messages about an exceptional day."""

from django.conf import settings
from django.urls import reverse

from tripartite.core.fr import day_in_words
from tripartite.logbook.domain.days import DayState
from tripartite.logbook.models import SpecialDay
from tripartite.mailing.domain import Button, Message
from tripartite.placements.models import Placement


def presence_path(placement: Placement) -> str:
    return reverse("logbook:presence", kwargs={"placement": placement.pk}) + "#exceptionnels"


def site(path: str) -> str:
    return f"{settings.SITE_URL}{path}"


def day_proposed(special: SpecialDay, to: str, to_name: str, url: str) -> Message:
    """Whoever has not agreed yet is asked to."""
    placement = special.placement
    return Message(
        kind="day_proposed",
        to=to,
        to_name=to_name,
        school_name=placement.school.name,
        subject=f"Jour exceptionnel à accepter – {placement.student}",
        paragraphs=(
            f"{special.proposed_by} propose pour {placement.student}, le "
            f"{day_in_words(special.day)} : {special.label} ({special.in_words}).",
            "Il sera compté comme prévu quand le tuteur et l’enseignant référent l’auront accepté.",
        ),
        button=Button("Lire et répondre", url),
        file=placement.file,
    )


def day_decided(special: SpecialDay, to: str, to_name: str, url: str) -> Message:
    """The partners learn that the day is agreed, refused or withdrawn."""
    placement = special.placement
    agreed = special.state == DayState.AGREED
    why = () if agreed else (f"Motif donné : « {special.reason} »",)
    return Message(
        kind="day_decided",
        to=to,
        to_name=to_name,
        school_name=placement.school.name,
        subject=f"Jour exceptionnel {special.get_state_display()} – {placement.student}",
        paragraphs=(
            f"Le {day_in_words(special.day)}, {special.label} ({special.in_words}) : "
            f"{special.get_state_display()}.",
            *why,
        ),
        button=Button("Voir la présence", url),
        file=placement.file,
    )
