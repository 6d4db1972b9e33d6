"""The bundled models, for tests over real ones: each loaded once in a process."""

import os
from functools import cache
from pathlib import Path

from domain.ports import Embedder, SentenceScorer
from models.crossencoder import bundled_scorer
from models.encoder import bundled_encoder

CACHE = Path(os.environ.get("FOOTNOTE_CACHE") or Path(__file__).parents[1] / ".pytest_cache" / "d" / "footnote-encoder")


@cache
def scorer() -> SentenceScorer:
    """The reader of sentences."""
    return bundled_scorer(CACHE)


@cache
def encoder() -> Embedder:
    """The encoder of texts."""
    return bundled_encoder(CACHE)
