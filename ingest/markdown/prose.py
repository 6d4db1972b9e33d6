"""A block's lines in the source -> its words as they read, each character knowing where it stands in the document."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from ingest.markdown.exponents import exponent
from ingest.markdown.inline import Placed, inline_tokens
from ingest.markdown.lines import Lines, Range
from ingest.markdown.shadow import FILL

_MARKUP = re.compile(r"[\\`*_~<>&!\[\]$:={]")
_ANCHOR = re.compile(r"<a\s[^>]*?href\s*=\s*[\"']?([^\"'\s>]+)", re.IGNORECASE)
_TAG = re.compile(r"<(/?[A-Za-z]+)")
_MEANT = frozenset({"s", "del", "strike", "sup"})  # inline HTML that changes what is said: struck out, or an exponent
_GAP = re.compile(" {9,}")
_PIECE = 5_000  # characters of one block parsed at a time: a page-long line stays linear


@dataclass(frozen=True, slots=True)
class Reference:
    """A link as it is written: its target, its place in the document, its label."""

    target: str
    start: int
    end: int
    label: str
    wiki: bool = False


@dataclass(slots=True)
class Prose:
    """The words of a block: `text[i]` was made from the document's `starts[i]` up to `ends[i]`."""

    text: str = ""
    starts: Sequence[int] = ()
    ends: Sequence[int] = ()
    guarded: list[Range] = field(default_factory=list)  # code, links, math, URLs: no sentence ends inside
    references: list[Reference] = field(default_factory=list)
    stops: set[int] = field(default_factory=set)  # a sentence ends before these, whatever the words say

    def index(self, place: int) -> int:
        """The first word character made from a place of the document or from behind it."""
        return bisect_left(self.starts, place)


def verbatim(lines: Lines) -> Prose:
    """Words without markup: code, math, plain text."""
    starts = lines.origins()
    return Prose(lines.text.replace(FILL, " "), starts, [at + 1 for at in starts])


def prose(lines: Lines, env: dict[str, Any]) -> Prose:
    """The words of a block of Markdown."""
    if lines.text.endswith("\\") and not lines.text.endswith("\\\\"):
        lines = lines.cut(0, len(lines.text) - 1)  # a hard break with nothing behind it
    weaver = _Weaver(lines)
    for start, end in _pieces(lines.text):
        source = lines.text[start:end]
        if _MARKUP.search(source):
            weaver.weave(inline_tokens(source, env), source, start)
        else:
            weaver.written(source, start)
    return weaver.prose()


def _pieces(text: str) -> Iterable[Range]:
    start = 0
    while len(text) - start > _PIECE:
        cut = max(text.rfind("\n", start, start + _PIECE), text.rfind(" ", start, start + _PIECE)) + 1
        end = cut if cut > start else start + _PIECE
        yield start, end
        start = end
    yield start, len(text)


@dataclass(slots=True)
class _Opened:
    """A link or emphasis that has begun."""

    start: int  # in the parser's text
    at: int  # in the words
    target: str = ""
    tag: str = ""  # of HTML


