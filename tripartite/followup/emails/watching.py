"""The message that says that no exchange is planned, or held."""

from tripartite.core.fr import day_in_words
from tripartite.followup.domain.watching import Missing
from tripartite.mailing.domain import Button, Message
from tripartite.placements.models import Placement

WHAT = {
    Missing.PLANNED: ("Aucun échange prévu", "Le premier tiers du stage est passé"),
    Missing.HELD: ("Aucun échange tenu", "Le stage est dans sa dernière semaine, ou fini"),
}


def exchange_missing(
    placement: Placement, kind: Missing, *, to: str, to_name: str, url: str
) -> Message:
    subject, when = WHAT[kind]
    return Message(
        kind="exchange_missing",
        to=to,
        to_name=to_name,
        school_name=placement.school.name,
        subject=f"{subject} – stage de {placement.student}",
        paragraphs=(
            f"{when}, et l’équipe n’a pas encore rencontré le tuteur de {placement.student} "
            f"(fin le {day_in_words(placement.ends_on)}). Enseignant référent : "
            f"{placement.referent or 'personne'}.",
            "Il faut au moins un échange par période, de préférence sur place.",
        ),
        button=Button("Ouvrir le dossier", url),
        file=placement.file,
    )
