"""Find an element of the référentiel by words: no accents, beginnings of words, light stems.

« prospection » finds « prospecter », « evenement » finds « évènement », « reseaux » « réseau ».
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from tripartite.core.text import fold
from tripartite.curriculum.domain.model import CurriculumData, Element, ElementKind

_WORD = re.compile(r"\be-[a-z]+|[a-z0-9]+")  # « e-commerce » is one word
_E_PREFIX = re.compile(r"\be-")

# Too common to tell one element from another; single letters (l', d', e-) fall by their length.
_EMPTY_WORDS = frozenset(
    {"au", "aux", "de", "des", "du", "en", "et", "la", "le", "les", "ou", "un"}
)

# Endings of French nouns, adjectives and verbs of one family, longest first: prospect-ion,
# prospect-er.
_ENDINGS = (
    "issements",
    "issement",
    "atrices",
    "atrice",
    "ateurs",
    "ateur",
    "ations",
    "ation",
    "ements",
    "ement",
    "ances",
    "iales",
    "ance",
    "iale",
    "iaux",
    "ales",
    "euses",
    "euse",
    "rices",
    "rice",
    "eurs",
    "eur",
    "ions",
    "ites",
    "ives",
    "aux",
    "ale",
    "ial",
    "ion",
    "ite",
    "ive",
    "ifs",
    "iez",
    "ees",
    "al",
    "if",
    "ee",
    "es",
    "er",
    "ez",
    "re",
    "e",
    "s",
    "x",
)
_SHORTEST_STEM = 4
_MOST_WORDS = 12  # what follows is not looked at: the page is public
_LONG_WORD = 6  # « évènementielle » begins with « évènement », not by chance

# Families whose root changes: each word leads to the root the others share.
_IRREGULAR = {"vendre": "vent", "vendeur": "vent", "vendeurs": "vent", "suivre": "suiv"}

_EXACT, _BEGINNING, _SAME_STEM, _STEM_BEGINNING = 8, 6, 4, 2
_PATH_SHARE = 4  # a word found only above the element counts a quarter

_KIND_ORDER = (
    ElementKind.TASK,
    ElementKind.ACTIVITY,
    ElementKind.COMPETENCE,
    ElementKind.POLE,
    ElementKind.BLOCK,
    ElementKind.GROUP,
    ElementKind.RESULT,
    ElementKind.CRITERION,
    ElementKind.CONTEXT,
)


@dataclass(frozen=True, slots=True)
class Hit:
    """An element that answers a search; the higher the score, the closer."""

    element: Element
    score: int


def _folded(text: str) -> str:
    """Without accents, case nor ligatures, in plain apostrophes."""
    return fold(text.replace("’", "'"))


def words(text: str) -> list[str]:
    """The words that can tell something, folded, in order; « e-commerce » gives « ecommerce »."""
    found = (word.replace("-", "") for word in _WORD.findall(_folded(text)))
    return [word for word in found if len(word) > 1 and word not in _EMPTY_WORDS]


def _findable(text: str) -> frozenset[str]:
    """The words under which a text is found: « e-commerce » answers to « commerce » as well."""
    return frozenset(words(text) + words(_E_PREFIX.sub("", _folded(text))))


@lru_cache(maxsize=10_000)
def stem(word: str) -> str:
    """The part a family of words shares, at least four letters: « prospect », « anim »."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("eaux"):
        return word[:-1]
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word[: -len(ending)]
    return word


def _closeness(asked: str, found: str) -> int:
    if asked == found:
        return _EXACT
    if found.startswith(asked):
        return _BEGINNING
    if stem(asked) == stem(found):
        return _SAME_STEM
    if len(stem(asked)) >= _SHORTEST_STEM and found.startswith(stem(asked)):
        return _STEM_BEGINNING
    if len(found) >= _LONG_WORD and asked.startswith(found):
        return _STEM_BEGINNING
    return 0


@dataclass(frozen=True, slots=True)
class _Entry:
    """An element and the words it is found under: its own, and those above it."""

    element: Element
    own: frozenset[str]
    above: frozenset[str]


@lru_cache(maxsize=8)
def _entries(data: CurriculumData) -> tuple[_Entry, ...]:
    return tuple(
        _Entry(element, _findable(element.label), _findable(" ".join(element.path)))
        for element in data.elements()
    )


@lru_cache(maxsize=8)
def _vocabulary(data: CurriculumData) -> frozenset[str]:
    return frozenset().union(*(entry.own | entry.above for entry in _entries(data)))


def _score(near: list[dict[str, int]], entry: _Entry) -> tuple[int, int]:
    """How many of the words are found, and how well; none unless one is in the label itself."""
    found = total = in_label = 0
    for closeness in near:
        here = max((closeness[word] for word in entry.own & closeness.keys()), default=0)
        above = max((closeness[word] for word in entry.above & closeness.keys()), default=0)
        score = max(here, above // _PATH_SHARE)
        found += bool(score)
        in_label += here
        total += score
    return (found, total) if in_label else (0, 0)


def search(data: CurriculumData, query: str) -> list[Hit]:
    """The elements that hold the words of the query, closest first.

    All the words when some element holds them all, else as many as can be found together. A code
    (« P1.A2.T1 ») finds its element alone. A query without a telling word finds nothing.
    """
    entries = _entries(data)
    by_code = [e for e in entries if e.element.code.casefold() == query.strip().casefold()]
    if by_code:
        return [Hit(by_code[0].element, _EXACT)]
    near = []
    for asked in words(query)[:_MOST_WORDS]:
        closeness = {word: _closeness(asked, word) for word in _vocabulary(data)}
        near.append({word: score for word, score in closeness.items() if score})
    scores = [(entry.element, *_score(near, entry)) for entry in entries]
    most = max((found for _, found, _ in scores), default=0)
    hits = [Hit(element, score) for element, found, score in scores if found == most and score]
    return sorted(
        hits,
        key=lambda hit: (
            -hit.score,
            _KIND_ORDER.index(hit.element.kind),
            len(words(hit.element.label)),  # the shorter label says little else
        ),
    )
