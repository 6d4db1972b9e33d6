"""The model as its authors run it: slow to load, and what the fast path is measured against."""

import logging
import os
import warnings
from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from models.weights import DIMENSION, LIMIT, NAME, checked_model_folder

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

    from domain.ports import Vectors

BATCH = 64  # texts: on an H100 quicker than 16 by half, and no slower than 1,024


def load_reference(folder: Path, device: str = "cpu") -> "SentenceTransformer":
    """The sentence-transformers model in a folder, never asking the network."""
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    with warnings.catch_warnings():  # deprecations inside the libraries are not the student's business
        warnings.simplefilter("ignore")
        from sentence_transformers import SentenceTransformer  # deferred: imports torch, five seconds
        from transformers.utils import logging as transformers_logging

        logging.getLogger("sentence_transformers").setLevel(logging.WARNING)
        transformers_logging.disable_progress_bar()
        transformers_logging.set_verbosity_error()
        return SentenceTransformer(str(folder), local_files_only=True, device=device)


def best_device() -> str:
    """The accelerator that torch finds, or the processor; imports torch."""
    import torch

    if torch.cuda.is_available():
        return "cuda"
    return "mps" if torch.backends.mps.is_available() else "cpu"


class ReferenceEmbedder:
    """all-MiniLM-L6-v2 through sentence-transformers; loaded when first used."""

    name = NAME
    dimension = DIMENSION
    limit = LIMIT

    def __init__(self, cache: Path, device: str = "") -> None:
        """Remember where the stamp of checked weights lies, and on which device to run: the best one unless said."""
        self._cache = cache
        self._device = device
        self._lock = Lock()
        self._model: SentenceTransformer | None = None

    def pieces(self, text: str, /) -> int:
        """How many word pieces a text has, special ones included."""
        return len(self._loaded().tokenizer(text, truncation=False, verbose=False)["input_ids"])

    def embed(self, texts: Sequence[str], /) -> "Vectors":
        """One unit vector per text, in order."""
        import numpy as np  # deferred with the rest

        if not texts:
            return np.empty((0, DIMENSION), dtype=np.float32)
        model = self._loaded()
        with self._lock:
            rows = model.encode(list(texts), batch_size=BATCH, normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(rows, dtype=np.float32)

    def _loaded(self) -> "SentenceTransformer":
        with self._lock:
            if self._model is None:
                self._model = load_reference(checked_model_folder(self._cache), self._device or best_device())
            return self._model


def accelerated(cache: Path) -> ReferenceEmbedder | None:
    """The model on the accelerator that torch finds, None when it finds none."""
    device = best_device()
    return ReferenceEmbedder(cache, device) if device != "cpu" else None
