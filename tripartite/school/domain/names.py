"""Names compared as people compare them: without accents, case or punctuation."""

from tripartite.core.text import fold_words


def same_name(one: str, other: str) -> bool:
    return fold_words(one) == fold_words(other)
