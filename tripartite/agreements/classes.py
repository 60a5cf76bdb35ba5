"""Sending the agreements of a period at once, in the background."""

from collections.abc import Collection

from django.urls import reverse

from tripartite.accounts.models import User
from tripartite.agreements.class_queue import send_agreements
from tripartite.agreements.domain import AgreementError
from tripartite.documents import actions as documents
from tripartite.documents.models import Batch, BatchQuerySet
from tripartite.placements.models import Placement
from tripartite.school.models import Period

KIND = "agreements"


def order_agreements(*, period: Period, placements: Collection[int], by: User) -> Batch:
    """Have the agreements of these placements checked and sent; asked for twice, once.

    Each is judged anew by the worker, the moment it leaves. Raises AgreementError when none of
    them is of the period.
    """
    chosen = list(
        Placement.objects.live()
        .filter(period=period, pk__in=list(placements))
        .select_related("enrolment__student__user")
        .order_by("enrolment__student__user__last_name", "enrolment__student__user__first_name")
    )
    if not chosen:
        raise AgreementError(
            "nobody_chosen", "Cochez au moins un étudiant dont la convention peut partir."
        )
    cohort = period.cohort
    return documents.start_batch(
        school=cohort.programme.school,
        kind=KIND,
        title=f"Conventions, {cohort}, période {period.number}",
        task=send_agreements,
        items=[(str(p.pk), str(p.student)) for p in chosen],
        params={
            "period": period.pk,
            "placements": sorted(p.pk for p in chosen),
            "back": reverse("agreements:class_table", kwargs={"period": period.pk}),
            "back_label": "Tableau de la classe",
        },
        by=by,
        file=_file(period),
    )


def ordered_for(period: Period) -> BatchQuerySet:
    """The sendings asked for the period."""
    return Batch.objects.filter(kind=KIND, file=_file(period), params__period=period.pk)


def _file(period: Period) -> str:
    return f"cohort:{period.cohort_id}"
