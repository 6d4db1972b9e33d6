"""The groups of a PDF -> the text of the document, its outline, and where its pages begin."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from domain.documents import Block, BlockKind, Sentence
from ingest.markdown.outline import Outline, whole
from ingest.markdown.prose import Prose, Reference
from ingest.pdf.paragraphs import Group
from ingest.pdf.wording import Vocabulary, words_of
from ingest.sentences import Fits, sentences

_DEEPEST = 20  # items below items
_FARTHEST = 90  # points that what stands under an item is set in, at most: beyond that is the next column


@dataclass(slots=True)
class Composition:
    """A document while it is put together."""

    fits: Fits
    vocabulary: Vocabulary
    parts: list[str] = field(default_factory=list)
    at: int = 0
    pages: list[int] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)
    items: list[tuple[float, int]] = field(default_factory=list)  # indentation, block

    def write(self, text: str) -> int:
        """Add text; the offset at which it begins."""
        start = self.at
        self.parts.append(text)
        self.at += len(text)
        return start

    def add(self, group: Group) -> None:
        """Write the lines of a group, and its block."""
        if self.at:
            self.write("\n\n")
        lines: list[tuple[str, int]] = []
        for number, (place, line) in enumerate(group.lines):
            if number:
                self.write("\n")
            while len(self.pages) <= place[0]:
                self.pages.append(self.at)
            lead = group.lead if not number else 0
            start = self.write(line.text)
            lines.append((line.text[lead:], start + lead))
        if group.kind is not None:
            self.block(group, words_of(lines, self.vocabulary))

    def block(self, group: Group, words: Prose) -> None:
        """The block or blocks that a group makes."""
        if not words.text.strip() or group.kind is None:
            return
        self.references += words.references
        if group.kind is BlockKind.HEADING:
            self.heading(group.level, whole(words))
            return
        told = [whole(words)] if group.kind is BlockKind.ROW and self.fits(words.text) else sentences(words, self.fits)
        for number, part in enumerate(self.by_page(told)):
            kind = group.kind if not number or group.kind is not BlockKind.ITEM else BlockKind.PARAGRAPH
            parent = self.parent(kind, group.left)
            self.blocks.append(Block(kind, part[0].start, part[-1].end, parent, tuple(part)))
            if kind is BlockKind.ITEM:
                self.items.append((group.left, len(self.blocks) - 1))

    def heading(self, level: int, sentence: Sentence) -> None:
        """The block of a heading; it ends the lists above it."""
        self.items = []
        while self.headings and self.blocks[self.headings[-1]].level >= level:
            self.headings.pop()
        above = self.headings[-1] if self.headings else None
        self.blocks.append(Block(BlockKind.HEADING, sentence.start, sentence.end, above, (sentence,), level))
        self.headings.append(len(self.blocks) - 1)

    def parent(self, kind: BlockKind, left: float) -> int | None:
        """The item or heading that a block stands under."""
        if self.items and left - self.items[-1][0] > _FARTHEST:
            self.items = []
        if kind is BlockKind.ITEM:
            self.items = [item for item in self.items if item[0] < left - 2][:_DEEPEST]
        elif kind is not BlockKind.PARAGRAPH or (self.items and left <= self.items[-1][0] + 1):
            self.items = []
        if self.items:
            return self.items[-1][1]
        return self.headings[-1] if self.headings else None

    def by_page(self, told: Sequence[Sentence]) -> Iterator[list[Sentence]]:
        """Sentences by the page they are on; one that goes over a page stands alone, for its page is the first."""
        part: list[Sentence] = []
        for sentence in told:
            first, last = self.page(sentence.start), self.page(sentence.end - 1)
            if part and (first != self.page(part[0].start) or first != last):
                yield part
                part = []
            part.append(sentence)
        if part:
            yield part

    def page(self, offset: int) -> int:
        """The page that holds an offset."""
        return bisect_right(self.pages, offset)


def composed(groups: Sequence[Group], pages: int, fits: Fits) -> tuple[str, Outline, tuple[int, ...]]:
    """The text, the outline and the offset of each page; a page without words begins where the next one does."""
    made = Composition(fits, Vocabulary.of(line.text for group in groups for _, line in group.lines))
    for group in groups:
        made.add(group)
    made.pages += [made.at] * (pages - len(made.pages))
    title = next((b.plain for b in made.blocks if b.level == 1), "")
    return "".join(made.parts), Outline(tuple(made.blocks), tuple(made.references), title), tuple(made.pages)
