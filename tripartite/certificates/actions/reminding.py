"""Writing to the hosts whose attestation is due, then giving the office its call list."""

from collections import defaultdict
from datetime import date

from django.db import transaction
from django.urls import reverse

from tripartite.accounts.domain import Role
from tripartite.accounts.journal import record
from tripartite.accounts.models import School, User
from tripartite.certificates import emails
from tripartite.certificates.domain.register import RUNGS, Standing, rung_due
from tripartite.certificates.models import CertificateReminder
from tripartite.certificates.register import Row, attestable, rows_of
from tripartite.mailing import outbox
from tripartite.papers.domain import OPEN
from tripartite.placements.actions.links import link_for, link_url
from tripartite.placements.domain import Relation
from tripartite.placements.models import Placement


def remind_hosts(today: date) -> int:
    """Climb the ladder of every attestation that is due; how many hosts were written to.

    For cron, once a day; run twice it writes once. At the last rung the office receives the list
    of those to telephone, one message a school.
    """
    due = attestable().filter(ends_on__lte=today)
    told, to_call = 0, defaultdict[int, list[Row]](list)
    for row in rows_of(due, today):
        if row.line.standing is Standing.SEALED:
            continue
        rung = _climb(row, today)
        told += rung is not None
        if rung == RUNGS[-1]:
            to_call[row.placement.school_id].append(row)
    for school in School.objects.filter(pk__in=list(to_call)).order_by("pk"):
        _hand_call_list(school, to_call[school.pk])
    return told


@transaction.atomic
def _climb(row: Row, today: date) -> int | None:
    placement = Placement.objects.select_for_update(of=("self",)).get(pk=row.placement.pk)
    known = CertificateReminder.objects.filter(placement=placement)
    told = frozenset(known.values_list("rung", flat=True))
    rung = rung_due(placement.ends_on, today, told)
    if rung is None:
        return None
    CertificateReminder.objects.create(placement=placement, rung=rung)
    link = link_for(placement=row.placement, relation=Relation.SIGNATORY)
    if link is not None:
        url = link_url(link, path_of(row))
        outbox.send(emails.certificate_due(row.placement, link, url), school=placement.school)
    sent = "écrit" if link else "sans adresse électronique : à joindre par téléphone"
    record(
        by=None,
        school=placement.school,
        verb="certificate.reminded",
        sentence=f"Attestation attendue : {row.placement.signatory}, {sent} (J+{rung})",
        file=placement.file,
        rung=rung,
    )
    return rung


def path_of(row: Row) -> str:
    """Where the representative does it: the paper to sign, or the attestation to establish."""
    if row.paper is not None:
        signature = row.paper.signatures.filter(state__in=list(OPEN)).order_by("rank").first()
        if signature is not None:
            return reverse("papers:sign", kwargs={"signature": signature.pk})
    return reverse("certificates:issue", kwargs={"placement": row.placement.pk})


@transaction.atomic
def _hand_call_list(school: School, rows: list[Row]) -> None:
    for user in User.objects.members_of(school, Role.OFFICE).order_by("pk"):
        if user.email:
            outbox.send(emails.certificates_to_call(school, user, rows), school=school)
