"""The agreement is prepared, sent, and withdrawn when its placement is."""

from django.db import transaction

from tripartite.accounts.journal import Actor
from tripartite.agreements.domain import AgreementError, blocking
from tripartite.agreements.models import ClauseSet
from tripartite.agreements.papers import TEMPLATE, convention_paper, signers_of, summary_of
from tripartite.agreements.queries import content_of, findings_of, missing_of
from tripartite.core import clock
from tripartite.core.fr import count_of
from tripartite.papers import actions as papers
from tripartite.papers.actions.issuing import next_number
from tripartite.papers.domain import PAPER, SYSTEM, Kind, PaperState
from tripartite.papers.models import Paper
from tripartite.placements.actions import moving
from tripartite.placements.domain import Relation, State
from tripartite.placements.models import Placement


@transaction.atomic
def prepare(*, placement: Placement, by: Actor) -> Paper:
    """Write the agreement as a DRAFT with its signatures waiting; a former draft is replaced.

    Raises AgreementError while the framing is not approved or a mention is missing, DomainError
    while another agreement is out or sealed.
    """
    placement = moving.locked(placement)
    PAPER.target("send", PaperState.DRAFT, placement.relations_of(by))
    if placement.state != State.APPROVED:
        raise AgreementError(
            "not_approved",
            f"Le stage est « {placement.get_state_display()} » : la convention se prépare une fois "
            "le cadrage validé par l’enseignant référent.",
        )
    # Locks the school before its clauses are read: their first use writes them, once.
    number = next_number(placement.school, clock.today().year)
    content = content_of(placement, clock.today())
    missing = blocking(missing_of(content))
    if missing:
        lacking = count_of(len(missing), "mention manque", "mentions manquent")
        raise AgreementError(
            "mentions_missing",
            f"{lacking} à la convention. D’abord : {missing[0].sentence} La page de préparation "
            "dit où compléter.",
        )
    _drop_draft(placement)
    version = placement.papers.filter(kind=Kind.AGREEMENT).count() + 1
    _use(content.clause_set)
    paper = convention_paper(content, reference=number, version=version)
    return papers.create_paper(
        placement=placement,
        kind=Kind.AGREEMENT,
        template=TEMPLATE,
        data=paper.as_json(),
        signers=signers_of(content),
        by=by,
        number=number,
        version=version,
        summary=summary_of(content, findings_of(content)),
    )


@transaction.atomic
def send(*, placement: Placement, by: Actor) -> Paper:
    """Prepare and send in one go: the bytes are frozen, the first signatory is asked."""
    paper = prepare(placement=placement, by=by)
    return papers.send_out(paper=paper, by=by)


def _drop_draft(placement: Placement) -> None:
    draft = placement.papers.filter(kind=Kind.AGREEMENT, state=PaperState.DRAFT).first()
    if draft is not None:
        papers.void(
            paper=draft, by=None, reason="Préparée de nouveau avant l’envoi.", relations={SYSTEM}
        )


def _use(clauses: ClauseSet) -> None:
    """From its first use a version of the clauses is frozen; the default ones become version 1."""
    if clauses.used_at is None:
        clauses.used_at = clock.now()
        clauses.save()


@transaction.atomic
def cancel_placement(*, placement: Placement, reason: str, by: Actor) -> Placement:
    """Cancel the placement and withdraw its papers; those asked to sign are told.

    Raises AgreementError when an attestation is sealed: what took place cannot be cancelled.
    """
    placement = moving.locked(placement)
    if placement.papers.filter(kind=Kind.CERTIFICATE, state=PaperState.SEALED).exists():
        raise AgreementError(
            "already_attested",
            "Une attestation signée existe pour ce stage : il a eu lieu et ne s’annule plus.",
        )
    placement = moving.cancel(placement=placement, reason=reason, by=by)
    _withdraw(placement, placement.reason, by)
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
    _withdraw(placement, placement.reason, by)
    return placement


def _withdraw(placement: Placement, reason: str, by: Actor) -> None:
    """Void every live paper; the référent who reopens a framing withdraws its agreement too."""
    for paper in Paper.objects.live().filter(placement=placement).order_by("pk"):
        papers.void(paper=paper, by=by, reason=reason, relations={Relation.OFFICE})
