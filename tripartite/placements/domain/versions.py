"""Versions of a framing: what one holds, how two differ, when a message is worth an e-mail."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any

from tripartite.placements.domain.framing import TEXTS

#: What a version holds, as JSON: « welcome » (title → text), « headings » (name → text),
#: « objectives » and « missions » (lists), all in words, so that it can be read in ten years.
Content = Mapping[str, Any]


class AgreedBy(StrEnum):
    """How somebody said yes."""

    SCREEN = "screen"
    PHONE = "phone"
    MAIL = "mail"
    PAPER = "paper"


CHANNEL_LABELS = {
    AgreedBy.SCREEN: "à l’écran",
    AgreedBy.PHONE: "par téléphone",
    AgreedBy.MAIL: "par courriel",
    AgreedBy.PAPER: "par écrit",
}


class PieceKind(StrEnum):
    SAME = "same"
    OUT = "out"
    IN = "in"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words that stayed, went or came."""

    kind: PieceKind
    text: str


@dataclass(frozen=True, slots=True)
class Part:
    """A titled text of a framing; ``key`` finds it again in another version."""

    key: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A part that is not the same in two versions."""

    title: str
    pieces: tuple[Piece, ...]

    @property
    def added(self) -> bool:
        return all(p.kind is PieceKind.IN for p in self.pieces)

    @property
    def removed(self) -> bool:
        return all(p.kind is PieceKind.OUT for p in self.pieces)


def digest_of(content: Content) -> str:
    """SHA-256 of every word of a version."""
    words = json.dumps(content, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(words.encode()).hexdigest()


def parts_of(content: Content) -> tuple[Part, ...]:
    """The version as titled texts, in the order of the annexe pédagogique; empty ones left out."""
    parts = [Part(f"welcome:{k}", k, v) for k, v in content["welcome"].items()]
    for name, (title, _help) in TEXTS.items():
        parts.append(Part(f"heading:{name}", title, content["headings"].get(name, "")))
        if name == "objectives":
            parts += [
                Part(f"objective:{o['competence']}", f"Objectif : {o['label']}", o["wording"])
                for o in content["objectives"]
            ]
        if name == "modalities":
            parts += [_mission(m) for m in content["missions"]]
    return tuple(part for part in parts if part.text.strip())


def _mission(mission: Mapping[str, Any]) -> Part:
    lines = [mission["title"], mission["description"]]
    if mission["expected_result"]:
        lines.append(f"Résultat attendu : {mission['expected_result']}")
    lines += [f"Tâche : {label}" for label in mission["tasks"]]
    lines += [f"Résultat du référentiel : {label}" for label in mission["results"]]
    text = "\n".join(line for line in lines if line)
    return Part(f"mission:{mission['key']}", f"Mission : {mission['title']}", text)


def differences(old: Content, new: Content) -> tuple[Difference, ...]:
    """The parts that differ, in the order of the new version, then what it no longer has."""
    before = {part.key: part for part in parts_of(old)}
    after = {part.key: part for part in parts_of(new)}
    found = [
        Difference(part.title, compare(before[key].text if key in before else "", part.text))
        for key, part in after.items()
        if key not in before or before[key].text != part.text
    ]
    gone = [part for key, part in before.items() if key not in after]
    return (*found, *(Difference(p.title, compare(p.text, "")) for p in gone))


def compare(old: str, new: str) -> tuple[Piece, ...]:
    """Word by word: what stayed, went and came; the kept and removed pieces make the old text."""
    a, b = _words(old), _words(new)
    pieces: list[Piece] = []
    for tag, i, j, k, m in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece(PieceKind.SAME, "".join(a[i:j])))
            continue
        if j > i:
            pieces.append(Piece(PieceKind.OUT, "".join(a[i:j])))
        if m > k:
            pieces.append(Piece(PieceKind.IN, "".join(b[k:m])))
    return tuple(pieces)


def _words(text: str) -> list[str]:
    """Each word with the blanks that follow it, so that a changed word is one piece."""
    return re.findall(r"\s*\S+[^\S\n]*|\s+", text)


#: Within this time, several messages of one person are one turn: the others are told once.
ONE_TURN = timedelta(hours=12)


def is_told(previous: tuple[str, datetime] | None, author: str, now: datetime) -> bool:
    """Whether a new message is worth an e-mail, after the ``previous`` one (author, moment)."""
    return previous is None or previous[0] != author or now - previous[1] > ONE_TURN
