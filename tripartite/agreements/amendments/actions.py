"""An amendment is prepared and sent; a placement that a party ends is interrupted."""

from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction

from tripartite.accounts.domain import Role
from tripartite.accounts.journal import Actor
from tripartite.accounts.models import User
from tripartite.agreements.amendments import emails, queries
from tripartite.agreements.amendments.domain import (
    Wanted,
    change_as_json,
    changes_of,
    check_changes,
    check_standing,
    reaches_summer,
)
from tripartite.agreements.amendments.papers import TEMPLATE, amendment_paper, signers
from tripartite.agreements.domain import AgreementError
from tripartite.agreements.queries import content_of
from tripartite.core import clock
from tripartite.core.fr import long_day, short_range
from tripartite.hosts.actions import note_contact
from tripartite.hosts.domain import ContactDetails
from tripartite.mailing import outbox
from tripartite.papers import actions as papers
from tripartite.papers.actions.issuing import next_number
from tripartite.papers.domain import PAPER, Kind, PaperState
from tripartite.papers.models import Paper
from tripartite.placements.actions import moving, terms
from tripartite.placements.actions.links import link_for, link_url
from tripartite.placements.domain import WORKFLOW, Dates, Relation, State
from tripartite.placements.domain.terms import STOP_LABELS, Change, StopKind, Terms, What, effective
from tripartite.placements.models import Placement
from tripartite.placements.queries import final_terms
from tripartite.school.domain import is_minor


@transaction.atomic
def send(
    *, placement: Placement, wanted: Wanted, by: Actor, new_tutor: ContactDetails | None = None
) -> Paper:
    """Write the amendment, freeze it and ask its first signatory.

    Raises AgreementError when nothing may be amended now, when nothing changes, or when a change
    would break a rule that nothing breaks today.
    """
    placement = moving.locked(placement)
    PAPER.target("send", PaperState.DRAFT, placement.relations_of(by))
    today = clock.today()
    check_standing(queries.standing_of(placement), today)
    before = final_terms(placement)
    if new_tutor is not None and placement.site is not None:
        contact = note_contact(host=placement.site.host, details=new_tutor)
        wanted = replace(wanted, tutor=contact.pk)
    check(placement, before, wanted, today)
    number = next_number(placement.school, today.year)
    content = content_of(placement, today)
    people = queries.people_of(placement)
    agreement = queries.sealed_agreement(placement)
    if agreement is None:
        raise AssertionError("check_standing wants a sealed agreement")
    version = len(queries.given_up(placement)) + 1
    paper = amendment_paper(
        content, before, wanted, people, agreement=agreement, reference=number, version=version
    )
    kept = [change_as_json(change) for change in changes_of(before, wanted)]
    made = papers.create_paper(
        placement=placement,
        kind=Kind.AMENDMENT,
        template=TEMPLATE,
        data={**paper.as_json(), "terms": kept},
        signers=signers(content, before, wanted, people),
        by=by,
        number=number,
        version=version,
    )
    return papers.send_out(paper=made, by=by)


def check(placement: Placement, before: Terms, wanted: Wanted, today: date) -> None:
    """Everything that would refuse the amendment; nothing is written."""
    check_changes(before, wanted, today)
    after = effective(before, changes_of(before, wanted))
    _check_overlap(placement, after)
    if reaches_summer(before, after) and not wanted.holiday_terms.strip():
        raise AgreementError(
            "holiday_terms",
            "Le stage se prolonge pendant les vacances d’été : dites-en les modalités (présence, "
            "suivi, quatre semaines de repos).",
        )
    blocks = queries.added_blocks(placement, changes_of(before, wanted), today)
    if blocks:
        raise AgreementError("law", blocks[0].sentence)


def _check_overlap(placement: Placement, after: Terms) -> None:
    mine = Dates(after.starts_on, after.last_day)
    others = Placement.objects.live().filter(enrolment__student=placement.enrolment.student_id)
    for other in others.exclude(pk=placement.pk):
        if mine.overlaps(Dates(other.starts_on, other.last_day)):
            raise AgreementError(
                "dates_overlap",
                "L’étudiant est déjà en stage "
                f"{short_range(other.starts_on, other.last_day)} : choisissez d’autres dates.",
            )


@dataclass(frozen=True, slots=True)
class BreakOff:
    """A party puts an end to the placement: from when, who, and the writing that says so."""

    stopped_on: date
    kind: StopKind
    notice_on: date
    reason: str


@transaction.atomic
def interrupt(*, placement: Placement, stop: BreakOff, by: Actor) -> Placement:
    """Record that a party ended the placement; everybody is told, the hours stop there.

    Raises AgreementError when the placement has not begun or the dates cannot be,
    TransitionError when the state or the person forbids it.
    """
    placement = moving.locked(placement)
    WORKFLOW.target(
        "interrupt", State(placement.state), placement.relations_of(by), reason=stop.reason
    )
    _check_break_off(placement, stop)
    for paper in Paper.objects.live().filter(
        placement=placement, kind=Kind.AMENDMENT, state__in=[PaperState.DRAFT, PaperState.OUT]
    ):
        papers.void(paper=paper, by=by, reason="Le stage est interrompu.")
    value = {
        "on": stop.stopped_on.isoformat(),
        "kind": stop.kind,
        "notice_on": stop.notice_on.isoformat(),
    }
    terms.put_in_force(
        placement=placement,
        changes=[Change(What.INTERRUPTION, stop.stopped_on, value)],
        source=f"écrit reçu le {long_day(stop.notice_on)}",
        reason=f"{STOP_LABELS[stop.kind]} – {' '.join(stop.reason.split())}",
        by=by,
    )
    placement = moving.locked(placement)
    _tell_stopped(placement, by)
    return placement


def _check_break_off(placement: Placement, stop: BreakOff) -> None:
    if queries.sealed_agreement(placement) is None:
        raise AgreementError(
            "not_sealed",
            "La convention n’est pas signée par tous : le stage n’a pas commencé. Annulez-le.",
        )
    if not placement.starts_on < stop.stopped_on <= placement.ends_on:
        raise AgreementError(
            "stop_outside",
            "L’interruption tombe après le premier jour du stage et avant sa fin. Avant le début, "
            "annulez le stage.",
        )
    if stop.notice_on > clock.today():
        raise AgreementError("notice_future", "L’écrit ne peut pas être reçu dans le futur.")


def _tell_stopped(placement: Placement, by: Actor) -> None:
    """The three partners, each with the way to the file; whoever acts knows already."""
    told = {by.email} if isinstance(by, User) and by.email else set()
    for user in (placement.student, placement.referent, *_office(placement)):
        if user is not None and user.email and user.email not in told:
            told.add(user.email)
            outbox.send(
                emails.interrupted(placement, user.email, user.get_full_name()),
                school=placement.school,
            )
    minor = is_minor(placement.enrolment.student.birth_date, clock.today())
    family = (Relation.GUARDIAN,) if minor else ()
    for relation in (Relation.TUTOR, Relation.SIGNATORY, *family):
        link = link_for(placement=placement, relation=relation)
        if link is not None and link.email not in told:
            told.add(link.email)
            url = link_url(link, placement.get_absolute_url())
            outbox.send(
                emails.interrupted(placement, link.email, link.name, url), school=placement.school
            )


def _office(placement: Placement) -> list[User]:
    return list(User.objects.members_of(placement.school, Role.OFFICE).order_by("pk"))
