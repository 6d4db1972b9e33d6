"""Candidates -> the best in order: how near in meaning, and how much of the query's words they hold. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import log

from index.fusion import Ranking, fuse

SHARE_WEIGHT = 0.7  # of the words' share beside the cosine: the best of 0.2 ... 1.0 on two sets of questions
SATURATION = 2.2  # what BM25 gives at most for a term of weight 1 (k1 + 1, with the k1 = 1.2 of FTS5)
WHOLE_WEIGHT = 0.1  # of the order over all shelves beside those within each: a big shelf would lead it alone


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage by its id: cosine to the nearest wording of the query, share of its words' weight 0..1, and score."""

    id: str
    shelf: str
    similarity: float
    share: float
    score: float = 0.0


def most_of(passages: int, counts: Sequence[int]) -> float:
    """What BM25 gives at most for terms that so many of all passages hold; 1 for no terms."""
    rarities = (log(1 + (passages - count + 0.5) / (count + 0.5)) for count in counts)
    return SATURATION * sum(rarities) or 1.0


def weighed(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates with their summed scores, best first, ties by id."""
    scored = [replace(c, score=round(c.similarity + SHARE_WEIGHT * c.share, 6)) for c in candidates]
    return sorted(scored, key=lambda candidate: (-candidate.score, candidate.id))


def in_turn(candidates: Sequence[Candidate], limit: int) -> list[Candidate]:
    """The best; when they come from several shelves, the best of each shelf before the second of any."""
    shelves: dict[str, list[str]] = {}
    for candidate in candidates:
        shelves.setdefault(candidate.shelf, []).append(candidate.id)
    if len(shelves) < 2:
        return list(candidates[:limit])
    named = {candidate.id: candidate for candidate in candidates}
    rankings = [Ranking(list(named), WHOLE_WEIGHT), *(Ranking(keys) for _, keys in sorted(shelves.items()))]
    return [replace(named[key], score=round(score, 6)) for key, score in fuse(rankings)[:limit]]
