"""Vectors that are kept are those that were made, and a broken file costs only time."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from models.hashing import HashEmbedder
from models.kept import KeptEmbedder

if TYPE_CHECKING:
    from domain.ports import Vectors

TEXTS = ["gas kilns", "wood kilns"]


class Counting(HashEmbedder):
    """Counts how often it is asked."""

    asked = 0

    def embed(self, texts: Sequence[str], /) -> "Vectors":
        self.asked += 1
        return super().embed(texts)


def test_the_same_texts_are_embedded_once_for_all_processes(tmp_path: Path) -> None:
    counting = Counting()
    first = KeptEmbedder(counting, tmp_path / "kept").embed(TEXTS)
    again = KeptEmbedder(counting, tmp_path / "kept").embed(TEXTS)
    assert counting.asked == 1 and (first == again).all()
    assert KeptEmbedder(counting, tmp_path / "kept").embed(TEXTS[:1]).shape == (1, counting.dimension)
    assert counting.asked == 2


def test_a_broken_file_and_a_place_that_cannot_be_written_change_nothing(tmp_path: Path) -> None:
    counting = Counting()
    kept = KeptEmbedder(counting, tmp_path)
    rows = kept.embed(TEXTS)
    (file,) = tmp_path.glob("*.npy")
    file.write_bytes(b"no vectors")
    assert (kept.embed(TEXTS) == rows).all() and counting.asked == 2
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    assert (KeptEmbedder(counting, tmp_path / "file" / "kept").embed(TEXTS) == rows).all()
