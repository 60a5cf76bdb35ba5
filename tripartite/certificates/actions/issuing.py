"""The attestation is issued, then corrected by another that replaces it."""

from decimal import Decimal

from django.db import transaction

from tripartite.accounts.journal import Actor, record
from tripartite.certificates.access import ISSUERS
from tripartite.certificates.domain import CertificateError, check_issue, check_ledger
from tripartite.certificates.models import Certificate
from tripartite.certificates.papers import TEMPLATE, attestation_paper, remark_of, signer_of
from tripartite.certificates.queries import Draft, draft_of, replaced_by_none
from tripartite.core import clock
from tripartite.papers import actions as papers
from tripartite.papers.actions.issuing import next_number
from tripartite.papers.domain import SYSTEM, Kind
from tripartite.papers.models import Paper, new_code
from tripartite.placements.actions.moving import locked
from tripartite.placements.domain import Relation
from tripartite.placements.models import Placement


@transaction.atomic
def issue(
    *, placement: Placement, gratification: Decimal, by: Actor, reason: str = ""
) -> Certificate:
    """State what the confirmed ledger holds and ask the host's representative to sign it.

    ``reason`` is the office's word on weeks that stay unconfirmed; it is printed. Raises
    CertificateError while it is too early, or the ledger is not complete or not there.
    """
    placement = locked(placement)
    if not ISSUERS & placement.relations_of(by):
        raise CertificateError(
            "not_yours",
            "L’attestation est établie par l’organisme d’accueil ou par le bureau des stages.",
        )
    draft = draft_of(placement, by, reason=reason)
    check_issue(draft.facts)
    return _issued(placement, draft, gratification, by)


@transaction.atomic
def reissue(
    *,
    certificate: Certificate,
    gratification: Decimal,
    reason: str,
    by: Actor,
    weeks_reason: str = "",
) -> Certificate:
    """Correct an attestation: the older one is withdrawn and says that it is replaced.

    Raises CertificateError when it is no longer the one in force, TransitionError for whoever is
    not the office.
    """
    placement = locked(certificate.placement)
    if Relation.OFFICE not in placement.relations_of(by):
        raise CertificateError(
            "not_yours", "Une attestation est corrigée par le bureau des stages."
        )
    older = Paper.objects.get(pk=certificate.paper_id)
    if not Paper.objects.live().filter(pk=older.pk).exists():
        raise CertificateError(
            "not_live",
            "Cette attestation n’est plus celle en vigueur : ouvrez le dossier du stage pour voir "
            "laquelle l’est.",
        )
    draft = draft_of(placement, by, reason=weeks_reason)
    check_ledger(draft.facts)
    papers.void(paper=older, by=by, reason=reason)
    return _issued(placement, draft, gratification, by)


def _issued(placement: Placement, draft: Draft, gratification: Decimal, by: Actor) -> Certificate:
    if gratification < 0:
        raise CertificateError(
            "negative_gratification", "Le montant versé ne peut pas être négatif : corrigez-le."
        )
    said, today, code = draft.said, clock.today(), new_code()
    number = next_number(placement.school, today.year)
    version = placement.papers.filter(kind=Kind.CERTIFICATE).count() + 1
    printed = attestation_paper(
        placement,
        said,
        gratification,
        reference=number,
        version=version,
        code=code,
        issued_on=today,
        remark=remark_of(draft.unconfirmed, draft.facts.reason.strip()),
    )
    paper = papers.create_paper(
        placement=placement,
        kind=Kind.CERTIFICATE,
        template=TEMPLATE,
        data=printed.as_json(),
        signers=[signer_of(placement)],
        by=by,
        number=number,
        version=version,
        code=code,
    )
    certificate = Certificate.objects.create(
        placement=placement,
        paper=paper,
        starts_on=said.starts_on,
        ends_on=said.ends_on,
        minutes=said.totals.minutes,
        days=said.totals.days,
        weeks=said.totals.weeks,
        gratification=gratification,
    )
    for older in replaced_by_none(placement):
        older.replaced_by = paper
        older.save(update_fields=["replaced_by"])
    certificate.paper = papers.send_out(paper=paper, by=by, relations={SYSTEM})
    record(
        by=by,
        school=placement.school,
        verb="certificate.issued",
        sentence=f"Attestation n° {number} établie : {said.hours}, {said.days}, {said.weeks}",
        file=placement.file,
        paper=paper.pk,
        minutes=said.totals.minutes,
        reason=draft.facts.reason.strip(),
    )
    return certificate
