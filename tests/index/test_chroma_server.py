"""The same library with its vectors on a Chroma server: what is found, who shares it, and what happens without it."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from chroma_server import ChromaProcess
from fakes import LineReader
from library_facts import write

from index.chroma.client import ChromaServer
from index.library import Library
from models.hashing import HashEmbedder
from settings import HERE

pytestmark = pytest.mark.slow
QUERIES = ("crawlers infer the schema", "distribution keys", "streams to Redshift", "pay per hour")
READER = """
import sys
from pathlib import Path
from index.chroma.client import ChromaServer
from index.library import Library
from models.hashing import HashEmbedder
from tests.fakes import LineReader


folder, url = Path(sys.argv[1]), sys.argv[2]
library = Library(folder, HashEmbedder(64), LineReader(), chroma=ChromaServer(url, "", folder), exact=0)
print("ready", flush=True)
seen = set()
while "fact 19" not in " ".join(seen):
    hits = library.search("fact about kilns", limit=50)
    assert hits, "a reader found nothing while another process synced"
    seen.update(hit.passage.text for hit in hits)
print("done", flush=True)
library.close()
"""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ChromaProcess]:
    server = ChromaProcess(tmp_path / "vectors")
    server.start()
    yield server
    server.stop()


def opened(folder: Path, server: ChromaProcess | None) -> Library:
    chroma = ChromaServer(server.url, "", folder) if server else None
    return Library(folder, HashEmbedder(64), LineReader(), chroma=chroma, exact=0)


def found(library: Library) -> list[list[str]]:
    return [[hit.passage.id for hit in library.search(query)] for query in QUERIES]


def test_a_server_finds_what_the_folder_finds(tmp_path: Path, notes: Path, server: ChromaProcess) -> None:
    embedded, shared = opened(tmp_path / "one", None), opened(tmp_path / "two", server)
    embedded.sync([notes])
    assert not shared.sync([notes]).skipped
    assert found(shared) == found(embedded)
    assert shared.health() == "whole"
    assert not (tmp_path / "two" / "chroma").exists()
    embedded.close()
    shared.close()


def test_libraries_on_one_server_leave_each_other_alone(tmp_path: Path, notes: Path, server: ChromaProcess) -> None:
    one, two = opened(tmp_path / "one", server), opened(tmp_path / "two", server)
    one.sync([notes])
    two.sync([notes])
    before = found(two)
    one.forget(notes)
    write(tmp_path / "other" / "a.md", "# Kilns\nKilns fire clay\n")
    one.sync([tmp_path / "other"], full=True)
    assert found(two) == before
    assert two.health() == "whole"
    one.close()
    two.close()


def test_a_library_moves_to_a_server_with_the_next_sync(tmp_path: Path, notes: Path, server: ChromaProcess) -> None:
    embedded = opened(tmp_path / "one", None)
    embedded.sync([notes])
    before = found(embedded)
    embedded.close()
    moved = opened(tmp_path / "one", server)
    assert found(moved) == before, "exact until then"
    assert not moved.sync([notes]).skipped
    assert found(moved) == before
    moved.close()


def test_without_its_server_a_library_still_answers_and_says_so(
    tmp_path: Path, notes: Path, server: ChromaProcess
) -> None:
    library = opened(tmp_path / "one", server)
    library.sync([notes])
    before = found(library)
    server.stop()
    assert found(library) == before
    write(notes / "new.md", "# Kilns\nKilns fire clay\n")
    (skipped,) = library.sync([notes]).skipped
    assert "searches are exact" in skipped.reason and "Chroma server" in skipped.hint
    assert library.search("clay kilns")[0].passage.text.startswith("Kilns")
    server.start()
    assert not library.sync([notes]).skipped
    library.close()


def test_two_processes_read_while_one_syncs(tmp_path: Path, server: ChromaProcess) -> None:
    folder, notes = tmp_path / "one", tmp_path / "kilns"
    write(notes / "0.md", "# Kilns\nfact 0 about kilns\n")
    library = opened(folder, server)
    library.sync([notes])
    command = [sys.executable, "-c", READER, str(folder), server.url]
    readers = [subprocess.Popen(command, cwd=HERE, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    for reader in readers:
        assert reader.stdout and reader.stdout.readline() == "ready\n"
    for n in range(1, 20):
        write(notes / f"{n}.md", f"# Kilns\nfact {n} about kilns\n")
        assert not library.sync([notes]).skipped
    for reader in readers:
        with reader:
            assert reader.stdout and reader.stdout.read() == "done\n"
        assert reader.returncode == 0
    library.close()
