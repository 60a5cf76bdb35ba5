"""The messages about access itself."""

from tripartite.accounts.models import PersonalLink
from tripartite.mailing.domain import Button, Message


def fresh_link(link: PersonalLink, url: str) -> Message:
    """A new link, asked for from an expired one."""
    return Message(
        kind="link_renewed",
        to=link.email,
        to_name=link.name,
        school_name=link.school.name,
        subject="Votre nouveau lien d’accès au stage",
        paragraphs=(
            "Vous avez demandé un nouveau lien pour suivre le stage. Le voici ; les liens "
            "précédents ne fonctionnent plus.",
        ),
        button=Button("Ouvrir le dossier du stage", url),
        small=("Ce lien vous est personnel : ne le transmettez pas.",),
    )
