"""The message that opens the files of a class to an inspector."""

from tripartite.core.fr import range_in_words
from tripartite.mailing.domain import Button, Message
from tripartite.school.models import Inspection


def inspection_opened(inspection: Inspection, url: str) -> Message:
    """To the inspector: what may be read, until when, and that it is journalled."""
    link, school = inspection.link, inspection.school
    classes = ", ".join(str(c) for c in inspection.cohorts.order_by("name", "pk"))
    return Message(
        kind="inspection_opened",
        to=link.email,
        to_name=link.name,
        school_name=school.name,
        reply_to=school.email,
        subject=f"Accès aux dossiers de stage : {school.name}",
        paragraphs=(
            f"{school.name} vous ouvre en lecture les dossiers de stage de : {classes}.",
            f"L’accès vaut {range_in_words(inspection.starts_on, inspection.ends_on)}. Il ne "
            "permet aucune modification, et chaque page consultée est inscrite au journal.",
        ),
        button=Button("Consulter les dossiers", url),
        small=("Ce lien vous est personnel : ne le transmettez pas.",),
        file=inspection.file,
    )
