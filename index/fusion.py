"""Reciprocal rank fusion: several rankings -> one. Pure; equal scores in order of key."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

_WHOLE = 2**52  # the whole numbers that stand for 1
K = 60  # the usual constant: how little the very top of a ranking counts more than what follows


@dataclass(frozen=True, slots=True)
class Ranking:
    """Keys, best first without repeats, and how much their places count."""

    keys: Sequence[str]
    weight: float = 1.0


def fuse(rankings: Sequence[Ranking], k: int = K) -> list[tuple[str, float]]:
    """Keys with their fused scores, best first; the order of the rankings does not matter."""
    scores: dict[str, int] = {}
    for ranking in rankings:
        for key, share in zip(ranking.keys, _shares(ranking.weight, k, len(ranking.keys)), strict=True):
            scores[key] = scores.get(key, 0) + share
    return ordered({key: score / _WHOLE for key, score in scores.items()})


def ordered(scores: Mapping[str, float]) -> list[tuple[str, float]]:
    """Highest score first, ties by key."""
    return [(key, -score) for score, key in sorted((-score, key) for key, score in scores.items())]


@lru_cache(maxsize=256)
def _shares(weight: float, k: int, count: int) -> tuple[int, ...]:
    """What each place of a ranking gives, in whole numbers: their sums are the same in any order."""
    return tuple(round(_WHOLE * weight / (k + place)) for place in range(1, count + 1))
