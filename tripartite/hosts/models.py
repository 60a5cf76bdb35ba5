"""Host organisations, their places and their people."""

from typing import Any

from django.db import models
from django.db.models import Q

from tripartite.accounts.domain import COUNTRY_LABELS, Country
from tripartite.accounts.models import Membership, PersonalLink, School
from tripartite.hosts.domain import (
    CLIENTELE_LABELS,
    IDENTIFIER_LABELS,
    LEGAL_FORM_LABELS,
    Clientele,
    IdentifierKind,
    LegalForm,
    fold,
)


def schools_of(actor: Any) -> Any:
    """The schools where the user is anything at all; hosts are shared within a school."""
    if isinstance(actor, PersonalLink):
        return School.objects.none().values("pk")
    return Membership.objects.filter(user=actor).values("school")


class HostQuerySet(models.QuerySet["Host"]):
    def visible_to(self, actor: Any) -> "HostQuerySet":
        """The hosts known to one's school."""
        return self.filter(school__in=schools_of(actor))


class Host(models.Model):
    """The legal person that welcomes students."""

    school = models.ForeignKey(School, models.PROTECT, related_name="hosts")
    name = models.CharField("raison sociale", max_length=150)
    trade_name = models.CharField("enseigne", max_length=150, blank=True)
    legal_form = models.CharField(
        "forme", max_length=15, choices=LEGAL_FORM_LABELS.items(), default=LegalForm.TRADE
    )
    activity = models.CharField("activité", max_length=200)
    clientele = models.CharField(
        "clientèle", max_length=15, choices=CLIENTELE_LABELS.items(), default=Clientele.BOTH
    )
    country = models.CharField(
        "pays", max_length=2, choices=COUNTRY_LABELS.items(), default=Country.FR
    )
    identifier_kind = models.CharField(
        "type d’identifiant",
        max_length=10,
        choices=IDENTIFIER_LABELS.items(),
        default=IdentifierKind.NONE,
    )
    identifier = models.CharField("identifiant", max_length=20, blank=True)
    headcount = models.PositiveIntegerField("effectif déclaré", null=True, blank=True)
    #: ``|name|trade name|`` as they are compared; kept by ``save``, searched by ``queries``.
    folded = models.TextField("nom pour la recherche", blank=True, editable=False)

    objects = HostQuerySet.as_manager()

    class Meta:
        verbose_name = "organisation d’accueil"
        verbose_name_plural = "organisations d’accueil"
        constraints = [
            models.UniqueConstraint(
                fields=["school", "identifier_kind", "identifier"],
                condition=~Q(identifier=""),
                name="host_identifier_once",
                violation_error_message="Une organisation porte déjà cet identifiant : "
                "choisissez-la dans la liste.",
            ),
            models.CheckConstraint(
                condition=Q(identifier_kind=IdentifierKind.NONE, identifier="")
                | (~Q(identifier_kind=IdentifierKind.NONE) & ~Q(identifier="")),
                name="host_identifier_matches_kind",
                violation_error_message="Donnez l’identifiant, ou dites qu’il n’y en a aucun.",
            ),
        ]

    def __str__(self) -> str:
        return self.trade_name or self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.folded = f"|{fold(self.name)}|{fold(self.trade_name)}|"
        super().save(*args, **kwargs)


class SiteQuerySet(models.QuerySet["Site"]):
    def visible_to(self, actor: Any) -> "SiteQuerySet":
        return self.filter(host__school__in=schools_of(actor))


class Site(models.Model):
    """A place of a host, where the student works."""

    host = models.ForeignKey(Host, models.PROTECT, related_name="sites")
    name = models.CharField("nom du lieu", max_length=120, blank=True)
    address = models.CharField("adresse", max_length=200)
    postcode = models.CharField("code postal", max_length=10)
    city = models.CharField("ville", max_length=80)
    phone = models.CharField("téléphone", max_length=30, blank=True)
    #: The whole address as it is compared; kept by ``save``.
    folded = models.TextField("adresse pour la recherche", blank=True, editable=False)

    objects = SiteQuerySet.as_manager()

    class Meta:
        verbose_name = "lieu d’accueil"
        verbose_name_plural = "lieux d’accueil"

    def __str__(self) -> str:
        return f"{self.host}, {self.city}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.folded = fold(f"{self.name} {self.address} {self.postcode} {self.city}")
        super().save(*args, **kwargs)


class ContactQuerySet(models.QuerySet["Contact"]):
    def visible_to(self, actor: Any) -> "ContactQuerySet":
        return self.filter(host__school__in=schools_of(actor))


class Contact(models.Model):
    """A person at a host; tutor and/or signatory of a placement. Without e-mail: on paper."""

    host = models.ForeignKey(Host, models.PROTECT, related_name="contacts")
    first_name = models.CharField("prénom", max_length=80)
    last_name = models.CharField("nom", max_length=80)
    job_title = models.CharField("fonction", max_length=100)
    email = models.EmailField("adresse électronique", blank=True)
    phone = models.CharField("téléphone", max_length=30, blank=True)

    objects = ContactQuerySet.as_manager()

    class Meta:
        verbose_name = "contact"

    def __str__(self) -> str:
        return f"{self.first_name} {self.last_name}"
