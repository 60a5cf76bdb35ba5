"""A school after years of placements, written straight into the tables.

Placements of the past are closed with all their papers; those of the year are under way. The same
seed gives the same school, and a school can grow: what was there stays, the rest is added round it.
"""

import hashlib
import itertools
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import IntEnum
from typing import Any

from django.db import transaction

from tripartite.accounts.domain import Role
from tripartite.accounts.models import JournalEntry, Membership, PersonalLink, School, User
from tripartite.curriculum.models import Curriculum, Task
from tripartite.documents.models import StoredFile
from tripartite.evaluations.domain import EvaluationState, Level
from tripartite.evaluations.models import EvaluationLine, JointEvaluation
from tripartite.followup.domain.exchanges import ExchangeState, Mode
from tripartite.followup.models import Exchange
from tripartite.hosts.models import Contact, Host, Site, fold
from tripartite.logbook.domain.presence import DayKind, WeekState
from tripartite.logbook.models import PresenceDay, PresenceWeek
from tripartite.mailing.domain import Delivery
from tripartite.mailing.models import OutgoingMessage
from tripartite.papers.domain import Capacity, Kind, PaperState, SignatureState
from tripartite.papers.models import Paper, Signature
from tripartite.placements.domain import Relation, State
from tripartite.placements.models import Framing, Mission, Placement, PlacementLink
from tripartite.school.models import Cohort, Enrolment, Period, Programme, Student, Teaching

#: Students of a class, classes of a year, référents of a class.
STUDENTS, CLASSES, TEACHERS = 34, 20, 3
#: Placements that one cohort brings: two periods each.
PER_COHORT = STUDENTS * 2
JOURNAL, MESSAGES, MISSIONS, LINES = 12, 5, 3, 12
OFFICE_HOURS = [[["09:00", "12:30"], ["13:30", "17:00"]]] * 5 + [[], []]
FIRST = ("Inès", "Hugo", "Léa", "Noah", "Jade", "Louis", "Emma", "Adam", "Chloé", "Sacha")
LAST = ("Moreau", "Benali", "Roux", "Petit", "Lefèvre", "Garnier", "Costa", "Nguyen", "Blanc")
SHA = hashlib.sha256(b"bench").hexdigest()
AGREEMENT = (
    (Capacity.STUDENT, "Étudiant"),
    (Capacity.HOST, "Représentante"),
    (Capacity.TUTOR, "Tuteur"),
    (Capacity.REFERENT, "Référent"),
    (Capacity.SCHOOL, "Proviseur"),
)


class Step(IntEnum):
    """How far a placement has come before it begins."""

    DECLARED = 0
    APPROVED = 1
    SIGNING = 2
    SIGNED = 3


STATE_AT = {
    Step.DECLARED: State.DRAFT,
    Step.APPROVED: State.APPROVED,
    Step.SIGNING: State.APPROVED,
    Step.SIGNED: State.APPROVED,
}


@dataclass
class Rows:
    """What is to be written for one cohort, table by table, parents first."""

    placements: list[Placement] = field(default_factory=list)
    links: list[PersonalLink] = field(default_factory=list)
    placement_links: list[PlacementLink] = field(default_factory=list)
    framings: list[Framing] = field(default_factory=list)
    missions: list[Mission] = field(default_factory=list)
    papers: list[Paper] = field(default_factory=list)
    signatures: list[Signature] = field(default_factory=list)
    weeks: list[PresenceWeek] = field(default_factory=list)
    days: list[PresenceDay] = field(default_factory=list)
    exchanges: list[Exchange] = field(default_factory=list)
    evaluations: list[JointEvaluation] = field(default_factory=list)
    lines: list[EvaluationLine] = field(default_factory=list)

    def write(self, tasks: list[Task]) -> None:
        for rows in vars(self).values():
            if rows:
                type(rows[0]).objects.bulk_create(rows)
        ties = Mission.tasks.through
        ties.objects.bulk_create(
            ties(mission_id=m.pk, task_id=tasks[(m.pk + n) % len(tasks)].pk)
            for m in self.missions
            for n in range(2)
        )
        # The journal and the mail name a placement by its key: known now, not before.
        JournalEntry.objects.bulk_create(e for p in self.placements for e in _journal(p))
        OutgoingMessage.objects.bulk_create(m for p in self.placements for m in _messages(p))


