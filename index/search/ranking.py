"""Candidates -> the best in order: how near in meaning, and how much of the query's words they hold. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log

from index.search.fusion import Ranking, fuse

SHARE_WEIGHT = 0.7  # of the words' share beside the cosine: the best of 0.2 ... 1.0 on two sets of questions
SATURATION = 2.2  # what BM25 gives at most for a term of weight 1 (k1 + 1, k1 = 1.2, see index/keyword/bm25.py)
WHOLE_WEIGHT = 0.1  # of the order over all shelves beside those within each: a big shelf would lead it alone


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage: its cosine to the nearest wording of the query, and its share of the weight of their words, 0..1."""

    place: int
    shelf: str
    similarity: float
    share: float

    @property
    def score(self) -> float:
        """Both together."""
        return round(self.similarity + SHARE_WEIGHT * self.share, 6)


def highest_score(passages: int, counts: Sequence[int]) -> float:
    """What BM25 gives at most for terms that so many of all passages hold; 1 for no terms."""
    rarities = (log(1 + (passages - count + 0.5) / (count + 0.5)) for count in counts)
    return SATURATION * sum(rarities) or 1.0


def ranked(candidates: Sequence[Candidate]) -> list[tuple[float, Candidate]]:
    """The candidates with their scores, best first, ties by place."""
    return sorted(((c.score, c) for c in candidates), key=lambda scored: (-scored[0], scored[1].place))


def interleaved(scored: Sequence[tuple[float, Candidate]], limit: int) -> list[tuple[float, Candidate]]:
    """The best; when they come from several shelves, the best of each shelf before the second of any."""
    shelves: dict[str, list[int]] = {}
    for _, candidate in scored:
        shelves.setdefault(candidate.shelf, []).append(candidate.place)
    if len(shelves) < 2:
        return list(scored[:limit])
    named = {candidate.place: candidate for _, candidate in scored}
    rankings = [Ranking(list(named), WHOLE_WEIGHT), *(Ranking(keys) for _, keys in sorted(shelves.items()))]
    return [(round(score, 6), named[key]) for key, score in fuse(rankings)[:limit]]
