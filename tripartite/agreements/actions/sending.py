"""The agreement is prepared, sent, and withdrawn when its placement is."""

from collections.abc import Collection
from dataclasses import replace

from django.db import transaction

from tripartite.accounts.journal import Actor, record
from tripartite.accounts.models import User
from tripartite.agreements.actions.clauses import in_force
from tripartite.agreements.domain import AgreementError, check_lift, obstacle_of
from tripartite.agreements.models import ClauseSet, RuleLift
from tripartite.agreements.papers import (
    TEMPLATE,
    convention_paper,
    livret_annex,
    livret_of,
    signers_of,
    summary_of,
)
from tripartite.agreements.queries import Check, check_of, live_agreement
from tripartite.core import clock
from tripartite.documents.papers import Difference, differences
from tripartite.papers import actions as papers
from tripartite.papers.actions.issuing import next_number
from tripartite.papers.domain import PAPER, SYSTEM, Kind, PaperState
from tripartite.papers.models import Paper
from tripartite.placements.actions import moving
from tripartite.placements.domain import Relation
from tripartite.placements.models import Placement


@transaction.atomic
def prepare(*, placement: Placement, by: Actor) -> Paper:
    """Write the agreement as a DRAFT with its signatures waiting; a former draft is replaced.

    All that is printed and all who are asked come out of one reading, people and places in one
    query: somebody who corrects a host in the same second is either in the paper or after it.
    Raises AgreementError while the framing is not approved, a mention is missing or the law
    forbids it; DomainError while another agreement is out or sealed.
    """
    placement = moving.locked(placement)
    PAPER.target("send", PaperState.DRAFT, placement.relations_of(by))
    # Locks the school before its clauses are read: their first use writes them, once.
    number = next_number(placement.school, clock.today().year)
    check = check_of(placement, clock.today())
    check.refuse()
    _drop_draft(placement)
    content = check.content
    clauses = in_force(placement.school, by)
    _use(clauses)
    content = replace(content, clause_set=clauses)
    livret = livret_of(placement)
    version = 1 + placement.papers.filter(kind=Kind.AGREEMENT, out_at__isnull=False).count()
    return papers.create_paper(
        placement=placement,
        kind=Kind.AGREEMENT,
        template=TEMPLATE,
        data=convention_paper(content, reference=number, version=version, livret=livret).as_json(),
        signers=signers_of(content),
        by=by,
        number=number,
        version=version,
        summary=summary_of(content, check.findings),
        annex=livret_annex(placement, livret),
    )


@transaction.atomic
def send(*, placement: Placement, by: Actor) -> Paper:
    """Prepare and send in one go: the bytes are frozen, the first signatory is asked.

    The version before, refused or withdrawn, is said to be replaced by this one.
    """
    paper = prepare(placement=placement, by=by)
    replaced = Paper.objects.filter(
        placement=placement, kind=Kind.AGREEMENT, out_at__isnull=False, replaced_by=None
    )
    replaced.exclude(pk=paper.pk).update(replaced_by=paper)
    return papers.send_out(paper=paper, by=by)


@transaction.atomic
def replace_agreement(*, placement: Placement, reason: str, by: Actor) -> Paper:
    """Withdraw the agreement that is out and send the next version, with what it says now.

    Raises AgreementError when nothing would change, or when all have signed already.
    """
    placement = moving.locked(placement)
    live = live_agreement(placement)
    if live is None or live.state != PaperState.OUT:
        raise AgreementError(
            "nothing_out",
            "Aucune convention de ce stage n’attend de signature : il n’y a rien à remplacer. Une "
            "convention signée par tous se modifie par un avenant.",
        )
    if not reason.strip():
        raise AgreementError("no_reason", "Dites en une phrase pourquoi.")
    if not changes_since(live, check_of(placement, clock.today())):
        raise AgreementError(
            "nothing_changed",
            "La convention dirait exactement la même chose : rien n’est à remplacer.",
        )
    withdraw(placement, reason.strip(), by)
    return send(placement=placement, by=by)


