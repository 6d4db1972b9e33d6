"""A document -> its passages: slices that follow the outline and that an embedder reads whole."""

from bisect import bisect_right
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass

from domain.documents import Block, Document, Passage
from ingest.forest import Count, Node, Part, Trail, sections

TARGET = 450  # characters of a passage: about what a student takes in at a glance
MOST = 700  # a passage is only longer when a single sentence is
FEW = 120  # a part this short joins its neighbour even beyond the target
_BRIEF = 200  # characters of a parent told whole above its children; of a longer one only the first sentence


def split(document: Document, pieces: Count, limit: int) -> list[Passage]:
    """Passages in order: none straddles a heading or exceeds `limit` pieces, each sentence lies in exactly one.

    Pieces add up: those of two texts with white space between are those of the one and of the other.
    """
    special = pieces("")
    pages = document.pages
    lines = _Lines(document.text)
    return [
        _passage(document, part, heads, lines)
        for headings, roots in sections(document, lambda text: pieces(text) - special)
        for part, heads in _Packer(headings, pieces, limit, pages).pack(roots, ())
        if part.plain
    ]


@dataclass(frozen=True, slots=True)
class Heads:
    """What a passage is indexed under."""

    headings: Trail
    above: Trail
    pieces: int  # word pieces, special ones included


class _Lines:
    """Line numbers of rising offsets, each newline counted once."""

    def __init__(self, text: str) -> None:
        self.text, self.at, self.line = text, 0, 1

    def number(self, offset: int) -> int:
        """The 1-based line of an offset, not before the last one asked for."""
        self.line += self.text.count("\n", self.at, offset)
        self.at = offset
        return self.line


def _passage(document: Document, part: Part, heads: Heads, lines: _Lines) -> Passage:
    text = document.text[part.start : part.end]
    line = lines.number(part.start)
    page = bisect_right(document.pages, part.start) or None
    return Passage(document.source, part.start, part.end, text, heads.headings, heads.above, part.plain, page, line)


Told = tuple[Part, Heads]


class _Packer:
    """Puts the trees of one section into passages."""

    def __init__(self, headings: Trail, pieces: Count, limit: int, pages: Sequence[int] = ()) -> None:
        self.headings, self.pieces, self.limit, self.pages = headings, pieces, limit, pages
        self.known: dict[Trail, Heads] = {}

    def pack(self, nodes: Sequence[Node], above: Trail) -> Iterator[Told]:
        """Siblings in passages: small ones together, big ones apart."""
        held: Part | None = None
        for node in nodes:
            part = node.whole()
            if held and self.joins(held, part, above):
                held = held.joined(part)
                continue
            if held:
                yield held, self.heads(above)
            held = part if self.fits(part, above) else None
            if held is None:
                yield from self.divide(node, above)
        if held:
            yield held, self.heads(above)

    def joins(self, held: Part, part: Part, above: Trail) -> bool:
        """Whether the next part still belongs into the passage that is being filled."""
        small = min(len(held.plain), len(part.plain)) < FEW
        return self.on_one_page(held, part) and self.fits(held.joined(part), above, MOST if small else TARGET)

    def on_one_page(self, held: Part, part: Part) -> bool:
        """Whether two parts begin on one page of a PDF: a passage names a page, so it ends with it."""
        return bisect_right(self.pages, held.start) == bisect_right(self.pages, part.start)

    def divide(self, node: Node, above: Trail, lead: Part | None = None, over: Trail = ()) -> Iterator[Told]:
        """A block that does not fit with all below it: as much as fits with it, the rest under its words.

        A short parent waits for its first child: `lead` is one that has, and `over` is what stands above it.
        """
        own, rest = node.own, node.children
        below = (*above, _brief(node.block)) if own.plain else above
        if lead and self.on_one_page(lead, own) and self.fits(lead.joined(own), over, TARGET):
            own = lead.joined(own)
        else:
            over = yield from self.alone(lead, over, above)
        if self.fits(own, over):
            while rest and self.joins(own, rest[0].whole(), over):
                own, rest = own.joined(rest[0].whole()), rest[1:]
            if rest and len(own.plain) < FEW:
                yield from self.divide(rest[0], below, own, over)
                rest = rest[1:]
            else:
                yield own, self.heads(over)
        else:
            yield from self.cut(node.block, over)
        yield from self.pack(rest, below)

    def alone(self, lead: Part | None, over: Trail, above: Trail) -> Generator[Told, None, Trail]:
        """A parent that waited in vain; what stands above the child it waited for."""
        if lead:
            yield lead, self.heads(over)
        return above

    def cut(self, block: Block, above: Trail) -> Iterator[Told]:
        """One block, cut between its sentences."""
        held: Part | None = None
        for part in self.spoken(block):
            both = held.joined(part, " ") if held else part
            if held and not self.fits(both, above, TARGET):
                yield held, self.heads(above)
                both = part
            held = both
        if held:
            yield held, self.heads(above)

    def spoken(self, block: Block) -> Iterator[Part]:
        """The sentences of a block; the last one reaches to its end, so that a link behind it is not lost."""
        *others, last = block.sentences
        special = self.pieces("")
        for sentence in others:
            yield Part(sentence.start, sentence.end, sentence.plain, self.pieces(sentence.plain) - special)
        yield Part(last.start, block.end, last.plain, self.pieces(last.plain) - special)

    def fits(self, part: Part, above: Trail, most: int = MOST) -> bool:
        """Whether a part is short enough to show and to embed."""
        return part.end - part.start <= most and part.pieces + self.heads(above).pieces <= self.limit

    def heads(self, above: Trail) -> Heads:
        """Headings and parents, shortened from the front until they leave room for a sentence."""
        if above not in self.known:
            self.known[above] = _shortened(self.headings, above, self.pieces, self.limit // 3)
        return self.known[above]


def _brief(block: Block) -> str:
    return block.plain if len(block.plain) <= _BRIEF else next(s.plain for s in block.sentences if s.plain)


def _shortened(headings: Trail, above: Trail, pieces: Count, most: int) -> Heads:
    while (count := pieces(" > ".join((*headings, *above)))) > most and (headings or above):
        if len(headings) + len(above) == 1:
            words = (*headings, *above)[0].split(" ")
            left = (" ".join(words[: len(words) * 2 // 3]),) if len(words) > 1 else ()
            headings, above = (left, ()) if headings else ((), left)
        elif headings:
            headings = headings[1:]
        else:
            above = above[1:]
    return Heads(headings, above, count)
