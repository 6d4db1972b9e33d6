"""Chroma brought in line with SQLite, checked, and built anew where it is not."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from domain.documents import Progress
from domain.ports import OnProgress
from index.chroma.vectors import BATCH, VectorIndex, VectorsBroken
from index.sqlite.contents import State, digests_of, shelves_with_passages, state_of, vectors_of
from index.sqlite.scope import EVERY
from index.sqlite.store import Store, put_meta

if TYPE_CHECKING:
    from domain.ports import Vectors

CHECKED = 2000  # new vectors that must find themselves, spread evenly over all of them
_ITSELF = 0.999  # cosine of a vector with what it finds first, at least
_FOUND = 0.99  # of those that look, at least: a graph of neighbours that is whole misses a few in a thousand


def align(store: Store, index: VectorIndex, embedder: str, on_progress: OnProgress) -> None:
    """Make Chroma hold exactly the library's vectors; `VectorsBroken` when it cannot even be built anew."""
    with store.reading() as snapshot:
        state = state_of(snapshot)
    aligner = _Aligner(store, index, embedder, state.version, on_progress)
    if not _is_as_left(state, index) and not index.is_sound():
        index.wipe()
    try:
        aligner.run()
    except VectorsBroken:
        index.wipe()
        aligner.run()
    _note(store, aligned=state.version, checked=index.looks())


def is_aligned(store: Store, index: VectorIndex, embedder: str) -> bool:
    """Whether Chroma is noted to hold this version, opens, has as many vectors as it should, and finds some.

    That takes seconds, so it is not asked again while nothing has touched its files.
    """
    with store.reading() as snapshot:
        state = state_of(snapshot)
    if not state.aligned:
        return False
    if _is_as_left(state, index):
        return True
    if found := index.is_sound() and _holds(store, index, embedder, state.version):
        _note(store, checked=index.looks())
    return found


def _is_as_left(state: State, index: VectorIndex) -> bool:
    """Whether Chroma's files are those that were last found to be good."""
    return bool(state.checked) and state.checked == index.looks()


def _note(store: Store, **facts: str) -> None:
    with store.writing() as connection:
        for key, value in facts.items():
            put_meta(connection, key, value)


def _holds(store: Store, index: VectorIndex, embedder: str, version: str) -> bool:
    with store.reading() as snapshot:
        wanted = {shelf: digests_of(snapshot, EVERY.on(shelf)) for shelf in shelves_with_passages(snapshot)}
    aligner = _Aligner(store, index, embedder, version, lambda _: None)
    try:
        return all(
            index.count(shelf, version) == len(digests) and aligner.finds(shelf, digests[:: len(digests) // 8 + 1])
            for shelf, digests in wanted.items()
        )
    except VectorsBroken:
        return False


class _Aligner:
    """One alignment of all shelves."""

    def __init__(self, store: Store, index: VectorIndex, embedder: str, version: str, on_progress: OnProgress) -> None:
        self._store = store
        self._index = index
        self._embedder = embedder
        self._version = version
        self._on_progress = on_progress

    def run(self) -> None:
        """Every shelf by its difference; one that then fails its check from nothing."""
        with self._store.reading() as snapshot:
            wanted = {shelf: digests_of(snapshot, EVERY.on(shelf)) for shelf in shelves_with_passages(snapshot)}
        self._index.keep_only(list(wanted), self._version)
        for shelf, digests in wanted.items():
            if not self._filled(shelf, digests):
                self._index.drop(shelf, self._version)
                if not self._filled(shelf, digests):
                    raise VectorsBroken(f"The vectors of {shelf} cannot be found again.")

    def finds(self, shelf: str, digests: Sequence[str]) -> bool:
        """Whether vectors find themselves, or one as good as themselves, first: nearly all of them."""
        found = 0
        for start in range(0, len(digests), BATCH):
            vectors = self._vectors(digests[start : start + BATCH])
            found += sum(near >= _ITSELF for near in self._index.nearest(shelf, vectors, self._version))
        return found >= _FOUND * len(digests)

    def _filled(self, shelf: str, digests: Sequence[str]) -> bool:
        """Delete what is too much, add what is missing, look whether all is there."""
        wanted = set(digests)
        held = self._index.digests(shelf, self._version)
        extra, missing = sorted(held - wanted), sorted(wanted - held)
        for start in range(0, len(extra), BATCH):
            self._index.delete(shelf, extra[start : start + BATCH], self._version)
        for start in range(0, len(missing), BATCH):
            self._on_progress(Progress("indexing", start, len(missing), shelf))
            some = missing[start : start + BATCH]
            self._index.add(shelf, some, self._vectors(some), self._version)
        step = len(missing) // CHECKED + 1
        return self._index.count(shelf, self._version) == len(digests) and self.finds(shelf, missing[::step])

    def _vectors(self, digests: Sequence[str]) -> "Vectors":
        import numpy as np

        with self._store.reading() as snapshot:
            stored = vectors_of(snapshot, self._embedder, digests)
        return np.stack([stored[digest] for digest in digests])
