"""However a library's files are damaged: a line and a hint, or it works; nothing of the student's goes; a way back."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import product
from pathlib import Path

import pytest
from fakes import LineReader

from domain.errors import StudyError
from index.library import Library
from models.hashing import HashEmbedder
from study.diary import SqlDiary

pytestmark = [pytest.mark.slow, pytest.mark.timeout(120)]
NOTES = "# Kilns\nGas kilns reach 1,300 degrees\nWood kilns need a chimney\n# Glazes\nCeladon needs a reducing fire\n"
FILES = (
    *("library.sqlite3", "library.sqlite3-wal", "study.sqlite3", "preferences.json", "write.lock", "writer.json"),
    *("chroma", "chroma/chroma.sqlite3", "uploads"),
)


def emptied(path: Path) -> None:
    _clear(path)
    path.write_bytes(b"")


def garbled(path: Path) -> None:
    _clear(path)
    path.write_bytes(os.urandom(9_000))


def halved(path: Path) -> None:
    data = path.read_bytes() if path.is_file() else b"half"
    _clear(path)
    path.write_bytes(data[: len(data) // 2])


def overwritten_in_the_middle(path: Path) -> None:
    data = path.read_bytes() if path.is_file() else b"x" * 9_000
    _clear(path)
    middle = len(data) // 2
    path.write_bytes(data[:middle] + os.urandom(512) + data[middle + 512 :])


def made_a_folder(path: Path) -> None:
    _clear(path)
    path.mkdir(parents=True)
    (path / "in-the-way").write_text("in the way")


def gone(path: Path) -> None:
    _clear(path)


def led_nowhere(path: Path) -> None:
    _clear(path)
    path.symlink_to(path.with_name("nowhere"))


DAMAGES = (emptied, garbled, halved, overwritten_in_the_middle, made_a_folder, gone, led_nowhere)


def _clear(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    path.unlink(missing_ok=True)


def opened(folder: Path) -> Library:
    return Library(folder, HashEmbedder(), LineReader())


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Path]]:
    """A synced library with a student's things in it, and its notes."""
    root = tmp_path_factory.mktemp("whole")
    notes, folder = root / "notes", root / "library"
    notes.mkdir()
    (notes / "kilns.md").write_text(NOTES)
    library = opened(folder)
    library.sync([notes])
    library.close()
    diary = SqlDiary(folder / "study.sqlite3")
    diary.start("Kilns")
    diary.close()
    (folder / "preferences.json").write_text("{}")
    (folder / "uploads").mkdir()
    (folder / "uploads" / "mine.md").write_text("# Mine\nMy own words\n")
    yield folder, notes


@pytest.mark.parametrize(
    ("name", "damage"), list(product(FILES, DAMAGES)), ids=lambda value: getattr(value, "__name__", value)
)
def test_a_damaged_file_costs_no_other(
    whole: tuple[Path, Path], tmp_path: Path, name: str, damage: Callable[[Path], None]
) -> None:
    folder, notes = tmp_path / "library", whole[1]
    shutil.copytree(whole[0], folder)
    damage(folder / name)
    mine = [folder / other for other in ("study.sqlite3", "uploads/mine.md") if not other.startswith(name)]
    before = [path.read_bytes() for path in mine]
    library = opened(folder)
    uses: list[Callable[[], object]] = [
        lambda: library.search("gas kilns"),
        library.sources,
        library.health,
        lambda: library.sync([notes]),
        lambda: library.sync([notes], full=True),
    ]
    for use in uses:
        try:
            use()
        except StudyError as error:
            assert error.hint and "\n" not in error.message
            assert "folder away" not in error.hint
    library.close()
    assert [path.read_bytes() for path in mine] == before
    assert name == "study.sqlite3" or _conversations(folder) == ["Kilns"]
    _clear(folder / name)  # what the hints advise at the most: to move away the file that they name
    again = opened(folder)
    again.sync([notes], full=True)
    assert again.search("gas kilns")[0].passage.text.startswith("Gas kilns")
    again.close()


def _conversations(folder: Path) -> list[str]:
    diary = SqlDiary(folder / "study.sqlite3")
    with suppress(StudyError):
        return [conversation.title for conversation in diary.conversations()]
    return []
