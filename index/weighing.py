"""Candidates -> hits in order: how near in meaning, and how much of the query's words they hold."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import log

from domain.replies import Hit
from index.fusion import Ranking, fuse
from index.store import Connection
from index.words import Scores

SHARE_WEIGHT = 0.7  # of the words' share beside the cosine: the best of 0.2 ... 1.0 on two sets of questions
SATURATION = 2.2  # what BM25 gives at most for a term of weight 1 (k1 + 1, with the k1 = 1.2 of FTS5)
WHOLE_WEIGHT = 0.1  # of the order over all shelves beside those within each: a big shelf would lead it alone


def shares(snapshot: Connection, terms: Sequence[str], found: Scores, hits: Sequence[Hit]) -> dict[str, float]:
    """How much of the weight of the query's terms each hit holds, 0..1, by passage id."""
    scores = dict(found)
    most = SATURATION * sum(_rarity(snapshot, term) for term in dict.fromkeys(terms)) or 1.0
    ids = [hit.passage.id for hit in hits]
    marks = ",".join("?" * len(ids))
    rows = snapshot.execute(f"SELECT id, number FROM passages WHERE id IN ({marks})", ids)
    return {name: -scores.get(number, 0.0) / most for name, number in rows}


def _rarity(snapshot: Connection, term: str) -> float:
    (passages,) = snapshot.execute("SELECT count(*) FROM passages").fetchone()
    row = snapshot.execute("SELECT doc FROM vocabulary WHERE term = ?", (term,)).fetchone()
    count = int(row[0]) if row else 0
    return log(1 + (passages - count + 0.5) / (count + 0.5))


def weighed(hits: Sequence[Hit], words: Mapping[str, float]) -> list[Hit]:
    """The hits with their summed scores, best first, ties by passage id."""
    scored = [replace(h, score=round(h.similarity + SHARE_WEIGHT * words.get(h.passage.id, 0.0), 6)) for h in hits]
    return sorted(scored, key=lambda hit: (-hit.score, hit.passage.id))


def in_turn(hits: Sequence[Hit], limit: int) -> list[Hit]:
    """The best hits; when they come from several shelves, the best of each shelf before the second of any."""
    shelves: dict[str, list[str]] = {}
    for hit in hits:
        shelves.setdefault(hit.passage.source.shelf, []).append(hit.passage.id)
    if len(shelves) < 2:
        return list(hits[:limit])
    named = {hit.passage.id: hit for hit in hits}
    rankings = [Ranking(list(named), WHOLE_WEIGHT), *(Ranking(keys) for _, keys in sorted(shelves.items()))]
    return [replace(named[key], score=round(score, 6)) for key, score in fuse(rankings)[:limit]]
