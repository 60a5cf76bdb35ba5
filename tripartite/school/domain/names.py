"""Words compared as people compare them: without accents, case or punctuation."""

import unicodedata

_LIGATURES = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss"})


def plain(text: str) -> str:
    """« Né(e) le » → ``ne e le``; « ŒUVRARD-Lemaître » → ``oeuvrard lemaitre``."""
    bare = "".join(
        c
        for c in unicodedata.normalize("NFKD", text.translate(_LIGATURES))
        if not unicodedata.combining(c)
    )
    return " ".join("".join(c if c.isalnum() else " " for c in bare.casefold()).split())


def same_name(one: str, other: str) -> bool:
    return plain(one) == plain(other)
