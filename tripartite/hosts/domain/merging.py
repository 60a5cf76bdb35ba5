"""Making one host of two: what both say differently, and what follows from what is chosen."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from tripartite.hosts.domain import HostError

KEPT: Final = "kept"
OTHER: Final = "other"


@dataclass(frozen=True, slots=True)
class Difference:
    """A fact that both rows tell, each its own way; ``key`` names it among all of a merger."""

    key: str
    label: str
    kept: Any
    other: Any


def differences(
    key: str, labels: Mapping[str, str], kept: Mapping[str, Any], other: Mapping[str, Any]
) -> list[Difference]:
    """What both say differently. What only one says is no difference: it is kept."""
    return [
        Difference(f"{key}{name}", label, kept[name], other[name])
        for name, label in labels.items()
        if not _empty(kept[name]) and not _empty(other[name]) and kept[name] != other[name]
    ]


def merged(
    key: str,
    names: Iterable[str],
    kept: Mapping[str, Any],
    other: Mapping[str, Any],
    chosen: Mapping[str, str],
) -> dict[str, Any]:
    """The values of the row that stays: its own, completed by the other, as was chosen."""
    values = {}
    for name in names:
        mine, theirs = kept[name], other[name]
        takes_theirs = chosen.get(f"{key}{name}") == OTHER and not _empty(theirs)
        values[name] = theirs if takes_theirs or _empty(mine) else mine
    return values


def require_choices(asked: Iterable[Difference], chosen: Mapping[str, str]) -> None:
    """Refuse to guess what was not chosen."""
    for difference in asked:
        if chosen.get(difference.key) not in (KEPT, OTHER):
            raise HostError(
                "merge_unchosen",
                f"Choisissez ce qui est juste pour « {difference.label} », puis fusionnez.",
            )


def fingerprint(asked: Iterable[Difference], pairs: Iterable[tuple[int, int]]) -> str:
    """What the page showed, in short: a change by somebody else in the meantime shows."""
    shown = [[d.key, str(d.kept), str(d.other)] for d in asked], sorted(pairs)
    return hashlib.sha256(json.dumps(shown).encode()).hexdigest()[:16]


def _empty(value: Any) -> bool:
    """Nothing said: an empty text, no number, no identifier; zero and false say something."""
    return value in (None, "", ("none", ""))
