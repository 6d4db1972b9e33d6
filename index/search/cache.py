"""What searches have looked up about one version of a library, kept for as long as it lasts."""

from dataclasses import dataclass, field
from threading import RLock
from typing import TYPE_CHECKING

from domain.ports import Embedder
from index.keyword.bm25 import Norms, Postings, norms_of, postings_of
from index.search.numbering import PassageNumbers, passage_numbers
from index.sqlite.contents import digests_of
from index.sqlite.scope import EVERY
from index.sqlite.store import Connection
from index.vectors.matrix import Matrix, matrix_of, picked_matrix

if TYPE_CHECKING:
    from domain.ports import Vectors
    from index.search.numbering import Mask, Numbers

MOST_POSTINGS = 4_000_000  # of all terms together: 64 MB


@dataclass(slots=True)
class VersionCache:
    """The roster, and per shelf or term what was asked for; safe to share between threads."""

    failed: bool = False  # Chroma could not answer: until the next sync searches are exact
    before: "dict[str, Matrix]" = field(default_factory=dict)  # of the version before: vectors never change
    _roster: PassageNumbers | None = None
    _masks: "dict[str, Mask]" = field(default_factory=dict)
    _counts: dict[str, int] = field(default_factory=dict)
    _matrices: dict[str, Matrix] = field(default_factory=dict)
    _postings: dict[str, Postings] = field(default_factory=dict)
    _norms: Norms | None = None
    _room: int = MOST_POSTINGS
    _lock: RLock = field(default_factory=RLock)
    _loading: RLock = field(default_factory=RLock)  # of its own: a big matrix takes a while

    def roster(self, snapshot: Connection) -> PassageNumbers:
        """Which numbers the passages of each source have."""
        with self._lock:
            if self._roster is None:
                self._roster = passage_numbers(snapshot)
                self.before = {name: self.before[name] for name in self._roster.shelves if name in self.before}
            return self._roster

    def mask(self, snapshot: Connection, shelf: str) -> "Mask":
        """The passages of a shelf."""
        with self._lock:
            if shelf not in self._masks:
                self._masks[shelf] = self.roster(snapshot).on(shelf)
            return self._masks[shelf]

    def count(self, snapshot: Connection, shelf: str) -> int:
        """How many vectors Chroma should hold of a shelf."""
        with self._lock:
            if shelf not in self._counts:
                self._counts[shelf] = len(digests_of(snapshot, EVERY.on(shelf)))
            return self._counts[shelf]

    def has_matrix(self, shelf: str) -> bool:
        """Whether all vectors of a shelf are in memory."""
        return shelf in self._matrices

    def matrix(self, snapshot: Connection, embedder: Embedder, shelf: str) -> Matrix:
        """All vectors of a shelf."""
        with self._loading:
            if shelf not in self._matrices:
                self._matrices[shelf] = matrix_of(snapshot, embedder, shelf, self.before.pop(shelf, None))
            return self._matrices[shelf]

    def vectors(self, snapshot: Connection, embedder: Embedder, shelf: str, numbers: "Numbers") -> "Vectors":
        """Those of some passages of a shelf; zeros for one that has none."""
        if self.has_matrix(shelf):
            return self._matrices[shelf].of(numbers)
        return picked_matrix(snapshot, embedder, numbers).of(numbers)

    def matrices(self) -> "dict[str, Matrix]":
        """What the next version may take over."""
        with self._loading:
            return {**self.before, **self._matrices}

    def postings(self, snapshot: Connection, term: str) -> Postings:
        """The passages that hold a term; the terms asked for last are kept, up to a limit."""
        with self._lock:
            found = self._postings.pop(term, None)
            if found is None:
                self._norms = self._norms or norms_of(snapshot)
                found = postings_of(snapshot, term, self._norms)
                self._room -= len(found.numbers)
            self._postings[term] = found
            while self._room < 0 and len(self._postings) > 1:
                self._room += len(self._postings.pop(next(iter(self._postings))).numbers)
            return found


@dataclass(slots=True)
class VersionCaches:
    """What is held of the version in force."""

    _version: str = ""
    _held: VersionCache = field(default_factory=VersionCache)

    def of(self, version: str) -> VersionCache:
        """What is held of a version; that of any other is let go, but for vectors, which never change."""
        if version != self._version:
            self._held, self._version = VersionCache(before=self._held.matrices()), version
        return self._held

    def forget(self) -> None:
        """Look everything up anew."""
        self._held, self._version = VersionCache(before=self._held.matrices()), ""
