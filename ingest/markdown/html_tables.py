"""HTML tables inside Markdown -> rows, as Markdown's own tables have them, in place of their cells' paragraphs."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from domain.documents import Block, BlockKind
from ingest.markdown.alignment import Source
from ingest.markdown.lines import Lines, Range
from ingest.markdown.prose import Reference, prose
from ingest.markdown.shadow import FILL
from ingest.markdown.tables import Row, row
from ingest.sentences import Fits

_TAG = re.compile(r"<(?P<close>/?)(?P<name>table|tr|td|th)(?=[\s/>])(?P<rest>[^>]*)>", re.IGNORECASE)
_SPANNED = re.compile(r"\b(?:col|row)span\b", re.IGNORECASE)
_LEAD = re.compile(rf"[ \t>{FILL}]*")
_FENCE = re.compile(r"```|~~~")

Tag = re.Match[str]


@dataclass(frozen=True, slots=True)
class _Cell:
    """Where the words of a cell stand."""

    start: int
    end: int
    header: bool
    spans: bool  # several rows or columns


@dataclass(frozen=True, slots=True)
class _Table:
    """A table as its tags tell it."""

    start: int
    end: int
    rows: Sequence[Sequence[_Cell]]

    @property
    def has_headers(self) -> bool:
        """Whether the first row says what the cells of the others are."""
        cells = [cell for cells in self.rows for cell in cells]
        return len(self.rows) > 1 and all(c.header for c in self.rows[0]) and not any(c.spans for c in cells)


@dataclass(frozen=True, slots=True)
class Outlined:
    """Blocks in reading order, and the links in them."""

    blocks: list[Block]
    references: list[Reference]

    def tabulated(self, source: Source, hidden: Sequence[Range], env: dict[str, Any], fits: Fits) -> "Outlined":
        """The same with the cells of HTML tables told by the row."""
        told = self
        for table in reversed(list(_tables(source.text, hidden))):
            told = told._with(table, source, env, fits)
        return told

    def _with(self, table: _Table, source: Source, env: dict[str, Any], fits: Fits) -> "Outlined":
        """The rows of one table in place of its paragraphs; all as it was where it holds anything else."""
        inside = [n for n, b in enumerate(self.blocks) if b.start < table.end and b.end > table.start]
        if not inside or not all(_is_words(self.blocks[n], table, source.text) for n in inside):
            return self
        first, after = inside[0], inside[-1] + 1
        parent = self.blocks[first].parent
        rows = list(_rows(table, source, env, fits))
        made = [Block(BlockKind.ROW, r.start, r.end, parent, r.sentences) for r in rows]
        shift = len(made) - len(inside)
        later = [_moved(block, first, after, shift, parent) for block in self.blocks[after:]]
        links = [r for r in self.references if not table.start <= r.start < table.end]
        return Outlined([*self.blocks[:first], *made, *later], links + [r for told in rows for r in told.references])


def _tables(text: str, hidden: Sequence[Range]) -> Iterator[_Table]:
    """The tables of several columns; neither of two, one in the other, is taken."""
    tags = [tag for start, end in hidden if (tag := _TAG.fullmatch(text, start, end))]
    for opening, *within, closing in _whole(tags):
        rows: list[list[_Cell]] = []
        for tag, following in pairwise((*within, closing)):
            if tag["name"].lower() == "tr" and not tag["close"]:
                rows.append([])
            elif tag["name"].lower() in ("td", "th") and not tag["close"] and rows:
                spans = bool(_SPANNED.search(tag["rest"]))
                rows[-1].append(_Cell(tag.end(), following.start(), tag["name"].lower() == "th", spans))
        if any(len(cells) > 1 for cells in rows) and not any(tag["name"].lower() == "table" for tag in within):
            yield _Table(opening.start(), closing.end(), [cells for cells in rows if cells])


def _whole(tags: Sequence[Tag]) -> Iterator[list[Tag]]:
    """The tags of each outermost table from its opening to its closing one."""
    held: list[Tag] = []
    depth = 0
    for tag in tags:
        if tag["name"].lower() == "table":
            depth = max(0, depth - 1) if tag["close"] else depth + 1
        if depth or held:
            held.append(tag)
        if held and not depth:
            yield held
            held = []


def _is_words(block: Block, table: _Table, text: str) -> bool:
    """Whether a block is nothing but words of a cell; lines that are only indented look like code."""
    within = table.start <= block.start and block.end <= table.end
    plain = block.kind in (BlockKind.PARAGRAPH, BlockKind.QUOTE, BlockKind.CODE)
    return within and plain and not _FENCE.match(text, block.start)


def _rows(table: _Table, source: Source, env: dict[str, Any], fits: Fits) -> Iterator[Row]:
    rows = [[_lines(source, cell) for cell in cells] for cells in table.rows]
    headers = [" ".join(prose(cell, env).text.split()) for cell in rows[0]] if table.has_headers else []
    for cells in rows[1:] if headers else rows:
        if told := row(cells, headers, env, fits):
            yield told


def _lines(source: Source, cell: _Cell) -> Lines:
    """The lines of a cell, placed."""
    found, at = [], cell.start
    for line in source.shadow[cell.start : cell.end].split("\n"):
        lead = _LEAD.match(line)
        words = line[lead.end() if lead else 0 :].rstrip(f" \t{FILL}")
        if words:
            found.append((words, at + line.index(words)))
        at += len(line) + 1
    return Lines.of(found or [("", cell.start)]).trimmed()


def _moved(block: Block, first: int, after: int, shift: int, parent: int | None) -> Block:
    """A block behind a table, its parent found again."""
    if block.parent is None or block.parent < first:
        return block
    return replace(block, parent=parent if block.parent < after else block.parent + shift)
