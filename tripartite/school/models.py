"""Programmes, classes, students and the periods in which they are on placement."""

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from tripartite.accounts.domain import Role
from tripartite.accounts.models import PersonalLink, School, User
from tripartite.core import clock
from tripartite.curriculum.models import Curriculum
from tripartite.school.domain import school_year


class Programme(models.Model):
    """A course of the school: its diploma, its hours, the weeks of placement it asks for."""

    school = models.ForeignKey(School, models.PROTECT, related_name="programmes")
    name = models.CharField("intitulé complet", max_length=200)
    short_name = models.CharField("intitulé court", max_length=40)
    curriculum = models.ForeignKey(Curriculum, models.PROTECT, related_name="+")
    yearly_hours = models.PositiveSmallIntegerField("heures d’enseignement par an", default=870)
    weeks_required = models.PositiveSmallIntegerField("semaines de stage demandées", default=16)

    class Meta:
        verbose_name = "formation"
        constraints = [
            models.UniqueConstraint(
                fields=["school", "short_name"],
                name="programme_name_once",
                violation_error_message="Une formation porte déjà cet intitulé court.",
            )
        ]

    def __str__(self) -> str:
        return self.short_name


class CohortQuerySet(models.QuerySet["Cohort"]):
    def visible_to(self, actor: Any) -> "CohortQuerySet":
        """Staff of the school that runs it, the teachers named on it, whoever inspects it."""
        if isinstance(actor, PersonalLink):
            return self.filter(pk__in=Inspection.objects.open_to(actor).values("cohorts"))
        if not isinstance(actor, User):
            return self.none()
        schools = School.objects.filter(
            memberships__user=actor, memberships__role__in=[Role.OFFICE, Role.HEAD]
        )
        taught = Teaching.objects.filter(teacher=actor).values("cohort")
        return self.filter(Q(programme__school__in=schools.values("pk")) | Q(pk__in=taught))

    def taking_exam(self) -> "CohortQuerySet":
        """Classes in the year of their exam, however long the course: a session bears the year in
        which the school year ends.
        """
        return self.filter(exam_session=F("year") + 1)


class Cohort(models.Model):
    """A class in a school year: NDRC1, 2026-2027."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="cohorts")
    name = models.CharField("classe", max_length=40)
    year = models.PositiveSmallIntegerField("année de rentrée")
    exam_session = models.PositiveSmallIntegerField("session d’examen", null=True, blank=True)

    objects = CohortQuerySet.as_manager()

    class Meta:
        verbose_name = "classe"
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "name", "year"],
                name="cohort_once_a_year",
                violation_error_message="Cette classe existe déjà pour cette année scolaire.",
            ),
            models.CheckConstraint(
                condition=Q(year__gte=2000, year__lte=2100), name="cohort_year_plausible"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.school_year}"

    @property
    def school_year(self) -> str:
        return school_year(self.year)


class StudentQuerySet(models.QuerySet["Student"]):
    def visible_to(self, actor: Any) -> "StudentQuerySet":
        """Oneself, and the students of the classes one sees."""
        cohorts = Cohort.objects.visible_to(actor)
        seen = Q(pk__in=Enrolment.objects.filter(cohort__in=cohorts).values("student"))
        return self.filter(Q(user=actor) | seen if isinstance(actor, User) else seen)


class Student(models.Model):
    """What the school knows of a student beyond the account; never more than an agreement needs."""

    school = models.ForeignKey(School, models.PROTECT, related_name="students")
    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, related_name="student")
    birth_date = models.DateField("date de naissance")
    ine = models.CharField("INE", max_length=11, blank=True)
    phone = models.CharField("téléphone", max_length=30, blank=True)
    address = models.CharField("adresse", max_length=200, blank=True)
    postcode = models.CharField("code postal", max_length=10, blank=True)
    city = models.CharField("ville", max_length=80, blank=True)
    nationality = models.CharField("nationalité", max_length=60, blank=True)
    guardian_name = models.CharField("représentant légal", max_length=170, blank=True)
    guardian_email = models.EmailField("adresse du représentant légal", blank=True)

    objects = StudentQuerySet.as_manager()

    class Meta:
        verbose_name = "étudiant"
        constraints = [
            models.UniqueConstraint(
                fields=["school", "ine"],
                condition=~Q(ine=""),
                name="student_ine_once",
                violation_error_message="Un étudiant porte déjà cet INE.",
            )
        ]

    def __str__(self) -> str:
        return str(self.user)


class EnrolmentQuerySet(models.QuerySet["Enrolment"]):
    def visible_to(self, actor: Any) -> "EnrolmentQuerySet":
        """One's own, and those of the classes one sees."""
        seen = Q(cohort__in=Cohort.objects.visible_to(actor))
        return self.filter(Q(student__user=actor) | seen if isinstance(actor, User) else seen)


class Enrolment(models.Model):
    """A student in a class."""

    student = models.ForeignKey(Student, models.PROTECT, related_name="enrolments")
    cohort = models.ForeignKey(Cohort, models.PROTECT, related_name="enrolments")
    left_on = models.DateField("sorti le", null=True, blank=True)

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        verbose_name = "inscription"
        constraints = [models.UniqueConstraint(fields=["student", "cohort"], name="enrolled_once")]

    def __str__(self) -> str:
        return f"{self.student}, {self.cohort}"


