"""What the law refuses to compute, each with its sentence."""

from tripartite.core.errors import DomainError


class TimetableError(DomainError):
    """Hours that cannot be: overlapping, reversed, longer than a day, none at all."""


class SpanError(DomainError):
    """Dates that cannot be: the end before the start, centuries away."""


class CalendarError(DomainError):
    """A country or a region that is not known."""
