"""An embedder that remembers: the sentences of a library are asked about again and again."""

from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock
from typing import TYPE_CHECKING

from domain.ports import Embedder

if TYPE_CHECKING:
    from domain.ports import Vectors

MOST = 20_000  # texts remembered: 30 MB of MiniLM's vectors


class RememberedEmbedder:
    """Another embedder, with the vectors of the texts embedded last kept in memory; safe to share between threads."""

    def __init__(self, embedder: Embedder, most: int = MOST) -> None:
        """Remember at most `most` texts."""
        self._embedder, self._most = embedder, most
        self.name, self.dimension, self.limit = embedder.name, embedder.dimension, embedder.limit
        self._lock = Lock()
        self._vectors: OrderedDict[str, Vectors] = OrderedDict()

    def pieces(self, text: str, /) -> int:
        """How many word pieces a text has, special ones included."""
        return self._embedder.pieces(text)

    def embed(self, texts: Sequence[str], /) -> "Vectors":
        """One unit vector per text, in order."""
        import numpy as np  # deferred: keeps this module free to import

        with self._lock:
            known = {text: self._vectors[text] for text in texts if text in self._vectors}
        new = [text for text in dict.fromkeys(texts) if text not in known]
        if new:
            known.update(zip(new, self._embedder.embed(new), strict=True))
        with self._lock:
            for text, vector in known.items():
                self._vectors[text] = vector
                self._vectors.move_to_end(text)
            while len(self._vectors) > self._most:
                self._vectors.popitem(last=False)
        return np.stack([known[text] for text in texts]) if texts else self._embedder.embed([])
