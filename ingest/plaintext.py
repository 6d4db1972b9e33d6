"""Plain text -> an outline: paragraphs by blank lines, bullets by their looks, no markup at all."""

import re
from collections.abc import Iterator

from domain.documents import Block, BlockKind, Sentence
from ingest.markdown.lines import Lines
from ingest.markdown.outline import Outline
from ingest.markdown.prose import Prose, Reference, verbatim
from ingest.sentences import Fits, sentences

_BULLET = re.compile(r"[ \t]*(?:[-*+•‣◦–—]|\d{1,3}[.)]|[a-zA-Z][)])[ \t]+(?=\S)")
_URL = re.compile(r"https?://[^\s<>\"'`\]\[|\\^{}]{3,2000}")

_DEEPEST = 30  # bullets below bullets

Line = tuple[str, int]


def text_outline(text: str, fits: Fits) -> Outline:
    """The paragraphs and bullets of a plain text; a bullet stands under the one it is indented below."""
    blocks: list[Block] = []
    references: list[Reference] = []
    open_items: list[tuple[int, int]] = []  # indentation, block
    for group in _groups(text):
        bullet = _BULLET.match(group[0][0])
        indent = len(group[0][0]) - len(group[0][0].lstrip()) if bullet else -1
        open_items = [item for item in open_items if item[0] < indent][:_DEEPEST]
        lines = Lines.of(_stripped(group, bullet.end() if bullet else 0))
        words = verbatim(lines)
        references += _references(words)
        start, end = lines.span
        made = tuple(sentences(words, fits)) or (Sentence(start, end, ""),)
        kind = BlockKind.ITEM if bullet else BlockKind.PARAGRAPH
        blocks.append(Block(kind, start, end, open_items[-1][1] if open_items else None, made))
        if bullet:
            open_items.append((indent, len(blocks) - 1))
    return Outline(tuple(blocks), tuple(references))


def _groups(text: str) -> Iterator[list[Line]]:
    """The lines of each paragraph or bullet."""
    group: list[Line] = []
    at = 0
    for line in text.split("\n"):
        if group and (not line.strip() or _BULLET.match(line)):
            yield group
            group = []
        if line.strip():
            group.append((line, at))
        at += len(line) + 1
    if group:
        yield group


def _stripped(group: list[Line], lead: int) -> Iterator[Line]:
    for number, (line, at) in enumerate(group):
        words = line[lead if number == 0 else 0 :]
        yield words.strip(), at + len(line) - len(words.lstrip())


def _references(words: Prose) -> Iterator[Reference]:
    for found in _URL.finditer(words.text):
        url = found[0].rstrip(".,;:!?…)*_")
        start = words.starts[found.start()]
        words.guarded.append((found.start(), found.start() + len(url)))
        yield Reference(url, start, start + len(url), url)
