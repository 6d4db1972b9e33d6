"""A document -> its passages: slices that follow the outline and that an embedder reads whole."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from domain.documents import Block, BlockKind, Document, Passage
from ingest.frontmatter import front_matter

TARGET = 450  # characters of a passage: about what a student takes in at a glance
MOST = 700  # a passage is only longer when a single sentence is
FEW = 120  # a passage this short joins its neighbour when it can

Pieces = Callable[[str], int]
Trail = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """Sentences of one block, or blocks with all below them: what stays together in a passage."""

    start: int
    end: int
    plain: str

    def __add__(self, other: "Part") -> "Part":
        """This part and the one that follows it."""
        plain = "\n".join(p for p in (self.plain, other.plain) if p)
        return Part(self.start, other.end, plain)


@dataclass(slots=True)
class Node:
    """A block with the blocks below it."""

    block: Block
    children: list["Node"] = field(default_factory=list)

    def whole(self) -> Part:
        """The block and everything below it, as one part."""
        part = Part(self.block.start, self.block.end, self.block.plain)
        for child in self.children:
            part += child.whole()
        return part


def split(document: Document, pieces: Pieces, limit: int) -> list[Passage]:
    """Passages in order: none straddles a heading or exceeds `limit` pieces, each sentence lies in exactly one."""
    lines = _Lines(document.text)
    made = []
    for headings, roots in sections(document):
        packer = _Packer(headings, pieces, limit)
        for part, (trail, above) in packer.pack(roots, ()):
            if part.plain.strip():
                text = document.text[part.start : part.end]
                line = lines.number(part.start)
                made.append(Passage(document.source, part.start, part.end, text, trail, above, part.plain, None, line))
    return made


class _Lines:
    """Line numbers of rising offsets, counted once."""

    def __init__(self, text: str) -> None:
        self.text, self.at, self.line = text, 0, 1

    def number(self, offset: int) -> int:
        self.line += self.text.count("\n", self.at, offset)
        self.at = offset
        return self.line


def sections(document: Document) -> Iterator[tuple[Trail, list[Node]]]:
    """The blocks between one heading and the next as trees, with their heading trail."""
    outline = document.outline
    title = _own_title(document)
    trail: list[tuple[int, str]] = []
    nodes: dict[int, Node] = {}
    roots: list[Node] = []
    for index, block in enumerate(outline):
        if block.kind is BlockKind.HEADING:
            if roots:
                yield _names(title, trail), roots
            roots, nodes = [], {}
            trail = [(level, name) for level, name in trail if level < block.level] + [(block.level, block.plain)]
            continue
        node = nodes[index] = Node(block)
        home = nodes.get(block.parent) if block.parent is not None else None
        (home.children if home else roots).append(node)
    if roots:
        yield _names(title, trail), roots


def _own_title(document: Document) -> str:
    """The title that the front matter gives a document without a level-1 heading."""
    if any(block.kind is BlockKind.HEADING and block.level == 1 for block in document.outline):
        return ""
    matter = front_matter(document.text)
    return matter.title if matter else ""


def _names(title: str, trail: Sequence[tuple[int, str]]) -> Trail:
    return tuple(name for name in (title, *(name for _, name in trail)) if name)


Told = tuple[Part, tuple[Trail, Trail]]  # a part with the headings and parents it is indexed under


class _Packer:
    """Puts the trees of one section into passages."""

    def __init__(self, headings: Trail, pieces: Pieces, limit: int) -> None:
        self.headings, self.pieces, self.limit = headings, pieces, limit
        self.trails: dict[Trail, tuple[Trail, Trail]] = {}

    def pack(self, nodes: Sequence[Node], above: Trail) -> Iterator[Told]:
        """Siblings in passages: small ones together, big ones apart."""
        held: Part | None = None
        for node in nodes:
            part = node.whole()
            if self.fits(part, above):
                if held and not self.joins(held, part, above):
                    yield held, self.trail(above)
                    held = None
                held = held + part if held else part
                continue
            if held:
                yield held, self.trail(above)
                held = None
            yield from self.divide(node, above)
        if held:
            yield held, self.trail(above)

    def joins(self, held: Part, part: Part, above: Trail) -> bool:
        """Whether the next part still belongs into the passage that is being filled."""
        both = held + part
        size = both.end - both.start
        small = min(len(held.plain), len(part.plain)) < FEW
        return (size <= TARGET or (small and size <= MOST)) and self.fits(both, above)

    def divide(self, node: Node, above: Trail) -> Iterator[Told]:
        """A block that does not fit with all below it: as much as fits with it, the rest under its words."""
        own = Part(node.block.start, node.block.end, node.block.plain)
        below = (*above, _brief(node.block)) if node.block.plain else above
        rest = node.children
        if not self.fits(own, above):
            yield from self.cut(node.block, above)
        else:
            while rest and self.fits(joined := own + rest[0].whole(), above) and joined.end - joined.start <= TARGET:
                own, rest = joined, rest[1:]
            yield own, self.trail(above)
        yield from self.pack(rest, below)

    def cut(self, block: Block, above: Trail) -> Iterator[Told]:
        """One block, cut between its sentences."""
        held: Part | None = None
        for index, sentence in enumerate(block.sentences):
            last = index == len(block.sentences) - 1
            start = block.start if index == 0 else sentence.start
            part = Part(start, block.end if last else sentence.end, sentence.plain)
            if held and not (part.end - held.start <= TARGET and self.fits(_spoken(held, part), above)):
                yield held, self.trail(above)
                held = None
            held = _spoken(held, part) if held else part
        if held:
            yield held, self.trail(above)

    def fits(self, part: Part, above: Trail) -> bool:
        """Whether a part is short enough to show and to embed."""
        if part.end - part.start > MOST:
            return False
        headings, parents = self.trail(above)
        words = " > ".join((*headings, *parents)) + "\n" + part.plain
        return (len(words) + 2 <= self.limit and words.isascii()) or self.pieces(words) <= self.limit

    def trail(self, above: Trail) -> tuple[Trail, Trail]:
        """Headings and parents, shortened from the front until they leave room for a sentence."""
        if above not in self.trails:
            self.trails[above] = _shortened(self.headings, above, self.pieces, self.limit // 3)
        return self.trails[above]


def _spoken(held: Part, part: Part) -> Part:
    return Part(held.start, part.end, f"{held.plain} {part.plain}".strip())


def _brief(block: Block) -> str:
    """A parent's words; of a long one the first sentence."""
    return block.plain if len(block.plain) <= 200 else next(s.plain for s in block.sentences if s.plain)


def _shortened(headings: Trail, above: Trail, pieces: Pieces, most: int) -> tuple[Trail, Trail]:
    while (headings or above) and pieces(" > ".join((*headings, *above))) > most:
        if headings:
            headings = headings[1:]
        elif len(above) > 1:
            above = above[1:]
        else:
            words = above[0].split(" ")
            above = (" ".join(words[: len(words) * 2 // 3]),) if len(words) > 1 else ()
    return headings, above
