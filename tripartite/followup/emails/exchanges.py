"""The messages about exchanges: slots, planned, moved, cancelled, handed over, reported, urgent."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse

from tripartite.accounts.models import User
from tripartite.core.fr import short_day, when_in_full
from tripartite.followup.invitation import ics, place_of
from tripartite.followup.models import Exchange
from tripartite.mailing.domain import Attachment, Button, Message

FILED = ("L’évènement ci-joint se range d’un clic dans votre agenda.",)


def exchanges_path(exchange: Exchange) -> str:
    """The page of the exchanges of the placement."""
    return reverse("followup:exchanges", kwargs={"placement": exchange.placement_id})


def _at(moment: datetime | None) -> str:
    return when_in_full(moment, ZoneInfo(settings.TIME_ZONE)) if moment else ""


def _when(exchange: Exchange) -> str:
    return _at(exchange.planned_for)


def _calendar(exchange: Exchange, now: datetime) -> tuple[Attachment, ...]:
    """The calendar entry; an exchange that never had a day has none."""
    if exchange.planned_for is None:
        return ()
    return (_entry(ics(exchange, now)),)


def _entry(text: str) -> Attachment:
    """Mail programs act on an invitation whose type says what it does (RFC 6047, 2.4)."""
    method = "CANCEL" if "METHOD:CANCEL" in text else "REQUEST"
    return Attachment("echange.ics", f"text/calendar; method={method}", text)


def _how(exchange: Exchange) -> str:
    return f"{exchange.get_mode_display()} ({place_of(exchange)}), {exchange.duration} minutes"


def _slots(exchange: Exchange) -> str:
    moments = exchange.slots.order_by("starts_at").values_list("starts_at", flat=True)
    return " ; ".join(_at(moment) for moment in moments)


def exchange_slots(
    exchange: Exchange, *, to: str, to_name: str, url: str, now: datetime
) -> Message:
    """To the tutor: pick one by link, or say that none suits."""
    del now  # nothing is in a calendar yet
    return Message(
        kind="exchange_slots",
        to=to,
        to_name=to_name,
        school_name=exchange.placement.school.name,
        subject=f"Choisissez un créneau – stage de {exchange.placement.student}",
        paragraphs=(
            f"{exchange.by} souhaite vous rencontrer à propos du stage de "
            f"{exchange.placement.student}, {_how(exchange)}.",
            f"Créneaux proposés : {_slots(exchange)}.",
            "Choisissez celui qui vous convient ; si aucun ne convient, proposez-en d’autres.",
        ),
        button=Button("Choisir un créneau", url),
        file=exchange.placement.file,
        reply_to=exchange.by.email or "",
    )


def exchange_countered(
    exchange: Exchange, *, to: str, to_name: str, url: str, now: datetime
) -> Message:
    """To who visits: the tutor proposes other slots."""
    del now
    said = (f"« {exchange.word} »",) if exchange.word else ()
    return Message(
        kind="exchange_countered",
        to=to,
        to_name=to_name,
        school_name=exchange.placement.school.name,
        subject=f"Autres créneaux proposés – stage de {exchange.placement.student}",
        paragraphs=(
            f"Aucun créneau ne convenait au tuteur de {exchange.placement.student}. Il propose : "
            f"{_slots(exchange)}.",
            *said,
        ),
        button=Button("Choisir un créneau", url),
        file=exchange.placement.file,
    )


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
            f"Un échange sur le stage de {placement.student} est prévu {_when(exchange)}, "
            f"{_how(exchange)}, avec {exchange.by}.",
            "Si ce moment ne convient plus, répondez à ce message : un autre sera trouvé.",
        ),
        button=Button("Voir l’échange", url),
        small=FILED,
        file=placement.file,
        reply_to=exchange.by.email or "",
        attachments=_calendar(exchange, now),
    )


def exchange_moved(
    exchange: Exchange, *, to: str, to_name: str, url: str, now: datetime
) -> Message:
    placement = exchange.placement
    return Message(
        kind="exchange_moved",
        to=to,
        to_name=to_name,
        school_name=placement.school.name,
        subject=f"Échange déplacé – stage de {placement.student}",
        paragraphs=(
            f"L’échange sur le stage de {placement.student} aura lieu {_when(exchange)}, "
            f"{_how(exchange)}.",
            f"Motif : « {exchange.reason} »",
        ),
        button=Button("Voir l’échange", url),
        small=("L’évènement ci-joint remplace le précédent dans votre agenda.",),
        file=placement.file,
        reply_to=exchange.by.email or "",
        attachments=_calendar(exchange, now),
    )


def exchange_cancelled(
    exchange: Exchange, *, to: str, to_name: str, url: str, now: datetime
) -> Message:
    placement = exchange.placement
    planned = f"L’échange prévu {_when(exchange)}" if exchange.planned_for else "L’échange proposé"
    return Message(
        kind="exchange_cancelled",
        to=to,
        to_name=to_name,
        school_name=placement.school.name,
        subject=f"Échange annulé – stage de {placement.student}",
        paragraphs=(
            f"{planned} sur le stage de {placement.student} n’aura pas lieu.",
            f"Motif : « {exchange.reason} »",
        ),
        button=Button("Voir les échanges", url),
        file=placement.file,
        reply_to=exchange.by.email or "",
        attachments=_calendar(exchange, now),
    )


def exchange_handed(
    exchange: Exchange, *, to: str, to_name: str, url: str, now: datetime
) -> Message:
    """To tutor, student and colleague: who will come instead."""
    placement = exchange.placement
    planned = f" prévu {_when(exchange)}" if exchange.planned_for else ""
    return Message(
        kind="exchange_handed",
        to=to,
        to_name=to_name,
        school_name=placement.school.name,
        subject=f"Échange confié à {exchange.by} – stage de {placement.student}",
        paragraphs=(
            f"L’échange{planned} sur le stage de {placement.student} aura lieu avec {exchange.by}.",
            f"Motif : « {exchange.reason} »",
        ),
        button=Button("Voir l’échange", url),
        file=placement.file,
        reply_to=exchange.by.email or "",
        attachments=_calendar(exchange, now),
    )


def exchange_given(
    exchange: Exchange, former: User, *, to: str, to_name: str, url: str, now: datetime
) -> Message:
    """To who was to come: a colleague does instead, and the entry leaves the calendar."""
    placement = exchange.placement
    entry = _entry(ics(exchange, now, former=former))
    return Message(
        kind="exchange_given",
        to=to,
        to_name=to_name,
        school_name=placement.school.name,
        subject=f"Vous n’avez plus cet échange – stage de {placement.student}",
        paragraphs=(
            f"L’échange prévu {_when(exchange)} sur le stage de {placement.student} est confié à "
            f"{exchange.by}.",
            f"Motif : « {exchange.reason} »",
        ),
        button=Button("Voir les échanges", url),
        small=("L’évènement ci-joint retire cet échange de votre agenda.",),
        file=placement.file,
        reply_to=exchange.by.email or "",
        attachments=(entry,),
    )


def exchange_reported(
    exchange: Exchange, *, to: str, to_name: str, url: str, now: datetime
) -> Message:
    """To tutor and student: the report is there, and what was agreed."""
    del now
    agreed = [
        f"{a.what} ({a.get_who_display()}{f', avant le {short_day(a.due_on)}' if a.due_on else ''})"
        for a in exchange.agreed_actions.order_by("pk")
    ]
    return Message(
        kind="exchange_reported",
        to=to,
        to_name=to_name,
        school_name=exchange.placement.school.name,
        subject=f"Compte rendu de l’échange – stage de {exchange.placement.student}",
        paragraphs=(
            f"{exchange.by} a écrit le compte rendu de l’échange tenu {_at(exchange.held_at)}.",
            *((f"Suites convenues : {' ; '.join(agreed)}.",) if agreed else ()),
        ),
        button=Button("Lire le compte rendu", url),
        file=exchange.placement.file,
        reply_to=exchange.by.email or "",
    )


def exchange_urgent(
    exchange: Exchange, *, to: str, to_name: str, url: str, now: datetime
) -> Message:
    """The office is told of what cannot wait."""
    del now
    placement = exchange.placement
    return Message(
        kind="exchange_urgent",
        to=to,
        to_name=to_name,
        school_name=placement.school.name,
        subject=f"Difficulté signalée – stage de {placement.student}",
        paragraphs=(
            f"{exchange.by} signale une difficulté dans le stage de {placement.student}.",
            "Le compte rendu de l’échange dit de quoi il s’agit et ce qui a été convenu.",
        ),
        button=Button("Lire le compte rendu", url),
        file=placement.file,
    )
