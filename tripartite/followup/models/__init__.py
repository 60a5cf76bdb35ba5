"""The tables of the follow-up of a placement."""

from tripartite.followup.models.exchanges import Exchange
from tripartite.followup.models.requests import Absence, HelpRequest, RequestMessage

__all__ = ["Absence", "Exchange", "HelpRequest", "RequestMessage"]
