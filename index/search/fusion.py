"""Reciprocal rank fusion: several rankings -> one. Pure; equal scores in order of key."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_WHOLE = 2**52  # the whole numbers that stand for 1
K = 60  # the usual constant: how little the very top of a ranking counts more than what follows


@dataclass(frozen=True, slots=True)
class Ranking:
    """Keys, best first without repeats, and how much their places count."""

    keys: Sequence[int]
    weight: float = 1.0


def fuse(rankings: Sequence[Ranking], k: int = K) -> list[tuple[int, float]]:
    """Keys with their fused scores, best first; the order of the rankings does not matter."""
    import numpy as np  # deferred: keeps this module free to import

    keys, where = np.unique([key for ranking in rankings for key in ranking.keys], return_inverse=True)
    scores = np.zeros(len(keys), dtype=np.int64)
    for shares in [_shares(ranking.weight, k, len(ranking.keys)) for ranking in rankings]:
        np.add.at(scores, where[: len(shares)], shares)
        where = where[len(shares) :]
    best = np.argsort(-scores, kind="stable")  # keys are in order already
    return list(zip(keys[best].tolist(), (scores[best] / _WHOLE).tolist(), strict=True))


@lru_cache(maxsize=256)
def _shares(weight: float, k: int, count: int) -> "NDArray[np.int64]":
    """What each place of a ranking gives, in whole numbers: their sums are the same in any order."""
    import numpy as np

    return np.array([round(_WHOLE * weight / (k + place)) for place in range(1, count + 1)], dtype=np.int64)
