"""Passages by their meaning: one Chroma collection of vectors per shelf, keyed by the digest of what was embedded.

Chroma is an index and nothing more: every vector in it is also in SQLite, so it can be dropped and made again.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from threading import RLock
from typing import TYPE_CHECKING

from index.chroma.client import Chroma

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.models.Collection import Collection

    from domain.ports import Vectors

BATCH = 1000  # more at once, and a kill can leave an index that does not open again
_PAGE = 5000
# By measured recall: docs/retrieval.md.
GRAPH: Mapping[str, object] = {"space": "cosine", "max_neighbors": 32, "ef_construction": 200, "ef_search": 800}


class VectorsBroken(Exception):
    """Chroma could not do what it was asked; the exact search over SQLite still can."""


class VectorIndex:
    """The collections of one library."""

    def __init__(self, chroma: Chroma, stamp: str, graph: Mapping[str, object] = GRAPH) -> None:
        """Open nothing yet; `stamp` says which embedder and splitter the vectors come from."""
        self._chroma = chroma
        self._stamp = stamp
        self._graph = dict(graph)
        self._lock = RLock()
        self._client: ClientAPI | None = None
        self._version = ""
        self._collections: dict[str, Collection] = {}
        self._counted: set[str] = set()  # shelves found to hold all they should
        self.is_ready = False  # whether it was opened ahead, so that asking it costs nothing but the asking

    def get_ready(self, version: str, trusted: str) -> None:
        """Open it ahead of the first search; `trusted` is what files that were used before looked like.

        `VectorsBroken` when they look otherwise and cannot be used.
        """
        with self._lock:
            if self.is_ready and self._client is not None and self._version == version:
                return
        if (not trusted or self.looks() != trusted) and not self.is_sound():
            raise VectorsBroken("Chroma's files cannot be used.")
        with self._guarded():
            self._opened(version)
            self.is_ready = True

    def is_sound(self) -> bool:
        """Whether it may be opened; lets go of it first. Trying takes a second, and no search waits for it."""
        self.close()
        try:
            return self._chroma.is_sound()
        except OSError:  # another process is at work on the files
            return False

    def query(self, shelf: str, vectors: "Vectors", limit: int, total: int, version: str) -> list[list[str]]:
        """For each vector the digests nearest to it; `version` tells when another process has changed it.

        A collection that does not hold the `total` it should is as good as broken.
        """
        with self._guarded():
            collection = self._collection(shelf, version)
            if shelf not in self._counted:
                if collection.count() != total:
                    raise VectorsBroken(f"{shelf} should have {total} vectors in Chroma, and has {collection.count()}.")
                self._counted.add(shelf)
            found = collection.query(query_embeddings=vectors, n_results=min(limit, total), include=[])
            return [list(ids) for ids in found["ids"]]

    def count(self, shelf: str, version: str) -> int:
        """How many vectors a shelf's collection holds."""
        with self._guarded():
            held: int = self._collection(shelf, version).count()
            return held

    def digests(self, shelf: str, version: str) -> set[str]:
        """Which vectors a shelf's collection holds."""
        with self._guarded():
            collection = self._collection(shelf, version)
            held: set[str] = set()
            for offset in range(0, collection.count(), _PAGE):
                held.update(collection.get(include=[], limit=_PAGE, offset=offset)["ids"])
            return held

    def add(self, shelf: str, digests: Sequence[str], vectors: "Vectors", version: str) -> None:
        """Add vectors, one row per digest, at most `BATCH` of them."""
        with self._guarded():
            self._collection(shelf, version).add(ids=list(digests), embeddings=vectors)

    def delete(self, shelf: str, digests: Sequence[str], version: str) -> None:
        """Delete at most `BATCH` vectors."""
        with self._guarded():
            self._collection(shelf, version).delete(ids=list(digests))

    def nearest(self, shelf: str, vectors: "Vectors", version: str) -> list[float]:
        """For each row the similarity of what the collection finds first, -1 when it finds nothing."""
        with self._guarded():
            found = self._collection(shelf, version).query(query_embeddings=vectors, n_results=1, include=["distances"])
            return [1.0 - row[0] if row else -1.0 for row in found["distances"]]

    def keep_only(self, shelves: Sequence[str], version: str) -> None:
        """Drop the collections of shelves that are no more."""
        wanted = {self._chroma.name_of(shelf) for shelf in shelves}
        with self._guarded():
            client = self._opened(version)
            for collection in client.list_collections():
                if self._chroma.is_ours(collection.name) and collection.name not in wanted:
                    self._collections.clear()
                    client.delete_collection(collection.name)

    def drop(self, shelf: str, version: str) -> None:
        """Empty a shelf's collection; it is made anew when next used."""
        with self._guarded():
            client = self._opened(version)
            self._collections.pop(shelf, None)
            if self._chroma.name_of(shelf) in {c.name for c in client.list_collections()}:
                client.delete_collection(self._chroma.name_of(shelf))

    def looks(self) -> str:
        """What changes with every touch of Chroma's files, "" where that cannot be seen; lets go of them first."""
        with self._guarded():
            self.close()
            return self._chroma.looks()

    def wipe(self) -> None:
        """Delete all of it: the way out when Chroma cannot open it any more."""
        with self._guarded():
            self.close()
            self._chroma.wipe()

    def close(self) -> None:
        """Let go of the files; the index can be used again."""
        with self._lock:
            client, self._client = self._client, None
            self._collections.clear()
            self._counted.clear()
            if client is not None:
                self._chroma.close(client)

    def _abandon(self) -> None:
        """Let go of a client in whatever state it is."""
        with suppress(BaseException):  # the error that led here is the one to report, and a Rust panic is no Exception
            self.close()
        self._client = None

    def _collection(self, shelf: str, version: str) -> "Collection":
        client = self._opened(version)
        if shelf not in self._collections:
            collection = self._made(client, shelf)
            if (collection.metadata or {}).get("stamp") != self._stamp:
                client.delete_collection(self._chroma.name_of(shelf))
                collection = self._made(client, shelf)
            self._collections[shelf] = collection
        return self._collections[shelf]

    def _made(self, client: "ClientAPI", shelf: str) -> "Collection":
        return client.get_or_create_collection(
            self._chroma.name_of(shelf),
            configuration={"hnsw": self._graph},
            metadata={"stamp": self._stamp},
            embedding_function=None,
        )

    def _opened(self, version: str) -> "ClientAPI":
        """The client; opened anew when the library has changed, because an open one does not see new vectors."""
        if self._client is not None and version != self._version:
            self.close()
        if self._client is None:
            self._client = self._chroma.open()
            self._version = version
        return self._client

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        """One thread at a time; whatever Chroma throws leaves as `VectorsBroken` and closes the client."""
        with self._lock:
            try:
                yield
            except BaseException as error:
                if isinstance(error, KeyboardInterrupt | SystemExit | GeneratorExit | VectorsBroken):
                    raise
                self._abandon()
                raise VectorsBroken(f"{type(error).__name__}: {error}") from error  # a Rust panic is no Exception
