"""The folder of a candidate: what it holds and what came after it was frozen. Plain Python."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """One file that belongs in the folder; ``source`` names what it is made from, to the version.

    ``path`` is relative to the folder.
    """

    path: str
    source: str


@dataclass(frozen=True, slots=True)
class Piece:
    """One file of the folder, with its bytes."""

    entry: Entry
    content: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def manifest_of(pieces: Iterable[Piece]) -> list[dict[str, str]]:
    """What the folder holds, sorted by path, each with the hash of its bytes."""
    return [
        {"path": piece.entry.path, "sha256": piece.sha256, "source": piece.entry.source}
        for piece in sorted(pieces, key=lambda piece: piece.entry.path)
    ]


def manifest_json(
    candidate: str, session: int, made_at: datetime, rows: Iterable[Mapping[str, str]]
) -> bytes:
    """The manifest as it travels in the folder, for people and machines."""
    told = {
        "format": "tripartite-dossier-1",
        "candidat": candidate,
        "session": session,
        "fige_le": made_at.isoformat(),
        "pieces": [{"path": row["path"], "sha256": row["sha256"]} for row in rows],
    }
    return json.dumps(told, ensure_ascii=False, indent=2).encode()


def added_since(frozen: Iterable[Mapping[str, str]], now: Iterable[Entry]) -> list[str]:
    """The paths that are new, or made from something newer, since the folder was frozen."""
    known = {row["source"] for row in frozen}
    return [entry.path for entry in now if entry.source not in known]
