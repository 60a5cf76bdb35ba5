"""A day in an address: 2027-01-04."""

from datetime import date


class IsoDate:
    """``<day:monday>``: an ISO date that exists."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        return value.isoformat()
