"""Few texts by the quick embedder, many by one on an accelerator (CUDA, MPS), which takes seconds to load."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from platform import machine
from shutil import which
from threading import Lock
from typing import TYPE_CHECKING

from domain.ports import Embedder

if TYPE_CHECKING:
    from domain.ports import Vectors

MANY = 200  # texts in one call that are worth loading torch for


def accelerator_likely() -> bool:
    """Whether it is worth asking torch for an accelerator; told without importing it."""
    if sys.platform == "darwin":
        return machine() == "arm64"
    return Path("/dev/nvidiactl").exists() or which("nvidia-smi") is not None


class AcceleratedEmbedder:
    """Two embedders of the same model behind one name."""

    def __init__(self, quick: Embedder, load_strong: Callable[[], Embedder | None]) -> None:
        """`load_strong` is asked once, when there is much to embed; None when there is no accelerator after all."""
        self.name, self.dimension, self.limit = quick.name, quick.dimension, quick.limit
        self._quick = quick
        self._load_strong = load_strong
        self._strong: Embedder | None = None
        self._asked = False
        self._lock = Lock()

    def pieces(self, text: str, /) -> int:
        """How many word pieces a text has, special ones included."""
        return self._quick.pieces(text)

    def embed(self, texts: Sequence[str], /) -> "Vectors":
        """One unit vector per text, in order."""
        strong = self._accelerated() if len(texts) >= MANY else None
        return (strong or self._quick).embed(texts)

    def _accelerated(self) -> Embedder | None:
        with self._lock:
            if not self._asked:
                self._strong, self._asked = self._load_strong(), True
            return self._strong
