"""Host organisations, their places and their people."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse

from tripartite.accounts.domain import COUNTRY_LABELS, Country
from tripartite.accounts.models import Membership, PersonalLink, School
from tripartite.hosts.domain import (
    CLIENTELE_LABELS,
    IDENTIFIER_LABELS,
    LEGAL_FORM_LABELS,
    LOCATED_BY_LABELS,
    Clientele,
    ContactDetails,
    IdentifierKind,
    LegalForm,
    LocatedBy,
    Spot,
    fold,
    legal_key,
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

    def known(self) -> "HostQuerySet":
        """Those that stand for themselves: one that was merged lives on in the other."""
        return self.filter(merged_into=None)


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
    naf = models.CharField("code d’activité (NAF)", max_length=6, blank=True)
    headcount_band = models.CharField("tranche d’effectif de l’annuaire", max_length=2, blank=True)
    #: The SIREN of a SIRET, else the identifier: the legal person; kept by ``save``.
    legal_key = models.CharField(max_length=20, blank=True, editable=False)
    #: Of a duplicate: the host in which it lives on. The row stays, so its identifier is known.
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="duplicates"
    )
    #: ``|name|trade name|`` as they are compared; kept by ``save``, searched by ``queries``.
    folded = models.TextField("nom pour la recherche", blank=True, editable=False)

    objects = HostQuerySet.as_manager()

    class Meta:
        verbose_name = "organisation d’accueil"
        verbose_name_plural = "organisations d’accueil"
        constraints = [
            models.UniqueConstraint(
                fields=["school", "identifier_kind", "legal_key"],
                condition=~Q(legal_key="") & Q(merged_into=None),
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
        self.legal_key = legal_key(self.identifier_kind, self.identifier)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("placements:host", kwargs={"host": self.pk})

    @property
    def file(self) -> str:
        """The key of this host's story in the journal."""
        return f"host:{self.pk}"


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
    siret = models.CharField("SIRET du lieu", max_length=14, blank=True)
    is_head_office = models.BooleanField("siège", default=False)
    closed_on = models.DateField("fermé depuis le", null=True, blank=True)
    latitude = models.FloatField("latitude", null=True, blank=True)
    longitude = models.FloatField("longitude", null=True, blank=True)
    located_by = models.CharField(
        "localisation", max_length=10, choices=LOCATED_BY_LABELS.items(), blank=True
    )
    located_at = models.DateTimeField("localisé le", null=True, blank=True)
    #: The whole address as it is compared; kept by ``save``.
    folded = models.TextField("adresse pour la recherche", blank=True, editable=False)

    objects = SiteQuerySet.as_manager()

    class Meta:
        verbose_name = "lieu d’accueil"
        verbose_name_plural = "lieux d’accueil"
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None, located_by="")
                | (
                    Q(latitude__range=(-90, 90), longitude__range=(-180, 180))
                    & Q(located_by__in=list(LocatedBy))
                ),
                name="site_located_whole",
                violation_error_message="Donnez la latitude et la longitude, ou aucune des deux.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.host}, {self.city}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.folded = fold(f"{self.name} {self.address} {self.postcode} {self.city}")
        super().save(*args, **kwargs)

    @property
    def address_key(self) -> str:
        """Two places with one key are one place."""
        return fold(f"{self.address} {self.postcode} {self.city}")

    @property
    def spot(self) -> Spot | None:
        """Where it is on the map, when it was located."""
        if self.latitude is None or self.longitude is None:
            return None
        return Spot(self.latitude, self.longitude, LocatedBy(self.located_by))


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
    #: The day a link sent there was entered: somebody reads this address.
    confirmed_at = models.DateTimeField("adresse confirmée le", null=True, blank=True)
    phone = models.CharField("téléphone", max_length=30, blank=True)

    objects = ContactQuerySet.as_manager()

    class Meta:
        verbose_name = "contact"

    def __str__(self) -> str:
        return f"{self.first_name} {self.last_name}"

    @property
    def details(self) -> ContactDetails:
        """The person, as the domain compares it."""
        return ContactDetails(
            self.first_name, self.last_name, self.job_title, self.email, self.phone
        )

    @property
    def person(self) -> tuple[str, str]:
        """Whom it names, whatever the accents and the capitals."""
        return self.details.person
