"""Who finds what is near in meaning: Chroma once it was opened ahead; where it is better, all vectors are compared.

Its files are never trusted: damaged ones can end the process that opens them, or keep it waiting.
"""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from fakes import LineReader
from library_facts import write

from domain.documents import Kind
from domain.replies import Scope
from index.chroma.client import ChromaFolder, in_time
from index.chroma.probe import is_usable
from index.library import Library
from models.hashing import HashEmbedder

QUERIES = ("crawlers infer the schema", "distribution keys", "streams to Redshift", "pay per hour")


@pytest.fixture
def library(tmp_path: Path, notes: Path) -> Iterator[Library]:
    """As the app has it: small enough to be compared exactly."""
    for n in range(30):
        write(notes / f"more/{n}.md", f"# Part {n}\nFact {n} is about streams\nIt is kept for {n} days\n")
    library = Library(tmp_path / "library", HashEmbedder(64), LineReader())
    library.sync([notes])
    yield library
    library.close()


def found(library: Library, scope: Scope | None = None) -> list[list[str]]:
    return [[hit.passage.id for hit in library.search(query, scope=scope or Scope())] for query in QUERIES]


def ways(library: Library, scope: Scope | None = None) -> set[tuple[str, ...]]:
    return {hit.ways for query in QUERIES for hit in library.search(query, scope=scope or Scope())}


def test_chroma_answers_once_it_was_opened_and_finds_the_same(library: Library) -> None:
    exact = found(library)
    assert ways(library) == {("exact",)}
    library.open_index()
    assert ways(library) == {("chroma",)}
    assert found(library) == exact


def test_a_narrow_scope_is_compared_exactly(library: Library) -> None:
    library.open_index()
    assert ways(library, Scope(kinds=frozenset({Kind.WEB}))) == {("exact",)}


def test_what_a_sync_brings_is_found_through_chroma(library: Library, notes: Path) -> None:
    library.open_index()
    write(notes / "new.md", "# Lakes\nLake Formation grants columns\n")
    library.sync()
    (first, *_) = library.search("Lake Formation grants columns")
    assert first.passage.source.id == "note:new.md" and first.ways == ("chroma",)


@pytest.mark.slow
def test_damaged_files_are_never_opened_here_and_healed_by_the_next_sync(
    library: Library, tmp_path: Path, notes: Path
) -> None:
    exact = found(library)
    for path in (tmp_path / "library/chroma").rglob("*"):
        if path.is_file():
            path.write_bytes(b"garbage " * 10_000)
    library.open_index()
    assert ways(library) == {("exact",)} and found(library) == exact
    write(notes / "new.md", "# Lakes\nLake Formation grants columns\n")
    library.sync()
    assert ways(library) == {("chroma",)}


@pytest.mark.slow
def test_a_graph_that_grew_wild_is_built_anew(library: Library, tmp_path: Path) -> None:
    chroma = ChromaFolder(tmp_path / "library/chroma")
    library.close()
    assert chroma.is_sound()
    (links, *_) = (tmp_path / "library/chroma").rglob("link_lists.bin")
    with links.open("r+b") as file:
        file.truncate(100_000_000)
    assert not chroma.is_sound()
    assert not library.sync().skipped
    assert chroma.is_sound()
    library.open_index()
    assert ways(library) == {("chroma",)}


@pytest.mark.slow
def test_a_probe_that_takes_too_long_says_no(library: Library, tmp_path: Path) -> None:
    library.close()
    assert is_usable(tmp_path / "library/chroma")
    assert not is_usable(tmp_path / "library/chroma", patience=0.01)


def test_an_opening_that_hangs_is_given_up_and_closed_when_it_ends() -> None:
    closed = []

    class Client:
        def close(self) -> None:
            closed.append(True)

    def opening() -> Client:
        time.sleep(0.2)
        return Client()

    with pytest.raises(TimeoutError, match="did not open within"):
        in_time(opening, 0.01)
    for _ in range(100):
        if closed:
            break
        time.sleep(0.02)
    assert closed


def test_an_opening_that_fails_says_why() -> None:
    def opening() -> None:
        raise OSError("no such disk")

    with pytest.raises(OSError, match="no such disk"):
        in_time(opening, 5)
