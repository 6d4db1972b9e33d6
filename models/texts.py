"""An embedder whose vectors are kept on disk text by text: a process that asks for known texts loads no model."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from domain.ports import Embedder

if TYPE_CHECKING:
    from domain.ports import Vectors

MOST = 10_000  # texts kept: 16 MB of MiniLM's vectors
_FEW = 32  # embedded together: of more, an embedder may make another, less exact model
_AT_ONCE = 500  # keys of one query
_BUSY_SECONDS = 1.0  # how long one process waits for another before it goes without
_TABLE = "CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, vector BLOB NOT NULL)"
_OLD = "DELETE FROM vectors WHERE rowid <= (SELECT max(rowid) FROM vectors) - ?"


class TextEmbedder:
    """Asks the embedder behind it for each text once; a file that is broken or busy costs only time."""

    def __init__(self, embedder: Embedder, path: Path, most: int = MOST) -> None:
        """Keep the vectors of at most `most` texts in `path`, the newest; its folder need not exist."""
        self._embedder, self._path, self._most = embedder, path, most
        self.name, self.dimension, self.limit = embedder.name, embedder.dimension, embedder.limit

    def pieces(self, text: str, /) -> int:
        """How many word pieces a text has, special ones included."""
        return self._embedder.pieces(text)

    def embed(self, texts: Sequence[str], /) -> "Vectors":
        """One row per text, in order."""
        import numpy as np  # deferred: keeps this module free to import

        keys = {text: self._key(text) for text in texts}
        kept = self._kept(list(keys.values()))
        rows = {text: np.frombuffer(kept[key], np.float32) for text, key in keys.items() if key in kept}
        if new := [text for text in keys if text not in rows]:
            made = dict(zip(new, self._few_at_once(new), strict=True))
            self._keep({keys[text]: row.astype(np.float32).tobytes() for text, row in made.items()})
            rows.update(made)
        return np.stack([rows[text] for text in texts]) if texts else self._embedder.embed([])

    def _few_at_once(self, texts: Sequence[str]) -> "Iterator[Vectors]":
        """The rows of texts, each found as it would be among few: what is kept depends on no other text."""
        for at in range(0, len(texts), _FEW):
            yield from self._embedder.embed(texts[at : at + _FEW])

    def _key(self, text: str) -> bytes:
        return sha256(f"{self.name}\0{text}".encode("utf-8", "surrogatepass")).digest()[:16]

    def _kept(self, keys: Sequence[bytes]) -> Mapping[bytes, bytes]:
        found: dict[bytes, bytes] = {}

        def read(connection: sqlite3.Connection) -> None:
            for at in range(0, len(keys), _AT_ONCE):
                some = keys[at : at + _AT_ONCE]
                marks = ",".join("?" * len(some))
                found.update(connection.execute(f"SELECT key, vector FROM vectors WHERE key IN ({marks})", some))

        if self._path.exists():
            self._use(read)
        size = 4 * self.dimension
        return {key: vector for key, vector in found.items() if isinstance(vector, bytes) and len(vector) == size}

    def _keep(self, vectors: Mapping[bytes, bytes]) -> None:
        def write(connection: sqlite3.Connection) -> None:
            connection.execute(_TABLE)
            connection.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?)", vectors.items())
            connection.execute(_OLD, (self._most,))

        self._use(write)

    def _use(self, work: Callable[[sqlite3.Connection], None]) -> None:
        """Work in one transaction; a file that is no database is deleted, and whatever else fails is left at that."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self._path, timeout=_BUSY_SECONDS)) as connection, connection:
                work(connection)
        except (sqlite3.OperationalError, OSError):
            return  # busy, without its table yet, or nowhere to write
        except sqlite3.DatabaseError:
            with suppress(OSError):
                self._path.unlink()
