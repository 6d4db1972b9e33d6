"""A shelf's vectors in memory, a row for each passage: to compare some of them, or all, exactly."""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import TYPE_CHECKING

from domain.ports import Embedder
from index.sqlite.contents import digests_by_number, every_vector, vectors_of
from index.sqlite.store import Connection

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from domain.ports import Vectors
    from index.search.numbering import Mask

    Numbers = NDArray[np.int64]

_DIGITS = 6  # of a cosine: the last bits of a sum do not decide between equals
_AT_ONCE = 5000  # vectors read at once


@dataclass(frozen=True)
class Matrix:
    """Passage numbers in ascending order, a vector for each, and the first row of each digest."""

    numbers: "Numbers"
    vectors: "Vectors"
    rows: Mapping[str, int]

    def of(self, numbers: "Numbers") -> "Vectors":
        """The vectors of passages that are all in it."""
        return self.vectors[self.numbers.searchsorted(numbers)]

    def compared(self, vector: "Vectors", mask: "Mask | None") -> "tuple[Numbers, NDArray[np.floating]]":
        """The passages that a mask admits (None: all), and their cosines."""
        if mask is None:
            return self.numbers, cosines(self.vectors, vector)
        chosen = mask[self.numbers].nonzero()[0]
        return self.numbers[chosen], cosines(self.vectors.take(chosen, axis=0), vector)


def cosines(rows: "Vectors", vector: "Vectors") -> "NDArray[np.floating]":
    """How near each row is, the same wherever it stands.

    Not by `@`: the threads of BLAS turn idly for a while afterwards, and slow down whoever embeds the next query.
    """
    import numpy as np  # deferred: keeps this module free to import

    found: NDArray[np.floating] = np.einsum("ij,j->i", rows, vector).round(_DIGITS)
    return found


def matrix_of(snapshot: Connection, embedder: Embedder, shelf: str, before: Matrix | None = None) -> Matrix:
    """A shelf's matrix; vectors that stood in it `before`, under the same digest, are not read again."""
    query = "SELECT p.number, p.digest FROM sources s CROSS JOIN passages p ON p.source = s.id WHERE s.shelf = ?"
    return _filled(snapshot, embedder, sorted(snapshot.execute(query, (shelf,))), before)


def picked_matrix(snapshot: Connection, embedder: Embedder, numbers: "Numbers") -> Matrix:
    """A matrix of a few passages alone."""
    return _filled(snapshot, embedder, digests_by_number(snapshot, numbers.tolist()))


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
    missing = rows.keys() - before.rows.keys() if before else rows.keys()
    for digests, some in _stored(snapshot, embedder, missing):
        vectors[[rows[digest] for digest in digests]] = some
    for row, (_, digest) in enumerate(pairs):
        if rows[digest] != row:  # the same words under the same headings stand in several places
            vectors[row] = vectors[rows[digest]]
    return Matrix(numbers, vectors, rows)


def _stored(snapshot: Connection, embedder: Embedder, wanted: Set[str]) -> "Iterator[tuple[list[str], Vectors]]":
    """The stored vectors of some digests: looked up when they are few, met on a walk through all when they are many."""
    import numpy as np

    if len(wanted) <= _AT_ONCE:
        if found := vectors_of(snapshot, embedder.name, list(wanted)):
            yield list(found), np.stack(list(found.values()))
        return
    for digests, vectors in every_vector(snapshot, embedder.name, _AT_ONCE):
        mine = [place for place, digest in enumerate(digests) if digest in wanted]
        yield [digests[place] for place in mine], vectors[mine]
