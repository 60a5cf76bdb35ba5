"""The messages of an agreement on a framing: who is asked, who is told what."""

from django.conf import settings
from django.urls import reverse

from tripartite.accounts.models import PersonalLink, User
from tripartite.core.fr import de, long_day, short_range
from tripartite.mailing.domain import Button, Message
from tripartite.placements.models import FramingMessage, Placement

ABOUT = "Lire et répondre"


def agreement_path(placement: Placement) -> str:
    """Where the framing is read, discussed and agreed."""
    return reverse("placements:agreement", kwargs={"placement": placement.pk})


def _message(
    placement: Placement,
    to: User | PersonalLink,
    *,
    kind: str,
    subject: str,
    paragraphs: tuple[str, ...],
    url: str = "",
    label: str = ABOUT,
) -> Message:
    return Message(
        kind=kind,
        to=to.email or "",
        to_name=to.name if isinstance(to, PersonalLink) else to.get_full_name(),
        school_name=placement.school.name,
        subject=subject,
        paragraphs=paragraphs,
        button=Button(label, url or f"{settings.SITE_URL}{agreement_path(placement)}"),
        small=("Ce lien vous est personnel : ne le transmettez pas.",) if url else (),
        file=placement.file,
    )


#: Asked in the same message, until it is declared (S9, L124-7).
FITNESS = (
    "La même page vous demande ensuite, en deux minutes, ce que permet le poste, et que le stage "
    "ne sert à aucun des usages que la loi interdit (L124-7) : la convention en tient compte.",
)


def host_asked(
    placement: Placement, to: PersonalLink, url: str, *, asks_fitness: bool = True
) -> Message:
    """To the tutor: read, correct, agree, and say what the post allows: one message for both."""
    student = str(placement.student)
    dates = short_range(placement.starts_on, placement.ends_on)
    return _message(
        placement,
        to,
        kind="framing_host_asked",
        subject=f"Votre accord sur le stage {de(student)}",
        paragraphs=(
            f"{student} prépare son stage chez vous ({dates}) et a écrit ce qui y serait fait : "
            "les objectifs, les missions, ce que vous fourniriez.",
            "Lisez-le : corrigez ou complétez ce qu’il faut, puis donnez votre accord. Cinq "
            "minutes suffisent, sans compte ni mot de passe. Rien n’est encore signé.",
            *(FITNESS if asks_fitness else ()),
            f"Une réponse avant le {long_day(placement.starts_on)} est indispensable ; plus tôt "
            "elle vient, plus tôt la convention peut partir.",
        ),
        url=url,
        label="Lire le cadrage (5 min)",
    )


def corrected(placement: Placement, to: User, who: str) -> Message:
    """To the student and the référent: somebody else changed the framing; see what."""
    return _message(
        placement,
        to,
        kind="framing_corrected",
        subject=f"Cadrage corrigé : stage {de(str(placement.student))}",
        paragraphs=(
            f"{who} a changé le cadrage du stage {de(str(placement.student))}.",
            "Les différences sont montrées mot à mot. L’étudiant les accepte ou en discute ; "
            "l’enseignant référent valide ensuite.",
        ),
        label="Voir les différences",
    )


def agreed(placement: Placement, to: User, who: str) -> Message:
    """To the student and the référent: the host agrees to the framing as it is."""
    return _message(
        placement,
        to,
        kind="framing_agreed",
        subject=f"Accord de l’accueil : stage {de(str(placement.student))}",
        paragraphs=(
            f"{who} donne son accord sur le cadrage du stage {de(str(placement.student))}, sans "
            "rien y changer.",
            "L’enseignant référent peut maintenant le valider ou le renvoyer avec un motif.",
        ),
        label="Ouvrir le cadrage",
    )


def accepted(placement: Placement, to: User, who: str) -> Message:
    """To the référent: the student accepts what the host changed."""
    return _message(
        placement,
        to,
        kind="framing_accepted",
        subject=f"Changements acceptés : stage {de(str(placement.student))}",
        paragraphs=(
            f"{who} accepte les changements apportés au cadrage de son stage.",
            "Lisez-le, puis validez-le ou renvoyez-le avec un motif.",
        ),
        label="Ouvrir le cadrage",
    )


def discussed(
    placement: Placement, to: User | PersonalLink, message: FramingMessage, url: str = ""
) -> Message:
    """To the other parties, once a turn: somebody said something about the framing."""
    return _message(
        placement,
        to,
        kind="framing_discussed",
        subject=f"Message sur le cadrage : stage {de(str(placement.student))}",
        paragraphs=(f"{message.author} écrit à propos du cadrage :", f"« {message.text} »"),
        url=url,
    )
