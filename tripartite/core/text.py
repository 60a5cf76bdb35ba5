"""Words compared as people compare them."""

import re
import unicodedata
from functools import lru_cache


def fold(text: str) -> str:
    """Without accents, case or repeated spaces: « Évènement  NOVA » → « evenement nova »."""
    # Taken apart first: « 𝕬 » has no small letter of its own, the A inside it has one.
    letters = (c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    bare = "".join(letters).casefold()
    return " ".join(bare.replace("œ", "oe").replace("æ", "ae").split())


@lru_cache(maxsize=4096)
def fold_words(text: str) -> str:
    """The same, without punctuation: « L’Épicerie  d’Éze » → « l epicerie d eze »."""
    return " ".join(re.findall(r"[^\W_]+", fold(text)))
