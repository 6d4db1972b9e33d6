import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.library import Library
from ingest.reader import NoteReader
from models.encoder import OpenVinoEmbedder
from models.hashing import HashEmbedder

KILNS = "# Kilns\n\n" + "\n\n".join(f"## Kiln {n}\n\nKiln {n} fires clay for {n} hours." for n in range(1, 9)) + "\n"


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """What takes seconds to import is looked at only when slow tests are run."""
    quick = "not slow" in config.option.markexpr
    return True if quick and collection_path.name == "test_standard_suite.py" else None


@pytest.fixture(scope="session")
def encoder_cache(request: pytest.FixtureRequest) -> Path:
    """A cache that outlives the run: exporting the graph takes ten seconds, and once is enough."""
    return Path(os.environ.get("FOOTNOTE_CACHE") or request.config.cache.mkdir("footnote-encoder"))


@pytest.fixture(scope="session")
def fast(encoder_cache: Path) -> OpenVinoEmbedder:
    return OpenVinoEmbedder(encoder_cache)


@pytest.fixture(scope="module")
def kilns(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("retriever")
    (folder / "notes").mkdir()
    (folder / "notes" / "kilns.md").write_text(KILNS, encoding="utf-8")
    embedder = HashEmbedder()
    library = Library(folder / "library", embedder, NoteReader(embedder.pieces, embedder.limit))
    library.sync([folder / "notes"])
    yield library
    library.close()
