"""Schools, people, and what people are to schools."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property

from tripartite.accounts.domain import (
    COUNTRY_LABELS,
    ROLE_LABELS,
    SIGNING_ORDER_LABELS,
    Country,
    Role,
    SigningOrder,
)
from tripartite.core import clock


class SchoolQuerySet(models.QuerySet["School"]):
    def visible_to(self, actor: Any) -> "SchoolQuerySet":
        """The schools of the user's memberships, or the school of the link."""
        if isinstance(actor, User):
            return self.filter(memberships__user=actor).distinct()
        return self.filter(pk=actor.school_id)

    def run_by(self, actor: Any) -> "SchoolQuerySet":
        """The schools whose placements the user runs (office)."""
        if not isinstance(actor, User):
            return self.none()
        return self.filter(
            pk__in=Membership.objects.filter(user=actor, role=Role.OFFICE).values("school")
        )


class School(models.Model):
    """One school; every row belongs to exactly one, directly or through its parent."""

    name = models.CharField("nom", max_length=150)
    uai = models.CharField("UAI", max_length=20, blank=True)
    country = models.CharField(
        "pays", max_length=2, choices=COUNTRY_LABELS.items(), default=Country.FR
    )
    region = models.CharField("région particulière", max_length=10, blank=True)
    address = models.CharField("adresse", max_length=200)
    postcode = models.CharField("code postal", max_length=10)
    city = models.CharField("ville", max_length=80)
    phone = models.CharField("téléphone", max_length=30, blank=True)
    email = models.EmailField("adresse électronique")
    approval_number = models.CharField("numéro d’agrément", max_length=40, blank=True)
    head_title = models.CharField(
        "titre du chef d’établissement", max_length=60, default="chef d’établissement"
    )
    technical_head = models.CharField(
        "responsable signataire du livret", max_length=120, blank=True
    )
    deliberation_date = models.DateField(
        "délibération du conseil d’administration", null=True, blank=True
    )
    reference = models.CharField("référence des courriers", max_length=40, blank=True)
    insurance = models.CharField("assurance en responsabilité civile", max_length=150, blank=True)
    signing_order = models.CharField(
        "ordre des signatures",
        max_length=15,
        choices=SIGNING_ORDER_LABELS.items(),
        default=SigningOrder.IN_TURN,
    )
    is_demo = models.BooleanField("école de démonstration", default=False)

    objects = SchoolQuerySet.as_manager()

    class Meta:
        verbose_name = "établissement"

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str | None, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email).lower() if email else None, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class UserQuerySet(models.QuerySet["User"]):
    def members_of(self, school: School, *roles: Role) -> "UserQuerySet":
        """Active people who have one of these roles in the school."""
        rows = Membership.objects.filter(school=school, role__in=roles)
        return self.filter(is_active=True, pk__in=rows.values("user"))

    def visible_to(self, actor: Any) -> "UserQuerySet":
        """Whoever belongs to a school that the user runs, and oneself."""
        if not isinstance(actor, User):
            return self.none()
        schools = School.objects.run_by(actor)
        return self.filter(
            Q(pk=actor.pk) | Q(pk__in=Membership.objects.filter(school__in=schools).values("user"))
        )


class User(AbstractBaseUser, PermissionsMixin):
    """Somebody with an account: student, teacher, office, head. Hosts and guardians have none."""

    email = models.EmailField("adresse électronique", unique=True, null=True, blank=True)
    first_name = models.CharField("prénom", max_length=80)
    last_name = models.CharField("nom", max_length=80)
    is_active = models.BooleanField("actif", default=True)
    is_staff = models.BooleanField("exploitant", default=False)
    date_joined = models.DateTimeField("créé le", default=clock.now)

    objects = UserManager.from_queryset(UserQuerySet)()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["first_name", "last_name"]

    class Meta:
        verbose_name = "personne"

    def __str__(self) -> str:
        return self.get_full_name()

    def get_full_name(self) -> str:
        return f"{self.first_name} {self.last_name}"

    def get_short_name(self) -> str:
        return self.first_name

    @cached_property
    def roles(self) -> frozenset[Role]:
        """Every role, in whatever school; one query, once a request."""
        rows = Membership.objects.filter(user=self).values_list("role", flat=True)
        return frozenset(Role(r) for r in rows)


class MembershipQuerySet(models.QuerySet["Membership"]):
    def visible_to(self, actor: Any) -> "MembershipQuerySet":
        return self.filter(school__in=School.objects.run_by(actor))


class Membership(models.Model):
    """A role of a person in a school."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships")
    school = models.ForeignKey(School, models.PROTECT, related_name="memberships")
    role = models.CharField("rôle", max_length=10, choices=ROLE_LABELS.items())

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = "rôle dans l’établissement"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "school", "role"], name="membership_once_per_role"
            ),
            models.CheckConstraint(condition=Q(role__in=list(Role)), name="membership_role_known"),
        ]

    def __str__(self) -> str:
        return f"{self.user} ({self.get_role_display()})"


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self) -> "InvitationQuerySet":
        return self.filter(accepted_at=None)


class Invitation(models.Model):
    """A person asked to choose a password; the key is in the e-mail, the row keeps no secret."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="invitation")
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    version = models.PositiveIntegerField("numéro d’envoi", default=1)
    sent_at = models.DateTimeField("envoyée le", default=clock.now)
    accepted_at = models.DateTimeField("acceptée le", null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = "invitation"

    def __str__(self) -> str:
        return f"invitation de {self.user}"
