"""What the tests of reading share: a reader, and documents and passages from a piece of text."""

from pathlib import Path

import pytest
from passage_laws import LIMIT, Load, pieces

from domain.documents import Document, Found, Shelf
from ingest.reader import NoteReader


@pytest.fixture(scope="session")
def reader() -> NoteReader:
    return NoteReader(pieces, LIMIT)


@pytest.fixture
def load(reader: NoteReader, tmp_path: Path) -> Load:
    """A text or bytes -> the document that the reader makes of a file with them."""

    def loaded(content: str | bytes, name: str = "note.md") -> Document:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return reader.load(Found(f"note:{name}", str(path), "notes", "digest"))

    return loaded


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(str(tmp_path), "notes")
