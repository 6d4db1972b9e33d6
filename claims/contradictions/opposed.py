"""A statement and a window -> a word of the one in whose place the other has its opposite: "before" for "after". Pure.

Opposites are as near to each other in meaning as any two words: neither shares of words nor vectors tell them apart.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

from domain.ports import Words
from language.antonyms import alike, has_opposite, opposites

SHARED = 0.6  # of the statement's other terms that must stand in the window
REACH = 3  # words before one of a pair in which a "not" turns it
_BOUNDS = re.compile(r"\b(?:up to|at most)\b", re.IGNORECASE)  # "most" in other words
_TOKEN = re.compile(r"\w+(?:['’]\w+)*|[.;:()!?]")
_STOPS = frozenset(".;:)!?")
_ENDS = _STOPS | {"("}
_NO = frozenset({"not", "no", "never", "without", "cannot", "nor", "neither"})


@dataclass(frozen=True, slots=True)
class _Place:
    """A word and what stands beside it, stop words left out."""

    word: str
    before: str
    behind: str  # "" where the clause ends
    denied: bool

    def like(self, other: "_Place") -> int:
        """How much of what stands beside two words is the same, 0 when they do not stand in the same place.

        The same place is before the same, or at the end of a clause behind the same.
        """
        before = bool(self.before) and self.before == other.before
        if self.behind and other.behind:
            return (1 + before) * (self.behind == other.behind)
        return int(before)


def opposed(statement: str, told: str, words: Words) -> str:
    """The first word of a statement where the other text has its opposite; "" when there is none."""
    mine, its = _tokens(statement), _tokens(told)
    known = frozenset(its)
    for word in mine:
        if (facing := opposites(word, known)) and _in_place(word, facing, mine, its, words):
            return word if _shared(word, statement, told, words) >= SHARED else ""
    return ""


def _in_place(word: str, facing: frozenset[str], mine: Sequence[str], its: Sequence[str], words: Words) -> bool:
    """Whether the other text has an opposite where the statement has the word, rather than a word of its meaning."""
    against = _places(facing, its, words)
    same = _places(frozenset(t for t in its if alike(word, t)), its, words)
    return any(
        max((one.like(o) for o in against if o.denied == one.denied), default=0)
        > max((one.like(o) for o in same), default=0)
        for one in _places(frozenset({word}), mine, words)
    )


def _shared(word: str, statement: str, told: str, words: Words) -> float:
    """The share of a statement's terms, those of one of its words left out, that the other text has."""
    own = set(words.terms(statement)) - set(words.terms(word))
    return len(own & set(words.terms(told))) / len(own) if own else 0.0


@lru_cache(maxsize=1_000)
def _tokens(text: str) -> tuple[str, ...]:
    return tuple(_TOKEN.findall(_BOUNDS.sub("most", text).casefold()))


def _places(wanted: frozenset[str], tokens: Sequence[str], words: Words) -> list[_Place]:
    return [
        _Place(
            token,
            _beside(takewhile(lambda t: t not in _STOPS, reversed(tokens[:at])), words),
            _beside(takewhile(lambda t: t not in _ENDS, tokens[at + 1 :]), words),
            _denied(tokens, at),
        )
        for at, token in enumerate(tokens)
        if token in wanted
    ]


def _beside(tokens: Iterable[str], words: Words) -> str:
    """The term of the first word that says something."""
    return next((terms[0] for t in tokens if (terms := (t,) if has_opposite(t) else words.terms(t))), "")


def _denied(tokens: Sequence[str], at: int) -> bool:
    before = tokens[max(0, at - REACH) : at]
    return any(t in _NO or t.endswith(("n't", "n’t")) for t in before)
