"""What a higher app does when a paper is sealed, refused or withdrawn, in the same transaction.

Named by dotted path in ``AppConfig.ready`` and imported at the first use, so that this app knows
none of those above it. Not a signal: one function a kind, called on one line of the seal.
"""

from typing import Any

from django.utils.module_loading import import_string

from tripartite.papers.domain import Kind

_AT_SEAL: dict[Kind, str] = {}
_AT_END: dict[Kind, str] = {}


def at_seal(kind: Kind, path: str) -> None:
    """Have the function of this path called with each paper of this kind as it is sealed."""
    known = _AT_SEAL.setdefault(kind, path)
    if known != path:
        raise AssertionError(f"{kind} is already handed to {known}")


def at_end(kind: Kind, path: str) -> None:
    """Have the function called with each paper of this kind that is refused or withdrawn."""
    known = _AT_END.setdefault(kind, path)
    if known != path:
        raise AssertionError(f"{kind} is already handed to {known}")


def paths() -> list[str]:
    """The functions that are called."""
    return [*_AT_SEAL.values(), *_AT_END.values()]


def call_at_seal(paper: Any) -> None:
    """Hand the sealed paper on; an error takes the seal back, and the worker tries again."""
    path = _AT_SEAL.get(Kind(paper.kind))
    if path is not None:
        import_string(path)(paper)


def call_at_end(paper: Any) -> None:
    """Hand on the paper that nobody will sign any more."""
    path = _AT_END.get(Kind(paper.kind))
    if path is not None:
        import_string(path)(paper)
