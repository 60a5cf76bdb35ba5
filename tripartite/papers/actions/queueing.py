"""Several papers signed in one go, each read, with one code for exactly these."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from tripartite.accounts import codes
from tripartite.accounts.journal import Actor
from tripartite.core.errors import DomainError
from tripartite.core.fr import count_of
from tripartite.core.throttle import throttle
from tripartite.mailing import outbox
from tripartite.papers import emails
from tripartite.papers.access import is_signer
from tripartite.papers.actions.common import locked, still_out, tell
from tripartite.papers.actions.signing import give, needs_consent
from tripartite.papers.models import Signature

#: So many at once, that a page and a request stay short.
MOST = 100


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one signature of the queue; ``refusal`` is empty when it is given."""

    signature: Signature
    refusal: str = ""


def subject_of_set(signatures: Iterable[Signature]) -> str:
    """What the code is good for: these signatures over these bytes, no more and no fewer."""
    said = "|".join(
        f"{s.pk}:{s.paper.frozen.sha256 if s.paper.frozen else ''}"
        for s in sorted(signatures, key=lambda s: s.pk)
    )
    return f"queue:{hashlib.sha256(said.encode()).hexdigest()[:48]}"


def _checked(signatures: list[Signature], by: Actor) -> list[Signature]:
    if not signatures:
        raise DomainError("none_read", "Cochez « lu » pour chaque document que vous signez.")
    if len(signatures) > MOST:
        raise DomainError("too_many", f"Signez au plus {MOST} documents à la fois.")
    if not all(is_signer(by, s) for s in signatures):
        raise DomainError("not_yours", "Un de ces documents n’est pas à signer par vous.")
    if len({s.email for s in signatures}) > 1:
        raise DomainError(
            "two_addresses",
            "Ces documents vous connaissent sous deux adresses : signez-les séparément.",
        )
    return signatures


@transaction.atomic
def send_code_for_set(*, signatures: list[Signature], by: Actor) -> None:
    """One code for exactly these papers. Raises DomainError, or CodeError past six an hour."""
    signatures = _checked(signatures, by)
    for signature in signatures:
        still_out(signature)
    first = signatures[0]
    throttle("queue_code", first.email, limit=12, seconds=3600)
    code = codes.issue(subject_of_set(signatures))
    outbox.send(
        emails.queue_code(first, code, len(signatures)), school=first.paper.placement.school
    )
    count = count_of(len(signatures), "document")
    for signature in signatures:
        said = f"Code de signature envoyé à {signature.name}, pour {count}"
        tell(signature, by, "signature.code_sent", said)


def sign_set(*, signatures: list[Signature], code: str, consent: bool, by: Actor) -> list[Outcome]:
    """Sign each in its own transaction: what one refuses does not hold the others back."""
    needs_consent(consent)
    signatures = _checked(signatures, by)
    typed = codes.check(subject_of_set(signatures), code)
    codes.consume(typed)
    return [_sign_one(signature, by) for signature in signatures]


def _sign_one(signature: Signature, by: Actor) -> Outcome:
    try:
        with transaction.atomic():
            fresh = locked(signature)
            still_out(fresh)
            give(fresh, by)
    except DomainError as error:
        # Nothing of this one is written; the code was for the whole set and stays used.
        return Outcome(signature, str(error))
    return Outcome(fresh)
