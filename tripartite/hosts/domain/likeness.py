"""Words that mean the same in spite of a slip of the hand: names of hosts, domains of addresses."""

from collections.abc import Collection, Iterable

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

#: Words that say what kind of organisation it is, not which one.
_LEGAL = frozenset(
    {"sarl", "sas", "sasu", "sa", "eurl", "sci", "snc", "scop", "selarl", "ei", "eirl"}
    | {"ste", "societe", "ets", "etablissements"}
    | {"et", "de", "du", "des", "la", "le", "les", "l", "d", "the"}
)
#: From this likeness on (0–100), two names in one place are shown as one organisation.
SAME_NAME = 86


def slips_allowed(word: str) -> int:
    """How many slips still make the same word: none in a short one, two in a long one.

    Figures are never guessed: 06300 is not 06800.
    """
    if len(word) < 4 or any(letter.isdigit() for letter in word):
        return 0
    return 1 if len(word) < 8 else 2


def alike_words(word: str, vocabulary: Collection[str]) -> frozenset[str]:
    """The words of the vocabulary that hold this one, or that differ from it by a slip.

    A slip is a letter missing, added, changed, or two swapped; a longer word is also compared by
    its beginning, so that « boulangrie » finds « boulangeries ».
    """
    found = {known for known in vocabulary if word in known}
    if allowed := slips_allowed(word):
        near = process.extract(
            word, vocabulary, scorer=OSA.distance, score_cutoff=allowed, limit=None
        )
        found.update(known for known, *_ in near)
        longer = [known for known in vocabulary if len(known) > len(word)]
        heads = [known[: len(word) + 1] for known in longer]
        found.update(
            known
            for known, head in zip(longer, heads, strict=True)
            if OSA.distance(word, head, score_cutoff=1) <= 1
        )
    return frozenset(found)


def like_every_word(words: Iterable[str], texts: dict[int, str]) -> list[int]:
    """The keys of the texts that hold something like each word."""
    bags = {key: frozenset(text.replace("|", " ").split()) for key, text in texts.items()}
    vocabulary = frozenset().union(*bags.values()) if bags else frozenset()
    wanted = [alike_words(word, vocabulary) for word in words]
    return [key for key, bag in bags.items() if all(bag & alike for alike in wanted)]


def same_name(one: str, other: str) -> bool:
    """Whether two folded names are likely those of one organisation, legal forms left out."""
    first, second = _bare(one), _bare(other)
    if not (first and second):
        return False
    return first == second or fuzz.token_sort_ratio(first, second) >= SAME_NAME


def _bare(folded: str) -> str:
    words = folded.split()
    return " ".join(w for w in words if w not in _LEGAL) or " ".join(words)
