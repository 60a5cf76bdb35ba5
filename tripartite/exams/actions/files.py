"""The file of a candidate: the session's date, the route, the pieces, the hand-over."""

from datetime import date

from django.db import transaction

from tripartite.accounts.journal import record
from tripartite.accounts.models import User
from tripartite.core import clock
from tripartite.core.errors import DomainError
from tripartite.core.fr import long_day
from tripartite.documents.actions.files import keep
from tripartite.documents.models import StoredFile
from tripartite.documents.uploads import CheckedFile
from tripartite.exams.actions.sheets import candidate_of
from tripartite.exams.domain.weeks import ROUTE_LABELS, Route
from tripartite.exams.models import Candidate, Deadline
from tripartite.exams.queries import session_of
from tripartite.school.models import Cohort, Enrolment


class FileError(DomainError):
    """The exam file cannot be changed so."""


@transaction.atomic
def set_deadline(*, cohort: Cohort, due_on: date, by: User) -> Deadline:
    """Write the academy's date for every class of the programme that takes the same session.

    Raises FileError while the session is unknown, or for a date of another school year.
    """
    session = session_of(cohort)
    if session is None:
        raise FileError("no_session", "Notez d’abord la session d’examen de la classe.")
    first, last = date(session.session - 1, 9, 1), date(session.session, 8, 31)
    if not first <= due_on <= last:
        raise FileError(
            "other_year",
            f"La session {session.session} se prépare entre le {long_day(first)} et le "
            f"{long_day(last)} : vérifiez l’année.",
        )
    deadline, _ = Deadline.objects.update_or_create(
        programme=cohort.programme, session=session.session, defaults={"due_on": due_on}
    )
    record(
        by=by,
        school=cohort.programme.school,
        verb="exam.deadline_set",
        sentence=f"Dossiers de la session {session.session} à déposer le {long_day(due_on)}",
        file=f"programme:{cohort.programme_id}",
    )
    return deadline


@transaction.atomic
def describe_candidate(
    *,
    enrolment: Enrolment,
    route: Route,
    weeks_granted: int | None,
    decision: CheckedFile | None,
    substitute: CheckedFile | None,
    by: User,
) -> Candidate:
    """Note the route, a decision of reduction, and the papers that prove them.

    Raises FileError for a reduction without its decision.
    """
    candidate = Candidate.objects.select_for_update(of=("self",)).get(pk=candidate_of(enrolment).pk)
    candidate.decision = _kept(candidate, decision) or candidate.decision
    candidate.substitute = _kept(candidate, substitute) or candidate.substitute
    if weeks_granted is not None and candidate.decision is None:
        raise FileError(
            "no_decision",
            "Une durée réduite s’appuie sur une décision : déposez-la avec le nombre de semaines.",
        )
    candidate.route, candidate.weeks_granted = route, weeks_granted
    candidate.save(update_fields=["route", "weeks_granted", "decision", "substitute"])
    granted = f", {weeks_granted} semaines accordées" if weeks_granted is not None else ""
    record(
        by=by,
        school=candidate.student.school,
        verb="exam.candidate_described",
        sentence=f"Candidat : {ROUTE_LABELS[route]}{granted}",
        file=candidate.file,
    )
    return candidate


def _kept(candidate: Candidate, upload: CheckedFile | None) -> StoredFile | None:
    if upload is None:
        return None
    return keep(
        school=candidate.student.school,
        content=upload.content,
        name=upload.name,
        mime=upload.mime,
    )


@transaction.atomic
def hand_in(*, enrolment: Enrolment, day: date | None, by: User) -> Candidate:
    """Note the day on which the file was handed to the exam service; never in the future.

    None takes back a date noted by mistake.
    """
    if day is not None and day > clock.today():
        raise FileError("future", "Cette date est à venir : notez le dépôt une fois fait.")
    candidate = Candidate.objects.select_for_update(of=("self",)).get(pk=candidate_of(enrolment).pk)
    candidate.handed_in_on = day
    candidate.save(update_fields=["handed_in_on"])
    record(
        by=by,
        school=candidate.student.school,
        verb="exam.handed_in",
        sentence=f"Dossier d’épreuve déposé le {long_day(day)}"
        if day
        else "Dossier d’épreuve : date de dépôt effacée",
        file=candidate.file,
    )
    return candidate
