"""What a student did at a placement beyond its missions, as a higher app knows it.

Named by dotted path in ``AppConfig.ready`` and imported at the first use (see ``papers.hooks``):
the apps that ask stand beside the one that knows, and may not import it.
"""

from typing import Any

from django.utils.module_loading import import_string

_KNOWN_BY: list[str] = []


def known_by(path: str) -> None:
    """Have this function asked: from a placement to the codes of the tasks that were worked on."""
    if path not in _KNOWN_BY:
        _KNOWN_BY.append(path)


def tasks_of(placement: Any) -> frozenset[str]:
    """The codes of the tasks that anybody says were worked on."""
    return frozenset(code for path in _KNOWN_BY for code in import_string(path)(placement))