class World:
    """One school; ``grow`` adds its classes, the latest year first."""

    def __init__(self, curriculum: Curriculum, today: date, *, seed: int = 0) -> None:
        self.today = today
        self.pick = random.Random(seed)
        self.serial = itertools.count(1)
        self.cohorts = 0
        self.tasks = list(Task.objects.of(curriculum))
        self.school = School.objects.create(
            name="Lycée des Orangers",
            address="1 avenue des Orangers",
            postcode="06500",
            city="Menton",
            email="contact@lycee.example",
        )
        self.programme = Programme.objects.create(
            school=self.school,
            name="BTS Négociation et digitalisation de la relation client",
            short_name="BTS NDRC",
            curriculum=curriculum,
        )
        self.office, self.head = self._users(2, Role.OFFICE)
        Membership.objects.filter(user=self.head).update(role=Role.HEAD)
        self.file = StoredFile.objects.create(
            school=self.school, sha256=SHA, size=100_000, mime="application/pdf", name="papier.pdf"
        )

    def grow(self, cohorts: int) -> None:
        """Have this many cohorts in all."""
        while self.cohorts < cohorts:
            with transaction.atomic():
                self._cohort(self.cohorts)
            self.cohorts += 1

    # ---------------------------------------------------------------- a class
    def _cohort(self, rank: int) -> None:
        years_ago, number = divmod(rank, CLASSES)
        # The first period of this year began ten days ago, the second is to come.
        start = self.today - timedelta(days=self.today.weekday() + 7 + 364 * years_ago)
        self.open_class(
            f"NDRC {number + 1:02}",
            year=self.today.year - years_ago,
            starts=[start + timedelta(weeks=16 * n) for n in range(2)],
        )

    def open_class(
        self,
        name: str,
        *,
        year: int,
        starts: list[date],
        students: int = STUDENTS,
        session: int | None = None,
    ) -> Cohort:
        """A class, a period of four weeks from each Monday of ``starts``, and all they bring."""
        cohort = Cohort.objects.create(
            programme=self.programme, name=name, year=year, exam_session=session
        )
        periods = [
            Period.objects.create(
                cohort=cohort, number=n, starts_on=start, ends_on=start + timedelta(days=25)
            )
            for n, start in enumerate(starts, start=1)
        ]
        teachers = self._users(TEACHERS, Role.TEACHER)
        Teaching.objects.bulk_create(Teaching(cohort=cohort, teacher=t) for t in teachers)
        people = Student.objects.bulk_create(
            Student(school=self.school, user=u, birth_date=date(starts[0].year - 19, 5, 5))
            for u in self._users(students, Role.STUDENT)
        )
        enrolments = Enrolment.objects.bulk_create(
            Enrolment(cohort=cohort, student=s) for s in people
        )
        hosts = self._hosts(students // 2)
        rows = Rows()
        for period in periods:
            for e, enrolment in enumerate(enrolments):
                host = self.pick.choice(hosts)
                step = Step(e % 3) if period.starts_on > self.today else Step.SIGNED
                self._placement(
                    rows,
                    enrolment=enrolment,
                    period=period,
                    host=host,
                    referent=teachers[e % TEACHERS],
                    step=step,
                )
        rows.write(self.tasks)
        return cohort

    def _users(self, count: int, role: Role) -> list[User]:
        users = User.objects.bulk_create(
            User(
                email=f"membre{next(self.serial)}@lycee.example",
                # As after set_unusable_password: nobody signs in here with one.
                password="!",  # noqa: S106 – no password at all
                first_name=self.pick.choice(FIRST),
                last_name=self.pick.choice(LAST),
            )
            for _ in range(count)
        )
        Membership.objects.bulk_create(
            Membership(user=u, school=self.school, role=role) for u in users
        )
        return users

    def _hosts(self, count: int) -> list[tuple[Site, Contact, Contact]]:
        names = [f"Maison {self.pick.choice(LAST)} {next(self.serial)}" for _ in range(count)]
        hosts = Host.objects.bulk_create(
            Host(school=self.school, name=n, activity="commerce", folded=f"|{fold(n)}||")
            for n in names
        )
        sites = Site.objects.bulk_create(
            Site(host=h, address="3 rue du Port", postcode="06300", city="Nice") for h in hosts
        )
        tutors, signatories = (
            Contact.objects.bulk_create(
                Contact(
                    host=h,
                    first_name=self.pick.choice(FIRST),
                    last_name=self.pick.choice(LAST),
                    job_title="responsable",
                    email=f"contact{next(self.serial)}@accueil.example",
                )
                for h in hosts
            )
            for _ in range(2)
        )
        return list(zip(sites, tutors, signatories, strict=True))

    # ------------------------------------------------------------ a placement
    def _placement(
        self,
        rows: Rows,
        *,
        enrolment: Enrolment,
        period: Period,
        host: tuple[Site, Contact, Contact],
        referent: User,
        step: Step,
    ) -> None:
        site, tutor, signatory = host
        begun = _at(period.starts_on)
        ended = period.ends_on < self.today
        placement = Placement(
            school=self.school,
            enrolment=enrolment,
            period=period,
            site=site,
            tutor=tutor,
            signatory=signatory,
            referent=referent,
            starts_on=period.starts_on,
            ends_on=period.ends_on,
            timetable=OFFICE_HOURS,
            state=State.CLOSED if ended else STATE_AT[step],
            created_at=begun - timedelta(days=60),
            declared_at=begun - timedelta(days=50),
            submitted_at=begun - timedelta(days=40) if step else None,
            approved_at=begun - timedelta(days=35) if step else None,
        )
        rows.placements.append(placement)
        tutor_link = self._link(rows, placement, tutor, Relation.TUTOR)
        host_link = self._link(rows, placement, signatory, Relation.SIGNATORY)
        self._framing(rows, placement)
        links = {Capacity.TUTOR: tutor_link, Capacity.HOST: host_link}
        users = {
            Capacity.STUDENT: enrolment.student.user,
            Capacity.REFERENT: referent,
            Capacity.SCHOOL: self.head,
        }
        if step >= Step.SIGNING:
            # Of those to come, the student and the host have signed, the others are asked.
            given = 2 if step is Step.SIGNING else len(AGREEMENT)
            self._paper(
                rows,
                placement,
                kind=Kind.AGREEMENT,
                signers=AGREEMENT,
                given=given,
                links=links,
                users=users,
            )
        self._presence(rows, placement)
        self._exchange(rows, placement, referent)
        if ended:
            self._evaluation(rows, placement)
            self._paper(
                rows,
                placement,
                kind=Kind.EVALUATION,
                signers=(AGREEMENT[0], *AGREEMENT[2:4]),
                given=3,
                links=links,
                users=users,
            )
            self._paper(
                rows,
                placement,
                kind=Kind.CERTIFICATE,
                signers=AGREEMENT[1:2],
                given=1,
                links=links,
                users=users,
            )

    def _link(self, rows: Rows, placement: Placement, who: Contact, relation: Any) -> PersonalLink:
        link = PersonalLink(
            school=self.school,
            name=str(who),
            email=who.email,
            expires_at=_at(self.today) + PersonalLink.LIFETIME,
        )
        rows.links.append(link)
        rows.placement_links.append(
            PlacementLink(placement=placement, link=link, relation=relation)
        )
        return link

    def _framing(self, rows: Rows, placement: Placement) -> None:
        headings = ("objectives", "modalities", "information", "means", "tutoring")
        text = "Prospecter une clientèle professionnelle et rendre compte des contacts. " * 4
        rows.framings.append(Framing(placement=placement, **dict.fromkeys(headings, text)))
        rows.missions.extend(
            Mission(placement=placement, position=n, title=f"Mission {n}", description=text)
            for n in range(1, MISSIONS + 1)
        )

    def _paper(
        self,
        rows: Rows,
        placement: Placement,
        *,
        kind: Kind,
        signers: Iterable[tuple[Capacity, str]],
        given: int,
        links: dict[Capacity, PersonalLink],
        users: dict[Capacity, User],
    ) -> None:
        signers = list(signers)
        sealed = given == len(signers)
        out_at = _at(placement.starts_on) - timedelta(days=20)
        number = next(self.serial)
        paper = Paper(
            placement=placement,
            kind=kind,
            number=f"{kind[:4].upper()}-{number}",
            state=PaperState.SEALED if sealed else PaperState.OUT,
            template=f"{kind}-1",
            data={"title": "papier", "paragraphs": ["Un alinéa de la convention. " * 10] * 20},
            code=_code(number),
            issued_at=out_at,
            frozen=self.file,
            sealed=self.file if sealed else None,
            out_at=out_at,
            sealed_at=out_at + timedelta(days=10) if sealed else None,
        )
        rows.papers.append(paper)
        for rank, (capacity, title) in enumerate(signers, start=1):
            link, user = links.get(capacity), users.get(capacity)
            done = rank <= given
            rows.signatures.append(
                Signature(
                    paper=paper,
                    rank=rank,
                    capacity=capacity,
                    name=link.name if link else str(user),
                    title=title,
                    email=link.email if link else user.email,
                    link=link,
                    user=user,
                    state=SignatureState.SIGNED if done else SignatureState.SEEN,
                    asked_at=out_at,
                    seen_at=out_at,
                    signed_at=out_at + timedelta(days=rank) if done else None,
                    method="code reçu par courriel" if done else "",
                    sha256=SHA if done else "",
                )
            )

    def _presence(self, rows: Rows, placement: Placement) -> None:
        monday = placement.starts_on
        while monday <= min(placement.ends_on, self.today):
            over = monday + timedelta(days=6) < self.today
            week = PresenceWeek(
                placement=placement,
                monday=monday,
                state=WeekState.CONFIRMED if over else WeekState.OPEN,
                declared_at=_at(monday) if over else None,
                confirmed_at=_at(monday) if over else None,
                confirmed_by="Théo Tuteur" if over else "",
            )
            rows.weeks.append(week)
            rows.days.extend(
                PresenceDay(
                    week=week, day=monday + timedelta(days=n), kind=DayKind.PRESENT, minutes=420
                )
                for n in range(5 if over else 1)
            )
            monday += timedelta(days=7)

    def _exchange(self, rows: Rows, placement: Placement, referent: User) -> None:
        on = placement.starts_on + timedelta(days=14)
        held = on < self.today
        rows.exchanges.append(
            Exchange(
                placement=placement,
                by=referent,
                mode=Mode.ON_SITE,
                planned_for=_at(on),
                state=ExchangeState.HELD if held else ExchangeState.PLANNED,
                held_at=_at(on) if held else None,
                report="Tout se passe bien. " * 10 if held else "",
            )
        )

    def _evaluation(self, rows: Rows, placement: Placement) -> None:
        evaluation = JointEvaluation(
            placement=placement,
            state=EvaluationState.AGREED,
            held_on=placement.ends_on,
            agreed_at=_at(placement.ends_on),
        )
        rows.evaluations.append(evaluation)
        rows.lines.extend(
            EvaluationLine(
                evaluation=evaluation,
                position=n,
                section="Compétences",
                code=f"C{n}",
                label=f"Compétence {n}",
                level=Level.S,
            )
            for n in range(1, LINES + 1)
        )


def _journal(placement: Placement) -> Iterator[JournalEntry]:
    for n in range(JOURNAL):
        yield JournalEntry(
            school=placement.school,
            at=_at(placement.starts_on) + timedelta(hours=n),
            verb="placements.step",
            sentence=f"Étape {n} du stage",
            file=placement.file,
            user=placement.referent,
            actor_name=str(placement.referent),
        )


def _messages(placement: Placement) -> Iterator[OutgoingMessage]:
    for n in range(MESSAGES):
        yield OutgoingMessage(
            school=placement.school,
            kind="papers.asked",
            to=f"contact{n}@accueil.example",
            subject="Une convention attend votre signature",
            text="Bonjour, " * 20,
            file=placement.file,
            state=Delivery.SENT,
            created_at=_at(placement.starts_on),
            sent_at=_at(placement.starts_on),
        )


def _at(day: date) -> datetime:
    return datetime.combine(day, time(10), tzinfo=UTC)


def _code(number: int) -> str:
    """A code of the right form that no other paper has."""
    text = f"{number:012}".translate(str.maketrans("01", "YZ"))
    return f"{text[:4]}-{text[4:8]}-{text[8:]}"
