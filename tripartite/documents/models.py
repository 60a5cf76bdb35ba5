"""Files that never change, and the school's seal."""

from typing import Any

from django.db import models

from tripartite.accounts.models import School
from tripartite.core import clock


class StoredFileQuerySet(models.QuerySet["StoredFile"]):
    def visible_to(self, actor: Any) -> "StoredFileQuerySet":
        """For the office only; others reach a file through the row that owns it."""
        return self.filter(school__in=School.objects.run_by(actor))


class StoredFile(models.Model):
    """One immutable file of the store, named by its SHA-256."""

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    sha256 = models.CharField("SHA-256", max_length=64, db_index=True)
    size = models.PositiveIntegerField("taille en octets")
    mime = models.CharField("type", max_length=80)
    name = models.CharField("nom", max_length=150)
    created_at = models.DateTimeField("créé le", default=clock.now)

    objects = StoredFileQuerySet.as_manager()

    class Meta:
        verbose_name = "fichier"

    def __str__(self) -> str:
        return self.name


class SealKey(models.Model):
    """The school's own seal: a PKCS#12 whose password is derived from SECRET_KEY."""

    school = models.OneToOneField(School, models.PROTECT, related_name="seal_key")
    pkcs12 = models.BinaryField("PKCS#12")
    created_at = models.DateTimeField("créé le", default=clock.now)

    class Meta:
        verbose_name = "cachet"

    def __str__(self) -> str:
        return f"cachet de {self.school}"
