import os
from pathlib import Path

import pytest

from models.encoder import OpenVinoEmbedder

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def encoder_cache(request: pytest.FixtureRequest) -> Path:
    """A cache that outlives the run: exporting the graph takes ten seconds, and once is enough."""
    return Path(os.environ.get("FOOTNOTE_CACHE") or request.config.cache.mkdir("footnote-encoder"))


@pytest.fixture(scope="session")
def fast(encoder_cache: Path) -> OpenVinoEmbedder:
    return OpenVinoEmbedder(encoder_cache)
