"""One search over one snapshot: what is near in meaning, what holds the words, and how good each candidate is.

Near vectors are found by Chroma in a big shelf, and exactly in a small one or where a scope leaves little of a big one:
a graph of neighbours that has to pass over most of what it meets is slower than comparing the rest one by one.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from domain.ports import Embedder
from index.contents import State, numbers_by_digest, places_by_number, vectors_of
from index.held import Held
from index.matrix import picked_matrix
from index.store import Connection
from index.vectors import VectorIndex, VectorsBroken
from index.weighing import Candidate

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from domain.ports import Vectors
    from index.roster import Mask
    from index.words import Scores

    Numbers = NDArray[np.int64]

_log = logging.getLogger(__name__)

CANDIDATES = 100  # how deep each ranking goes
EXACT = 5_000  # vectors of a shelf up to which all are compared: about as quick as Chroma, and nothing to open
FEW = 300  # passages whose vectors are read one by one rather than all of the shelf into memory
MOST_NEAR = 1_000  # neighbours asked of Chroma, at most
SPARE = 2  # times as many as should be enough: those inside a scope are not spread evenly
DIGITS = 6  # of a cosine: the last bits of a sum do not decide between equals

Scored = dict[int, float]  # by passage number: the higher, the better


@dataclass(frozen=True, slots=True)
class Look:
    """What it looks at; `admitted` None means everything."""

    snapshot: Connection
    embedder: Embedder
    index: VectorIndex
    state: State
    held: Held
    admitted: "Mask | None"
    depth: int
    exact: int
    _ids: dict[int, str] = field(default_factory=dict)
    _digests: dict[str, tuple[int, str]] = field(default_factory=dict)

    def by_meaning(self, vectors: "Vectors") -> list[list[list[str]]]:
        """For each vector: ids of the nearest passages of all shelves, then of each."""
        near = [self._near(shelf, vectors) for shelf in self.held.roster(self.snapshot).shelves]
        return [self._ranked([shelf[place] for shelf in near]) for place in range(len(vectors))]

    def by_words(self, scores: "Scores") -> list[list[str]]:
        """Ids of the passages of all shelves, then of each, that hold the most of the words."""
        shelves = self.held.roster(self.snapshot).shelves
        found = scores.nonzero()[0]
        if self.admitted is not None:
            found = found[self.admitted[found]]
        if len(shelves) == 1:
            return self._ranked([_best(found, scores[found], self.depth)])
        parts = [found[self.held.mask(self.snapshot, shelf)[found]] for shelf in shelves]
        return self._ranked([_best(part, scores[part], self.depth) for part in parts])

    def candidates(self, ids: Sequence[str], vectors: "Vectors", shares: "Scores") -> list[Candidate]:
        """Passages with how near they are to the nearest wording, and their share of the words."""
        import numpy as np  # deferred: keeps this module free to import

        places = [self._digests[key] for key in ids]
        stored = vectors_of(self.snapshot, self.embedder.name, [digest for _, digest in places])
        missing = np.zeros_like(vectors[0])
        rows = np.array([stored.get(digest, missing) for _, digest in places]).reshape(len(places), len(missing))
        similarities = (rows @ vectors.T).max(axis=1).tolist()
        numbers = [number for number, _ in places]
        shelves = map(self.held.roster(self.snapshot).shelf_of, numbers)
        return [Candidate(*row) for row in zip(ids, shelves, similarities, shares[numbers].tolist(), strict=True)]

    def _ranked(self, each: Sequence[Scored]) -> list[list[str]]:
        """The best of all shelves, then of each: ids, ties in their order."""
        whole = {number: score for scored in each for number, score in scored.items()}
        self._name(whole)
        return [
            [key for _, key in sorted((-score, self._ids[number]) for number, score in scored.items())][: self.depth]
            for scored in (whole, *each)
        ]

    def _name(self, numbers: Scored) -> None:
        """Look up what passages are called and what their vectors are kept under."""
        missing = [number for number in numbers if number not in self._ids]
        for number, key, digest in places_by_number(self.snapshot, missing):
            self._ids[number] = key
            self._digests[key] = number, digest

    def _near(self, shelf: str, vectors: "Vectors") -> list[Scored]:
        """For each vector the passages of a shelf nearest to it, as many as a ranking is deep, and their equals."""
        mask = self.held.mask(self.snapshot, shelf)
        total = int(mask.sum())
        if self.admitted is not None:
            mask = mask & self.admitted
        left = int(mask.sum())
        if not left:
            return [{} for _ in vectors]
        if total > self.exact and (found := self._through_chroma(shelf, vectors, mask, left / total)) is not None:
            return found
        if left <= FEW and left < total and not self.held.has_matrix(shelf):
            matrix = picked_matrix(self.snapshot, self.embedder, mask.nonzero()[0])
        else:
            matrix = self.held.matrix(self.snapshot, self.embedder, shelf)
        numbers, rows = matrix.within(mask if left < total else None)
        return [_best(numbers, (rows @ vector).round(DIGITS), self.depth) for vector in vectors]

    def _through_chroma(self, shelf: str, vectors: "Vectors", mask: "Mask", share: float) -> list[Scored] | None:
        """None: Chroma does not hold this version, has failed, or would have to pass over too much."""
        wanted = self.depth if share == 1 else round(SPARE * self.depth / share)
        if not self.state.aligned or self.held.failed or wanted > max(self.depth, MOST_NEAR):
            return None
        try:
            total = self.held.count(self.snapshot, shelf)
            digests = self.index.query(shelf, vectors, wanted, total, self.state.version)
        except VectorsBroken as error:
            _log.warning("Searching without Chroma until the next sync: %s", error)
            self.held.failed = True
            return None
        each = list(dict.fromkeys(digest for found in digests for digest in found))
        stored = vectors_of(self.snapshot, self.embedder.name, each)
        numbers = [(n, d) for n, d in numbers_by_digest(self.snapshot, each) if mask[n] and d in stored]
        near = []
        for found, vector in zip(digests, vectors, strict=True):
            mine = set(found)
            scored = {n: round(float(stored[d] @ vector), DIGITS) for n, d in numbers if d in mine}
            if share < 1 and len(scored) < min(self.depth, wanted):
                return None
            near.append(scored)
        return near


def _best(numbers: "Numbers", scores: "NDArray[np.floating]", depth: int) -> Scored:
    """The best ones, and those that score the same as the last of them: which of these stay is decided by id."""
    import numpy as np

    if len(numbers) > depth:
        chosen = (scores >= np.partition(scores, -depth)[-depth]).nonzero()[0]
        numbers, scores = numbers[chosen], scores[chosen]
    return dict(zip(numbers.tolist(), scores.tolist(), strict=True))
