"""A passage's verbatim text -> pieces to set: what is lit, and what is only markup.

Joined, the pieces are the text again, character by character; how quiet the markup looks is the style sheet's affair.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

Look = Literal["", "quiet", "bullet", "soft", "code", "strong"]
Span = tuple[int, int]

_FENCE = re.compile(r"^\s*(```|~~~)", re.MULTILINE)
_BULLET = re.compile(r"(?m)^[ \t]*([-*+])(?=[ \t]+\S)")
_SOFT_BREAK = re.compile(r"(?<=[^\s|])\n[ \t]*(?=[^\s|>#\-*+\d{<])")  # a line wrapped by hand, not a new block
_STRONG = re.compile(r"(?<![\w*])(\*\*)(?=\S)([^*\n]+?)(?<=\S)(\*\*)(?![\w*])")
_CODE = re.compile(r"(?<!`)(`)([^`\n]+)(`)(?!`)")
_LINK = re.compile(r"(?<!!)(\[)([^\[\]\n]+)(\]\([^()\s]+(?:\s+\"[^\"]*\")?\))")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters that look alike."""

    text: str
    lit: bool = False
    look: Look = ""


def pieces(text: str, lit: Iterable[Span] = ()) -> tuple[Piece, ...]:
    """The text in pieces; `lit` are spans inside it."""
    lit_spans, looks = tuple(lit), tuple(_looks(text))
    edges = {0, len(text)}
    for start, end in (*lit_spans, *(span for span, _ in looks)):
        edges |= {max(0, start), min(len(text), end)}
    return tuple(
        Piece(text[start:end], any(s <= start and end <= e for s, e in lit_spans), _look(start, end, looks))
        for start, end in pairwise(sorted(edges))
    )


def _look(start: int, end: int, looks: Sequence[tuple[Span, Look]]) -> Look:
    return next((look for (s, e), look in looks if s <= start and end <= e), "")


def _looks(text: str) -> Iterator[tuple[Span, Look]]:
    """What each span of markup is, the first that covers a character wins; code is shown as it stands."""
    if _FENCE.search(text):
        yield (0, len(text)), "code"
        return
    for found in _BULLET.finditer(text):
        yield found.span(1), "bullet"
    for found in _SOFT_BREAK.finditer(text):
        yield found.span(), "soft"
    for found in _CODE.finditer(text):
        yield from ((found.span(1), "quiet"), (found.span(3), "quiet"), (found.span(2), "code"))
    for found in _LINK.finditer(text):
        yield from ((found.span(1), "quiet"), (found.span(3), "quiet"))
    for found in _STRONG.finditer(text):
        yield from ((found.span(1), "quiet"), (found.span(3), "quiet"), (found.span(2), "strong"))
