"""Everything synced, in one folder: our `Retriever`, our `Documents`, and the only writer of both."""

import json
import logging
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from domain.documents import Document, Passage, Progress, Shelf, Source, SyncReport
from domain.following import Follower
from domain.linked import LedgerEntry, LinkState, Place
from domain.ports import Embedder, OnProgress, Reader, Words
from domain.replies import EVERYWHERE, Hit, Scope
from index.chroma.client import Chroma, ChromaFolder
from index.chroma.vectors import VectorIndex, VectorsBroken
from index.keyword.vocabulary import Vocabulary
from index.lock import only_writer
from index.search.hybrid import HybridSearch
from index.search.snapshot import EXACT
from index.sqlite.contents import document_of, holds_passages, passages_of, section_of, sources_of, state_of
from index.sqlite.errors import BROKEN_HINT
from index.sqlite.schema import FORMAT
from index.sqlite.scope import passage_filter
from index.sqlite.store import Store
from index.sqlite.swap import new_version, swap
from index.sync.embedding import damaged_vectors
from index.sync.folders import FolderSync, check_stamp
from index.sync.ledger import entries_of, hold, orphans_of, places_of, stand_in, widen
from index.sync.links import LinkSync
from index.sync.shelves import remembered
from index.vectors.embedded import embedded_passages
from index.vectors.embedding_text import VERSION as BARE
from language.terms import VERSION as ANALYZER

if TYPE_CHECKING:
    from domain.ports import Vectors

_log = logging.getLogger(__name__)


