"""A student with notes, a library and a web, for the tests of following links."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from domain.documents import SyncReport
from domain.linked import LedgerEntry
from index.library import Library
from ingest.fetching.fetcher import WebFetcher
from ingest.fetching.limits import Limits
from ingest.following import WebFollower
from ingest.reader import NoteReader
from models.hashing import HashEmbedder
from sites.clock import FakeClock
from sites.server import Sites

if TYPE_CHECKING:
    from domain.ports import OnProgress, Vectors


class CountingEmbedder(HashEmbedder):
    """Writes down what it embeds."""

    def __init__(self) -> None:
        super().__init__()
        self.embedded: list[str] = []

    def embed(self, texts: Sequence[str], /) -> "Vectors":
        self.embedded += texts
        return super().embed(texts)


@dataclass
class Student:
    """Someone with notes, a library and a web."""

    folder: Path
    sites: Sites
    clock: FakeClock
    embedder: CountingEmbedder = field(default_factory=CountingEmbedder)

    def __post_init__(self) -> None:
        self.reader = NoteReader(self.embedder.pieces, self.embedder.limit)
        self.library = Library(self.folder / "library", self.embedder, self.reader)
        self.notes = self.folder / "notes"
        self.notes.mkdir(exist_ok=True)

    def write(self, text: str, name: str = "notes.md") -> None:
        """Write a note and sync it."""
        (self.notes / name).write_text(text, encoding="utf-8")
        self.library.sync([self.notes])

    def follow(self, *urls: str, again: bool = False, on_progress: "OnProgress | None" = None) -> SyncReport:
        """Follow all links, or some."""
        with WebFetcher(
            self.folder / "pages",
            allow_hosts=self.sites.hosts,
            resolver=self.sites.resolver,
            tls=self.sites.client_tls,
            clock=self.clock,
            limits=Limits(delay=0),
        ) as fetcher:
            follower = WebFollower(fetcher, self.reader, self.clock.now)
            return self.library.follow(follower, urls, again=again, on_progress=on_progress)

    def entry(self, url: str) -> LedgerEntry:
        """The ledger's line on a link."""
        return next(entry for entry in self.library.links() if entry.url == url)


def linking(*urls: str) -> str:
    """A note that links to pages, a line for each."""
    return "# Notes\n\n" + "\n".join(f"- Fact {n} about buffers [*]({url})" for n, url in enumerate(urls)) + "\n"
