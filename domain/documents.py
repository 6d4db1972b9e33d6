"""Where words come from, and the verbatim slices of them that everything else points at."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from hashlib import sha256


class Kind(StrEnum):
    """What a source is."""

    NOTE = "note"
    WEB = "web"
    PDF = "pdf"


@dataclass(frozen=True, slots=True)
class Source:
    """A note, or a page or PDF that a note links to."""

    id: str  # "note:glue/databrew.md", "web:https://…": stable across syncs
    kind: Kind
    title: str
    location: str  # a path or URL that a reader can open
    shelf: str = ""  # the folder it was synced from: a small shelf is not drowned by a big one


@dataclass(frozen=True, slots=True)
class Shelf:
    """A folder (or a single file) that is synced as one."""

    root: str  # absolute path
    name: str  # unique among the shelves of a library
    prefix: str = ""  # stands before the relative path in the source ids: "" on the first shelf, "name/" after it


@dataclass(frozen=True, slots=True)
class Found:
    """A file that a shelf holds, before it is read as a document."""

    source_id: str
    path: str  # absolute
    shelf: str
    digest: str  # SHA-256 of its bytes: an unchanged file is not parsed again


class BlockKind(StrEnum):
    """What a block of a document's outline is."""

    HEADING = "heading"
    ITEM = "item"
    PARAGRAPH = "paragraph"
    ROW = "row"  # one row of a table
    CODE = "code"
    QUOTE = "quote"


@dataclass(frozen=True, slots=True)
class Sentence:
    """The smallest thing that can be quoted: `document.text[start:end]`, and how it reads without markup."""

    start: int
    end: int
    plain: str  # no markup but backticks around code; white space collapsed; may be empty (a bare image)


@dataclass(frozen=True, slots=True)
class Block:
    """One node of the outline: its own words only, without its list marker and without its children."""

    kind: BlockKind
    start: int
    end: int
    parent: int | None  # index in `Document.outline` of the item or heading it stands under
    sentences: tuple[Sentence, ...]
    level: int = 0  # 1-6 for a heading

    @property
    def plain(self) -> str:
        """The block as it reads, without markup."""
        return " ".join(s.plain for s in self.sentences if s.plain)


@dataclass(frozen=True, slots=True)
class Link:
    """A place in a document that points at another source."""

    url: str  # without tracking parameters and fragment; "note:other.md" for a link to another note
    start: int
    end: int
    label: str


@dataclass(frozen=True)
class Document:
    """A source's text, normalised exactly once when loaded; every offset anywhere points into `text`."""

    source: Source
    text: str
    outline: tuple[Block, ...] = ()  # in reading order: a parent stands before its children
    links: tuple[Link, ...] = ()
    pages: tuple[int, ...] = ()  # offset at which each PDF page starts

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the text: what tells a changed document from an unchanged one."""
        return sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    def line_of(self, offset: int) -> int:
        """The 1-based line that holds an offset."""
        return self.text.count("\n", 0, offset) + 1


@dataclass(frozen=True, slots=True)
class Passage:
    """A verbatim slice of a document under one heading trail: `document.text[start:end] == text`."""

    source: Source
    start: int
    end: int
    text: str
    headings: tuple[str, ...] = ()  # plain, outermost first
    above: tuple[str, ...] = ()  # plain parent items that are outside the passage, outermost first
    plain: str = ""  # the passage as it reads without markup
    page: int | None = None  # 1-based, PDFs only
    line: int = 1  # 1-based line of `start` in the document

    def __post_init__(self) -> None:
        """Refuse a passage that cannot be a slice of any document."""
        if not self.text or len(self.text) != self.end - self.start:
            raise ValueError(f"{self.id} does not span its text")

    @property
    def id(self) -> str:
        """Stable while its document does not change."""
        return f"{self.source.id}#{self.start}-{self.end}"

    @property
    def indexed(self) -> str:
        """What it is found by: the heading trail and parent items, then the words. Never what is quoted."""
        trail = " > ".join((*self.headings, *self.above))
        return f"{trail}\n{self.plain}" if trail else self.plain


@dataclass(frozen=True, slots=True)
class Skipped:
    """A source that a sync could not read, and why."""

    location: str
    reason: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What one sync did. Sources are counted, never lost: each is in exactly one of the first five."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    passages: int = 0
    links: Mapping[str, int] = field(default_factory=dict)  # link state -> how many
    seconds: float = 0.0

    def joined(self, later: "SyncReport") -> "SyncReport":
        """This and what a sync right after it did, as one; passages and links are those of the later."""
        return SyncReport(
            added=self.added + later.added,
            changed=self.changed + later.changed,
            removed=self.removed + later.removed,
            unchanged=self.unchanged + tuple(i for i in later.unchanged if i not in self.unchanged),
            skipped=self.skipped + later.skipped,
            passages=later.passages,
            links=later.links,
            seconds=self.seconds + later.seconds,
        )


@dataclass(frozen=True, slots=True)
class UnderWay:
    """A source that is being fetched: how far it has come, in pages or, where it is one page, in bytes."""

    what: str
    done: int = 0
    total: int = 0  # 0: nobody knows


@dataclass(frozen=True, slots=True)
class Progress:
    """One step of a sync, for whoever shows it."""

    stage: str  # "reading", "fetching", "embedding", "indexing"
    done: int
    total: int
    what: str = ""
    under_way: tuple[UnderWay, ...] = ()  # what goes on side by side within it, in the order in which it began
