"""Two texts -> whether one is words of the other in a row, but for two runs of them in each other's place. Pure.

"The log of A is fed by B" beside "The log of B is fed by A", whatever the runs are: with all words the same nothing but
a mistake moves them. What a list holds may stand in any order, and so may both sides of "A is B".
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

LEAST = 5  # words
_WORD = re.compile(r"\w+")
_COPULA = frozenset({"is", "are", "was", "were", "be", "means", "a", "an", "the"})
_LIST = re.compile(  # what stands between two things in a list
    r"(?:[\s,;/`'\"-]|\b(?:and|or|nor|as well as|the|a|an)\b|(?<=[,/])\s*[\w-]+(?: [\w-]+)?(?=,|\s+(?:and|or)\b|/))*"
)


@dataclass(frozen=True, slots=True)
class _Exchange:
    """Two runs of words with others between them, by the numbers of words."""

    start: int
    between: slice


def swapped(statement: str, told: str) -> bool:
    """Whether two runs of words of a text have changed places in a statement that has the same words."""
    one, other = _words(statement), _words(told)
    wanted, length = Counter(one), len(one)
    if length < LEAST or not wanted <= Counter(other):
        return False
    rows = [other[at : at + length] for at in range(len(other) - length + 1)]
    found = (_exchange(one, row) for row in rows if Counter(row) == wanted and one not in rows)
    return any(exchange and not _may_move(statement, one, exchange) for exchange in found)


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


def _exchange(one: Sequence[str], other: Sequence[str]) -> _Exchange | None:
    """What changed places, None when it is more than two runs."""
    differ = [n for n, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    start, end = differ[0], differ[-1] + 1
    mine, its = one[start:end], other[start:end]
    for left in range(1, len(mine) - 1):
        for right in range(left + 1, len(mine)):
            if its == [*mine[right:], *mine[left:right], *mine[:left]]:
                return _Exchange(start, slice(start + left, start + right))
    return None


def _may_move(statement: str, words: Sequence[str], exchange: _Exchange) -> bool:
    """Whether what stands between two runs only joins them: the two sides of "A is B", or the things of a list."""
    places = [m.span() for m in _WORD.finditer(statement)]
    between = exchange.between
    sides = _COPULA.issuperset([*words[: exchange.start], *words[between]])
    return sides or bool(_LIST.fullmatch(statement[places[between.start - 1][1] : places[between.stop][0]]))
