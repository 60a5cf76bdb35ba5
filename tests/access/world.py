"""Two schools, two placements, and everybody who may knock at a door."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.test import Client

from tests import factories
from tests.domain.curriculum.small import TOML
from tripartite.accounts.domain import Role
from tripartite.accounts.invitations import token_of
from tripartite.accounts.models import Invitation, PersonalLink, User
from tripartite.agreements import actions as agreements
from tripartite.certificates.models import Certificate
from tripartite.core import clock
from tripartite.curriculum.actions import load
from tripartite.curriculum.domain import parse
from tripartite.curriculum.models import Task
from tripartite.documents import actions as documents
from tripartite.documents.models import Batch
from tripartite.evaluations.domain import EvaluationState
from tripartite.evaluations.models import HostAnswer, JointEvaluation
from tripartite.exams.models import Candidate, Export, Sheet, SheetVersion
from tripartite.followup.domain.exchanges import ExchangeState, Mode, Who
from tripartite.followup.domain.incidents import IncidentKind
from tripartite.followup.domain.requests import RequestKind
from tripartite.followup.models import Absence, Exchange, HelpRequest, Incident
from tripartite.logbook.domain.entries import EntryState, EvidenceKind
from tripartite.logbook.domain.presence import WeekState
from tripartite.logbook.models import Evidence, LogEntry, PresenceWeek, SpecialDay
from tripartite.mailing.models import OutgoingMessage
from tripartite.papers.domain import Capacity, Kind, PaperState, SignatureState
from tripartite.papers.models import HeadCover, Paper, Signature
from tripartite.placements.domain import Party, State
from tripartite.placements.domain import Relation as R
from tripartite.placements.models import Placement
from tripartite.school.actions import importing
from tripartite.tours.domain.labels import FreeKind
from tripartite.tours.models import FreeTime, Tour, TourVisit

CLASS = "NOM;PRENOM;DATE DE NAISSANCE;DIVISION;MEL\nDURAND;Hugo;15/06/2008;{};h@e.example\n"

#: The columns of the matrix. Each is somebody, or nobody, before the same objects.
VISITORS = (
    "anonymous",
    "student",
    "classmate",
    "guardian",
    "tutor",
    "other_tutor",
    "signatory",
    "referent",
    "teacher",
    "other_teacher",
    "office",
    "head",
    "elsewhere",
)

WHO = {
    "anonymous": "nobody known",
    "student": "the student of the placement",
    "classmate": "another student of the class",
    "guardian": "the guardian, by link",
    "tutor": "the tutor, by link",
    "other_tutor": "the tutor of another placement, by link",
    "signatory": "the host's representative, by link",
    "referent": "the référent of the placement",
    "teacher": "another teacher of the class",
    "other_teacher": "a teacher of another class",
    "office": "the placement office",
    "head": "the head of the school",
    "elsewhere": "the office of another school",
}


@dataclass
class World:
    people: dict[str, User | PersonalLink | None] = field(default_factory=dict)
    objects: dict[str, Any] = field(default_factory=dict)
    sessions: dict[str, str] = field(default_factory=dict)

    def client(self, visitor: str) -> Client:
        """A browser in which this visitor acts, in the session opened when the world was made."""
        client = Client(raise_request_exception=False)
        if visitor in self.sessions:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[visitor]
        return client

    def let_everybody_in(self) -> None:
        """Open a session for each: signing in once, and not before each question, is quicker."""
        for visitor, person in self.people.items():
            client = Client()
            if isinstance(person, User):
                client.force_login(person)
            elif isinstance(person, PersonalLink):
                factories.enter_link(client, person)
            if cookie := client.cookies.get(settings.SESSION_COOKIE_NAME):
                self.sessions[visitor] = cookie.value


def build() -> World:
    """Everybody, and one object of each kind that a URL may name."""
    school = factories.make_school()
    curriculum, _ = load(data=parse(TOML))
    programme = factories.make_programme(school, curriculum)
    cohort = factories.make_cohort(school, programme=programme)
    cohort.exam_session = 2028
    cohort.save()
    period = factories.make_period(cohort)
    referent = factories.make_teacher(cohort)
    enrolment = factories.make_enrolment(cohort)
    placement = factories.make_placement(
        enrolment, period, referent=referent, state=State.APPROVED, framed=True
    )
    other = factories.make_placement(
        factories.make_enrolment(factories.make_cohort(school, name="NDRC9"))
    )
    elsewhere = factories.make_school("Lycée d’ailleurs")
    world = World(
        people={
            "anonymous": None,
            "student": placement.student,
            "classmate": factories.make_enrolment(cohort).student.user,
            "guardian": factories.make_link(placement, R.GUARDIAN),
            "tutor": factories.make_link(placement, R.TUTOR),
            "other_tutor": factories.make_link(other, R.TUTOR),
            "signatory": factories.make_link(placement, R.SIGNATORY),
            "referent": referent,
            "teacher": factories.make_teacher(cohort),
            "other_teacher": factories.make_user(school, Role.TEACHER),
            "office": factories.make_user(school, Role.OFFICE),
            "head": factories.make_user(school, Role.HEAD),
            "elsewhere": factories.make_user(elsewhere, Role.OFFICE),
        }
    )
    world.objects = objects_of(world, placement)
    world.let_everybody_in()
    return world


def objects_of(world: World, placement: Placement) -> dict[str, Any]:
    """One object for each name that a URL parameter bears."""
    school, cohort, office = placement.school, placement.period.cohort, world.people["office"]
    now = clock.now()
    paper = make_paper(placement, world.people["tutor"])
    week = PresenceWeek.objects.create(
        placement=placement,
        monday=placement.starts_on,
        state=WeekState.DECLARED,
        declared_at=now,
        sheet=documents.keep(school=school, content=b"%PDF-1.7", name="feuille.pdf"),
        recorded_by="Odile Bureau",
    )
    entry = LogEntry.objects.create(
        placement=placement,
        day=placement.starts_on,
        did="Relancé douze clients.",
        state=EntryState.SHARED,
        shared_at=now,
    )
    photo = documents.keep(school=school, content=b"\xff\xd8", name="a.jpg", mime="image/jpeg")
    evaluation = JointEvaluation.objects.create(
        placement=placement, state=EvaluationState.AGREED, agreed_at=now, held_on=now.date()
    )
    evaluation.document = week.sheet
    evaluation.save(update_fields=["document"])
    exchange = Exchange.objects.create(
        placement=placement, by=placement.referent, mode=Mode.ON_SITE, planned_for=now
    )
    proposed = Exchange.objects.create(
        placement=placement,
        by=placement.referent,
        mode=Mode.ON_SITE,
        state=ExchangeState.PROPOSED,
    )
    slot = proposed.slots.create(starts_at=now + timedelta(days=1), party=Party.SCHOOL)
    agreed = exchange.agreed_actions.create(what="Revoir le fichier", who=Who.TUTOR)
    accident = Incident.objects.create(
        placement=placement,
        kind=IncidentKind.ACCIDENT,
        happened_on=now.date(),
        words="Une chute.",
        party=Party.HOST,
        link=world.people["tutor"],
        reporter_name="Théo",
    )
    asked = HelpRequest.objects.create(
        placement=placement,
        kind=RequestKind.DIFFICULTY,
        party=Party.HOST,
        link=world.people["tutor"],
        asker_name="Théo",
        due_on=placement.starts_on,
    )
    away = Absence.objects.create(
        school=school, teacher=placement.referent, starts_on=now.date(), ends_on=now.date()
    )
    certificate = Certificate.objects.create(
        placement=placement,
        paper=make_paper(placement, world.people["signatory"], Kind.CERTIFICATE),
        starts_on=placement.starts_on,
        ends_on=placement.ends_on,
        minutes=8400,
        days=20,
        weeks=4,
    )
    first, upload = (
        importing.keep_class_list(
            cohort=cohort,
            file_name="classe.csv",
            content=CLASS.format(cohort.name).encode(),
            by=office,
        )
        for _ in range(2)
    )
    told = importing.import_class_list(upload=first, good_only=False, by=office).entry
    message = OutgoingMessage.objects.create(school=school, kind="test", to="x@y.example")
    invited = factories.make_user(school, Role.TEACHER)
    invited.set_unusable_password()
    invited.save()
    # Just sent, however long the questions take.
    invitation = Invitation.objects.create(
        user=invited, school=school, sent_at=now + timedelta(hours=1)
    )
    batch = Batch.objects.create(
        school=school, kind="livrets", title="Livrets", task="x", by=office
    )
    curriculum = cohort.programme.curriculum
    visit = make_visit(placement, office)
    return {
        "user": placement.referent,
        "tour": visit.tour,
        "tourvisit": visit,
        "freetime": FreeTime.objects.create(
            school=school,
            teacher=placement.referent,
            kind=FreeKind.WEEKLY,
            weekday=0,
            opens=480,
            closes=720,
        ),
        "paper": paper,
        "signature": paper.signatures.get(),
        "presenceweek": week,
        "monday": placement.starts_on,
        "specialday": SpecialDay.objects.create(
            placement=placement, day=placement.starts_on, label="Salon", proposed_by="Inès Benali"
        ),
        "day": placement.starts_on,
        "logentry": entry,
        "evidence": Evidence.objects.create(entry=entry, kind=EvidenceKind.PHOTO, file=photo),
        "exchange": exchange,
        "headcover": HeadCover.objects.create(
            school=school,
            deputy=placement.referent,
            title="adjoint",
            starts_on=now.date(),
            ends_on=now.date(),
            decided_by=office,
        ),
        "incident": accident,
        "step": "declare",
        "slot": slot,
        "agreedaction": agreed,
        "helprequest": asked,
        "absence": away,
        "kind": {"exams:start": "E4.negociation", "": RequestKind.QUESTION.value},
        "jointevaluation": evaluation,
        "hostanswer": HostAnswer.objects.create(
            host=placement.site.host, link=world.people["signatory"]
        ),
        "certificate": certificate,
        "classlistupload": upload,
        "message": message,
        "journalentry": told,
        "membership": invited.memberships.get(),
        "teaching": cohort.teachings.first(),
        "batch": batch,
        "sheet": (sheet := make_sheet(placement)),
        "export": Export.objects.create(
            candidate=sheet.candidate,
            archive=documents.keep(school=placement.school, content=b"PK", name="dossier.zip"),
            manifest=[],
        ),
        "inspection": factories.make_inspection(cohort),
        "number": 1,
        "clauseset": agreements.start_draft(school=school, by=office),
        "key": "a1",
        "rule": "R6",
        "token": {
            "accounts:invitation": token_of(invitation),
            "school:renew_invitation": token_of(invitation),
            "placements:enter": world.people["tutor"].token,
            "placements:renew_link": world.people["tutor"].token,
        },
        "code": {"papers:verify_code": paper.code, "": curriculum.code},
        "version": curriculum.version,
        "task": {"curriculum:task": "P1.A1.T1", "": Task.objects.of(curriculum)[0]},
        "school": school,
        "cohort": cohort,
        "period": placement.period,
        "enrolment": placement.enrolment,
        "student": placement.enrolment.student,
        "placement": placement,
        "mission": placement.missions.first(),
        "host": placement.site.host,
        "site": placement.site,
        "contact": placement.tutor,
        "other": factories.make_host(school, name="Maison Azure"),
    }


def make_visit(placement: Placement, office: User) -> TourVisit:
    """A visit of the référent, in a tour that the office asked for."""
    tour = Tour.objects.create(
        school=placement.school,
        period=placement.period,
        starts_on=placement.starts_on,
        ends_on=placement.ends_on,
        by=office,
    )
    return TourVisit.objects.create(tour=tour, teacher=placement.referent, placement=placement)


def make_sheet(placement: Placement) -> Sheet:
    """A sheet that the student is writing, and that was handed in once."""
    candidate = Candidate.objects.create(
        student=placement.enrolment.student,
        programme=placement.period.cohort.programme,
        session=2028,
    )
    sheet = Sheet.objects.create(
        candidate=candidate, exam="E4", kind="E4.negociation", title="Relances", placement=placement
    )
    SheetVersion.objects.create(sheet=sheet, number=1, title="Relances", answers={})
    return sheet


def make_paper(placement: Placement, link: PersonalLink, kind: Kind = Kind.AGREEMENT) -> Paper:
    """A paper that is out and waits for the holder of this link."""
    frozen = documents.keep(school=placement.school, content=b"%PDF-1.7", name="papier.pdf")
    paper = Paper.objects.create(
        placement=placement,
        kind=kind,
        number="2027-0001",
        state=PaperState.OUT,
        template="convention-1",
        data={},
        frozen=frozen,
        annex=frozen,
        out_at=clock.now(),
    )
    Signature.objects.create(
        paper=paper,
        rank=1,
        capacity=Capacity.HOST if kind is Kind.CERTIFICATE else Capacity.TUTOR,
        name=link.name,
        email=link.email,
        link=link,
        state=SignatureState.ASKED,
        asked_at=clock.now(),
    )
    return paper
