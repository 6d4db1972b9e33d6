"""Vectors for what has none yet."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from fakes import LineReader
from library_facts import write

from domain.documents import Found, Progress, Shelf
from index.sqlite.store import Store
from index.sync.embedding import BATCH, embed_missing
from index.sync.reading import source_record
from models.hashing import HashEmbedder

if TYPE_CHECKING:
    from domain.ports import Vectors


class Weighing(HashEmbedder):
    """Knows how many characters it has embedded."""

    embedded = 0

    def embed(self, texts: Sequence[str], /) -> "Vectors":
        self.embedded += sum(map(len, texts))
        return super().embed(texts)


def test_when_half_of_the_texts_are_embedded_about_half_of_the_work_is_done(tmp_path: Path) -> None:
    lines = (f"{number} {'word ' * (number // 20)}" for number in range(4 * BATCH))
    write(tmp_path / "notes/long.md", "\n".join(lines))
    (found,) = LineReader().find(Shelf(str(tmp_path / "notes"), "notes"))
    assert isinstance(found, Found)
    embedder, store, seen = Weighing(16), Store(tmp_path / "library"), dict[int, int]()
    store.create()

    def see(at: Progress) -> None:
        assert at.total == 4 * BATCH
        seen[at.done] = embedder.embedded

    embed_missing(store, embedder, [source_record(LineReader(), found, LineReader().load(found))], see)
    store.close()
    assert list(seen) == [n * BATCH for n in range(5)]
    assert 0.45 < seen[2 * BATCH] / seen[4 * BATCH] < 0.55
