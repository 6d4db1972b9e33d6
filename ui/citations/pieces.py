"""A passage's verbatim text -> lines of pieces to set: what is lit, and what is only markup.

Joined, the pieces are the text again, character by character; how quiet the markup looks is the style sheet's affair.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

Look = Literal["", "quiet", "bullet", "soft", "code", "strong", "bar"]
Kind = Literal["", "item", "heading", "code", "front", "cells", "rule", "blank"]
Span = tuple[int, int]

_FRONT = re.compile(r"\A---[ \t]*\n.*?^---[ \t]*(?:\n|\Z)", re.MULTILINE | re.DOTALL)
_FENCE = re.compile(r"^\s*(```|~~~)", re.MULTILINE)
_SOFT_BREAK = re.compile(r"(?<=[^\s|])\n[ \t]*(?=[^\s|>#\-*+\d{<])")  # a line wrapped by hand, not a new block
_START = re.compile(r"(?P<indent>[ \t]*)(?:(?P<bullet>[-*+])(?P<gap>[ \t]+)(?=\S)|(?P<heading>#{1,6}[ \t]+))?")
_STRONG = re.compile(r"(?<![\w*])(\*\*)(?=\S)([^*\n]+?)(?<=\S)(\*\*)(?![\w*])")
_CODE = re.compile(r"(?<!`)(`)([^`\n]+)(`)(?!`)")
_LINK = re.compile(r"(?<!!)(\[)([^\[\]\n]+)(\]\([^()\s]+(?:\s+\"[^\"]*\")?\))")
_WIKI = re.compile(r"(\[\[(?:[^\[\]|\n]*\|)?)([^\[\]|\n]+)(\]\])")
_RULE = re.compile(r"[ \t]*\|?(?:[ \t]*:?-{2,}:?[ \t]*\|?)+\s*")  # under the head of a table
_EDGE, _LAST_EDGE = re.compile(r"[ \t]*\|[ \t]*"), re.compile(r"[ \t]*\|[ \t]*(?=\n|$)")
_DEEPEST = 6  # levels of indentation shown: a narrow margin has room for no more


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters that look alike."""

    text: str
    lit: bool = False
    look: Look = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it is set: its kind, how deep it stands, and its pieces, the line break included."""

    kind: Kind
    depth: int
    pieces: tuple[Piece, ...]


def lines(text: str, lit: Iterable[Span] = ()) -> tuple[Line, ...]:
    """The text in lines; `lit` are spans inside it. Lines wrapped by hand are joined, code stands as it is."""
    spans = tuple(lit)
    if front := _FRONT.match(text):
        rest = tuple((start - front.end(), end - front.end()) for start, end in spans)
        return (Line("front", 0, _cut(text, 0, front.end(), (), spans)), *lines(text[front.end() :], rest))
    if _FENCE.search(text):
        return (Line("code", 0, _cut(text, 0, len(text), (), spans)),)
    soft = {found.start(): found.span() for found in _SOFT_BREAK.finditer(text)}
    breaks = [found.end() for found in re.finditer("\n", text) if found.start() not in soft]
    edges = sorted({0, *breaks, len(text)})
    inline = tuple(_inline(text, soft.values()))
    return tuple(_line(text, start, end, inline, spans) for start, end in pairwise(edges))


def read_aloud(found: Iterable[Line]) -> str:
    """The lit words as they read, without markup."""
    lit = (p.text for line in found for p in line.pieces if p.lit and p.look not in ("quiet", "bullet"))
    return " ".join("".join(lit).split())


def _line(text: str, start: int, end: int, inline: Sequence[tuple[Span, Look]], lit: tuple[Span, ...]) -> Line:
    words = text[start:end]
    if not words.strip():
        return Line("blank", 0, _cut(text, start, end, (), ()))
    if _EDGE.match(words) or (start == 0 and "|" in words and _EDGE.match(text, end)):  # its first bar was cut off
        kind: Kind = "rule" if _RULE.fullmatch(words) else "cells"
        return Line(kind, 0, _cut(text, start, end, (*_bars(text, start, end), *inline), lit))
    return _outlined(text, start, end, inline, lit)


def _bars(text: str, start: int, end: int) -> Iterator[tuple[Span, Look]]:
    """The bars of a table's row: those between cells are seen, those at its edges are not."""
    for edge in (_EDGE.match(text, start, end), _LAST_EDGE.search(text, start, end)):
        if edge:
            yield edge.span(), "quiet"
    for at in range(start, end):
        if text[at] == "|":
            yield (at, at + 1), "bar"


def _outlined(text: str, start: int, end: int, inline: Sequence[tuple[Span, Look]], lit: tuple[Span, ...]) -> Line:
    """A line with its indentation and its bullet or hashes told apart from its words."""
    found = _START.match(text, start, end)
    if found is None:  # cannot be: every part of the pattern may be empty
        return Line("", 0, _cut(text, start, end, inline, lit))
    looks: dict[str, Look] = {"indent": "quiet", "bullet": "bullet", "gap": "quiet", "heading": "quiet"}
    opening = [(found.span(name), look) for name, look in looks.items() if found[name]]
    depth = min(_DEEPEST, len(found["indent"].expandtabs(4)) // 2)
    kind: Kind = "item" if found["bullet"] else "heading" if found["heading"] else ""
    return Line(kind, depth, _cut(text, start, end, (*opening, *inline), lit))


def _cut(
    text: str, first: int, last: int, looks: Sequence[tuple[Span, Look]], lit: tuple[Span, ...]
) -> tuple[Piece, ...]:
    edges = {first, last}
    for span in (*lit, *(span for span, _ in looks)):
        edges |= {edge for edge in span if first < edge < last}
    return tuple(
        Piece(text[start:end], any(s <= start and end <= e for s, e in lit), _look(start, end, looks))
        for start, end in pairwise(sorted(edges))
    )


def _look(start: int, end: int, looks: Sequence[tuple[Span, Look]]) -> Look:
    """What a run is; the first that covers it wins."""
    return next((look for (s, e), look in looks if s <= start and end <= e), "")


def _inline(text: str, soft: Iterable[Span]) -> Iterator[tuple[Span, Look]]:
    for span in soft:
        yield span, "soft"
    for pattern, inside in ((_CODE, "code"), (_LINK, ""), (_WIKI, ""), (_STRONG, "strong")):
        for found in pattern.finditer(text):
            yield from ((found.span(1), "quiet"), (found.span(3), "quiet"))
            if inside:
                yield found.span(2), inside  # type: ignore[misc]
