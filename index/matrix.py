"""A shelf's vectors in memory, a row for each passage: to compare some of them, or all, exactly."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from domain.ports import Embedder
from index.contents import vectors_of
from index.store import Connection

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from domain.ports import Vectors
    from index.roster import Mask

_AT_ONCE = 5000  # vectors read at once


@dataclass(frozen=True, slots=True)
class Matrix:
    """Passage numbers in ascending order, a vector for each, and the first row of each digest."""

    numbers: "NDArray[np.int64]"
    vectors: "Vectors"
    rows: Mapping[str, int]

    def within(self, mask: "Mask | None") -> "tuple[NDArray[np.int64], Vectors]":
        """The numbers that a mask admits, and their vectors; None admits all."""
        if mask is None:
            return self.numbers, self.vectors
        chosen = mask[self.numbers].nonzero()[0]
        return self.numbers[chosen], self.vectors.take(chosen, axis=0)


def matrix_of(snapshot: Connection, embedder: Embedder, shelf: str, before: Matrix | None = None) -> Matrix:
    """A shelf's matrix; vectors that stood in it `before`, under the same digest, are not read again."""
    pairs = snapshot.execute(
        "SELECT p.number, p.digest FROM sources s JOIN passages p ON p.source = s.id WHERE s.shelf = ?"
        " ORDER BY p.number",
        (shelf,),
    ).fetchall()
    return _filled(snapshot, embedder, pairs, before)


def picked_matrix(snapshot: Connection, embedder: Embedder, numbers: "NDArray[np.int64]") -> Matrix:
    """A matrix of a few passages alone, by their ascending numbers."""
    query = "SELECT number, digest FROM passages WHERE number = ?"
    return _filled(snapshot, embedder, [snapshot.execute(query, (number,)).fetchone() for number in numbers.tolist()])


def _filled(
    snapshot: Connection, embedder: Embedder, pairs: Sequence[tuple[int, str]], before: Matrix | None = None
) -> Matrix:
    import numpy as np  # deferred: keeps this module free to import

    numbers = np.array([number for number, _ in pairs], dtype=np.int64)
    vectors = np.zeros((len(pairs), embedder.dimension), dtype=np.float32)
    rows: dict[str, int] = {}
    for row, (_, digest) in enumerate(pairs):
        rows.setdefault(digest, row)
    if before and (kept := rows.keys() & before.rows.keys()):
        vectors[[rows[digest] for digest in kept]] = before.vectors[[before.rows[digest] for digest in kept]]
    missing = [digest for digest in rows if not before or digest not in before.rows]
    for start in range(0, len(missing), _AT_ONCE):
        for digest, vector in vectors_of(snapshot, embedder.name, missing[start : start + _AT_ONCE]).items():
            vectors[rows[digest]] = vector
    for row, (_, digest) in enumerate(pairs):
        if rows[digest] != row:  # the same words under the same headings stand in several places
            vectors[row] = vectors[rows[digest]]
    return Matrix(numbers, vectors, rows)
