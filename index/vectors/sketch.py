"""Vectors as one bit for each dimension, whether it is above zero: what is far is left out without looking at the rest.

Two vectors differ in about as many signs as the angle between them is wide (Charikar, "Similarity Estimation Techniques
from Rounding Algorithms", 2002); those that differ least are compared exactly. By measured recall: docs/retrieval.md.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from domain.ports import Vectors

    Rows = NDArray[np.intp]

LEAST = 2_500  # vectors that are compared exactly, at least
SHARE = 40  # and one in so many of those there are
_FEW = 3  # times as many as are admitted, or more: then only theirs are looked at
_WORD = 64  # bits that are counted at once
_AT_ONCE = 5000  # vectors looked at at once


@dataclass(frozen=True, slots=True)
class Sketches:
    """The signs of vectors: a column for each vector, a row for each 64 dimensions."""

    bits: "NDArray[np.uint64]"

    def near(self, vector: "Vectors", admitted: "NDArray[np.bool_] | None" = None) -> "Rows":
        """Those that differ from a vector in the fewest signs, of the admitted or of all, in ascending order."""
        import numpy as np  # deferred: keeps this module free to import

        if admitted is not None and _FEW * np.count_nonzero(admitted) < len(admitted):
            rows: Rows = admitted.nonzero()[0]
            return rows[Sketches(self.bits.take(rows, axis=1)).near(vector)]
        differing = self._differing(sketches(vector[None]).bits[:, 0])
        beyond = _WORD * len(self.bits) + 1
        if admitted is not None:
            differing[~admitted] = beyond
        counts = np.bincount(differing, minlength=beyond)[:beyond].cumsum()
        limit = np.searchsorted(counts, max(LEAST, counts[-1] // SHARE))
        rows = (differing <= min(limit, beyond - 1)).nonzero()[0]
        return rows

    def _differing(self, bits: "NDArray[np.uint64]") -> "NDArray[np.uint16]":
        """In how many signs each vector differs."""
        import numpy as np

        counts = np.zeros(self.bits.shape[1], dtype=np.uint16)
        for row, word in zip(self.bits, bits, strict=True):
            counts += np.bitwise_count(row ^ word)
        return counts


def sketches(vectors: "Vectors") -> Sketches:
    """Those of vectors, a row each."""
    import numpy as np

    count, dimension = vectors.shape
    bits = np.zeros((count, -(-dimension // _WORD) * _WORD // 8), dtype=np.uint8)
    for start in range(0, count, _AT_ONCE):
        packed = np.packbits(vectors[start : start + _AT_ONCE] > 0, axis=1)
        bits[start : start + _AT_ONCE, : packed.shape[1]] = packed
    return Sketches(np.ascontiguousarray(bits.view(np.uint64).T))
