"""The messages of the daily watch."""

from collections.abc import Sequence
from datetime import date

from django.conf import settings
from django.urls import reverse

from tripartite.accounts.models import User
from tripartite.core.fr import count_of, day_in_words
from tripartite.logbook.emails.presence import dates_of
from tripartite.logbook.models import PresenceWeek
from tripartite.mailing.domain import Button, Message
from tripartite.placements.models import Placement

#: Days that a message names one by one.
NAMED = 5


def presence_silent(placement: Placement, days: Sequence[date], to: User) -> Message:
    """The référent learns that nothing is said of the last days."""
    named = ", ".join(day_in_words(day) for day in days[:NAMED])
    more = (
        f", et {count_of(len(days) - NAMED, 'autre jour', 'autres jours')}" if days[NAMED:] else ""
    )
    page = reverse("logbook:presence", kwargs={"placement": placement.pk})
    return Message(
        kind="presence_silent",
        to=to.email or "",
        to_name=to.get_full_name(),
        school_name=placement.school.name,
        subject=f"Rien de noté depuis {count_of(len(days), 'jour')} – {placement.student}",
        paragraphs=(
            f"{placement.student} n’a rien noté de sa présence : {named}{more}.",
            "Prenez des nouvelles : c’est souvent un oubli, parfois une difficulté.",
        ),
        button=Button("Voir la présence", f"{settings.SITE_URL}{page}"),
        file=placement.file,
    )


def week_to_read(week: PresenceWeek, *, missing: int, to: str, to_name: str, url: str) -> Message:
    """The tutor is given the way to the week on its last day."""
    placement = week.placement
    return Message(
        kind="week_to_read",
        to=to,
        to_name=to_name,
        school_name=placement.school.name,
        subject=f"La semaine de {placement.student}",
        paragraphs=(
            f"La semaine de {placement.student} {dates_of(week)} se termine. Il lui reste "
            f"{count_of(missing, 'jour')} à noter : rappelez-le-lui.",
            "Vous confirmerez la semaine par ce lien dès qu’elle sera complète ; un message vous "
            "le dira.",
        ),
        button=Button("Voir la semaine", url),
        small=("Ce lien vous est personnel : ne le transmettez pas.",),
        file=placement.file,
    )
