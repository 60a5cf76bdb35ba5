"""Words compared as people compare them."""

import unicodedata


def fold(text: str) -> str:
    """Without accents, case or repeated spaces: « Évènement  NOVA » → « evenement nova »."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    letters = (c for c in bare if not unicodedata.combining(c))
    return " ".join("".join(letters).replace("œ", "oe").replace("æ", "ae").split())
