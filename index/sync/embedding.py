"""Vectors for the passages that have none yet, kept as they come, so that a sync killed on the way goes on there."""

from collections import deque
from collections.abc import Iterator, Sequence

from domain.documents import Progress
from domain.ports import Embedder, OnProgress
from index.sqlite.store import Connection, Store
from index.sync.reading import SourceRecord
from index.vectors.embedding_text import embedding_text

BATCH = 256  # texts embedded between two commits
_UNIT = 1e-3  # how far from 1 the length of a vector may be


def embed_missing(store: Store, embedder: Embedder, drafts: Sequence[SourceRecord], on_progress: OnProgress) -> None:
    """Embed what has no vector in the store; the same text once."""
    wanted = {digest: passage for draft in drafts for passage, digest in draft.passages}
    with store.reading() as snapshot:
        query = "SELECT digest FROM vectors WHERE embedder = ?"
        held = {digest for (digest,) in snapshot.execute(query, (embedder.name,))}
    texts = {digest: embedding_text(wanted[digest]) for digest in wanted.keys() - held}
    missing = sorted(texts, key=lambda d: (-len(texts[d]), d))  # alike in length: little padding
    done = 0
    for some in _mixed([missing[start : start + BATCH] for start in range(0, len(missing), BATCH)]):
        on_progress(Progress("embedding", done, len(missing)))
        vectors = embedder.embed([texts[d] for d in some])
        rows = [(d, embedder.name, vector.tobytes()) for d, vector in zip(some, vectors, strict=True)]
        with store.writing() as connection:
            connection.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)", rows)
        done += len(some)
    if missing:
        on_progress(Progress("embedding", done, done))


def forget_damaged_vectors(connection: Connection, embedder: Embedder) -> None:
    """Drop those of `damaged_vectors`: they are embedded anew."""
    gone = [(digest, embedder.name) for digest in damaged_vectors(connection, embedder)]
    connection.executemany("DELETE FROM vectors WHERE digest = ? AND embedder = ?", gone)


def damaged_vectors(connection: Connection, embedder: Embedder) -> list[str]:
    """The digests of vectors that are not the embedder's: of another size, no numbers, or not of unit length."""
    rows = connection.execute("SELECT digest, vector FROM vectors WHERE embedder = ?", (embedder.name,))
    return [digest for digest, vector in rows if not _is_whole(vector, embedder.dimension)]


def _is_whole(vector: object, dimension: int) -> bool:
    import numpy as np  # deferred: a process that only answers has no need of this module's

    if not isinstance(vector, bytes) or len(vector) != 4 * dimension:
        return False
    numbers = np.frombuffer(vector, dtype=np.float32)
    with np.errstate(all="ignore"):
        return bool(abs(np.linalg.norm(numbers.astype(np.float64)) - 1) < _UNIT)


def _mixed(batches: list[list[str]]) -> Iterator[list[str]]:
    """The first and the last in turn: as the long texts take longer, a bar that counts texts is even only so."""
    waiting = deque(batches)
    while waiting:
        yield waiting.popleft()
        if waiting:
            yield waiting.pop()
