"""Where the lines that the block parser hands on stand in the document."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markdown_it.token import Token

from ingest.markdown.lines import Lines

_CONTAINER = re.compile(r"[ \t>]*")


@dataclass(frozen=True, slots=True)
class Source:
    """A document's text and its shadow, by line."""

    text: str
    shadow: str
    lines: tuple[str, ...]  # of the shadow
    starts: tuple[int, ...]  # offset of each line

    @staticmethod
    def of(text: str, hidden: str) -> "Source":
        """The lines of a text whose shadow is given."""
        lines, starts, at = tuple(hidden.split("\n")), [], 0
        for line in lines:
            starts.append(at)
            at += len(line) + 1
        return Source(text, hidden, lines, tuple(starts))


def word_lines(source: Source, token: Token) -> Lines:
    """The words of a paragraph or heading, line by line, without container marks and outer white space."""
    first, end = token.map or (0, 0)
    return Lines.of(_placed(source, range(first, end), token.content.split("\n"))).trimmed()


def _placed(source: Source, numbers: Sequence[int], wanted: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Each wanted line with its place: it is the tail of a source line, in order."""
    at = 0
    for words in (line.strip() for line in wanted):
        while at < len(numbers):
            line = source.lines[numbers[at]]
            tail = line.rstrip()
            found = len(tail) - len(words) if tail.endswith(words) else line.rfind(words)
            at += 1
            if found >= 0 and (words or not line.strip(" \t>")):
                yield words, source.starts[numbers[at - 1]] + found
                break


def code_lines(source: Source, token: Token) -> tuple[Lines, Lines]:
    """The lines inside a code or math block, and the block with its fences."""
    first, end = token.map or (0, 0)
    rows = [(_CONTAINER.sub("", source.lines[n], count=1), n) for n in range(first, end)]
    placed = [(text.rstrip(), source.starts[n] + len(source.lines[n]) - len(text)) for text, n in rows]
    while placed and not placed[-1][0]:
        placed.pop()
    inner = placed
    if token.type == "fence":
        closed = len(placed) > 1 and placed[-1][0].startswith(token.markup) and not placed[-1][0].strip(token.markup[0])
        inner = placed[1 : -1 if closed else None]
    return Lines.of(inner), Lines.of(placed).trimmed()
