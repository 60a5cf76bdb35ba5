"""The tables of the follow-up of a placement."""

from tripartite.followup.models.exchanges import AgreedAction, Exchange, MissionCheck, Slot
from tripartite.followup.models.incidents import (
    AccidentInstructions,
    AccidentStep,
    ExchangeAlert,
    Incident,
)
from tripartite.followup.models.requests import Absence, HelpRequest, RequestMessage

__all__ = [
    "Absence",
    "AccidentInstructions",
    "AccidentStep",
    "AgreedAction",
    "Exchange",
    "ExchangeAlert",
    "HelpRequest",
    "Incident",
    "MissionCheck",
    "RequestMessage",
    "Slot",
]
