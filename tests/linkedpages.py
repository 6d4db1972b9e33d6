"""A note and the pages behind its links, built by hand: what a library holds after links were followed."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from domain.documents import Block, BlockKind, Document, Kind, Link, Passage, Sentence, Source
from domain.linked import LINKED, LedgerEntry, LinkState, Place
from domain.replies import EVERYWHERE, Hit, Scope
from language.terms import terms

NOTE = Source("note:clay.md", Kind.NOTE, "Clay", "notes/clay.md", "notes")


class PlainWords:
    """The vocabulary of no library in particular: every term is as rare as another."""

    def terms(self, text: str, /) -> tuple[str, ...]:
        return tuple(terms(text))

    def rarity(self, term: str, /) -> float:
        return 1.0

    def knows(self, term: str, /) -> bool:
        return True

    def mend(self, text: str, /) -> str:
        return text


def page(url: str, *sentences: str, title: str = "") -> Document:
    """A web page of one paragraph for each sentence."""
    return _document(Source(f"web:{url}", Kind.WEB, title or url, url, LINKED), [(0, s) for s in sentences])


def note(*lines: tuple[int, str], links: Sequence[tuple[str, str]] = ()) -> Document:
    """A note of items, each with its depth; `links` are (label, url), the label standing in the text."""
    document = _document(NOTE, list(lines))
    found = [Link(url, at := document.text.index(label), at + len(label), label) for label, url in links]
    return replace(document, links=tuple(found))


def entry(document: Document, url: str, *sources: str) -> LedgerEntry:
    """What the ledger says of a link in a note."""
    link = next(link for link in document.links if link.url == url)
    place = Place(document.source.id, document.line_of(link.start), link.label)
    return LedgerEntry(url, (place,), LinkState.FETCHED, sources=sources or (f"web:{url}",))


def passages(document: Document) -> list[Passage]:
    """A passage for each block."""
    return [
        Passage(document.source, b.start, b.end, document.text[b.start : b.end], plain=b.plain)
        for b in document.outline
    ]


@dataclass(frozen=True)
class Shelves:
    """Documents in memory, searched by shared words: our `Documents` and our `Retriever`."""

    held: Sequence[Document]
    scopes: list[Scope] = field(default_factory=list)

    def document(self, source_id: str, /) -> Document:
        return next((d for d in self.held if d.source.id == source_id), None) or self._missing(source_id)

    def section(self, passage: Passage, /) -> list[Passage]:
        return passages(self.document(passage.source.id))

    def passages(self, source_id: str, /) -> list[Passage]:
        return passages(self.document(source_id))

    def sources(self) -> list[Source]:
        return [document.source for document in self.held]

    def search(self, query: str, /, *, limit: int = 10, scope: Scope = EVERYWHERE) -> list[Hit]:
        self.scopes.append(scope)
        asked = set(terms(query))
        found = [
            Hit(p, len(asked & set(terms(p.plain))) / len(asked), ("words",)) for d in self.held for p in passages(d)
        ]
        inside = [hit for hit in found if hit.score and scope.admits(hit.passage)]
        return sorted(inside, key=lambda hit: (-hit.score, hit.passage.id))[:limit]

    def _missing(self, source_id: str) -> Document:
        raise KeyError(source_id)


def _document(source: Source, lines: Sequence[tuple[int, str]]) -> Document:
    text, above = "", dict[int, int]()
    outline: list[Block] = []
    for depth, line in lines:
        start = len(text) + 2
        text += f"- {line}\n"
        above[depth] = len(outline)
        parent = above[depth - 1] if depth else None
        outline.append(
            Block(BlockKind.ITEM, start, start + len(line), parent, (Sentence(start, start + len(line), line),))
        )
    return Document(source, text, tuple(outline))
