"""A small real library to be asked about: notes on baking, the real reader and index, an embedder without weights."""

from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import copy

import pytest

from domain.quiz import ItemKind, Quiz, QuizRequest
from index.library import Library
from ingest.reader import NoteReader
from models.hashing import HashEmbedder
from quiz.facts.sentences import Fact, FactReader
from quiz.maker import QuizMaker

HERE = Path(__file__).parent
Made = Callable[..., Quiz]


@pytest.fixture(scope="session")
def shelf_of() -> Iterator[Callable[[Path], Library]]:
    """A folder of notes -> its library."""
    opened: list[Library] = []

    def library(folder: Path) -> Library:
        embedder = HashEmbedder()
        opened.append(Library(folder / "library", embedder, NoteReader(embedder.pieces, embedder.limit)))
        opened[-1].sync([folder / "notes"])
        return opened[-1]

    yield library
    for each in opened:
        each.close()


@pytest.fixture(scope="session")
def baking(shelf_of: Callable[[Path], Library], tmp_path_factory: pytest.TempPathFactory) -> Library:
    folder = tmp_path_factory.mktemp("baking")
    (folder / "notes").mkdir()
    copy(HERE / "baking.md", folder / "notes")
    return shelf_of(folder)


@pytest.fixture(scope="session")
def maker(baking: Library) -> QuizMaker:
    return QuizMaker(baking, baking, baking.words, HashEmbedder())


@pytest.fixture(scope="session")
def quiz(maker: QuizMaker) -> Made:
    """The quiz for some kinds, a seed and whatever else a request says."""

    def made(*kinds: ItemKind, count: int = 40, **fields: object) -> Quiz:
        return maker.quiz(QuizRequest(count=count, kinds=frozenset(kinds), **fields))  # type: ignore[arg-type]

    return made


@pytest.fixture(scope="session")
def facts_of(
    shelf_of: Callable[[Path], Library], tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], list[Fact]]:
    """A note -> what it says."""

    def facts(text: str) -> list[Fact]:
        folder = tmp_path_factory.mktemp("facts")
        (folder / "notes").mkdir()
        (folder / "notes" / "note.md").write_text(text, encoding="utf-8")
        library = shelf_of(folder)
        source = library.sources()[0].id
        return list(FactReader(library.document(source), library.passages(source)).facts())

    return facts
