"""Scored units -> the list that the best of them belong to, or announce: what asks for a list wants it whole.

A list need not be one for Markdown: "There are four kinds." may be followed by four paragraphs that each open with a
name in bold, or by one whose sentences are counted out.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from answer.parents import DEEP, LIST_WORDS, MAX_ITEMS, within
from answer.scoring import Scored
from answer.shape import Reading
from answer.standing import introduces
from answer.units import Unit
from domain.documents import Block, BlockKind, Document
from domain.outline import children
from domain.ports import Words

_NUMBERS = {word: n for n, word in enumerate("two three four five six seven eight nine ten eleven twelve".split(), 2)}
_NUMBER = rf"(?P<number>{'|'.join(_NUMBERS)}|[2-9]|1[0-2])"
_ANNOUNCES = re.compile(
    r"\b(?:are|were|exist|has|have|offers?|supports?|provides?|knows?|consists? of|comes? in|divided into|one of|"
    rf"the|these|following) (?:the |these |following |different |main |basic )*{_NUMBER}\b"
    r"(?! ?(?:%|percent|(?:milli)?seconds?|minutes?|hours?|days?|weeks?|months?|years?|[kmgt]i?b|times)\b)|"
    r"\b(?:the|one of the|of the) following\b|\bas follows\b",
    re.IGNORECASE,
)
_LABELLED = re.compile(r"\s*(?:\*\*|__|`|\(?\d{1,2}[.)/])\s*\S")  # as its source is written
_TEXT = (BlockKind.PARAGRAPH, BlockKind.QUOTE)


@dataclass(frozen=True, slots=True)
class Series:
    """Blocks of one document that follow one another as the members of a list, and the sentence that announces them."""

    document: Document
    members: tuple[int, ...]
    announced: int | None  # a block: what it says last leads to the members

    def holds(self, unit: Unit) -> bool:
        """Whether a sentence is part of it."""
        return unit.document is self.document and unit.block in (*self.members, self.announced)

    def met_in(self, units: Sequence[Unit]) -> int:
        """How many of some sentences are part of it."""
        return sum(map(self.holds, units))

    def share_in(self, units: Sequence[Unit]) -> float:
        """How much of it some sentences are: of two lists, one inside the other, the nearer has more."""
        return self.met_in(units) / (len(self.members) + 1)


def enumerated(reading: Reading, scored: Sequence[Scored], words: Words) -> list[Unit]:
    """The list that the best sentence is part of, or two of the best ones are; nothing when there is none.

    Nor when the best names what is asked for before a colon: "Sizes: small, large" is the list, not a member of one.
    """
    best = [s.unit for s in scored[:DEEP]]
    label, colon, _ = best[0].plain.partition(": ")
    focus = set(words.terms(reading.focus))
    if colon and focus and focus <= set(words.terms(label)):
        return []
    found = [(n, series) for n, unit in enumerate(best) for series in _series(unit)]
    for n, series in sorted(found, key=lambda f: (-f[1].share_in(best), f[0])):
        if (n == 0 or series.met_in(best) > 1) and (told := _told(series, scored)):
            return told if best[0] in told else [best[0], *told]
    return []


def _series(unit: Unit) -> Iterator[Series]:
    """The list that a sentence stands in, and the one that it announces."""
    outline = unit.document.outline
    siblings = _siblings(outline, unit.block)
    at = siblings.index(unit.block)
    for first in (at, at + 1):
        if first > at and not _announces(outline[unit.block]):
            return
        members = _run(unit.document, siblings, first)
        if first > at and not members:
            members = _counted(outline, siblings[first:], outline[unit.block])
        if members:
            before = siblings[: siblings.index(members[0])]
            told = before[-1] if before and _announces(outline[before[-1]]) else None
            yield Series(unit.document, members, told)


def _siblings(outline: Sequence[Block], block: int) -> list[int]:
    """The blocks under the same parent that stand around one, as far as a list may reach."""

    def beside(numbers: range) -> list[int]:
        return list(islice((n for n in numbers if outline[n].parent == parent and outline[n].plain), MAX_ITEMS + 1))

    parent = outline[block].parent
    before = beside(range(block - 1, -1 if parent is None else parent, -1))
    return [*reversed(before), block, *beside(range(block + 1, len(outline)))]


def _run(document: Document, siblings: Sequence[int], at: int) -> tuple[int, ...]:
    """The siblings around one that are written as it is, when that is as members of a list are."""
    ways = [_way(document, n) for n in siblings]
    if at >= len(siblings) or not ways[at]:
        return ()
    first, last = at, at + 1
    while first and ways[first - 1] == ways[at]:
        first -= 1
    while last < len(siblings) and ways[last] == ways[at]:
        last += 1
    members = tuple(siblings[first:last])
    topics = sum(bool(children(document, n)) for n in members)
    return members if 1 < len(members) <= MAX_ITEMS and 2 * topics <= len(members) else ()


def _way(document: Document, n: int) -> str:
    """How a block is written that may be a member of a list; "" for one that is none."""
    block = document.outline[n]
    if block.kind is BlockKind.ITEM:
        return "item"
    labelled = block.kind in _TEXT and _LABELLED.match(document.text, block.start)
    return "labelled" if labelled else ""


def _counted(outline: Sequence[Block], after: Sequence[int], block: Block) -> tuple[int, ...]:
    """As many paragraphs as are announced, or one of as many sentences."""
    number = _number(block)
    following = [n for n in after[:number] if outline[n].kind in _TEXT]
    if following and len(outline[following[0]].sentences) >= number:
        return tuple(following[:1])
    return tuple(following) if len(following) == number else ()


def _announces(block: Block) -> bool:
    last = block.sentences[-1].plain
    return introduces(last) or any(_ANNOUNCES.search(s.plain) for s in block.sentences[-2:])


def _strength(plain: str) -> int:
    """How plainly a sentence announces: best with a number."""
    found = _ANNOUNCES.search(plain)
    return 2 if found and found["number"] else int(bool(found))


def _number(block: Block) -> int:
    for sentence in reversed(block.sentences[-2:]):
        if (found := _ANNOUNCES.search(sentence.plain)) and found["number"]:
            return _NUMBERS.get(found["number"].lower()) or int(found["number"])
    return 99


def _told(series: Series, scored: Sequence[Scored]) -> list[Unit]:
    """What announces it, and the first sentence of each member; of a single member all of them."""
    units = sorted((s.unit for s in scored if series.holds(s.unit)), key=lambda u: u.place)
    first: dict[int, Unit] = {}
    for unit in units:
        if unit.block != series.announced:
            first.setdefault(unit.block, unit)
    opens = [u for u in units if u.block == series.announced and not introduces(u.plain)]
    opens.sort(key=lambda u: _strength(u.plain))
    members = list(first.values()) if len(series.members) > 1 else [u for u in units if u.block in series.members]
    told = within([*opens[-1:], *members], LIST_WORDS)
    return told if len(told) > 1 else []
