"""What the pages about long works read."""

from typing import Any

from django.db.models import Count, Q

from tripartite.documents.domain import ItemState
from tripartite.documents.models import BatchQuerySet


def with_progress(batches: BatchQuerySet) -> Any:
    """The batches, latest first, each with ``total``, ``made`` and ``missed``; one query."""
    return (
        batches.latest_first()
        .select_related("by", "result")
        .annotate(
            total=Count("items"),
            made=Count("items", filter=Q(items__state=ItemState.DONE)),
            missed=Count("items", filter=Q(items__state=ItemState.FAILED)),
        )
    )
