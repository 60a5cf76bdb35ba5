"""What a message is, before anything carries it."""

from dataclasses import dataclass, field
from enum import StrEnum


class Delivery(StrEnum):
    """Where a message is on its way."""

    QUEUED = "queued"
    SENT = "sent"
    FAILED = "failed"


DELIVERY_LABELS = {
    Delivery.QUEUED: "en attente d’envoi",
    Delivery.SENT: "envoyé",
    Delivery.FAILED: "non remis",
}

#: After so many refusals by the mail server the message is FAILED and the office is told.
MAX_ATTEMPTS = 8


@dataclass(frozen=True, slots=True)
class Button:
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A small text file that goes with the message, such as a calendar entry."""

    name: str
    mime: str
    text: str


@dataclass(frozen=True, slots=True)
class Message:
    """One e-mail to one person, in words; the layout makes its text and HTML twins.

    ``kind`` names the event (``signature_asked``); ``paragraphs`` are plain sentences; ``code`` is
    printed large when there is one; ``links`` lead to what goes with it;
    ``small`` are the quiet lines under the button.
    """

    kind: str
    to: str
    to_name: str
    subject: str
    paragraphs: tuple[str, ...]
    button: Button | None = None
    links: tuple[Button, ...] = ()
    code: str = ""
    small: tuple[str, ...] = ()
    file: str = ""
    reply_to: str = ""
    school_name: str = field(default="Tripartite")
    attachments: tuple[Attachment, ...] = ()


def retry_delay_minutes(attempts: int) -> int:
    """How long to wait after the n-th refusal: 1, 2, 4 … minutes, four hours at most."""
    return min(1 << max(attempts - 1, 0), 240)
