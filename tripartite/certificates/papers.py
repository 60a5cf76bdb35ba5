"""From a statement to the attestation that the host's representative signs."""

from datetime import date
from decimal import Decimal

from tripartite.accounts.domain import Country
from tripartite.certificates.domain import Statement
from tripartite.core.fr import euros, long_day
from tripartite.documents.papers import AttestationPaper
from tripartite.papers.actions import Signer
from tripartite.papers.domain import Capacity
from tripartite.papers.parties import (
    contact_line,
    host_line,
    programme_line,
    school_line,
    student_line,
)
from tripartite.papers.proof import verification_of
from tripartite.placements.models import Placement

TEMPLATE = "attestation-1"

#: Code de la sécurité sociale, L351-17: contributions for a paid stage.
PENSION = (
    "Un stage d’au moins deux mois qui a donné lieu à gratification peut, sous conditions, être "
    "pris en compte pour la retraite : l’étudiant en fait la demande à sa caisse dans les deux "
    "ans qui suivent la fin du stage (Code de la sécurité sociale, article L351-17)."
)


def signer_of(placement: Placement) -> Signer:
    """The representative of the host issues it alone (D124-9)."""
    person = placement.signatory
    if person is None:
        raise AssertionError("a sealed agreement names the representative of the host")
    return Signer(Capacity.HOST, str(person), 1, person.email, person.job_title)


def attestation_paper(
    placement: Placement,
    said: Statement,
    gratification: Decimal,
    *,
    reference: str,
    version: int,
    code: str,
    issued_on: date,
    remark: str = "",
) -> AttestationPaper:
    """What the paper prints; its code is known before the bytes are frozen."""
    site = placement.site
    french = site is not None and site.host.country == Country.FR
    return AttestationPaper(
        reference=reference,
        version=version,
        issued_on=issued_on,
        school=school_line(placement),
        host=host_line(placement, letterhead=True),
        student=student_line(placement.enrolment.student),
        programme=programme_line(placement),
        starts_on=said.starts_on,
        ends_on=said.ends_on,
        hours=said.hours,
        days=said.days,
        weeks=said.weeks,
        months=said.months,
        duration_remark=remark,
        gratification=euros(gratification) if gratification else "aucune",
        pension_notice=PENSION if french else "",
        issued_by=contact_line(placement.signatory),
        place=site.city if site else "",
        verification=verification_of(code),
    )


def remark_of(unconfirmed: tuple[date, ...], reason: str) -> str:
    """Why some weeks of the agreement are not counted; empty when all are."""
    if not unconfirmed:
        return ""
    named = ", ".join(long_day(monday) for monday in unconfirmed)
    many = "les semaines" if len(unconfirmed) > 1 else "la semaine"
    return f"Présence non comptée pour {many} du {named} : {reason}"
