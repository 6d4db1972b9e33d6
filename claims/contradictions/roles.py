"""A statement and words of other order -> whether two of its names have changed places, by the words right beside them.

"connected to an ENI through a VPC" beside "connect to a VPC, through an ENI": each name stands where the other stood.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from domain.ports import Words

ENOUGH = 2  # neighbours of each other that names have when none of them says much
_WORD = re.compile(r"\w(?:[\w:./&'’-]*\w)?")
_NAMES = re.compile(r"[A-Z]|\w*[_:]|[a-z]+[A-Z]")
_ARTICLES = frozenset({"the", "a", "an", "its", "their"})
_JOINING = frozenset({"and", "or", "nor", "as"})
_OPENS, _NOTHING = "^", ""
_WEAK = frozenset({_OPENS, "is", "are", "was", "were", "be"})  # what "A is B" and "B is A" share
_PASSIVE = re.compile(r"\bby\b|ed with\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    key: str  # its stem, or itself
    terms: frozenset[str]
    joined: bool  # only a space stands before it


def exchanged(statement: str, told: str, words: Words) -> bool:
    """Whether two names of a statement stand beside what the other text has beside the other of them."""
    one, other = _words(statement, words), _words(told, words)
    opens = bool(_PASSIVE.search(statement)) == bool(_PASSIVE.search(told))
    spans = [(at, found) for at, beside, name in _named(one) if (found := _found(beside, name, other, opens=opens))]
    return any(
        _cross(a, b) and not _listed(one[end:start]) for ((_, end), a), ((start, _), b) in combinations(spans, 2)
    )


_Sides = tuple[str, str]  # what stands before and behind
_Found = tuple[_Sides, tuple[frozenset[str], frozenset[str]]]


def _found(beside: _Sides, name: frozenset[str], other: Sequence[_Word], *, opens: bool) -> _Found | None:
    theirs = _beside_all(name, other, opens=opens)
    return (beside, theirs) if theirs else None


def _listed(between: Sequence[_Word]) -> bool:
    """Whether what stands between two names makes them a list: its order says nothing."""
    return all(_is_name(w) or w.text.lower() in _JOINING for w in between)


def _cross(a: _Found, b: _Found) -> bool:
    (mine, its), (yours, others) = a, b
    own, all_its, all_others = (*mine, *yours), (*its, *others), (*others, *its)
    across = {m for m, o, i in zip(own, all_others, all_its, strict=True) if m in o and m not in i}
    straight = any(m in i for m, i in zip(own, all_its, strict=True) if m)
    return not straight and (bool(across - {_NOTHING} - _WEAK) or len(across - {_NOTHING}) >= ENOUGH)


def _named(text: Sequence[_Word]) -> Iterator[tuple[tuple[int, int], _Sides, frozenset[str]]]:
    """Where each name stands, what stands beside it, and its terms."""
    at = 0
    while at < len(text):
        end = at
        while end < len(text) and _is_name(text[end]) and (end == at or text[end].joined):
            end += 1
        if end > at:
            yield (at, end), _sides(text, at, end), frozenset(t for w in text[at:end] for t in w.terms)
        at = max(end, at + 1)


def _beside_all(
    name: frozenset[str], text: Sequence[_Word], *, opens: bool
) -> tuple[frozenset[str], frozenset[str]] | None:
    """What stands before and behind a name wherever a text has it, None when it has not."""
    before, behind, at = set[str](), set[str](), 0
    while at < len(text):
        end = at
        while end < len(text) and text[end].terms and text[end].terms & name:
            end += 1
        if end > at:
            left, right = _sides(text, at, end)
            before.add(left if opens or left != _OPENS else _NOTHING)
            behind.add(right)
        at = max(end, at + 1)
    return (frozenset(before), frozenset(behind)) if before else None


def _sides(text: Sequence[_Word], start: int, end: int) -> _Sides:
    """The words before and behind, articles left out; nothing where a stop or a list stands between."""
    at = start - 1
    if not text[start].joined and start:
        return _NOTHING, _right(text, end)
    while at >= 0 and text[at].text.lower() in _ARTICLES and text[at].joined:
        at -= 1
    left = _OPENS if at < 0 or (at == 0 and text[0].text.lower() in _ARTICLES) else text[at].key
    return ("" if left in _JOINING else left), _right(text, end)


def _right(text: Sequence[_Word], end: int) -> str:
    if end >= len(text) or not text[end].joined or text[end].key in _JOINING:
        return _NOTHING
    return text[end].key


def _is_name(word: _Word) -> bool:
    return bool(word.terms and _NAMES.match(word.text))


def _words(text: str, words: Words) -> list[_Word]:
    found, at = [], 0
    for m in _WORD.finditer(text):
        terms = words.terms(m.group())
        key = terms[0] if terms else m.group().casefold()
        found.append(_Word(m.group(), key, frozenset(terms), text[at : m.start()].strip("`*'\"“” ") == ""))
        at = m.end()
    return found