def changes_since(paper: Paper, check: Check) -> list[Difference]:
    """What the agreement would say today that this version does not say."""
    # A version older than this record says nothing of its livret: nothing to compare.
    livret = livret_of(check.placement) if paper.data.get("joined_says") else None
    now = convention_paper(check.content, reference="", livret=livret)
    return differences(paper.data, now.as_json())


def _drop_draft(placement: Placement) -> None:
    draft = placement.papers.filter(kind=Kind.AGREEMENT, state=PaperState.DRAFT).first()
    if draft is not None:
        papers.void(
            paper=draft, by=None, reason="Préparée de nouveau avant l’envoi.", relations={SYSTEM}
        )


def _use(clauses: ClauseSet) -> None:
    """The day a version was first printed."""
    if clauses.used_at is None:
        clauses.used_at = clock.now()
        clauses.save(update_fields=["used_at"])


@transaction.atomic
def lift_rule(*, placement: Placement, rule: str, reason: str, by: User) -> RuleLift:
    """Let the agreement leave against a rule that can be lifted, with the reason, in the journal.

    Raises AgreementError when the rule does not block, or is not this person's to lift.
    """
    placement = moving.locked(placement)
    obstacle = obstacle_of(check_of(placement, clock.today()).obstacles, rule)
    check_lift(obstacle, placement.relations_of(by), reason)
    if obstacle.lifted:
        raise AgreementError("lifted_already", "Cette règle est déjà levée pour ce stage.")
    lift = RuleLift.objects.create(
        placement=placement,
        rule=rule,
        sentence=obstacle.finding.sentence[:500],
        reason=reason.strip(),
        by=by,
    )
    record(
        by=by,
        school=placement.school,
        verb="agreement.rule_lifted",
        sentence=f"Règle {rule} levée pour l’envoi de la convention : {lift.reason}",
        file=placement.file,
        rule=rule,
        finding=lift.sentence,
    )
    return lift


@transaction.atomic
def cancel_placement(*, placement: Placement, reason: str, by: Actor) -> Placement:
    """Cancel the placement and withdraw its papers; those asked to sign are told.

    The student and the référent are told of both in one message.

    Raises AgreementError when an attestation is sealed: what took place cannot be cancelled.
    """
    placement = moving.locked(placement)
    if placement.papers.filter(kind=Kind.CERTIFICATE, state=PaperState.SEALED).exists():
        raise AgreementError(
            "already_attested",
            "Une attestation signée existe pour ce stage : il a eu lieu et ne s’annule plus.",
        )
    placement = moving.cancel(placement=placement, reason=reason, by=by)
    people = (placement.student, placement.referent)
    withdraw(placement, placement.reason, by, told={u.email or "" for u in people if u})
    return placement


@transaction.atomic
def reopen_placement(*, placement: Placement, reason: str, by: Actor) -> Placement:
    """Take the approval back; an agreement on its way is withdrawn, a sealed one forbids it."""
    placement = moving.locked(placement)
    if placement.papers.filter(kind=Kind.AGREEMENT, state=PaperState.SEALED).exists():
        raise AgreementError(
            "already_sealed",
            "La convention est signée par tous : ce qu’elle dit ne se modifie plus que par un "
            "avenant.",
        )
    placement = moving.reopen(placement=placement, reason=reason, by=by)
    withdraw(placement, placement.reason, by)
    return placement


def withdraw(placement: Placement, reason: str, by: Actor, *, told: Collection[str] = ()) -> None:
    """Void every live paper; the référent who reopens a framing withdraws its agreement too."""
    for paper in Paper.objects.live().filter(placement=placement).order_by("pk"):
        papers.void(paper=paper, by=by, reason=reason, relations={Relation.OFFICE}, told=told)
