"""The rows of the placement as it is lived: presence, and the entries of the logbook."""

from tripartite.logbook.models.days import SpecialDay
from tripartite.logbook.models.entries import (
    EntryComment,
    Evidence,
    LogEntry,
    LogEntryQuerySet,
    WeekDigest,
)
from tripartite.logbook.models.presence import (
    PresenceDay,
    PresenceNotice,
    PresenceWeek,
    WeekCorrection,
)

__all__ = [
    "EntryComment",
    "Evidence",
    "LogEntry",
    "LogEntryQuerySet",
    "PresenceDay",
    "PresenceNotice",
    "PresenceWeek",
    "SpecialDay",
    "WeekCorrection",
    "WeekDigest",
]
