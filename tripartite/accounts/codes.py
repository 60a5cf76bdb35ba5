"""One-time codes: made, counted, used once."""

import secrets

from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac

from tripartite.accounts.models import OneTimeCode
from tripartite.core import clock
from tripartite.core.errors import DomainError

#: How many codes may be asked for one subject in an hour.
PER_HOUR = 6


class CodeError(DomainError):
    """The code is wrong, used, expired, or asked for too often."""


def _digest(subject: str, code: str) -> str:
    return salted_hmac("tripartite.code", f"{subject}:{code}", algorithm="sha256").hexdigest()


@transaction.atomic
def issue(subject: str) -> str:
    """Six figures for this subject, the older ones dead. Raises CodeError past PER_HOUR."""
    now = clock.now()
    recent = OneTimeCode.objects.filter(
        subject=subject, created_at__gt=now - OneTimeCode.LIFETIME * 6
    )
    if recent.count() >= PER_HOUR:
        raise CodeError(
            "too_many_codes",
            "Plusieurs codes viennent déjà d’être envoyés. Regardez le dernier message reçu "
            "(et les indésirables), ou attendez une heure.",
        )
    OneTimeCode.objects.live(subject).update(expires_at=now)
    code = f"{secrets.randbelow(1_000_000):06d}"
    OneTimeCode.objects.create(
        subject=subject, digest=_digest(subject, code), expires_at=now + OneTimeCode.LIFETIME
    )
    return code


def check(subject: str, typed: str) -> OneTimeCode:
    """The live code that was typed, its try counted for good. Raises CodeError with the reason.

    Counting happens in a transaction of its own, so that a refusal does not take it back; the
    caller marks the code used in the transaction of the act (``consume``).
    """
    typed = "".join(c for c in typed if c.isdigit())
    with transaction.atomic():
        code = OneTimeCode.objects.live(subject).select_for_update().order_by("-pk").first()
        if code is None:
            raise CodeError(
                "no_live_code",
                "Ce code a déjà servi ou n’est plus valable (dix minutes, cinq essais). "
                "Demandez-en un nouveau : il part aussitôt à la même adresse.",
            )
        code.attempts += 1
        code.save(update_fields=["attempts"])
    if not constant_time_compare(code.digest, _digest(subject, typed)):
        left = OneTimeCode.MAX_ATTEMPTS - code.attempts
        raise CodeError(
            "wrong_code",
            "Ce n’est pas le code attendu. "
            + (
                f"Il reste {left} essai{'s' if left > 1 else ''}."
                if left
                else "Demandez-en un nouveau."
            ),
        )
    return code


def consume(code: OneTimeCode) -> None:
    """Use the code, once: a second use at the same moment is refused."""
    used = OneTimeCode.objects.filter(pk=code.pk, used_at=None).update(used_at=clock.now())
    if not used:
        raise CodeError("used_code", "Ce code vient d’être utilisé. Demandez-en un nouveau.")
