"""The rows of a table, each told with its headers."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from markdown_it.token import Token

from domain.documents import Sentence
from ingest.markdown.alignment import Source
from ingest.markdown.lines import Lines
from ingest.markdown.prose import Reference, prose
from ingest.sentences import Fits, sentences

_LEAD = re.compile(r"[ \t>]*")
_BAR = re.compile(r"(?<!\\)\|")
_TOGETHER = 300  # characters: up to here a row is one sentence, beyond it each cell has its own


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table's body."""

    start: int
    end: int
    sentences: tuple[Sentence, ...]
    references: tuple[Reference, ...]


def rows(source: Source, tokens: Sequence[Token], env: dict[str, Any], fits: Fits) -> Iterator[Row]:
    """The rows of a table's body; those of a table that has none: its header."""
    numbers = [token.map[0] for token in tokens if token.type == "tr_open" and token.map]
    head, body = numbers[0], numbers[1:]
    headers = [" ".join(prose(cell, env).text.split()) for cell in _cells(source, head)] if body else []
    for number in body or [head]:
        if told := row(_cells(source, number), headers, env, fits):
            yield told


def _cells(source: Source, number: int) -> list[Lines]:
    """The cells of a table's line, placed."""
    line, start = source.lines[number], source.starts[number]
    lead = _LEAD.match(line)
    at = lead.end() if lead else 0
    at += line.startswith("|", at)
    bars = [bar.start() for bar in _BAR.finditer(line, at)]
    edges = [at - 1, *bars] if bars and not line[bars[-1] + 1 :].strip() else [at - 1, *bars, len(line)]
    return [_cell(line, start, a + 1, b) for a, b in pairwise(edges)]


def _cell(line: str, start: int, a: int, b: int) -> Lines:
    return Lines.of([(line[a:b], start + a)]).trimmed()


def row(cells: Sequence[Lines], headers: Sequence[str], env: dict[str, Any], fits: Fits) -> Row | None:
    """One row, its cells told with their headers; None when it says nothing."""
    told: list[Sentence] = []
    references: list[Reference] = []
    for index, cell in enumerate(cells):
        words = prose(cell, env)
        references.extend(words.references)
        header = headers[index] if index < len(headers) else ""
        budgeted = _with_header(header, fits)
        parts = sentences(words, budgeted) if words.text.strip() else []
        if parts and header:
            parts[0] = replace(parts[0], plain=f"{header}: {parts[0].plain}")
        told.extend(parts)
    if not told:
        return None
    joined = "; ".join(part.plain for part in told)
    if len(joined) <= _TOGETHER and fits(joined):
        told = [Sentence(told[0].start, told[-1].end, joined)]
    spans = [cell.span for cell in cells if cell.text]
    return Row(spans[0][0], spans[-1][1], tuple(told), tuple(references))


def _with_header(header: str, fits: Fits) -> Fits:
    return lambda text: fits(f"{header}: {text}") if header else fits(text)
