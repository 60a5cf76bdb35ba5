"""A signed placement and everybody who is something to it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.test import Client

from tests import factories
from tripartite.accounts.domain import Role
from tripartite.accounts.models import PersonalLink, School, User
from tripartite.core import clock
from tripartite.documents import actions as documents
from tripartite.papers.domain import Kind, PaperState
from tripartite.papers.models import Paper
from tripartite.placements.actions.links import link_for
from tripartite.placements.domain import Relation, State
from tripartite.placements.models import Placement

#: A Monday after the first week of the placement (4 to 29 January 2027).
SECOND_MONDAY = "2027-01-11 08:00:00+01:00"
MONDAY = date(2027, 1, 4)


@dataclass
class Partners:
    """The three partners of one placement, and a stranger of the same school."""

    placement: Placement
    student: User
    tutor: PersonalLink
    referent: User
    office: User
    stranger: User


def seal(placement: Placement, kind: Kind = Kind.AGREEMENT) -> Paper:
    """A paper of this kind, sealed, as its row is; its signatures are the papers' own tests."""
    file = documents.keep(school=placement.school, content=b"%PDF-1.7", name="essai.pdf")
    return Paper.objects.create(
        placement=placement,
        kind=kind,
        number="2027-0001",
        state=PaperState.SEALED,
        template="essai",
        data={},
        frozen=file,
        sealed=file,
        out_at=clock.now(),
        sealed_at=clock.now(),
    )


def make_partners(school: School, *, sealed: bool = True, **fields: Any) -> Partners:
    """An approved placement, its agreement sealed."""
    cohort = factories.make_cohort(school)
    office = factories.make_user(school, Role.OFFICE, first_name="Odile", last_name="Bureau")
    referent = factories.make_teacher(cohort, first_name="Éric", last_name="Référent")
    stranger = factories.make_user(school, Role.TEACHER, first_name="Zoé", last_name="Autre")
    placement = factories.make_placement(
        factories.make_enrolment(cohort),
        referent=referent,
        state=fields.pop("state", State.APPROVED),
        framed=True,
        **fields,
    )
    if sealed:
        seal(placement)
    tutor = link_for(placement=placement, relation=Relation.TUTOR)
    assert tutor is not None
    return Partners(placement, placement.student, tutor, referent, office, stranger)


def act_as(client: Client, who: User | PersonalLink) -> Client:
    """The client of this person: signed in, or entered by the link."""
    if isinstance(who, PersonalLink):
        factories.enter_link(client, who)
    else:
        client.force_login(who)
    return client
