"""Personal links and one-time codes: how people without an account are known.

No secret is stored: a token is recomputed from the row and SECRET_KEY, a code is kept as a keyed
hash. Opening a link consumes nothing, for mail scanners open links.
"""

import secrets
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.crypto import constant_time_compare, salted_hmac

from tripartite.accounts.models.people import School
from tripartite.core import clock


def new_key() -> str:
    return secrets.token_urlsafe(9)


class PersonalLinkQuerySet(models.QuerySet["PersonalLink"]):
    def visible_to(self, actor: Any) -> "PersonalLinkQuerySet":
        """The links of the schools that the user runs."""
        return self.filter(school__in=School.objects.run_by(actor))

    def by_token(self, token: str) -> "PersonalLink | None":
        """The link of a token, whatever its state; None when the token is not ours."""
        key, _, _rest = token.partition(".")
        if "\x00" in key:  # PostgreSQL takes no such text
            return None
        link = self.select_related("school", "user").filter(key=key).first()
        if link is None or not constant_time_compare(link.token, token):
            return None
        return link


class PersonalLink(models.Model):
    """The right of one person to act on what higher rows tie to this link."""

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    key = models.CharField("clé publique", max_length=20, unique=True, default=new_key)
    version = models.PositiveIntegerField("numéro de renouvellement", default=1)
    name = models.CharField("nom", max_length=170)
    email = models.EmailField("adresse électronique", blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField("créé le", default=clock.now)
    expires_at = models.DateTimeField("valable jusqu’au")
    opened_at = models.DateTimeField("ouvert le", null=True, blank=True)
    revoked_at = models.DateTimeField("retiré le", null=True, blank=True)

    objects = PersonalLinkQuerySet.as_manager()

    LIFETIME = timedelta(days=45)

    class Meta:
        verbose_name = "lien personnel"

    def __str__(self) -> str:
        return f"lien de {self.name}"

    @property
    def token(self) -> str:
        """What the e-mail carries: opaque, bound to this row and its renewal number."""
        mac = salted_hmac("tripartite.link", f"{self.key}.{self.version}", algorithm="sha256")
        return f"{self.key}.{mac.hexdigest()[:32]}"

    @property
    def is_usable(self) -> bool:
        return self.revoked_at is None and self.expires_at > clock.now()


class OneTimeCodeQuerySet(models.QuerySet["OneTimeCode"]):
    def live(self, subject: str) -> "OneTimeCodeQuerySet":
        """Codes asked for this subject that may still be used."""
        return self.filter(
            subject=subject,
            used_at=None,
            expires_at__gt=clock.now(),
            attempts__lt=OneTimeCode.MAX_ATTEMPTS,
        )


class OneTimeCode(models.Model):
    """Six figures sent by e-mail, good once, for one subject, for ten minutes."""

    subject = models.CharField("objet", max_length=60, db_index=True)
    digest = models.CharField("empreinte", max_length=64)
    created_at = models.DateTimeField("créé le", default=clock.now)
    expires_at = models.DateTimeField("valable jusqu’au")
    attempts = models.PositiveSmallIntegerField("essais", default=0)
    used_at = models.DateTimeField("utilisé le", null=True, blank=True)

    objects = OneTimeCodeQuerySet.as_manager()

    LIFETIME = timedelta(minutes=10)
    MAX_ATTEMPTS = 5

    class Meta:
        verbose_name = "code à usage unique"
        constraints = [
            models.CheckConstraint(condition=Q(attempts__gte=0), name="code_attempts_counted")
        ]

    def __str__(self) -> str:
        return f"code pour {self.subject}"
