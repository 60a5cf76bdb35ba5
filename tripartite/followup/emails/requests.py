"""The messages about requests: asked, answered, shared, late."""

from dataclasses import dataclass

from tripartite.core.fr import day_in_words
from tripartite.followup.domain.requests import RequestKind
from tripartite.followup.models import HelpRequest
from tripartite.mailing.domain import Button, Message

WHAT = {
    RequestKind.DIFFICULTY: "signale une difficulté",
    RequestKind.FRAMING: "demande de l’aide pour cadrer les missions",
    RequestKind.QUESTION: "pose une question",
}


@dataclass(frozen=True, slots=True)
class To:
    """Who is written to, and the page that the button opens."""

    email: str
    name: str
    url: str


def _excerpt(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 600 else f"{words[:600]}…"


def _about(request: HelpRequest) -> str:
    return f"stage de {request.placement.student}"


def request_asked(request: HelpRequest, text: str, *, to: To, reply_to: str) -> Message:
    """To whoever answers; a reply goes straight to the asker, outside of the file."""
    what = WHAT[RequestKind(request.kind)]
    return Message(
        kind="request_asked",
        to=to.email,
        to_name=to.name,
        school_name=request.placement.school.name,
        subject=f"{request.asker_name} {what} – {_about(request)}",
        paragraphs=(
            f"{request.asker_name} {what} dans le {_about(request)} :",
            f"« {_excerpt(text)} »",
            f"Une réponse est attendue pour le {day_in_words(request.due_on)}.",
        ),
        button=Button("Lire et répondre", to.url),
        small=(
            "Le bouton garde la réponse au dossier du stage. Répondre à ce courriel écrit "
            f"directement à {request.asker_name}, sans trace au dossier.",
        ),
        file=request.placement.file,
        reply_to=reply_to,
    )


def request_answered(
    request: HelpRequest, text: str, *, author: str, to: To, reply_to: str
) -> Message:
    """To the asker; a reply goes to the address of whoever answered."""
    return Message(
        kind="request_answered",
        to=to.email,
        to_name=to.name,
        school_name=request.placement.school.name,
        subject=f"Réponse à votre demande – {_about(request)}",
        paragraphs=(f"{author} vous répond :", f"« {_excerpt(text)} »"),
        button=Button("Voir la demande", to.url),
        small=(
            "Pour écrire de nouveau, ouvrez la demande : tout y reste au même endroit. Répondre à "
            f"ce courriel écrit directement à {author}, sans trace au dossier.",
        ),
        file=request.placement.file,
        reply_to=reply_to,
    )


def request_shared(request: HelpRequest, *, author: str, to: To) -> Message:
    return Message(
        kind="request_shared",
        to=to.email,
        to_name=to.name,
        school_name=request.placement.school.name,
        subject=f"Une demande vous est ouverte – {_about(request)}",
        paragraphs=(
            f"{author} vous donne à lire une demande de {request.asker_name} et ce qui a été "
            f"répondu, dans le {_about(request)}.",
        ),
        button=Button("Lire la demande", to.url),
        file=request.placement.file,
    )


def request_late(request: HelpRequest, *, to: To) -> Message:
    """To the office: nobody answered in time."""
    waiting = request.handler or "le bureau des stages"
    return Message(
        kind="request_late",
        to=to.email,
        to_name=to.name,
        school_name=request.placement.school.name,
        subject=f"Demande sans réponse – {_about(request)}",
        paragraphs=(
            f"La demande de {request.asker_name} ({request.get_kind_display()}) attendait une "
            f"réponse pour le {day_in_words(request.due_on)}. Elle était confiée à : {waiting}.",
            "Répondez-y, ou voyez avec l’enseignant référent.",
        ),
        button=Button("Lire et répondre", to.url),
        file=request.placement.file,
    )
