from tripartite.accounts.models.journal import JournalEntry
from tripartite.accounts.models.links import OneTimeCode, PersonalLink
from tripartite.accounts.models.people import Invitation, Membership, School, User

__all__ = [
    "Invitation",
    "JournalEntry",
    "Membership",
    "OneTimeCode",
    "PersonalLink",
    "School",
    "User",
]
