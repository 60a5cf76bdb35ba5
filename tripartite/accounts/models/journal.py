"""Who did what, when, from where. Written once, never changed."""

from typing import Any, NoReturn

from django.conf import settings
from django.db import models

from tripartite.accounts.models.links import PersonalLink
from tripartite.accounts.models.people import School
from tripartite.core import clock


class JournalQuerySet(models.QuerySet["JournalEntry"]):
    def of(self, file: str) -> "JournalQuerySet":
        """The story of one file (``placement:12``), latest first."""
        return self.filter(file=file).order_by("-at", "-pk")

    def visible_to(self, actor: Any) -> "JournalQuerySet":
        return self.filter(school__in=School.objects.run_by(actor))

    def update(self, **_kwargs: Any) -> NoReturn:
        raise TypeError("The journal is append-only.")

    def delete(self) -> NoReturn:
        raise TypeError("The journal is append-only.")


class JournalEntry(models.Model):
    """One act. The names are those of the day, so that the story stays readable for ever.

    The database refuses changes too: see the triggers of migration 0002.
    """

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    at = models.DateTimeField("quand", default=clock.now)
    verb = models.CharField("acte", max_length=60)
    sentence = models.CharField("récit", max_length=300)
    file = models.CharField("dossier", max_length=40, blank=True)
    detail = models.JSONField("détail", default=dict)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    link = models.ForeignKey(PersonalLink, models.PROTECT, null=True, blank=True, related_name="+")
    actor_name = models.CharField("par", max_length=170)
    ip = models.GenericIPAddressField("adresse réseau", null=True, blank=True)
    user_agent = models.CharField("navigateur", max_length=300, blank=True)

    objects = JournalQuerySet.as_manager()

    class Meta:
        verbose_name = "entrée du journal"
        verbose_name_plural = "journal"
        indexes = [models.Index(fields=["file", "at"], name="journal_by_file")]

    def __str__(self) -> str:
        return self.sentence

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise TypeError("The journal is append-only.")
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise TypeError("The journal is append-only.")
