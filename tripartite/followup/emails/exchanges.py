"""The messages about exchanges: planned, cancelled, urgent."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse

from tripartite.core.fr import when_in_full
from tripartite.followup.invitation import ics, place_of
from tripartite.followup.models import Exchange
from tripartite.mailing.domain import Attachment, Button, Message


def exchanges_path(exchange: Exchange) -> str:
    """The page of the exchanges of the placement."""
    return reverse("followup:exchanges", kwargs={"placement": exchange.placement_id})


def _when(exchange: Exchange) -> str:
    return when_in_full(exchange.planned_for, ZoneInfo(settings.TIME_ZONE))


def _calendar(exchange: Exchange, now: datetime) -> tuple[Attachment, ...]:
    return (Attachment("echange.ics", "text/calendar", ics(exchange, now)),)


def exchange_planned(
    exchange: Exchange, *, to: str, to_name: str, url: str, now: datetime
) -> Message:
    """The date, the place and a calendar entry."""
    placement = exchange.placement
    return Message(
        kind="exchange_planned",
        to=to,
        to_name=to_name,
        school_name=placement.school.name,
        subject=f"Échange prévu – stage de {placement.student}",
        paragraphs=(
            f"{exchange.by} vous propose un échange sur le stage de {placement.student}, "
            f"{_when(exchange)}, {exchange.get_mode_display()} ({place_of(exchange)}).",
            "Si ce moment ne convient pas, répondez à ce message : un autre sera trouvé.",
        ),
        button=Button("Voir l’échange", url),
        small=("L’évènement ci-joint se range d’un clic dans votre agenda.",),
        file=placement.file,
        reply_to=exchange.by.email or "",
        attachments=_calendar(exchange, now),
    )


def exchange_cancelled(
    exchange: Exchange, *, to: str, to_name: str, url: str, now: datetime
) -> Message:
    placement = exchange.placement
    return Message(
        kind="exchange_cancelled",
        to=to,
        to_name=to_name,
        school_name=placement.school.name,
        subject=f"Échange annulé – stage de {placement.student}",
        paragraphs=(
            f"L’échange prévu {_when(exchange)} sur le stage de {placement.student} n’aura pas "
            "lieu.",
            f"Motif : « {exchange.reason} »",
        ),
        button=Button("Voir les échanges", url),
        file=placement.file,
        reply_to=exchange.by.email or "",
        attachments=_calendar(exchange, now),
    )


def exchange_urgent(exchange: Exchange, *, to: str, to_name: str) -> Message:
    """The office is told of what cannot wait."""
    placement = exchange.placement
    return Message(
        kind="exchange_urgent",
        to=to,
        to_name=to_name,
        school_name=placement.school.name,
        subject=f"À traiter d’urgence – stage de {placement.student}",
        paragraphs=(
            f"{exchange.by} signale une situation à traiter d’urgence dans le stage de "
            f"{placement.student}.",
            "Le compte rendu de l’échange dit de quoi il s’agit et ce qui a été convenu.",
        ),
        button=Button("Lire le compte rendu", f"{settings.SITE_URL}{exchanges_path(exchange)}"),
        file=placement.file,
    )