class Library:
    """A library folder, opened lazily; any number of threads may read while one process syncs."""

    def __init__(
        self, folder: Path, embedder: Embedder, reader: Reader, *, chroma: Chroma | None = None, exact: int = EXACT
    ) -> None:
        """Remember the folder and its tools; nothing is opened, made or loaded.

        `chroma` is where the vectors are indexed, the library's folder unless said. Shelves of at most `exact` vectors
        are searched without it, and indexed all the same.
        """
        self._folder = folder
        self._stamp = json.dumps([FORMAT, ANALYZER, BARE, embedder.name, embedder.dimension, reader.version])
        self._store = Store(folder)
        self._index = VectorIndex(chroma or ChromaFolder(folder / "chroma"), self._stamp)
        self._seeker = HybridSearch(embedder, self._index, exact)
        self._syncer = FolderSync(self._store, self._index, embedder, reader, self._stamp)
        self._places: tuple[str, dict[str, tuple[Place, ...]]] = "", {}  # of one version of the library
        self._is_searched_often = False
        self._vocabulary = Vocabulary(self._store, lambda word: embedder.pieces(word) <= 3)  # itself, start and end

    @property
    def words(self) -> Words:
        """The library's vocabulary."""
        return self._vocabulary

    def sync(
        self, paths: Sequence[Path] = (), /, full: bool = False, on_progress: OnProgress | None = None
    ) -> SyncReport:
        """Bring the library in line with the folders given, or with all it remembers; one writer at a time."""
        with self._writing():
            return self._syncer.sync(paths, full, on_progress or _silently)

    def forget(self, path: Path, /) -> SyncReport:
        """Take a folder, and all that was synced from it, out of the library."""
        with self._writing():
            return self._syncer.forget(path, _silently)

    def follow(
        self,
        follower: Follower,
        urls: Sequence[str] = (),
        /,
        *,
        again: bool = False,
        on_progress: OnProgress | None = None,
    ) -> SyncReport:
        """Read what the links of the notes lead to; see `LinkSyncer`."""
        with self._writing():
            return LinkSync(self._syncer).sync(follower, urls, again, on_progress or _silently)

    def links(self) -> list[LedgerEntry]:
        """The ledger, in order of address."""
        if not self._store.exists():
            return []
        with self._store.reading() as snapshot:
            version = state_of(snapshot).version
            if self._places[0] != version:
                self._places = version, places_of(snapshot)
            return entries_of(snapshot, self._places[1])

    def hold(self, url: str, state: LinkState | None, /) -> SyncReport:
        """Pause or remove a link, or None: follow it again. What was read of a removed one goes."""
        with self._writing():
            self._syncer.prepare(full=False)
            with self._store.writing() as connection:
                hold(connection, url, state)
                if gone := orphans_of(connection):
                    swap(connection, gone, ())
                    new_version(connection)
            skipped = self._syncer.align(False, _silently)
        return SyncReport(
            removed=gone, skipped=tuple(skipped), passages=self._syncer.passages(), links=self._syncer.links()
        )

    def widen(self, url: str, section: bool, /) -> None:
        """From the next time on, read the pages below a link's page, too, or no more."""
        with self._writing(), self._store.writing() as connection:
            widen(connection, url, section)

    def stand_in(self, url: str, path: Path, /) -> None:
        """From the next time on, read a file in place of a link."""
        with self._writing(), self._store.writing() as connection:
            stand_in(connection, url, str(path.resolve()))

    def search(self, query: str, /, *, limit: int = 10, scope: Scope = EVERYWHERE) -> list[Hit]:
        """At most `limit` hits inside the scope, best first; misspelt words are also searched as they were meant."""
        if limit < 1 or not self._store.exists():
            return []
        with self._store.reading() as snapshot:
            if not holds_passages(snapshot):
                return []
            check_stamp((state := state_of(snapshot)).stamp, self._stamp)
            asked = self._seeker.asked((query, self._vocabulary.mend(query)))
            return self._seeker.search(snapshot, state, asked, limit, scope)

    def open_index(self) -> None:
        """Have Chroma ready for whoever searches more than once: from now on it is asked first.

        Where it does not hold this version, or its files cannot be used, searches stay exact until the next sync.
        """
        self._is_searched_often = True
        if self.is_empty():
            return
        with self._store.reading() as snapshot:
            state = state_of(snapshot)
        if state.aligned:
            try:
                self._index.get_ready(state.version, state.checked)
            except VectorsBroken as error:
                _log.warning("Searching without Chroma until the next sync: %s", error)

    def embedded(self, scope: Scope = EVERYWHERE, /) -> "tuple[list[Passage], Vectors]":
        """The passages inside a scope in reading order of each source, and a row of the vectors for each."""
        if self.is_empty():
            return [], self._seeker.embedder.embed([])
        with self._store.reading() as snapshot:
            check_stamp(state_of(snapshot).stamp, self._stamp)
            return embedded_passages(snapshot, self._seeker.embedder.name, passage_filter(scope))

    def document(self, source_id: str, /) -> Document:
        """The document; `KeyError` when there is none."""
        if not self._store.exists():
            raise KeyError(source_id)
        with self._store.reading() as snapshot:
            return document_of(snapshot, source_id)

    def section(self, passage: Passage, /) -> list[Passage]:
        """The passages of the same source under the same headings, in reading order."""
        if not self._store.exists():
            return []
        with self._store.reading() as snapshot:
            return section_of(snapshot, passage)

    def passages(self, source_id: str, /) -> list[Passage]:
        """The passages of a source in reading order."""
        if not self._store.exists():
            return []
        with self._store.reading() as snapshot:
            return passages_of(snapshot, source_id)

    def sources(self) -> list[Source]:
        """All sources in order of id."""
        if not self._store.exists():
            return []
        with self._store.reading() as snapshot:
            return sources_of(snapshot)

    def shelves(self) -> list[Shelf]:
        """What is synced, in the order in which it was first synced."""
        if not self._store.exists():
            return []
        with self._store.reading() as snapshot:
            return remembered(snapshot)

    def version(self) -> str:
        """Changes whenever a sync changed the library; "" before the first."""
        if not self._store.exists():
            return ""
        with self._store.reading() as snapshot:
            return state_of(snapshot).version

    def passage_counts(self) -> dict[str, int]:
        """How many passages each source has."""
        if not self._store.exists():
            return {}
        with self._store.reading() as snapshot:
            return dict(snapshot.execute("SELECT source, count(*) FROM passages GROUP BY source"))

    def health(self) -> str:
        """Whether the library fits this program and Chroma holds all of it, in words."""
        if not self._store.exists():
            return "empty"
        with self._store.reading() as snapshot:
            state = state_of(snapshot)
            wrong = [str(row[0]) for row in snapshot.execute("PRAGMA quick_check(1)")]
            damaged = len(damaged_vectors(snapshot, self._seeker.embedder))
        if wrong != ["ok"]:
            return f"damaged ({' '.join(wrong[0].split())}): {BROKEN_HINT}"
        if damaged:
            return f"{damaged:,} vectors are damaged: run `python cli.py sync --full`"
        if state.stamp != self._stamp:
            return "built with another embedder or splitter: run `python cli.py sync --full`"
        return "whole" if state.aligned else "searched without Chroma until the next sync"

    def vector_ways(self) -> str:
        """How vectors are compared, in words."""
        chroma = "Chroma is asked by the app, and by any command"
        return f"{chroma} over a folder of more than {self._seeker.exact:,} vectors; else all are compared"

    def is_empty(self) -> bool:
        """Whether there is nothing to search."""
        if not self._store.exists():
            return True
        with self._store.reading() as snapshot:
            return not holds_passages(snapshot)

    def alone(self) -> AbstractContextManager[None]:
        """Inside this nobody else writes to the library; `LibraryBusy` when somebody does."""
        return self._writing()

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """The write lock; afterwards nothing is trusted that was looked up before."""
        with only_writer(self._folder):
            try:
                yield
            finally:
                self._vocabulary.refresh()
                self._seeker.memory.forget()
        if self._is_searched_often:
            self.open_index()

    def close(self) -> None:
        """Let go of all files; the library can be used again."""
        self._index.close()
        self._store.close()


def _silently(_: Progress) -> None:
    """Show no progress."""
