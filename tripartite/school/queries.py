"""What pages and imports read: a class list compared with the people already known."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from django.db.models import Count, F, Q, QuerySet

from tripartite.accounts.domain import Role
from tripartite.accounts.invitations import is_fresh
from tripartite.accounts.models import Membership, School, User
from tripartite.core.text import fold_words
from tripartite.school.domain.classlist import (
    COLUMN_LABELS,
    ClassList,
    Column,
    Fault,
    FaultCode,
    Line,
    Person,
    read,
)
from tripartite.school.domain.names import same_name
from tripartite.school.domain.plan import Outcome
from tripartite.school.models import (
    ClassListUpload,
    Cohort,
    Enrolment,
    Student,
)

USER_FIELDS = ("last_name", "first_name", "email")
STUDENT_FIELDS = (
    *("birth_date", "ine", "phone", "address", "postcode", "city", "nationality"),
    *("guardian_name", "guardian_email"),
)
TAKEN = Fault(
    FaultCode.TAKEN,
    "cette adresse est déjà utilisée : vérifiez l’adresse et le nom",
)


@dataclass(frozen=True, slots=True)
class Change:
    """One value of a known student that the list writes otherwise."""

    name: str
    label: str
    before: object
    after: object


@dataclass(frozen=True, slots=True)
class PlannedLine:
    """A line, the person it turned out to be, and what importing it will do."""

    line: Line
    outcome: Outcome
    user: User | None = None
    student: Student | None = None
    changes: tuple[Change, ...] = ()

    @property
    def is_faulty(self) -> bool:
        return self.outcome is Outcome.FAULT


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole class list compared with the school."""

    class_list: ClassList
    lines: tuple[PlannedLine, ...]

    @property
    def counts(self) -> dict[Outcome, int]:
        """How many lines meet each outcome, those that none meets included."""
        found = Counter(p.outcome for p in self.lines)
        return {outcome: found[outcome] for outcome in Outcome}

    @property
    def faulty(self) -> int:
        return self.counts[Outcome.FAULT]

    @property
    def good(self) -> int:
        return len(self.lines) - self.faulty


def plan_of(upload: ClassListUpload, today: date) -> Plan:
    """What importing the list would do; five queries, whatever its length.

    Raises UnreadableError when the file is no class list.
    """
    cohort = upload.cohort
    class_list = read(bytes(upload.content), class_name=cohort.name, today=today)
    known = _Known.of(cohort, [line.person for line in class_list.lines if line.person])
    return Plan(class_list, tuple(known.plan(line) for line in class_list.lines))


@dataclass(slots=True)
class _Known:
    """The people whom the lines of one list may turn out to be."""

    school: School
    by_ine: dict[str, Student]
    by_name: dict[tuple[str, str, date], list[Student]]
    by_email: dict[str, User]
    enrolled: dict[int, Enrolment]
    held: set[int]
    met: dict[int, int] = field(default_factory=dict)

    @classmethod
    def of(cls, cohort: Cohort, people: Iterable[Person]) -> "_Known":
        people = list(people)
        school = cohort.programme.school
        # The name is compared with its accents folded, but always together with the birth date.
        alike = Q(birth_date__in=[p.birth_date for p in people]) | Q(
            ine__in=[p.ine for p in people if p.ine]
        )
        students = (
            Student.objects.filter(alike, school=school).select_related("user").order_by("pk")
        )
        by_name: dict[tuple[str, str, date], list[Student]] = {}
        for s in students:
            key = (fold_words(s.user.last_name), fold_words(s.user.first_name), s.birth_date)
            by_name.setdefault(key, []).append(s)
        emails = [person.email for person in people if person.email]
        users = User.objects.filter(email__in=emails).select_related("student")
        return cls(
            school=school,
            by_ine={s.ine: s for s in students if s.ine},
            by_name=by_name,
            by_email={u.email: u for u in users if u.email},
            enrolled={e.student_id: e for e in Enrolment.objects.filter(cohort=cohort)},
            held=set(
                held_accounts(school).filter(student__school=school).values_list("pk", flat=True)
            ),
        )

    def plan(self, line: Line) -> PlannedLine:
        if line.person is None:
            return PlannedLine(line, Outcome.FAULT)
        found = self._find(line.person)
        if isinstance(found, Fault):
            return _refused(line, found)
        user, student = found
        if user is not None:
            earlier = self.met.setdefault(user.pk, line.number)
            if earlier != line.number:
                sentence = f"la même personne figure déjà à la ligne {earlier}"
                return _refused(line, Fault(FaultCode.TWICE, sentence))
        if student is None:
            return PlannedLine(line, Outcome.NEW, user)
        return self._compared(line, line.person, student)

    def _compared(self, line: Line, person: Person, student: Student) -> PlannedLine:
        changes = tuple(changes_of(student, person))
        if student.user_id in self.held and any(c.name in USER_FIELDS for c in changes):
            changes = tuple(c for c in changes if c.name not in USER_FIELDS)
            note = "nom et adresse électronique inchangés : la personne les tient elle-même"
            line = replace(line, warnings=(*line.warnings, note))
        enrolment = self.enrolled.get(student.pk)
        if enrolment is None:
            return PlannedLine(line, Outcome.JOINS, student.user, student, changes)
        if enrolment.left_on is not None:
            note = f"sorti de la classe le {enrolment.left_on:%d/%m/%Y} : l’import ne l’y remet pas"
            line = replace(line, warnings=(*line.warnings, note))
        outcome = Outcome.CHANGED if changes else Outcome.KNOWN
        return PlannedLine(line, outcome, student.user, student, changes)

    def _find(self, person: Person) -> tuple[User | None, Student | None] | Fault:
        """By INE, else by address, else by name and birth date; a Fault when they disagree.

        Nothing here tells that an address belongs to somebody of another school.
        """
        owner = self.by_email.get(person.email) if person.email else None
        student = self.by_ine.get(person.ine) if person.ine else None
        if student is not None:
            return self._by_ine(person, student, owner)
        if owner is not None:
            return self._by_email(person, owner)
        key = (fold_words(person.last_name), fold_words(person.first_name), person.birth_date)
        namesakes = [s for s in self.by_name.get(key, []) if not (person.ine and s.ine)]
        if len(namesakes) == 1:
            return namesakes[0].user, namesakes[0]
        return None, None

    def _by_ine(
        self, person: Person, student: Student, owner: User | None
    ) -> tuple[User, Student] | Fault:
        if owner is not None and owner.pk != student.user_id:
            return TAKEN
        if not _is_named(student.user, person) and student.birth_date != person.birth_date:
            return Fault(FaultCode.TAKEN, "cet INE est celui d’un autre étudiant")
        return student.user, student

    def _by_email(self, person: Person, owner: User) -> tuple[User, Student | None] | Fault:
        student = getattr(owner, "student", None)
        if not _is_named(owner, person) or not owner.is_active:
            return TAKEN
        if student is None:
            return owner, None
        if student.school_id != self.school.pk or (person.ine and student.ine):
            return TAKEN
        return owner, student


