"""The only place that asks the time. The domain receives dates."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from django.utils import timezone

_pretended: ContextVar[datetime | None] = ContextVar("pretended", default=None)


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return _pretended.get() or timezone.now()


def today() -> date:
    """The present day where the schools are (settings.TIME_ZONE)."""
    return timezone.localdate(now())


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Everything done inside happens then: how the demonstration tells a year in a minute."""
    token = _pretended.set(moment)
    try:
        yield
    finally:
        _pretended.reset(token)