class TeachingQuerySet(models.QuerySet["Teaching"]):
    def visible_to(self, actor: Any) -> "TeachingQuerySet":
        """Those of the classes one sees."""
        return self.filter(cohort__in=Cohort.objects.visible_to(actor))


class Teaching(models.Model):
    """A teacher of a class: sees its placements, may be the référent of some."""

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="teachings")
    teacher = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="teachings")

    objects = TeachingQuerySet.as_manager()

    class Meta:
        verbose_name = "enseignant de la classe"
        verbose_name_plural = "enseignants de la classe"
        constraints = [models.UniqueConstraint(fields=["cohort", "teacher"], name="teaching_once")]

    def __str__(self) -> str:
        return f"{self.teacher}, {self.cohort}"


class PeriodQuerySet(models.QuerySet["Period"]):
    def visible_to(self, actor: Any) -> "PeriodQuerySet":
        """Those of the classes one sees, and of one's own class."""
        seen = Q(cohort__in=Cohort.objects.visible_to(actor))
        if not isinstance(actor, User):
            return self.filter(seen)
        own = Enrolment.objects.filter(student__user=actor).values("cohort")
        return self.filter(seen | Q(cohort__in=own))


class Period(models.Model):
    """Dates in which a class is on placement."""

    cohort = models.ForeignKey(Cohort, models.PROTECT, related_name="periods")
    number = models.PositiveSmallIntegerField("rang")
    starts_on = models.DateField("du")
    ends_on = models.DateField("au")
    host_due_on = models.DateField("accueil à trouver avant le", null=True, blank=True)
    objectives = models.TextField("objectifs de la période", blank=True)
    reference = models.CharField("référence du livret", max_length=60, blank=True)
    reference_date = models.DateField("date du livret", null=True, blank=True)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = "période de stage"
        verbose_name_plural = "périodes de stage"
        constraints = [
            models.UniqueConstraint(
                fields=["cohort", "number"],
                name="period_number_once",
                violation_error_message="Cette classe a déjà une période de ce rang.",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")),
                name="period_ends_after_start",
                violation_error_message="La période doit finir après avoir commencé.",
            ),
        ]

    def __str__(self) -> str:
        return f"période {self.number}"

    @property
    def weeks(self) -> int:
        """Civil weeks touched by the dates."""
        first: date = self.starts_on
        return ((self.ends_on - first).days + first.weekday()) // 7 + 1


class ClassListUploadQuerySet(models.QuerySet["ClassListUpload"]):
    def visible_to(self, actor: Any) -> "ClassListUploadQuerySet":
        """The waiting lists of the schools that the user runs."""
        return self.waiting().filter(cohort__programme__school__in=School.objects.run_by(actor))

    def waiting(self) -> "ClassListUploadQuerySet":
        return self.filter(created_at__gt=clock.now() - ClassListUpload.LIFETIME)

    def forgotten(self) -> "ClassListUploadQuerySet":
        """Those that nobody imported in a day: they are to be deleted."""
        return self.filter(created_at__lte=clock.now() - ClassListUpload.LIFETIME)


class ClassListUpload(models.Model):
    """A class list between its preview and its import; deleted by the import, or after a day."""

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="uploads")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    file_name = models.CharField("fichier", max_length=200)
    content = models.BinaryField("contenu")
    created_at = models.DateTimeField("déposé le", default=clock.now)

    objects = ClassListUploadQuerySet.as_manager()

    LIFETIME = timedelta(days=1)

    class Meta:
        verbose_name = "liste de classe déposée"
        verbose_name_plural = "listes de classe déposées"

    def __str__(self) -> str:
        return self.file_name


class InspectionQuerySet(models.QuerySet["Inspection"]):
    def visible_to(self, actor: Any) -> "InspectionQuerySet":
        return self.filter(school__in=School.objects.run_by(actor))

    def open_to(self, link: PersonalLink) -> "InspectionQuerySet":
        """Those of this link that are open today."""
        today = clock.today()
        return self.filter(
            link=link, starts_on__lte=today, ends_on__gte=today, link__revoked_at=None
        )


class Inspection(models.Model):
    """An inspector reads the files of these classes, for a time, and writes nothing (S13)."""

    school = models.ForeignKey(School, models.PROTECT, related_name="inspections")
    link = models.OneToOneField(PersonalLink, models.PROTECT, related_name="inspection")
    cohorts = models.ManyToManyField(Cohort, related_name="inspections", verbose_name="classes")
    purpose = models.CharField("objet", max_length=200)
    starts_on = models.DateField("du")
    ends_on = models.DateField("au")
    opened_at = models.DateTimeField("ouvert le", default=clock.now)

    objects = InspectionQuerySet.as_manager()

    class Meta:
        verbose_name = "accès d’inspection"
        verbose_name_plural = "accès d’inspection"
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="inspection_ends_after_start",
                violation_error_message="L’accès doit finir après avoir commencé.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.link.name}, {self.purpose}"

    @property
    def file(self) -> str:
        """The key of this access's story in the journal."""
        return f"inspection:{self.pk}"

    @property
    def is_open(self) -> bool:
        today = clock.today()
        in_time: bool = self.starts_on <= today <= self.ends_on
        return in_time and self.link.revoked_at is None
