"""The outline of a document -> for each heading the trees of blocks that stand under it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from domain.documents import Block, BlockKind, Document
from ingest.markdown.front_matter import front_matter

Count = Callable[[str], int]
Trail = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the document that stays together: a sentence, a block, a block with all below it."""

    start: int
    end: int
    plain: str
    pieces: int  # word pieces of `plain`, special ones not included

    def joined(self, other: "Part", between: str = "\n") -> "Part":
        """This part and the one that follows it."""
        plain = between.join(p for p in (self.plain, other.plain) if p)
        return Part(self.start, other.end, plain, self.pieces + other.pieces)


@dataclass(slots=True)
class Node:
    """A block with the blocks below it."""

    block: Block
    own: Part
    children: list["Node"] = field(default_factory=list)
    _whole: Part | None = None

    def whole(self) -> Part:
        """The block and everything below it, as one part."""
        if self._whole is None:
            below = [child.whole() for child in self.children]
            plain = "\n".join(part.plain for part in (self.own, *below) if part.plain)
            pieces = sum((part.pieces for part in below), self.own.pieces)
            self._whole = Part(self.own.start, below[-1].end if below else self.own.end, plain, pieces)
        return self._whole


def sections(document: Document, count: Count) -> Iterator[tuple[Trail, list[Node]]]:
    """The blocks between one heading and the next as trees, with their heading trail, outermost first."""
    title = _own_title(document)
    trail: list[tuple[int, str]] = []
    nodes: dict[int, Node] = {}
    roots: list[Node] = []
    for index, block in enumerate(document.outline):
        if block.kind is not BlockKind.HEADING:
            node = nodes[index] = _node(block, count)
            home = nodes.get(block.parent) if block.parent is not None else None
            (home.children if home else roots).append(node)
            continue
        if roots:
            yield _names(title, trail), roots
        roots, nodes = [], {}
        trail = [(level, name) for level, name in trail if level < block.level] + [(block.level, block.plain)]
    if roots:
        yield _names(title, trail), roots


def _node(block: Block, count: Count) -> Node:
    plain = block.plain
    return Node(block, Part(block.start, block.end, plain, count(plain) if plain else 0))


def _own_title(document: Document) -> str:
    """The title that the front matter gives a document without a level-1 heading."""
    if any(block.level == 1 for block in document.outline):
        return ""
    matter = front_matter(document.text)
    return matter.title if matter else ""


def _names(title: str, trail: Sequence[tuple[int, str]]) -> Trail:
    return tuple(name for name in (title, *(name for _, name in trail)) if name)
