"""The messages about presence: a week to confirm, reopened, an absence nobody explained."""

from collections.abc import Sequence
from datetime import date

from django.conf import settings
from django.urls import reverse

from tripartite.accounts.models import User
from tripartite.core.fr import day_in_words, hours, range_in_words
from tripartite.logbook.models import PresenceWeek
from tripartite.mailing.domain import Button, Message


def week_path(week: PresenceWeek) -> str:
    """The page of the week."""
    return reverse("logbook:week", kwargs={"placement": week.placement_id, "monday": week.monday})


def dates_of(week: PresenceWeek) -> str:
    """« du lundi 4 au vendredi 8 janvier 2027 », within the placement."""
    placement = week.placement
    friday = date.fromordinal(week.monday.toordinal() + 6)
    return range_in_words(max(week.monday, placement.starts_on), min(friday, placement.last_day))


def week_to_confirm(
    week: PresenceWeek, *, minutes: int, to: str, to_name: str, url: str
) -> Message:
    """The tutor is asked to confirm, by the link."""
    placement = week.placement
    return Message(
        kind="week_to_confirm",
        to=to,
        to_name=to_name,
        school_name=placement.school.name,
        subject=f"Présence à confirmer – {placement.student}",
        paragraphs=(
            f"{placement.student} a déclaré {hours(minutes)} de présence {dates_of(week)}.",
            "Ouvrez la semaine et confirmez-la d’un clic. Si quelque chose n’est pas juste, "
            "corrigez-la, ou rendez-la à l’étudiant en disant pourquoi.",
        ),
        button=Button("Voir la semaine", url),
        small=("Ce lien vous est personnel : ne le transmettez pas.",),
        file=placement.file,
    )


def week_reopened(week: PresenceWeek, *, by: str, reason: str) -> Message:
    """The student is told what to correct."""
    placement = week.placement
    return Message(
        kind="week_reopened",
        to=placement.student.email or "",
        to_name=placement.student.get_full_name(),
        school_name=placement.school.name,
        subject="Votre semaine de présence est à corriger",
        paragraphs=(
            f"{by} a rouvert votre semaine {dates_of(week)}.",
            f"Motif donné : « {reason} »",
            "Corrigez ce qui doit l’être, puis déclarez-la de nouveau.",
        ),
        button=Button("Corriger la semaine", f"{settings.SITE_URL}{week_path(week)}"),
        file=placement.file,
    )


def week_taken_back(week: PresenceWeek, *, by: str, to: str, to_name: str, url: str) -> Message:
    """The tutor's confirmation holds no more: the school reopened the week."""
    placement = week.placement
    return Message(
        kind="week_taken_back",
        to=to,
        to_name=to_name,
        school_name=placement.school.name,
        subject=f"Semaine rouverte – {placement.student}",
        paragraphs=(
            f"{by} a rouvert la semaine de {placement.student} {dates_of(week)}.",
            f"Motif donné : « {week.reason} »",
            "L’étudiant va la corriger. Vous recevrez un message quand elle sera à relire.",
        ),
        button=Button("Voir la semaine", url),
        small=("Ce lien vous est personnel : ne le transmettez pas.",),
        file=placement.file,
    )


def week_after_attestation(week: PresenceWeek, to: User) -> Message:
    """To the office: hours that the attestation in force does not state."""
    placement = week.placement
    return Message(
        kind="week_after_attestation",
        to=to.email or "",
        to_name=to.get_full_name(),
        school_name=placement.school.name,
        subject=f"Attestation à refaire – {placement.student}",
        paragraphs=(
            f"La semaine de {placement.student} {dates_of(week)} a été confirmée après "
            "l’attestation, qui ne dit donc pas ces heures.",
            "Refaites l’attestation : la nouvelle remplacera l’ancienne.",
        ),
        button=Button("Ouvrir le dossier", f"{settings.SITE_URL}{placement.get_absolute_url()}"),
        file=placement.file,
    )


def absence_unjustified(week: PresenceWeek, days: Sequence[date], to: User) -> Message:
    """The référent is told, the office when there is none."""
    placement = week.placement
    named = " et ".join(day_in_words(day) for day in days)
    return Message(
        kind="absence_unjustified",
        to=to.email or "",
        to_name=to.get_full_name(),
        school_name=placement.school.name,
        subject=f"Absence non justifiée – {placement.student}",
        paragraphs=(
            f"{placement.student} a été absent sans justification : {named}.",
            "Prenez des nouvelles de l’étudiant et de son tuteur.",
        ),
        button=Button("Voir la semaine", f"{settings.SITE_URL}{week_path(week)}"),
        file=placement.file,
    )
