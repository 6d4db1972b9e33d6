"""Reciprocal rank fusion: several rankings -> one. Pure; equal scores in order of key."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import fsum

K = 60  # the usual constant: how little the very top of a ranking counts more than what follows


@dataclass(frozen=True, slots=True)
class Ranking:
    """Keys, best first without repeats, and how much their places count."""

    keys: Sequence[str]
    weight: float = 1.0


def fuse(rankings: Sequence[Ranking], k: int = K) -> list[tuple[str, float]]:
    """Keys with their fused scores, best first; the order of the rankings does not matter."""
    parts: dict[str, list[float]] = {}
    for ranking in rankings:
        for place, key in enumerate(ranking.keys, start=1):
            parts.setdefault(key, []).append(ranking.weight / (k + place))
    return ordered({key: fsum(shares) for key, shares in parts.items()})


def ordered(scores: Mapping[str, float]) -> list[tuple[str, float]]:
    """Highest score first, ties by key."""
    return sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))
