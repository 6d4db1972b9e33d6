"""English words -> which of them say the opposite of a word. Pure.

By a list of pairs that notes are full of, each in the forms of regular verbs and adverbs, and by prefixes: synchronous,
asynchronous. Words that are converse ("send", "receive") are left out: a passive says the same with the other.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache

from language.lists import word_rows

STEM = 5  # letters behind a prefix that make a word
_PAIRS = word_rows("en/opposites")
_PREFIXES = ("non", "dis", "un", "in", "im", "ir", "a")
_ENDINGS, _FOR_ITS_LAST = ("", "s", "es", "d", "ed", "ing", "ly", "ally"), ("ing", "ies", "ied", "ion")

Side = tuple[int, int]  # a pair, and which of its sides


def _forms(words: str) -> Iterator[str]:
    for word in words.split(","):
        yield from (word + ending for ending in _ENDINGS)
        yield from (word[:-1] + ending for ending in _FOR_ITS_LAST if word[-1] in "ey")


def _sides() -> Mapping[str, frozenset[Side]]:
    found: dict[str, frozenset[Side]] = {}
    for side, forms in _FORMS.items():
        for form in forms:
            found[form] = found.get(form, frozenset()) | {side}
    return found


_FORMS: Mapping[Side, frozenset[str]] = {
    (number, side): frozenset(_forms(words))
    for number, pair in enumerate(_PAIRS)
    for side, words in enumerate(pair.split("/"))
}
_SIDES = _sides()


def has_opposite(word: str) -> bool:
    """Whether a word, in small letters, is one of a pair."""
    return word in _SIDES


def opposites(word: str, known: frozenset[str]) -> frozenset[str]:
    """The opposites of a word among those of a text; by its prefix only of a word that the text lacks."""
    paired = (_FORMS[number, 1 - side] & known for number, side in _SIDES.get(word, ()))
    return frozenset().union(*paired, _turned(word) & known if word not in known else ())


def alike(one: str, other: str) -> bool:
    """Whether two words are one, or on the same side of a pair."""
    return one == other or bool(_SIDES.get(one, frozenset()) & _SIDES.get(other, frozenset()))


@lru_cache(maxsize=10_000)
def _turned(word: str) -> frozenset[str]:
    """A word behind every prefix that turns it, and without the one that it has."""
    longer = {prefix + word for prefix in _PREFIXES if len(word) >= STEM}
    return frozenset(longer | {word[len(p) :] for p in _PREFIXES if word.startswith(p) and len(word) >= len(p) + STEM})
