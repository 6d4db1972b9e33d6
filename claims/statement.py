"""A statement -> its parts, and whether another text gives them: for whoever holds one text against another."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from claims.scoring import WeightedTerms, weighted_terms
from domain.ports import Words
from language.names import names
from language.quantities import Figure, comparable, figures, same, without

_SUBJECT = re.compile(
    r"(?!(?:Several|Many|Most|Some|Various|Numerous|Multiple|Certain|Different)\b)"
    r"([A-Z][\w-]*)(?=\(| )(?: ?\([^)]*\))? (?:is|are|was|were|has|have|can|will|must|[a-z]+s)\b"
)
_LABEL = re.compile(r"(?:[^\s:.;,]+ ){0,3}([^\s:.;,]+): ")  # what a statement such as "Retention: 24 hours" is about
_CODE = re.compile(r"`([^`]+)`")
_PAIR = re.compile(r"([A-Z][a-z]+)(?<!ing)(?<!ed)(?<!ly) [A-Z]")  # how a name of two words opens a sentence
_MAKER = re.compile(r"\b(?:Amazon|AWS|Apache|Azure|Google|Microsoft) (?=[A-Z])")  # may stand before a name or not


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement taken apart."""

    text: str
    figures: list[Figure]
    terms: WeightedTerms  # without the figures
    names: frozenset[str]  # terms of its names


def statement_of(text: str, told: Iterable[str], words: Words) -> Statement:
    """The parts of a statement; `told` is what it is held against, which shows whether its first word is a name."""
    found = figures(text, words)
    bare = _MAKER.sub("", without(text, found))
    named = names(bare, words) | _opening_name(bare, told, words)
    if label := _LABEL.match(bare):
        named |= set(words.terms(label[1]))
    named |= {t for code in _CODE.findall(bare) for t in words.terms(code)}
    return Statement(text, found, weighted_terms(without(text, found), words), frozenset(named))


def gives(told: Iterable[Figure], figure: Figure) -> bool:
    """Whether one of the figures told is the figure itself: as much of the same, not bound the other way."""
    return any(
        same(figure, t) and comparable(figure, t) and not {figure.bound, t.bound} >= {"most", "least"} for t in told
    )


def around(figure: Figure, statement: Statement, reach: int, words: Words) -> frozenset[str]:
    """The terms of the words next to a figure: what it measures, as far as words can tell."""
    before = statement.text[: figure.start].split()[-reach:]
    after = statement.text[figure.end :].split()[:reach]
    return frozenset(t for t in words.terms(" ".join([*before, "|", *after])) if t in statement.terms.weights)


def _opening_name(statement: str, told: Iterable[str], words: Words) -> set[str]:
    """The terms of the first word when the statement is about it, or when its capital stands inside what is told."""
    if subject := _SUBJECT.match(statement) or _PAIR.match(statement):
        return set(words.terms(subject[1]))
    first = re.match(r"[A-Z][a-z]+\b", statement)
    inside = re.compile(rf"(?<=[a-z,] ){first.group()}\b") if first else None
    known = inside and any(inside.search(text) for text in told)
    return set(words.terms(first.group())) if first and known else set()
