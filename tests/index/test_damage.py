"""Whatever happens to the files of a library: searches go on where they can, and one clear line where not."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from library_facts import Facts, Open, write
from syncing import ROOT, SYNC

from domain.errors import LibraryBroken
from index.library import Library
from index.search.cache import VersionCache


def test_a_library_deleted_and_made_again_is_seen(library: Library, opened: Open, many: Path, tmp_path: Path) -> None:
    library.search("glue")
    shutil.rmtree(tmp_path / "library")
    assert library.search("glue") == []
    opened().sync([many])
    assert library.search("Fact 3 of note 5")


def held(library: Library) -> VersionCache:
    return library._seeker.memory.of(library.version())


def garble(folder: Path) -> int:
    files = [p for p in folder.rglob("*") if p.is_file()]
    for path in files:
        path.write_bytes(b"garbage " * 500)
    return len(files)


def test_a_broken_chroma_is_worked_around_and_then_repaired(
    library: Library, opened: Open, notes: Path, tmp_path: Path, facts: Facts
) -> None:
    before = facts(library)
    library.close()
    assert garble(tmp_path / "library/chroma")
    assert facts(library) == before, "searches are exact without it"
    assert not library.sync().skipped
    again = opened()
    assert facts(again) == before
    assert not held(again).failed, "Chroma answers again"


def test_a_missing_chroma_is_worked_around_and_then_repaired(library: Library, tmp_path: Path, facts: Facts) -> None:
    before = facts(library)
    library.close()
    shutil.rmtree(tmp_path / "library/chroma")
    assert facts(library) == before
    assert not library.sync().skipped
    assert facts(library) == before


def test_an_older_chroma_put_back_is_not_trusted(library: Library, notes: Path, tmp_path: Path, facts: Facts) -> None:
    library.close()
    shutil.copytree(tmp_path / "library/chroma", tmp_path / "older")
    write(notes / "new.md", "Something new about zebras\n")
    library.sync()
    before = facts(library)
    library.close()
    shutil.rmtree(tmp_path / "library/chroma")
    shutil.move(tmp_path / "older", tmp_path / "library/chroma")
    library._seeker.memory.forget()
    assert facts(library) == before
    assert held(library).failed
    library.sync()
    assert facts(library) == before
    assert not held(library).failed


def test_chroma_and_the_exact_search_agree(library: Library, facts: Facts) -> None:
    through_chroma = facts(library)
    assert not held(library).failed
    held(library).failed = True
    assert facts(library) == through_chroma


@pytest.mark.parametrize(
    "garbage", [b"this is no database, only some words " * 300, b"SQLite format 3\x00" + b"x" * 9000]
)
def test_a_corrupt_library_is_one_clear_line(opened: Open, notes: Path, tmp_path: Path, garbage: bytes) -> None:
    (tmp_path / "library").mkdir()
    (tmp_path / "library/library.sqlite3").write_bytes(garbage)
    library = opened()
    for use in (lambda: library.search("glue"), lambda: library.sync([notes]), library.sources, library.version):
        with pytest.raises(LibraryBroken) as broken:
            use()
        assert "Move library.sqlite3 out of it, and nothing else" in broken.value.hint
    assert (tmp_path / "library/library.sqlite3").read_bytes() == garbage, "what is not ours is not touched"


def test_a_library_garbled_in_the_middle_is_one_clear_line(library: Library, tmp_path: Path) -> None:
    library.close()
    path = tmp_path / "library/library.sqlite3"
    data = path.read_bytes()
    path.write_bytes(data[:4096] + os.urandom(len(data) - 4096))
    with pytest.raises(LibraryBroken):
        library.search("glue crawlers")


DAMAGES = {
    "shortened": "substr(vector, 1, 8)",
    "nothing": "zeroblob(length(vector))",
    "no numbers": "CAST(replace(hex(zeroblob(length(vector) / 4)), '00', x'FFFFFFFF') AS BLOB)",
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_damaged_vectors_are_healed_by_a_full_sync(library: Library, tmp_path: Path, facts: Facts, damage: str) -> None:
    before = facts(library)
    library.close()
    with closing(sqlite3.connect(tmp_path / "library/library.sqlite3")) as connection, connection:
        connection.execute(f"UPDATE vectors SET vector = {damage}")
    assert "vectors are damaged" in library.health()
    library.sync(full=True)
    assert facts(library) == before


def test_another_programs_database_is_not_touched(opened: Open, notes: Path, tmp_path: Path) -> None:
    (tmp_path / "library").mkdir()
    path = tmp_path / "library/library.sqlite3"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE theirs (value)")
    connection.close()
    with pytest.raises(LibraryBroken, match="another program"):
        opened().sync([notes])
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("theirs",)]
    connection.close()


def test_a_library_folder_that_is_a_file_is_one_clear_line(opened: Open, notes: Path, tmp_path: Path) -> None:
    (tmp_path / "library").write_text("in the way")
    with pytest.raises(LibraryBroken):
        opened().sync([notes])
    assert opened().search("glue") == []


def test_an_embedder_that_fails_leaves_the_old_state(library: Library, notes: Path, facts: Facts) -> None:
    before = facts(library)
    write(notes / "new.md", "Something new\n")

    def fail(*_: object) -> None:
        raise RuntimeError("out of memory")

    library._syncer.embedder.embed = fail  # type: ignore[method-assign,assignment]
    with pytest.raises(RuntimeError):
        library.sync()
    del library._syncer.embedder.embed
    assert facts(library) == before
    assert library.sync().added == ("note:new.md",)


LIMITED = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv.pop()),) * 2)
"""


def grow(notes: Path) -> None:
    for n in range(20):
        write(notes / f"big/{n}.md", "".join(f"Line {i} of {n} with quite some words in it\n" for i in range(50)))


@pytest.mark.skipif(not hasattr(signal, "SIGXFSZ"), reason="files cannot be limited here")
@pytest.mark.parametrize("room", [60_000, pytest.param(250_000, marks=pytest.mark.slow)])
def test_files_that_cannot_grow_leave_the_old_state(
    library: Library, notes: Path, tmp_path: Path, facts: Facts, room: int
) -> None:
    before = facts(library)
    library.close()
    grow(notes)
    code = LIMITED + SYNC.format(root=str(ROOT), pause=0)
    command = [sys.executable, "-c", code, str(tmp_path / "library"), str(notes), str(room)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=100)
    assert done.returncode == 1
    assert "LibraryBroken: " in done.stderr.splitlines()[-1]
    assert facts(library)[1] == before[1]  # type: ignore[index]
    library.sync()
    assert library.search("Line 5 of 7", limit=1)[0].passage.source.id.startswith("note:big/")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of one megabyte, where the tests may mount one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)], capture_output=True)
    if mounted.returncode:
        pytest.skip("no file system can be mounted here")
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=True)


def test_a_full_disk_leaves_the_old_state_and_says_so(
    opened: Open, notes: Path, small_disk: Path, facts: Facts
) -> None:
    library = opened("disk/library")
    library.sync([notes])
    before = facts(library)
    grow(notes)
    with pytest.raises(LibraryBroken, match="no room left on the disk") as full:
        library.sync()
    assert "Free some space" in full.value.hint
    assert facts(library)[1] == before[1]  # type: ignore[index]
    library.close()
