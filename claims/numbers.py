"""The numbers of a statement and those of a window -> the ones that the window does not give. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from claims.statement import Statement
from claims.windows import Window
from domain.ports import Words
from language.quantities import Figure, comparable, figures, same

_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")  # also inside a word: 18th, 1940s
_ALONE = re.compile(rf"(?<![\w.,]){_DIGITS.pattern}(?!\w)")
_NUMBERED = re.compile(r"[A-Z][\w-]+ $")  # before a number that is part of a name: Super Bowl 50
_YEAR = re.compile(r"1\d{3}|20\d\d")


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers of a window."""

    own: frozenset[str]  # digits of its sentences
    digits: frozenset[str]  # with those of what stands over them
    named: frozenset[str]  # numbers that may be part of a name: also those right before it
    figures: Sequence[Figure]  # of its sentences and what stands over them
    counts: Sequence[Figure]  # of its sentences, spelt out


def numbers_of(window: Window, words: Words) -> Numbers:
    """Those of a window."""
    plain = window.plain
    found = figures(f"{window.above}\n{plain}", words)
    own, digits, named = (
        frozenset(_DIGITS.findall(text))
        for text in (plain, f"{window.above}\n{plain}", f"{window.beside}\n{window.above}\n{plain}")
    )
    at = len(window.above)
    return Numbers(own, digits, named, found, [f for f in found if f.start > at and _spelt(f)])


def wrong_numbers(statement: Statement, told: Numbers) -> tuple[str, ...]:
    """The numbers of a statement, as it writes them, that the window does not give."""
    inside = [(f.start, f.end) for f in statement.figures]
    bare = [m.group() for m in _ALONE.finditer(statement.text) if not any(a <= m.start() < b for a, b in inside)]
    said = frozenset(_DIGITS.findall(statement.text))
    measured = [f.written for f in statement.figures if not _given(f, statement, said, told)]
    return (*measured, *(n for n in bare if not _stands(n, said, told)))


def counted(statement: Statement, told: Numbers) -> bool:
    """Whether a statement counts what the window only lists: "two kinds" of a list that gives no number."""
    return any(_spelt(f) and not any(same(f, t) for t in told.figures) for f in statement.figures)


def _given(figure: Figure, statement: Statement, said: frozenset[str], told: Numbers) -> bool:
    """Whether a window has the figure. What is counted may go by another word: the words are weighed elsewhere."""
    if any(same(figure, t) and not {figure.bound, t.bound} >= {"most", "least"} for t in told.figures):
        return not _of_another(figure, told)
    if _spelt(figure) and not any(comparable(figure, t) for t in told.figures):
        others = [t for t in told.counts if not any(same(t, f) for f in statement.figures)]
        return not others  # counted, not told
    if figure.measure in ("count", "version") and figure.written in told.digits:
        return _stands(figure.written, said, told)
    named = figure.measure == "count" and _NUMBERED.search(statement.text[: figure.start])
    return bool(named) and figure.written in told.named


def _of_another(figure: Figure, told: Numbers) -> bool:
    """Whether a window counts something else by the number, and by another number what the statement counts."""
    alike = [t for t in told.figures if t.measure == "count" and figure.of & t.of]
    return figure.measure == "count" and bool(alike) and not any(same(figure, t) for t in alike)


def _stands(number: str, said: frozenset[str], told: Numbers) -> bool:
    """Whether a number stands in the sentences, or around them while they hold no other that it could be instead of."""
    if number in told.own:
        return True
    others = [n for n in told.own - said if bool(_YEAR.fullmatch(n)) == bool(_YEAR.fullmatch(number))]
    return number in told.named and not others


def _spelt(figure: Figure) -> bool:
    return figure.written[:1].isalpha() and figure.measure in ("count", "times")
