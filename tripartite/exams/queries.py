"""The files of many candidates, in a constant number of queries."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from tripartite.certificates.models import Certificate
from tripartite.core.fr import long_day, number, short_range
from tripartite.curriculum.domain import CurriculumError, Exam, ExamSession, SheetKind
from tripartite.curriculum.library import exam_session
from tripartite.curriculum.models import Task
from tripartite.exams.domain.conformity import (
    CandidateFacts,
    Check,
    Gap,
    Light,
    SheetFacts,
    checks,
)
from tripartite.exams.domain.conformity import overall as worst
from tripartite.exams.domain.seeding import Note, Story
from tripartite.exams.domain.sheets import SheetState, kind_of, questions_of
from tripartite.exams.domain.weeks import Route, Stay
from tripartite.exams.models import Candidate, Deadline, Sheet
from tripartite.logbook.models import LogEntry
from tripartite.papers.domain import Kind, PaperState
from tripartite.papers.models import Paper
from tripartite.placements.models import Placement
from tripartite.school.models import Cohort, Enrolment, Student

#: Notes offered at once to start a sheet from.
MOST_NOTES = 40


@dataclass(frozen=True, slots=True)
class ExamFile:
    """The file of one student of a class, as it stands today."""

    enrolment: Enrolment
    candidate: Candidate | None
    facts: CandidateFacts
    checks: tuple[Check, ...]

    @property
    def light(self) -> Light:
        return worst(self.checks)

    @property
    def first_gap(self) -> Gap | None:
        """What to do first: of the worst ground."""
        order = (Light.RED, Light.AMBER)
        wanting = [check for light in order for check in self.checks if check.light is light]
        return wanting[0].gaps[0] if wanting else None

    @property
    def validated(self) -> int:
        return sum(sheet.state is SheetState.VALIDATED for sheet in self.facts.sheets)

    @property
    def wanted(self) -> int:
        """How many sheets the session asks for."""
        return sum(k.minimum for exam in self.facts.exams_with_file for k in exam.sheets)


def session_of(cohort: Cohort) -> ExamSession | None:
    """What the session of the class asks; None when it is not said or not written down yet."""
    if cohort.exam_session is None:
        return None
    try:
        return exam_session(cohort.exam_session)
    except CurriculumError:
        return None


def files_of(enrolments: Iterable[Enrolment], session: ExamSession, today: date) -> list[ExamFile]:
    """One file per enrolment, in the given order; seven queries whatever their number.

    The enrolments are of one programme, loaded with ``student__user`` and ``cohort``.
    """
    rows = list(enrolments)
    students = [e.student_id for e in rows]
    candidates = {
        c.student_id: c
        for c in Candidate.objects.filter(student__in=students, session=session.session)
    }
    programme = rows[0].cohort.programme_id if rows else None
    due = Deadline.objects.filter(programme=programme, session=session.session).first()
    stays = _stays(students, today)
    sheets = _sheets([c.pk for c in candidates.values()], session)
    found = []
    for enrolment in rows:
        candidate = candidates.get(enrolment.student_id)
        facts = CandidateFacts(
            session=session,
            today=today,
            route=Route(candidate.route) if candidate else Route.SCHOOL,
            weeks_granted=candidate.weeks_granted if candidate else None,
            due_on=due.due_on if due else None,
            handed_in_on=candidate.handed_in_on if candidate else None,
            stays=tuple(stays[enrolment.student_id]),
            substitute=bool(candidate and candidate.substitute_id),
            sheets=tuple(sheets[candidate.pk]) if candidate else (),
        )
        found.append(ExamFile(enrolment, candidate, facts, checks(facts)))
    return found


def _stays(students: list[int], today: date) -> dict[int, list[Stay]]:
    """Every placement of these students that took or takes place, whatever the class."""
    placements = list(
        Placement.objects.live()
        .filter(enrolment__student__in=students)
        .select_related("enrolment", "period", "site__host")
        .order_by("starts_on", "pk")
    )
    pks = [p.pk for p in placements]
    papers = Paper.objects.filter(placement__in=pks, kind=Kind.CERTIFICATE).live()
    asked = set(papers.filter(state=PaperState.OUT).values_list("placement", flat=True))
    attested = dict(
        Certificate.objects.filter(placement__in=pks, paper__state=PaperState.SEALED)
        .order_by("pk")
        .values_list("placement", "weeks")
    )
    found: dict[int, list[Stay]] = defaultdict(list)
    for placement in placements:
        where = f" chez {placement.site.host}" if placement.site else ""
        found[placement.enrolment.student_id].append(
            Stay(
                label=f"{short_range(placement.starts_on, placement.ends_on)}{where}",
                number=placement.period.number,
                expected=civil_weeks(placement.starts_on, placement.ends_on),
                over=placement.ends_on < today,
                attested=attested.get(placement.pk),
                asked=placement.pk in asked,
            )
        )
    return found


def civil_weeks(start: date, end: date) -> int:
    """Civil weeks that the dates touch."""
    return ((end - start).days + start.weekday()) // 7 + 1


def _sheets(candidates: list[int], session: ExamSession) -> dict[int, list[SheetFacts]]:
    activities = _activities_of_sheets(candidates)
    found: dict[int, list[SheetFacts]] = defaultdict(list)
    for sheet in Sheet.objects.filter(candidate__in=candidates).order_by("exam", "kind", "pk"):
        known = kind_of(session, sheet.kind)
        wanted = set(known[1].activities) if known else set()
        found[sheet.candidate_id].append(
            SheetFacts(
                exam=sheet.exam,
                kind=sheet.kind,
                state=SheetState(sheet.state),
                real=sheet.placement_id is not None,
                in_pole=bool(activities[sheet.pk] & wanted) or not activities[sheet.pk],
            )
        )
    return found


def _activities_of_sheets(candidates: list[int]) -> dict[int, set[str]]:
    """The codes of the activities that each sheet tells."""
    ties = Sheet.tasks.through.objects.filter(sheet__candidate__in=candidates)
    found: dict[int, set[str]] = defaultdict(set)
    for sheet, activity in ties.values_list("sheet", "task__activity__code"):
        found[sheet].add(activity)
    return found


def file_of(enrolment: Enrolment, today: date) -> ExamFile | None:
    """The file of one student; None while the session of the class is not known."""
    session = session_of(enrolment.cohort)
    return files_of([enrolment], session, today)[0] if session else None


def board_of(cohort: Cohort, session: ExamSession, today: date) -> list[ExamFile]:
    """The files of everybody in the class, by name."""
    enrolments = (
        Enrolment.objects.filter(cohort=cohort, left_on=None)
        .select_related("student__user", "cohort")
        .order_by("student__user__last_name", "student__user__first_name", "pk")
    )
    return files_of(enrolments, session, today)


def tasks_of(of: Cohort | Candidate, codes: Iterable[str]) -> list[Task]:
    """The tasks of these activities of the référentiel of the class or candidate, in its order."""
    tasks = Task.objects.of(of.programme.curriculum)
    return list(tasks.filter(activity__code__in=list(codes)))


def enrolment_of(candidate: Candidate) -> Enrolment | None:
    """In the class where the candidate takes the exam, else in the last one that prepares it."""
    rows = Enrolment.objects.filter(
        student=candidate.student_id, cohort__exam_session=candidate.session
    )
    return rows.order_by("-cohort__year", "-pk").first()


def placements_of(student: Student) -> list[Placement]:
    """The placements that a sheet may tell, latest first."""
    rows = Placement.objects.live().filter(enrolment__student=student)
    return list(rows.with_people().order_by("-starts_on", "pk"))


@dataclass(frozen=True, slots=True)
class Answered:
    """One section of a sheet: its headings and what they say."""

    title: str
    answers: tuple[tuple[str, str], ...]


def answers_of(sheet: Sheet, answers: dict[str, str] | None = None) -> list[Answered]:
    """What is said under each heading of the form, in its order."""
    exam = exam_session(sheet.candidate.session).exam(sheet.exam)
    said = sheet.answers if answers is None else answers
    return [
        Answered(title, tuple((q.label, said.get(q.key, "")) for q in rows))
        for title, rows in groupby(questions_of(exam), key=lambda q: q.section)
    ]


@dataclass(frozen=True, slots=True)
class KindRow:
    """A kind of sheet that the session asks, and those written so far."""

    exam: Exam
    kind: SheetKind
    sheets: tuple[Sheet, ...]


def sheets_by_kind(file: ExamFile) -> list[KindRow]:
    """Every kind of the session with the candidate's sheets; one query."""
    mine = list(
        Sheet.objects.filter(candidate=file.candidate)
        .select_related("placement__site__host")
        .order_by("pk")
        if file.candidate
        else ()
    )
    return [
        KindRow(exam, kind, tuple(s for s in mine if s.kind == kind.code))
        for exam in file.facts.exams_with_file
        for kind in exam.sheets
    ]


def notes_of(student: Student, codes: Iterable[str]) -> list[LogEntry]:
    """The notes that a sheet of this kind may start from, latest first."""
    rows = (
        LogEntry.objects.readable()
        .filter(placement__enrolment__student=student, tasks__activity__code__in=list(codes))
        .select_related("placement__site__host")
        .prefetch_related("tasks")
        .distinct()
        .latest_first()
    )
    return list(rows[:MOST_NOTES])


def story_of(notes: list[LogEntry]) -> Story:
    """Where the notes come from and what they say."""
    site = notes[0].placement.site if notes else None
    if site is None:
        return Story()
    host = site.host
    return Story(
        organisation=host.name,
        address=f"{site.address}, {site.postcode} {site.city}",
        structure=host.get_legal_form_display(),
        offer=host.activity,
        customers=host.get_clientele_display(),
        notes=tuple(
            Note(long_day(e.day), e.did, _result(e), e.difficulty)
            for e in sorted(notes, key=lambda e: (e.day, e.pk))
        ),
    )


def _result(entry: LogEntry) -> str:
    value = f"{number(entry.result_value)} {entry.result_unit}" if entry.result_value else ""
    return " – ".join(part for part in (value.strip(), entry.result) if part)
