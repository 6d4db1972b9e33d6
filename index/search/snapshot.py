"""One search over one snapshot: what is near in meaning, what holds the words, and how good each candidate is.

Passages go by their place in the library (`PassageNumbers.numbers`), which decides between equals. `_neighbours` says
who finds what is near in meaning. Chroma does, once it was opened ahead (`Library.open_index`), or where a shelf is
big. All vectors are compared, in memory, where that is the better tool: in a process that asks once and would wait
longer for Chroma to open, in a narrow scope, and whenever Chroma does not hold this version, or has failed.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import reduce
from typing import TYPE_CHECKING

from domain.ports import Embedder
from domain.replies import VectorWay
from index.chroma.vectors import VectorIndex, VectorsBroken
from index.search.cache import VersionCache
from index.search.numbering import PassageNumbers
from index.search.ranking import Candidate
from index.sqlite.contents import State, numbers_by_digest, vectors_of
from index.sqlite.store import Connection
from index.vectors.matrix import cosines, picked_matrix

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from domain.ports import Vectors
    from index.keyword.bm25 import Scores
    from index.search.numbering import Mask, Numbers

    Scored = tuple[Numbers, NDArray[np.floating]]  # passage numbers, and how good each is: the higher, the better

_log = logging.getLogger(__name__)

CANDIDATES = 100  # how deep each ranking goes
EXACT = 250_000  # vectors of a shelf up to which a process that has not opened Chroma compares all of them
SERVED = 5_000  # the same beside a Chroma server: whoever sets one up wants it asked
FEW = 300  # passages whose vectors are read one by one rather than all of the shelf into memory
MOST_NEAR = 1_000  # neighbours asked of Chroma, at most
SPARE = 2  # times as many as should be enough: those inside a scope are not spread evenly


@dataclass(frozen=True, slots=True)
class SnapshotSearch:
    """What it looks at; `admitted` None means everything."""

    snapshot: Connection
    embedder: Embedder
    index: VectorIndex
    state: State
    held: VersionCache
    roster: PassageNumbers
    admitted: "Mask | None"
    depth: int
    exact: int
    ways: set[VectorWay] = field(default_factory=set)  # taken so far

    def by_meaning(self, vectors: "Vectors") -> list[list[list[int]]]:
        """For each vector: places of the nearest passages of all shelves, then, of several, of each."""
        near = [self._near(shelf, vectors) for shelf in self.roster.shelves]
        return [self._ranked([shelf[place] for shelf in near]) for place in range(len(vectors))]

    def by_words(self, scores: "Scores") -> list[list[int]]:
        """Places of the passages that hold the most of the words, of all shelves, then, of several, of each."""
        shelves = self.roster.shelves
        found = (scores > 0).nonzero()[0]  # four times as quick as asking the numbers themselves
        if self.admitted is not None:
            found = found[self.admitted[found]]
        if len(shelves) == 1:  # nothing to sift
            return self._ranked([(found, scores[found])])
        parts = [found[self.held.mask(self.snapshot, shelf)[found]] for shelf in shelves]
        return self._ranked([(part, scores[part]) for part in parts])

    def candidates(self, places: Sequence[int], vectors: "Vectors", shares: "Scores") -> list[Candidate]:
        """Passages with how near they are to the nearest wording, and their share of the words."""
        import numpy as np  # deferred: keeps this module free to import

        numbers = self.roster.numbers[list(places)]
        shelves = self.roster.shelves_of(numbers)
        rows = self._vectors(numbers, shelves)
        similarities = reduce(np.maximum, (cosines(rows, vector) for vector in vectors)).tolist()
        return [Candidate(*row) for row in zip(places, shelves, similarities, shares[numbers].tolist(), strict=True)]

    def _vectors(self, numbers: "Numbers", shelves: Sequence[str]) -> "Vectors":
        """The vectors of passages on these shelves; zeros for one that has none."""
        import numpy as np

        rows = np.zeros((len(numbers), self.embedder.dimension), dtype=np.float32)
        for shelf in set(shelves):
            mine = [place for place, name in enumerate(shelves) if name == shelf]
            rows[mine] = self.held.vectors(self.snapshot, self.embedder, shelf, numbers[mine])
        return rows

    def _ranked(self, each: "Sequence[Scored]") -> list[list[int]]:
        """The best of all shelves, then, of several, of each: places, ties in their order."""
        import numpy as np

        best = [_best(*scored, self.depth) for scored in each]
        if len(best) > 1:
            numbers, scores = (np.concatenate(parts) for parts in zip(*best, strict=True))
            best = [(numbers, scores), *best]
        ranked = []
        for numbers, scores in best:
            places = self.roster.places[numbers]
            ranked.append(places[np.lexsort((places, -scores))][: self.depth].tolist())
        return ranked

    def _near(self, shelf: str, vectors: "Vectors") -> "list[Scored]":
        """For each vector passages of a shelf, those nearest to it among them, and their cosines."""
        import numpy as np

        mask = self.held.mask(self.snapshot, shelf)
        total = left = np.count_nonzero(mask)
        if self.admitted is not None:
            mask = mask & self.admitted
            left = np.count_nonzero(mask)
        neighbours = self._neighbours(int(total), int(left))
        if neighbours and (found := self._through_chroma(shelf, vectors, mask, neighbours, left == total)):
            self.ways.add("chroma")
            return found
        self.ways.add("exact")
        if left <= FEW and left < total and not self.held.has_matrix(shelf):
            matrix = picked_matrix(self.snapshot, self.embedder, mask.nonzero()[0])
        else:
            matrix = self.held.matrix(self.snapshot, self.embedder, shelf)
        return [matrix.compared(vector, mask if left < total else None) for vector in vectors]

    def _neighbours(self, total: int, left: int) -> int:
        """How many neighbours to ask of Chroma for what a scope leaves of a shelf; 0: compare exactly instead."""
        is_open = self.index.is_ready or total > self.exact
        if not (left and is_open and self.state.aligned) or self.held.failed:
            return 0
        wanted = self.depth if left == total else round(SPARE * self.depth * total / left)
        return wanted if wanted <= max(self.depth, MOST_NEAR) else 0

    def _through_chroma(self, shelf: str, vectors: "Vectors", mask: "Mask", wanted: int, whole: bool) -> "list[Scored]":
        """The nearest of a shelf that a mask admits; nothing when Chroma fails or its nearest are not enough."""
        try:
            total = self.held.count(self.snapshot, shelf)
            digests = self.index.query(shelf, vectors, wanted, total, self.state.version)
        except VectorsBroken as error:
            _log.warning("Searching without Chroma until the next sync: %s", error)
            self.held.failed = True
            return []
        near = [self._met(found, vector, mask) for found, vector in zip(digests, vectors, strict=True)]
        enough = whole or all(len(numbers) >= min(self.depth, wanted) for numbers, _ in near)
        return near if enough else []

    def _met(self, digests: Sequence[str], vector: "Vectors", mask: "Mask") -> "Scored":
        """The passages behind some digests that a mask admits, and their cosines."""
        import numpy as np

        stored = vectors_of(self.snapshot, self.embedder.name, digests)
        pairs = [(n, d) for n, d in numbers_by_digest(self.snapshot, digests) if mask[n] and d in stored]
        rows = np.array([stored[digest] for _, digest in pairs], dtype=np.float32).reshape(len(pairs), len(vector))
        return np.array([number for number, _ in pairs], dtype=np.int64), cosines(rows, vector)


def _best(numbers: "Numbers", scores: "NDArray[np.floating]", depth: int) -> "Scored":
    """The best ones, and those that score the same as the last of them: which of these stay is decided by place."""
    import numpy as np

    if len(numbers) > depth:
        chosen = (scores >= np.partition(scores, -depth)[-depth]).nonzero()[0]
        return numbers[chosen], scores[chosen]
    return numbers, scores
