from collections.abc import Iterator
from pathlib import Path

import pytest
from fakes import LineReader
from library_facts import Facts, Open, facts_of, write

from index.library import Library
from models.hashing import HashEmbedder


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    """A small folder of notes."""
    return written(tmp_path / "notes")


def written(folder: Path) -> Path:
    write(folder / "glue.md", "# Glue\nGlue crawlers infer the schema\nGlue jobs run Spark\n# Prices\nPay per hour\n")
    write(folder / "deep/redshift.md", "# Redshift\nRedshift is a warehouse\nDistribution keys place rows on nodes\n")
    write(folder / "page.web", "# Kinesis\nKinesis Firehose delivers streams to Redshift\nPay per gigabyte\n")
    return folder


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Open]:
    """Opens the library in a folder, `library` unless said, searches it through Chroma, and closes it in the end."""
    libraries: list[Library] = []

    def open_library(name: str = "library", version: str = "lines-1", dimension: int = 64) -> Library:
        libraries.append(Library(tmp_path / name, HashEmbedder(dimension), LineReader(version), exact=0))
        return libraries[-1]

    yield open_library
    for library in libraries:
        library.close()


@pytest.fixture
def library(opened: Open, notes: Path) -> Library:
    """The notes, synced."""
    library = opened()
    library.sync([notes])
    return library


@pytest.fixture
def facts() -> Facts:
    return facts_of


@pytest.fixture(scope="session")
def unchanged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The notes, synced once for all tests that only look."""
    folder = tmp_path_factory.mktemp("unchanged")
    library = Library(folder / "library", HashEmbedder(), LineReader(), exact=0)
    library.sync([written(folder / "notes")])
    yield library
    library.close()


@pytest.fixture
def many(notes: Path) -> Path:
    """Enough notes for a sync to have a middle."""
    for n in range(8):
        lines = "".join(f"Fact {i} of note {n} about streams and crawlers\n" for i in range(8))
        write(notes / f"many/{n}.md", f"# Note {n}\n{lines}")
    return notes
