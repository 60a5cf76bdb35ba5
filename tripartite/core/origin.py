"""Where the request at hand comes from, for the journal and the proof of signatures."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Origin:
    """Network address and browser of whoever acts; empty for commands and tasks."""

    ip: str = ""
    user_agent: str = ""


NOWHERE = Origin()
_current: ContextVar[Origin | None] = ContextVar("origin", default=None)


def current() -> Origin:
    return _current.get() or NOWHERE


@contextmanager
def coming_from(origin: Origin) -> Iterator[None]:
    """Everything done inside is journalled as coming from there."""
    token = _current.set(origin)
    try:
        yield
    finally:
        _current.reset(token)