class _Weaver:
    """Tokens -> words with places."""

    def __init__(self, lines: Lines) -> None:
        self.lines = lines
        self.base = 0
        self.source = ""
        self.chars: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.guarded: list[Range] = []
        self.references: list[Reference] = []
        self.opened: list[_Opened] = []
        self.lead = -1  # where markup began that belongs to the next word

    def weave(self, tokens: Sequence[Placed], source: str, base: int) -> None:
        """Take in the tokens of one piece of the block, which begins at `base`."""
        self.base, self.source, self.opened = base, source, []
        loose = _loose(tokens) if "**" in source else set()
        for index, placed in enumerate(tokens):
            if index in loose:
                continue
            step = _STEPS.get(placed.token.type)
            if step:
                step(self, placed)
            elif placed.token.nesting > 0:
                self.open(placed)
            elif placed.token.nesting < 0:
                self.close(placed)

    def add(self, text: str, start: int, end: int = -1) -> None:
        """Add words that stand at `start` one to one, or that stand for the whole of `start` to `end`."""
        if not text:
            return
        count, at = len(text), len(self.starts)
        self.chars.extend(text)
        if end < 0:
            self.starts.extend(range(start, start + count))
            self.ends.extend(range(start + 1, start + count + 1))
        else:
            self.starts.extend([start] * count)
            self.ends.extend([end] * count)
        if self.lead >= 0 and not text.isspace():
            self.starts[at] = self.lead
            self.lead = -1

    def guard(self, at: int) -> None:
        self.guarded.append((at, len(self.starts)))

    def open(self, placed: Placed) -> None:
        """Begin emphasis: its marks go with the word behind them."""
        start = self.base + placed.end - len(placed.token.markup)
        self.opened.append(_Opened(start, len(self.starts)))
        self.lead = start if self.lead < 0 else self.lead

    def close(self, placed: Placed) -> None:
        """End emphasis: its marks go with the word before them."""
        opened = self.opened.pop() if self.opened else _Opened(0, 0)
        self.reach(opened.at, self.base + placed.start + len(placed.token.markup))

    def reach(self, since: int, end: int) -> None:
        """Let the last word since a point reach up to an end."""
        last = len(self.ends) - 1
        while last > since and self.chars[last].isspace():
            last -= 1
        if last >= since:
            self.ends[last] = end
        else:
            self.lead = -1

    def text(self, placed: Placed) -> None:
        self.written(placed.token.content, self.base + placed.start)

    def written(self, text: str, start: int) -> None:
        """Words one to one, a long gap as one space: where something was hidden, the sentence goes on behind it."""
        at = 0
        for gap in _GAP.finditer(text):
            self.add(text[at : gap.start() + 1], start + at)
            at = gap.end()
        self.add(text[at:], start + at)

    def atomic(self, placed: Placed) -> None:
        content, end = placed.token.content, self.base + placed.end
        same = content == self.source[placed.start : placed.end]
        self.add(content, self.base + placed.start, -1 if same else end)

    def space(self, placed: Placed) -> None:
        self.add(" ", self.base + placed.start, self.base + max(placed.end, placed.start + 1))

    def code(self, placed: Placed) -> None:
        at, start, end = len(self.starts), self.base + placed.start, self.base + placed.end
        ticks = len(placed.token.markup)
        inner = self.source[placed.start + ticks : placed.end - ticks]
        lead = 1 if len(inner) > len(placed.token.content) else 0
        self.add("`", start, start + ticks + lead)
        self.add(placed.token.content, start + ticks + lead)
        self.add("`", end - ticks - lead, end)
        self.guard(at)

    def verbatim(self, placed: Placed) -> None:
        at = len(self.starts)
        self.add(self.source[placed.start : placed.end], self.base + placed.start)
        self.guard(at)

    def bare(self, placed: Placed) -> None:
        at, url = len(self.starts), placed.token.content
        start = self.base + placed.end - len(url)
        self.add(url, start)
        self.guard(at)
        self.refer(url, start, self.base + placed.end, url)

    def wikilink(self, placed: Placed) -> None:
        at, start, end = len(self.starts), self.base + placed.start, self.base + placed.end
        label = placed.token.content
        if label:
            self.add(label, start + placed.token.meta["offset"])
            self.starts[at], self.ends[-1] = min(start, self.starts[at]), end
            self.guard(at)
        self.refer(placed.token.info, start, end, label, wiki=True)

    def cloze(self, placed: Placed) -> None:
        at, start, end = len(self.starts), self.base + placed.start, self.base + placed.end
        self.add(placed.token.content, start + placed.token.meta["offset"])
        self.starts[at], self.ends[-1] = min(start, self.starts[at]), end

    def struck_open(self, placed: Placed) -> None:
        self.opened.append(_Opened(self.base + placed.start, len(self.starts), tag="s"))

    def struck_close(self, placed: Placed) -> None:
        if self.opened:
            self.drop(self.opened.pop().at)

    def link_open(self, placed: Placed) -> None:
        self.opened.append(_Opened(self.base + placed.start, len(self.starts), str(placed.token.attrs.get("href", ""))))
        self.lead = self.base + placed.start if self.lead < 0 else self.lead

    def link_close(self, placed: Placed) -> None:
        if not self.opened:
            return
        opened, end = self.opened.pop(), self.base + placed.end
        label = "".join(self.chars[opened.at :])
        self.refer(opened.target, opened.start, end, label)
        if any(c.isalnum() for c in label):
            self.reach(opened.at, end)
            self.guard(opened.at)
        else:
            self.drop(opened.at)

    def drop(self, at: int) -> None:
        """Take back the words since a point, and the space before: a link whose label is only a star says nothing."""
        at = min(at, len(self.chars))
        while at and self.chars[at - 1] == " ":
            at -= 1
        del self.chars[at:], self.starts[at:], self.ends[at:]
        self.guarded = [(a, b) for a, b in self.guarded if b <= at]
        self.lead = -1

    def html(self, placed: Placed) -> None:
        tag = placed.token.content
        name = found[1].lower() if (found := _TAG.match(tag)) else ""
        if anchor := _ANCHOR.match(tag):
            self.opened.append(_Opened(self.base + placed.start, len(self.starts), anchor[1], "a"))
        elif name in _MEANT:
            self.opened.append(_Opened(self.base + placed.start, len(self.starts), tag=name))
        elif name.startswith("/") and self.opened and self.opened[-1].tag == name[1:]:
            opened = self.opened.pop()
            if opened.target:
                self.refer(opened.target, opened.start, self.base + placed.end, "".join(self.chars[opened.at :]))
            elif opened.tag == "sup":
                self.raise_up(opened.at)
            elif opened.tag:
                self.drop(opened.at)

    def raise_up(self, at: int) -> None:
        """Words since a point as an exponent: ten to the third is not a hundred and three."""
        at = min(at, len(self.chars))  # what was taken back inside took the space before it along
        said = exponent("".join(self.chars[at:]), self.chars[at - 1] if at else "")
        if len(said) > len(self.chars) - at:  # a mark of its own, where the raised words begin
            self.starts.insert(at, self.starts[at])
            self.ends.insert(at, self.starts[at] + 1)
        self.chars[at:] = said

    def refer(self, target: str, start: int, end: int, label: str, wiki: bool = False) -> None:
        first, last = self.lines.place(start), self.lines.place(max(start, end - 1)) + 1
        self.references.append(Reference(target, first, last, " ".join(label.split()), wiki))

    def prose(self) -> Prose:
        """What was woven, placed in the document."""
        origins = self.lines.origins()
        starts, ends = [origins[at] for at in self.starts], [origins[at - 1] + 1 for at in self.ends]
        text = "".join(self.chars).replace(FILL, " ").replace("\n", " ")
        return Prose(text, starts, ends, self.guarded, self.references)


def _loose(tokens: Sequence[Placed]) -> set[int]:
    """The marks of `** strong **` with white space inside, which CommonMark leaves as they are and nobody means so."""
    single = [at for at, placed in enumerate(tokens) if placed.token.type == "text" and placed.token.content == "*"]
    pairs = [(a, b) for a, b in pairwise(single) if b == a + 1 and tokens[a].end == tokens[b].start]
    apart = all(b < c for (_, b), (c, _) in pairwise(pairs))
    return {at for pair in pairs for at in pair} if apart and len(pairs) % 2 == 0 else set()


_STEPS = {
    "text": _Weaver.text,
    "text_special": _Weaver.atomic,
    "softbreak": _Weaver.space,
    "hardbreak": _Weaver.space,
    "code_inline": _Weaver.code,
    "math_inline": _Weaver.verbatim,
    "math_inline_double": _Weaver.verbatim,
    "bare_url": _Weaver.bare,
    "wikilink": _Weaver.wikilink,
    "cloze": _Weaver.cloze,
    "s_open": _Weaver.struck_open,
    "s_close": _Weaver.struck_close,
    "link_open": _Weaver.link_open,
    "link_close": _Weaver.link_close,
    "html_inline": _Weaver.html,
}