def _is_named(user: User, person: Person) -> bool:
    return same_name(user.last_name, person.last_name) and same_name(
        user.first_name, person.first_name
    )


def _refused(line: Line, fault: Fault) -> PlannedLine:
    return PlannedLine(replace(line, faults=(*line.faults, fault)), Outcome.FAULT)


def changes_of(student: Student, person: Person) -> Iterable[Change]:
    """What the line says otherwise; an empty cell never erases what is known."""
    for owner, names in ((student.user, USER_FIELDS), (student, STUDENT_FIELDS)):
        for name in names:
            before, after = getattr(owner, name), getattr(person, name)
            if after and after != (before or ""):
                yield Change(name, COLUMN_LABELS[Column(name)], before, after)


def held_accounts(school: School) -> QuerySet[User]:
    """Accounts that are more than a student's of this school.

    Their name and address open something else: this school's office may not change them.
    """
    others = Membership.objects.exclude(school=school, role=Role.STUDENT)
    return User.objects.filter(
        Q(is_staff=True) | Q(is_superuser=True) | Q(pk__in=others.values("user"))
    )


# ---------------------------------------------------------------- pages
class AccountState(StrEnum):
    """How far a student is from signing in."""

    OPEN = "open"
    INVITED = "invited"
    EXPIRED = "expired"
    TO_INVITE = "to_invite"
    NO_ADDRESS = "no_address"


ACCOUNT_LABELS = {
    AccountState.OPEN: "compte ouvert",
    AccountState.INVITED: "invité",
    AccountState.EXPIRED: "invitation expirée",
    AccountState.TO_INVITE: "à inviter",
    AccountState.NO_ADDRESS: "sans adresse",
}
ACCOUNT_BADGES = {
    AccountState.OPEN: "ok",
    AccountState.INVITED: "wait",
    AccountState.EXPIRED: "late",
    AccountState.TO_INVITE: "info",
    AccountState.NO_ADDRESS: "neutral",
}


def account_state(user: User) -> AccountState:
    """No query when the invitation was selected with the user."""
    if user.has_usable_password():
        return AccountState.OPEN
    if not user.email:
        return AccountState.NO_ADDRESS
    invitation = getattr(user, "invitation", None)
    if invitation is None:
        return AccountState.TO_INVITE
    return AccountState.INVITED if is_fresh(invitation) else AccountState.EXPIRED


def cohorts_of(school: School) -> QuerySet[Cohort]:
    """Its classes, latest first, with ``students`` and ``periods_count``."""
    return (
        Cohort.objects.filter(programme__school=school)
        .select_related("programme")
        .annotate(
            students=Count("enrolments", filter=Q(enrolments__left_on=None), distinct=True),
            periods_count=Count("periods", distinct=True),
        )
        .order_by("-year", "name")
    )


def enrolments_of(cohort: Cohort) -> QuerySet[Enrolment]:
    """Everybody who is or was in the class, by name, with account and invitation."""
    return cohort.enrolments.select_related("student__user__invitation").order_by(
        F("left_on").asc(nulls_first=True),
        "student__user__last_name",
        "student__user__first_name",
        "pk",
    )


def team_of(schools: Iterable[School]) -> QuerySet[Membership]:
    """Everybody but the students, school by school, by role then name."""
    return (
        Membership.objects.filter(school__in=schools)
        .exclude(role=Role.STUDENT)
        .select_related("user__invitation")
        .order_by("school__name", "school", "role", "user__last_name", "user__first_name", "pk")
    )


def teachers_to_add(cohort: Cohort) -> QuerySet[User]:
    """Teachers of the school who are not named on the class."""
    named = cohort.teachings.values("teacher")
    return (
        User.objects.members_of(cohort.programme.school, Role.TEACHER)
        .exclude(pk__in=named)
        .order_by("last_name", "first_name", "pk")
    )
