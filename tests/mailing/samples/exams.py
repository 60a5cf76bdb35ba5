"""The messages about the exam file."""

from tripartite.core import clock
from tripartite.exams import emails
from tripartite.exams.models import Candidate, Sheet
from tripartite.exams.queries import file_of
from tripartite.mailing.domain import Message
from tripartite.placements.models import Placement


def messages(placement: Placement) -> list[Message]:
    enrolment = placement.enrolment
    enrolment.cohort.exam_session = 2028
    candidate = Candidate.objects.create(
        student=enrolment.student, programme=enrolment.cohort.programme, session=2028
    )
    sheet = Sheet.objects.create(
        candidate=candidate, exam="E4", kind="E4.negociation", title="Relances", remark="Précisez."
    )
    file = file_of(enrolment, clock.today())
    assert file is not None
    return [
        emails.sheet_submitted(sheet, placement.referent),
        emails.sheet_decided(sheet),
        emails.file_in_danger(file, placement.referent),
        emails.files_in_danger(enrolment.cohort, [file, file], placement.referent),
        emails.date_missing(enrolment.cohort, placement.referent),
    ]
