"""Who follows a long work, and who may stop it: the office, and whoever asked for it."""

from typing import Any

from tripartite.documents.models import Batch


def may_follow(actor: Any, batch: Batch) -> bool:
    """Whoever sees it may stop it and take its file away: see Batch.objects.visible_to."""
    return bool(batch.relations_of(actor))
