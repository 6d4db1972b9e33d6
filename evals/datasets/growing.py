"""A library of many passages out of one of fewer, through the real sync: vectors are made up, nothing is embedded.

Each source is repeated; a copy has a quarter of its longer words replaced by others of the same length that the library
holds, so that offsets stay, and the vectors of its passages are turned by about 27 degrees. One copy in ten is said to
be a page of the web.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

from bootstrap import Study
from domain.documents import Document, Found, Kind, Passage, Shelf, Skipped, Source
from index.vectors.embedding_text import embedding_text

if TYPE_CHECKING:
    from domain.ports import Vectors

NOISE = 0.5  # length of what is added to a unit vector: a cosine of 0.89
MOST_NOTES = 1000  # passages of the shelf of notes: the others stand on a shelf of guides
_WEB = 10  # one copy in so many
_WORD = re.compile(r"[A-Za-z]{5,}")


class Copies:
    """The `Reader` of the copies, and the `Embedder` of their passages; queries go to the real one."""

    def __init__(self, seed: Study, wanted: int, changed: str = "", notes: int = MOST_NOTES) -> None:
        """Plan copies with at least `wanted` passages together; the source `changed` has yet other words."""
        self._seed, self._changed, self._notes = seed, changed, notes
        passages, self._vectors = seed.library.embedded()
        self._passages: dict[str, list[tuple[int, Passage]]] = defaultdict(list)
        for row, passage in enumerate(passages):
            self._passages[passage.source.id].append((row, passage))
        self._sources = {source.id: source for source in seed.library.sources()}
        self.ids = list(self._planned(wanted))
        self.name, self.dimension, self.limit = seed.embedder.name, seed.embedder.dimension, seed.embedder.limit
        self.version, self.pieces = seed.reader.version, seed.embedder.pieces
        self._turned: dict[str, tuple[int, int]] = {}  # text -> row, copy
        self._other = _substitutes(text for p in passages for text in _WORD.findall(p.plain))

    def find(self, shelf: Shelf, /) -> list[Found | Skipped]:
        """The first copies on one shelf, the rest on the other."""
        notes = [i for n, i in enumerate(self.ids) if self._upto[n] <= self._notes]
        mine = notes if Path(shelf.root).name == "notes" else self.ids[len(notes) :]
        return [self._found(name, shelf) for name in mine]

    def load(self, found: Found, /) -> Document:
        """One copy, without its outline."""
        copy, _, seed = found.path[1:].partition("/")
        source = self._sources[seed]
        kind = Kind(found.source_id.partition(":")[0])
        text = self._varied(self._seed.documents.document(seed).text, self._number(found.path[1:], int(copy)))
        return Document(Source(found.source_id, kind, source.title, found.path, found.shelf), text)

    def passages(self, document: Document, /) -> list[Passage]:
        """The passages of the source, at the same places."""
        name = document.source.location[1:]
        copy, _, seed = name.partition("/")
        number = self._number(name, int(copy))
        return [self._passage(row, p, document, number) for row, p in self._passages[seed]]

    def embed(self, texts: Sequence[str], /) -> "Vectors":
        """The turned vectors of copies; what else is asked for is embedded."""
        import numpy as np

        if any(text not in self._turned for text in texts):
            return self._seed.embedder.embed(texts)
        return np.stack([turned(self._vectors[row], (row, copy)) for row, copy in map(self._turned.__getitem__, texts)])

    def _planned(self, wanted: int) -> Iterator[str]:
        """Names of copies: an even share of the sources if that is enough, else all of them again and again."""
        per_copy = len(self._vectors)
        sources = list(self._passages)[:: max(1, per_copy // wanted)]
        self._upto: list[int] = []
        total = copy = 0
        while total < wanted:
            for source in sources:
                if total < wanted:
                    total += len(self._passages[source])
                    self._upto.append(total)
                    yield f"{copy}/{source}"
            copy += 1

    def _found(self, name: str, shelf: Shelf) -> Found:
        digest = sha256(f"{name}{name == self._changed}".encode()).hexdigest()
        return Found(f"{self._kind(name).value}:{name}", f"/{name}", shelf.name, digest)

    def _kind(self, name: str) -> Kind:
        return Kind.WEB if crc32(name.encode()) % _WEB == 0 else Kind.NOTE

    def _number(self, name: str, copy: int) -> int:
        return copy + 1_000_000 if name == self._changed else copy

    def _varied(self, text: str, copy: int) -> str:
        return _WORD.sub(lambda word: self._other(word.group(), copy), text) if copy else text

    def _passage(self, row: int, passage: Passage, document: Document, copy: int) -> Passage:
        made = Passage(
            document.source,
            passage.start,
            passage.end,
            document.text[passage.start : passage.end],
            tuple(self._varied(heading, copy) for heading in passage.headings),
            tuple(self._varied(item, copy) for item in passage.above),
            self._varied(passage.plain, copy),
            line=passage.line,
        )
        self._turned[embedding_text(made)] = row, copy
        return made


def turned(vector: "Vectors", seed: Sequence[int]) -> "Vectors":
    """A vector turned by about 27 degrees for a seed other than (…, 0)."""
    import numpy as np

    if not seed[-1]:
        return vector
    noise = np.random.default_rng(list(seed)).standard_normal(len(vector), dtype=np.float32)
    moved = vector + noise * (NOISE / np.float32(len(vector)) ** 0.5)
    unit: Vectors = moved / np.linalg.norm(moved)
    return unit


def _substitutes(words: Iterator[str]) -> Callable[[str, int], str]:
    """A quarter of the words of each copy -> other words of the same length, always the same."""
    by_length: dict[int, list[str]] = defaultdict(list)
    for word in sorted(set(words)):
        by_length[len(word)].append(word)

    @lru_cache(maxsize=1_000_000)
    def other(word: str, copy: int) -> str:
        dice = crc32(f"{copy} {word}".encode())
        same = by_length.get(len(word))
        return word if dice % 4 or not same else same[(dice // 4) % len(same)]

    return other
