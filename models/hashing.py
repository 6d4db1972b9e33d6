"""An embedder without weights: the same words give the same vector. For tests and dry runs."""

import re
from collections.abc import Sequence
from hashlib import blake2b
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from domain.ports import Vectors

_WORD = re.compile(r"\w+")


class HashEmbedder:
    """Each word has a fixed random direction; a text is the sum of its words, of length 1."""

    def __init__(self, dimension: int = 64, limit: int = 256) -> None:
        """Choose how many numbers a vector has, and how many words of a text are read."""
        self.name = f"hash-{dimension}"
        self.dimension = dimension
        self.limit = limit
        self._seen: dict[str, Vectors] = {}

    def pieces(self, text: str, /) -> int:
        """How many word pieces a text has: one for every six letters of a word, and two around the text."""
        return 2 + sum(-(-len(word) // 6) for word in _WORD.findall(text))

    def embed(self, texts: Sequence[str], /) -> "Vectors":
        """One unit vector per text, in order."""
        import numpy as np  # deferred: keeps this module free to import

        rows = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in _WORD.findall(text.casefold()) or [""]:
                row += self._direction(word)
        rows /= np.linalg.norm(rows, axis=1, keepdims=True)
        return rows

    def _direction(self, word: str) -> "Vectors":
        import numpy as np

        if word not in self._seen:
            seed = int.from_bytes(blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")
            self._seen[word] = np.random.default_rng(seed).standard_normal(self.dimension).astype(np.float32)
        return self._seen[word]
