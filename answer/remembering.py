"""An embedder that remembers: questions on one topic weigh the same sentences again and again."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from domain.ports import Embedder

if TYPE_CHECKING:
    from domain.ports import Vectors


class Remembering:
    """An `Embedder` over another one; meant for a few questions, then dropped with all it remembers."""

    def __init__(self, embedder: Embedder) -> None:
        self.name, self.dimension, self.limit = embedder.name, embedder.dimension, embedder.limit
        self._embedder = embedder
        self._known: dict[str, Vectors] = {}

    def pieces(self, text: str, /) -> int:
        """As the embedder counts them."""
        return self._embedder.pieces(text)

    def embed(self, texts: Sequence[str], /) -> "Vectors":
        """One row per text, in order; only new texts are embedded."""
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        if new:
            self._known.update(zip(new, self._embedder.embed(new), strict=True))
        return np.stack([self._known[text] for text in texts])
