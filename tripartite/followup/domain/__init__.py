"""What the follow-up of a placement obeys. No Django, no clock."""

from tripartite.followup.domain.exchanges import Alert, ExchangeState, Mode

#: The first migrations name them here.
__all__ = ["Alert", "ExchangeState", "Mode"]
