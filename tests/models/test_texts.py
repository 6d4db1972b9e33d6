"""Vectors of single texts outlive the process that asked for them, and a broken file costs only time."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from models.hashing import HashEmbedder
from models.texts import TextEmbedder

if TYPE_CHECKING:
    from domain.ports import Vectors

TEXTS = ["gas kilns", "wood kilns", "gas kilns"]


class Counting(HashEmbedder):
    """Counts the texts it is asked for."""

    asked = 0

    def embed(self, texts: Sequence[str], /) -> "Vectors":
        self.asked += len(texts)
        return super().embed(texts)


@pytest.fixture
def counting() -> Counting:
    return Counting()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "library" / "texts.sqlite3"


def test_each_text_is_embedded_once_for_all_processes(counting: Counting, path: Path) -> None:
    first = TextEmbedder(counting, path).embed(TEXTS)
    assert counting.asked == 2 and (first == HashEmbedder().embed(TEXTS)).all()
    again = TextEmbedder(counting, path).embed([*TEXTS, "glaze"])
    assert counting.asked == 3 and (again[:3] == first).all()


def test_another_embedder_gets_none_of_the_vectors(counting: Counting, path: Path) -> None:
    TextEmbedder(counting, path).embed(TEXTS)
    other = Counting()
    other.name = "another"
    TextEmbedder(other, path).embed(TEXTS)
    assert other.asked == 2


def test_the_oldest_texts_are_let_go(counting: Counting, path: Path) -> None:
    kept = TextEmbedder(counting, path, most=2)
    kept.embed(["gas", "wood"])
    kept.embed(["salt"])
    kept.embed(["wood", "salt"])
    assert counting.asked == 3
    kept.embed(["gas"])
    assert counting.asked == 4


@pytest.mark.parametrize("content", [b"no database at all, but long enough to be looked at" * 20, b""])
def test_a_file_that_is_no_database_is_made_anew(counting: Counting, path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    kept = TextEmbedder(counting, path)
    assert (kept.embed(TEXTS) == HashEmbedder().embed(TEXTS)).all()
    kept.embed(["glaze"])
    kept.embed(["glaze"])
    assert counting.asked == 3


def test_a_place_that_cannot_be_written_changes_nothing(counting: Counting, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    kept = TextEmbedder(counting, tmp_path / "file" / "texts.sqlite3")
    assert (kept.embed(TEXTS) == HashEmbedder().embed(TEXTS)).all()
    assert kept.embed([]).shape == (0, counting.dimension)


def test_many_may_write_at_once(path: Path) -> None:
    texts = [f"text {n}" for n in range(40)]
    with ThreadPoolExecutor(8) as pool:
        rows = list(pool.map(lambda n: TextEmbedder(HashEmbedder(), path).embed(texts[n : n + 8]), range(32)))
    assert all((row == HashEmbedder().embed(texts[n : n + 8])).all() for n, row in enumerate(rows))
