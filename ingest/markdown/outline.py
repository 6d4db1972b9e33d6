"""Markdown -> the outline of a document and the links in it."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from markdown_it.token import Token

from domain.documents import Block, BlockKind, Sentence
from ingest.markdown import tables
from ingest.markdown.alignment import Source, code_lines, word_lines
from ingest.markdown.html_tables import Outlined
from ingest.markdown.inline import parser
from ingest.markdown.lines import Lines, Range
from ingest.markdown.prose import Prose, Reference, prose, verbatim
from ingest.markdown.shadow import shadow
from ingest.markdown.stretches import stretches
from ingest.sentences import Fits, sentences

_CAPTION = re.compile(r"<a\s[^<>]*?href\s*=\s*[\"']?([^\"'\s>]+)[^<>]*>([^<]*)</a>", re.IGNORECASE)
_BLANK = re.compile(r"(?<=\n\n)")
_STATEMENT = 60  # characters: a heading this long with nothing under it is a statement
_PHRASE = 30  # and this long where headings are bullets, with code under it
_FEW = 4  # headings without words under them from which half of all are taken to be bullets


@dataclass(frozen=True, slots=True)
class Outline:
    """What parsing a text gives."""

    blocks: tuple[Block, ...]
    references: tuple[Reference, ...]
    title: str = ""  # the first level-1 heading


@dataclass(slots=True)
class _Frame:
    """A list, list item or block quote that is open."""

    kind: str
    block: int | None = None  # the block its children stand under
    fresh: bool = True  # nothing of its own was seen yet


def outline(text: str, fits: Fits) -> Outline:
    """The blocks of a Markdown text in reading order, and the links as they are written."""
    visible, hidden = shadow(text)
    reader = _Walk(Source.of(text, visible), fits)
    reader.read()
    told = Outlined(reader.blocks, reader.references).tabulated(reader.source, hidden, reader.env, fits)
    title = next((b.plain for b in told.blocks if b.kind is BlockKind.HEADING and b.level == 1 and b.plain), "")
    return Outline(tuple(_demoted(told.blocks)), (*told.references, *_captions(text, hidden)), title)


@dataclass(slots=True)
class _Walk:
    """One pass over the block tokens."""

    source: Source
    fits: Fits
    blocks: list[Block] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    frames: list[_Frame] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)
    env: dict[str, Any] = field(default_factory=dict)

    def read(self) -> None:
        for first, end in stretches(self.source.lines):
            tokens: list[Token] = []
            md = parser()
            md.block.parse("\n".join(self.source.lines[first:end]), md, self.env, tokens)
            for token in tokens if first else ():
                token.map = [line + first for line in token.map] if token.map else None
            at = 0
            while at < len(tokens):
                at = self.step(tokens, at)

    def step(self, tokens: Sequence[Token], at: int) -> int:
        """Take in the token at an index; the index to go on at."""
        token = tokens[at]
        if token.type == "table_open":
            return self.table(tokens, at)
        if act := _ACTS.get(token.type):
            act(self, tokens, at)
        return at + 1

    def enter(self, tokens: Sequence[Token], at: int) -> None:
        kind = tokens[at].type.removesuffix("_open")
        lead = self.lead_in(tokens, at) if kind.endswith("list") else None
        self.frames.append(_Frame(kind, lead))

    def leave(self, tokens: Sequence[Token], at: int) -> None:
        self.frames.pop()
        if self.frames:
            self.frames[-1].fresh = False

    def lead_in(self, tokens: Sequence[Token], at: int) -> int | None:
        """The paragraph that introduces a list, when one does."""
        if not at or tokens[at - 1].type != "paragraph_close" or not self.blocks:
            return None
        last = self.blocks[-1]
        return len(self.blocks) - 1 if last.kind is not BlockKind.ITEM and last.plain.endswith((":", "：")) else None

    def parent(self) -> int | None:
        """The block that the next one stands under."""
        inner = (frame.block for frame in reversed(self.frames) if frame.block is not None)
        return next(inner, self.headings[-1] if self.headings else None)

    def words(self, tokens: Sequence[Token], at: int) -> None:
        """A paragraph or heading, as what its place makes of it."""
        token = tokens[at]
        lines = word_lines(self.source, token)
        opener = tokens[at - 1]
        if opener.type == "heading_open" and not self.frames:
            self.heading(lines, int(opener.tag[1]))
        else:
            self.paragraph(lines)

    def heading(self, lines: Lines, level: int) -> None:
        while self.headings and self.blocks[self.headings[-1]].level >= level:
            self.headings.pop()
        if not lines.text:
            return
        words = prose(lines, self.env)
        self.add(BlockKind.HEADING, lines, words, [whole(words)] if words.text.strip() else [], level)
        self.headings.append(len(self.blocks) - 1)

    def paragraph(self, lines: Lines) -> None:
        home = next((f for f in reversed(self.frames) if f.kind in ("list_item", "blockquote")), None)
        own = home is not None and home.fresh
        if home is not None:
            home.fresh = False
        kind = BlockKind.PARAGRAPH if home is None else BlockKind.QUOTE
        callout = None
        if home is not None and home.kind == "list_item":
            kind = BlockKind.ITEM if own else BlockKind.PARAGRAPH
            lines = lines.without_task() if own else lines
        elif own:
            lines, callout = lines.without_callout()
        if not lines.text.strip():
            return
        words = prose(lines, self.env)
        words.stops = {words.index(callout)} if callout is not None else set()
        self.add(kind, lines, words, sentences(words, self.fits))
        if home is not None and (kind is BlockKind.ITEM or callout is not None):
            home.block = len(self.blocks) - 1

    def code(self, tokens: Sequence[Token], at: int) -> None:
        token = tokens[at]
        kind = BlockKind.PARAGRAPH if token.type.startswith("math") else BlockKind.CODE
        inner, outer = code_lines(self.source, token)
        if self.frames:
            self.frames[-1].fresh = False
        if inner.text.strip():
            words = verbatim(inner)
            self.add(kind, outer, words, groups(words, self.fits))

    def table(self, tokens: Sequence[Token], at: int) -> int:
        end = next(i for i in range(at, len(tokens)) if tokens[i].type == "table_close")
        if self.frames:
            self.frames[-1].fresh = False
        for row in tables.rows(self.source, tokens[at:end], self.env, self.fits):
            self.blocks.append(Block(BlockKind.ROW, row.start, row.end, self.parent(), row.sentences))
            self.references.extend(row.references)
        return end + 1

    def add(self, kind: BlockKind, lines: Lines, words: Prose, found: Sequence[Sentence], level: int = 0) -> None:
        start, end = lines.span
        made = tuple(found) or (Sentence(start, end, ""),)
        self.blocks.append(Block(kind, start, end, self.parent() if not level else self.above(), made, level))
        self.references.extend(words.references)

    def above(self) -> int | None:
        return self.headings[-1] if self.headings else None


def _captions(text: str, hidden: Sequence[Range]) -> Iterator[Reference]:
    """The links in Liquid tags: a site shows them in captions, so they are followed although their words are hidden."""
    for start, end in hidden:
        if text.startswith("{%", start):
            for found in _CAPTION.finditer(text, start, end):
                yield Reference(found[1], *found.span(), " ".join(found[2].split()))


def whole(words: Prose) -> Sentence:
    """All words of a block as one sentence."""
    a = len(words.text) - len(words.text.lstrip())
    b = len(words.text.rstrip())
    return Sentence(words.starts[a], words.ends[b - 1], " ".join(words.text.split()))


def groups(words: Prose, fits: Fits) -> list[Sentence]:
    """Code in groups of lines: a blank line ends one."""
    words.stops = {blank.end() for blank in _BLANK.finditer(words.text)}
    words.guarded = [(0, len(words.text))]  # a full stop ends nothing in code
    return sentences(words, fits)


def _demoted(blocks: Sequence[Block]) -> Iterator[Block]:
    """The outline with headings that are statements as the paragraphs they are.

    A long one with nothing under it is, and every such one of a note that has headings alone; in an outliner's file,
    where headings are the bullets, every such one, and a long one whatever stands under it.
    """
    wordless = [block.level > 1 and _nothing_under(blocks, n, BlockKind.CODE) for n, block in enumerate(blocks)]
    headings = sum(block.level > 1 for block in blocks)
    only = not any(block.plain for block in blocks if block.kind is not BlockKind.HEADING)
    outliner = sum(wordless) >= max(_FEW, headings / 2)
    for index, block in enumerate(blocks):
        if only and block.level and index and _nothing_under(blocks, index):
            yield replace(block, kind=BlockKind.PARAGRAPH, level=0)
            continue
        empty = block.level > 1 and _nothing_under(blocks, index)
        least = _STATEMENT
        if outliner and wordless[index]:
            least = 0 if empty else _PHRASE
        if (empty or (outliner and block.level > 1)) and len(block.plain) >= least:
            block = replace(block, kind=BlockKind.PARAGRAPH, level=0)
        yield block


def _nothing_under(blocks: Sequence[Block], index: int, *but: BlockKind) -> bool:
    """Whether the next block, but for some kinds, is a heading that does not stand under this one."""
    after = index + 1
    while after < len(blocks) and blocks[after].kind in but:
        after += 1
    end = after == len(blocks)
    return end or (blocks[after].kind is BlockKind.HEADING and blocks[after].level <= blocks[index].level)


_ACTS: dict[str, Callable[[_Walk, Sequence[Token], int], None]] = {
    **dict.fromkeys(("bullet_list_open", "ordered_list_open", "list_item_open", "blockquote_open"), _Walk.enter),
    **dict.fromkeys(("bullet_list_close", "ordered_list_close", "list_item_close", "blockquote_close"), _Walk.leave),
    **dict.fromkeys(("fence", "code_block", "math_block"), _Walk.code),
    "inline": _Walk.words,
}
