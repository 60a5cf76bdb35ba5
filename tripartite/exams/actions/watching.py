"""Telling of the files that are not in order, early and often enough; for cron, once a day.

A student is written to about his own file; a référent or a member of the office with several of
them has one list, not a message per candidate.
"""

from collections import defaultdict
from datetime import date

from django.db import transaction

from tripartite.accounts.domain import Role
from tripartite.accounts.journal import record
from tripartite.accounts.models import JournalEntry, School, User
from tripartite.exams import emails
from tripartite.exams.actions.sheets import candidate_of, readers_of
from tripartite.exams.domain.conformity import is_worth_telling
from tripartite.exams.domain.notices import is_due, is_reminder_of_date
from tripartite.exams.models import Candidate, Notice
from tripartite.exams.queries import ExamFile, board_of, session_of
from tripartite.mailing import outbox
from tripartite.school.models import Cohort

DATE_ASKED = "exam.date_asked"


def watch(today: date) -> int:
    """Tell of every file that is not in order, on the days of the ladder; how many were told of.

    Run twice on a day it tells once. A class whose date is not known has nobody told: the office
    is asked for the date instead.
    """
    cohorts = Cohort.objects.taking_exam().select_related("programme__school")
    return sum(_watch_class(cohort, today) for cohort in cohorts.order_by("pk"))


@transaction.atomic
def _watch_class(cohort: Cohort, today: date) -> int:
    session = session_of(cohort)
    if session is None:
        return 0
    files = board_of(cohort, session, today)
    if files and files[0].facts.due_on is None:
        _ask_date(cohort, today)
    told = [(file, found) for file in files if (found := _to_tell(file, today))]
    lists: dict[User, list[ExamFile]] = defaultdict(list)
    for file, candidate in told:
        people = _concerned(candidate)
        for user in people:
            lists[user].append(file)
        Notice.objects.create(candidate=candidate, told_on=today, recipients=len(people))
        record(
            by=None,
            school=candidate.student.school,
            verb="exam.alert",
            sentence=f"Dossier d’épreuve à compléter : {len(people)} personnes prévenues",
            file=candidate.file,
        )
    for user, mine in lists.items():
        message = (
            emails.file_in_danger(mine[0], user)
            if len(mine) == 1
            else emails.files_in_danger(cohort, mine, user)
        )
        outbox.send(message, school=cohort.programme.school)
    return len(told)


def _to_tell(file: ExamFile, today: date) -> Candidate | None:
    """The candidate, locked, when today is a day to tell of the file."""
    if file.facts.days_left is None or not is_worth_telling(file.checks):
        return None
    # Two runs in the same minute meet here.
    candidate = (
        Candidate.objects.select_related("student__user", "student__school")
        .select_for_update(of=("self",))
        .get(pk=candidate_of(file.enrolment).pk)
    )
    already = list(candidate.notices.values_list("told_on", flat=True))
    hopeless = any(gap.hopeless for check in file.checks for gap in check.gaps)
    due = is_due(file.facts.days_left, len(already), hopeless=hopeless)
    return candidate if due and today not in already else None


def _concerned(candidate: Candidate) -> list[User]:
    """The student, the référents and the office, each once."""
    people = [candidate.student.user, *readers_of(candidate), *_office(candidate.student.school)]
    return list({user.pk: user for user in people if user.email}.values())


def _office(school: School) -> list[User]:
    return list(User.objects.members_of(school, Role.OFFICE).order_by("pk"))


def _ask_date(cohort: Cohort, today: date) -> None:
    """While the date is unknown nobody can be told of it: the office is asked for it."""
    school, file = cohort.programme.school, f"cohort:{cohort.pk}"
    asked = JournalEntry.objects.filter(school=school, file=file, verb=DATE_ASKED)
    if not is_reminder_of_date(today) or asked.filter(detail__day=today.isoformat()).exists():
        return
    people = [user for user in _office(school) if user.email]
    for user in people:
        outbox.send(emails.date_missing(cohort, user), school=school)
    record(
        by=None,
        school=school,
        verb=DATE_ASKED,
        sentence=f"Date de dépôt des dossiers demandée : {len(people)} personnes prévenues",
        file=file,
        day=today.isoformat(),
    )
