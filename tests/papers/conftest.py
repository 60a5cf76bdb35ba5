"""An approved placement and a paper about it that five people sign."""

import re

import pytest
from django.core import mail

from tests import factories
from tests.documents import samples
from tripartite.accounts.domain import Role
from tripartite.accounts.models import School
from tripartite.core.tasks import run_due
from tripartite.papers import actions
from tripartite.papers.actions import Signer
from tripartite.papers.domain import Capacity, Kind
from tripartite.papers.models import Paper, Signature
from tripartite.placements.domain import State
from tripartite.placements.models import Placement


def run_tasks() -> None:
    """Do what the worker would do, until the queue is empty."""
    run_due()


def last_code(to: str) -> str:
    """The code of the last message sent to this address."""
    run_tasks()
    found = [m for m in mail.outbox if m.to == [to] and "code" in m.subject.lower()]
    return re.findall(r"\b\d{6}\b", found[-1].body)[-1]


@pytest.fixture
def placement(school: School) -> Placement:
    cohort = factories.make_cohort(school)
    teacher = factories.make_teacher(cohort, first_name="Éric", last_name="Référent")
    factories.make_user(school, Role.HEAD, first_name="Hélène", last_name="Proviseure")
    factories.make_user(school, Role.OFFICE, first_name="Odile", last_name="Bureau")
    return factories.make_placement(
        factories.make_enrolment(cohort), referent=teacher, state=State.APPROVED, framed=True
    )


@pytest.fixture
def paper(placement: Placement) -> Paper:
    """A DRAFT of two turns: the student, then tutor and référent side by side."""
    student, tutor = placement.student, placement.tutor
    return actions.create_paper(
        placement=placement,
        kind=Kind.EVALUATION,
        template="evaluation-1",
        number="2027-0001",
        data=samples.evaluation().as_json(),
        signers=[
            Signer(Capacity.STUDENT, str(student), 1, student.email, user=student),
            Signer(Capacity.TUTOR, str(tutor), 2, tutor.email),
            Signer(
                Capacity.REFERENT,
                str(placement.referent),
                2,
                placement.referent.email,
                user=placement.referent,
            ),
        ],
        by=None,
    )


def signature_of(paper: Paper, capacity: Capacity) -> Signature:
    return Signature.objects.get(paper=paper, capacity=capacity)


def give(paper: Paper, capacity: Capacity) -> Signature:
    """Sign as this person would, by the link of the e-mail and the code."""
    signature = signature_of(paper, capacity)
    actions.send_code(signature=signature, by=signature.link)
    return actions.sign(
        signature=signature, code=last_code(signature.email), consent=True, by=signature.link
    )
