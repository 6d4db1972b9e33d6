"""A small real library to answer from: real notes, the real reader and index, an embedder without weights."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from bundled import scorer

from answer.extractive import ExtractiveAnswerer
from domain.ports import Embedder
from domain.replies import Question, Reply, Turn
from index.library import Library
from ingest.reader import NoteReader
from models.hashing import HashEmbedder

HERE = Path(__file__).parent
Ask = Callable[..., Reply]


@pytest.fixture(scope="session")
def over(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Library]]:
    """A note's text -> a library over it, with an embedder without weights unless another is given."""
    with ExitStack() as made:

        def library(text: str, embedder: Embedder | None = None) -> Library:
            folder = tmp_path_factory.mktemp("over")
            (folder / "notes").mkdir()
            (folder / "notes" / "note.md").write_text(text, encoding="utf-8")
            embedder = embedder or HashEmbedder()
            library = Library(folder / "library", embedder, NoteReader(embedder.pieces, embedder.limit))
            made.callback(library.close)
            library.sync([folder / "notes"])
            return library

        yield library


@pytest.fixture(scope="session")
def library(over: Callable[[str], Library]) -> Library:
    return over((HERE / "pottery.md").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def answerer(library: Library) -> ExtractiveAnswerer:
    return ExtractiveAnswerer(library, library, library.words, scorer(), HashEmbedder())


@pytest.fixture(scope="session")
def ask(answerer: ExtractiveAnswerer) -> Ask:
    """Ask a question, after alternating student and tutor turns."""

    def asked(question: str, *told: str) -> Reply:
        turns = tuple(Turn("student" if n % 2 == 0 else "tutor", text) for n, text in enumerate(told))
        return answerer.answer(Question(question, turns))

    return asked
