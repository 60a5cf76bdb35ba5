"""What students say of a host, read without their names."""

from datetime import date
from typing import Any

from django.db.models import QuerySet

from tripartite.evaluations.domain.welcome import QUESTION_LABELS, memory_of
from tripartite.evaluations.models import HostAnswer, WelcomeReview
from tripartite.hosts.models import Host


def reviews_of(host: Host, today: date) -> QuerySet[WelcomeReview]:
    """Those still in force, the latest first; a page names no student."""
    return WelcomeReview.objects.about(host).in_force(today).order_by("-given_at", "-pk")


def summary(host: Host, today: date) -> dict[str, Any]:
    """The averages, question by question; one query."""
    memory = memory_of(review.said for review in reviews_of(host, today))
    rows = [(QUESTION_LABELS[question], mean) for question, mean in memory.averages.items()]
    return {"memory": memory, "averages": rows}


def answers_of(host: Host) -> QuerySet[HostAnswer]:
    return HostAnswer.objects.filter(host=host).select_related("link").order_by("-asked_at", "-pk")
