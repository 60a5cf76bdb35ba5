"""The only place that asks the time. The domain receives dates."""

from datetime import date, datetime

from django.utils import timezone


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return timezone.now()


def today() -> date:
    """The present day where the schools are (settings.TIME_ZONE)."""
    return timezone.localdate()
