"""The rows of the placement as it is lived: presence, and the entries of the logbook."""

from tripartite.logbook.models.presence import PresenceDay, PresenceWeek

__all__ = ["PresenceDay", "PresenceWeek"]
