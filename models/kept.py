"""An embedder whose vectors of the same few texts are kept on disk: lines that every process would embed again."""

import os
from collections.abc import Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from domain.ports import Embedder

if TYPE_CHECKING:
    from domain.ports import Vectors


class KeptEmbedder:
    """Asks the embedder behind it once for each list of texts; a file that is broken costs only time."""

    def __init__(self, embedder: Embedder, folder: Path) -> None:
        """`folder` need not exist."""
        self._embedder, self._folder = embedder, folder
        self.name, self.dimension, self.limit = embedder.name, embedder.dimension, embedder.limit

    def pieces(self, text: str, /) -> int:
        """How many word pieces a text has, special ones included."""
        return self._embedder.pieces(text)

    def embed(self, texts: Sequence[str], /) -> "Vectors":
        """One row per text, in order."""
        import numpy as np  # deferred: keeps this module free to import

        key = sha256("\0".join((self.name, *texts)).encode("utf-8", "surrogatepass")).hexdigest()[:24]
        path = self._folder / f"{key}.npy"
        with suppress(OSError, ValueError, EOFError):
            kept: Vectors = np.load(path, allow_pickle=False)
            if kept.shape == (len(texts), self.dimension):
                return kept
        rows = self._embedder.embed(texts)
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            unfinished = path.with_name(f"{key}.{os.getpid()}.part.npy")
            np.save(unfinished, rows, allow_pickle=False)
            unfinished.replace(path)
        return rows
