"""Which characters the shipped fonts can print, and what stands for the others.

PDF/A and PDF/UA refuse a paper with a character that no font can draw. A pasted emoji, a control
character or an ideogram must not keep a placement from being signed: it is replaced by a white
square, which shows that something was there.
"""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # ships no types

from tripartite.core import fr

FONTS = Path(__file__).parent / "fonts"
EMOJI = FONTS / "NotoEmoji-Subset.ttf"
MISSING = "□"
# Joiners change the shape of Arabic letters; other format characters are invisible at best and,
# like U+202E, make the text that follows read backwards at worst.
JOINERS = {"\u200c", "\u200d"}
MARKS = {"Mn", "Mc", "Me"}


def printable(value: Any) -> Any:
    """The same JSON value with every string spaced as French is, of characters we can print."""
    if isinstance(value, str):
        return printable_text(fr.spaced(value))
    if isinstance(value, Mapping):
        return {key: printable(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [printable(inner) for inner in value]
    return value


_MONTHS = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
#: Spaces where a French line does not break, whatever was typed there.
_TIED = re.compile(
    rf"(?<=«) | (?=[»;:!?%€])|(?<=\bn°) (?=\S)|(?<=\d) (?=h\b)|(?<=\b\d) (?=(?:{_MONTHS})\b)"
    rf"|(?<=\b\d\d) (?=(?:{_MONTHS})\b)|(?<=\b1er) (?=(?:{_MONTHS})\b)"
)
NBSP = "\u00a0"


def printable_text(text: str) -> str:
    """Keep line ends, letters and marks that one of the fonts draws; replace or drop the rest.

    The spaces inside quotes, before a high punctuation mark or inside a date no longer break.
    """
    text = _TIED.sub(NBSP, text)
    if text.isascii() and text.isprintable():
        return text
    kept: list[str] = []
    base = 0
    for character in unicodedata.normalize("NFC", text.replace("\r\n", "\n")):
        if character in "\n\r\u2028\u2029":
            kept.append("\n")
            base = 0
            continue
        category = unicodedata.category(character)
        fonts = coverage().get(ord(character), 0)
        if category in MARKS:
            # A mark is drawn by the font of its letter, or not at all.
            if fonts & base:
                kept.append(character)
            continue
        if character in JOINERS:
            if fonts & base:
                kept.append(character)
            continue
        if character in "\t\v\f":
            drawn = " "
        elif category in {"Cc", "Cf"}:
            continue
        else:
            drawn = character if fonts else MISSING
        kept.append(drawn)
        base = coverage()[ord(drawn)]
    return "".join(kept)


@cache
def coverage() -> dict[int, int]:
    """For each character that can be drawn, the set of the fonts that draw it, as bits."""
    drawn: dict[int, int] = {}
    for position, path in enumerate([*sorted(FONTS.glob("*-Regular.?tf")), EMOJI]):
        with TTFont(path, lazy=True) as font:
            for character in font.getBestCmap():
                drawn[character] = drawn.get(character, 0) | 1 << position
    return {
        character: fonts
        for character, fonts in drawn.items()
        if unicodedata.category(chr(character)) not in {"Co", "Cn", "Cs"}
    }
