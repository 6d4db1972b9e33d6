"""A query -> hits: by meaning and by words, over the whole library and within each shelf, fused by rank, then weighed.

Reciprocal rank fusion chooses the candidates; a sum of scores puts them in order (Bruch et al., "An Analysis of
Fusion Functions for Hybrid Retrieval", 2023): it knows by how much one passage is better than the next.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from domain.ports import Embedder
from domain.replies import Finder, Hit, Scope
from index.analyzer import terms
from index.contents import (
    State,
    ids_by_digest,
    numbers_of,
    passages_by_id,
    picked_vectors,
    shelves_with_passages,
    state_of,
    vectors_of,
)
from index.fusion import Ranking, fuse
from index.held import Held, Memory
from index.picks import Pick, picked
from index.store import Connection
from index.vectors import VectorIndex, VectorsBroken
from index.weighing import in_turn, shares, weighed
from index.words import Scores, best_of, matches

if TYPE_CHECKING:
    from domain.ports import Vectors

_log = logging.getLogger(__name__)

CANDIDATES = 100  # how deep each ranking goes
EXACT = 5_000  # vectors of a shelf up to which all are compared: about as quick as Chroma, and nothing to open
SPARE = 4  # times as many neighbours are fetched where a scope may reject some
MEANING_WEIGHT = 1.0
WORDS_WEIGHT = 1.0
WHOLE_WEIGHT = 0.1  # times the above: of a ranking over all shelves beside those within each; little, for a big
# shelf leads both, and at equal weights a small one would hardly ever come up

Scored = list[tuple[str, float]]  # (passage id, score), best first


@dataclass(frozen=True, slots=True)
class Asked:
    """The wordings of one query: a vector for each, and the terms of all."""

    vectors: "Vectors"
    terms: Sequence[str]


@dataclass(frozen=True, slots=True)
class Seeker:
    """What a search works with."""

    embedder: Embedder
    index: VectorIndex
    exact: int = EXACT
    memory: Memory = field(default_factory=Memory)

    def asked(self, wordings: Sequence[str]) -> Asked:
        """What a search looks for, each wording once."""
        texts = list(dict.fromkeys(wordings))
        return Asked(self.embedder.embed(texts), [term for text in texts for term in terms(text)])

    def search(self, snapshot: Connection, asked: Asked, limit: int, scope: Scope) -> list[Hit]:
        """Hits for one query, best first, ties by passage id."""
        state = state_of(snapshot)
        look = Look(self, snapshot, state, self.memory.of(state.version), picked(scope), max(limit, CANDIDATES))
        shelves = shelves_with_passages(snapshot)
        meaning = [ranking for vector in asked.vectors for ranking in look.by_meaning(vector, shelves)]
        found = matches(snapshot, asked.terms)
        words = look.by_words(found, shelves)
        pool = fuse([*meaning, *words])[: max(limit, CANDIDATES)]
        finders: dict[Finder, set[str]] = {
            "meaning": {key for ranking in meaning for key in ranking.keys},
            "words": {key for ranking in words for key in ranking.keys},
        }
        hits = look.hits(pool, asked.vectors, finders)
        return in_turn(weighed(hits, shares(snapshot, asked.terms, found, hits)), limit)


@dataclass(frozen=True, slots=True)
class Look:
    """One search over one snapshot."""

    seeker: Seeker
    snapshot: Connection
    state: State
    held: Held
    pick: Pick
    depth: int

    def by_meaning(self, vector: "Vectors", shelves: Sequence[str]) -> list[Ranking]:
        """The nearest passages of all shelves, and of each."""
        each = [self._near(shelf, vector) for shelf in shelves]
        whole = sorted((pair for scored in each for pair in scored), key=lambda pair: (-pair[1], pair[0]))
        return _rankings(_ids(whole[: self.depth]), [_ids(scored) for scored in each], MEANING_WEIGHT)

    def by_words(self, found: Scores, shelves: Sequence[str]) -> list[Ranking]:
        """The passages of all shelves, and of each, that hold the query's terms."""
        scoped = numbers_of(self.snapshot, self.pick) if self.pick.conditions else None
        whole = best_of(self.snapshot, found, self.depth, scoped)
        each = [self._best(found, scoped, shelf) for shelf in shelves] if len(shelves) > 1 else []
        return _rankings(whole, each, WORDS_WEIGHT)

    def hits(self, best: Scored, vectors: "Vectors", finders: dict[Finder, set[str]]) -> list[Hit]:
        """Passages with their fused score, what found them, and how close they are to the nearest wording."""
        passages = passages_by_id(self.snapshot, [key for key, _ in best])
        stored = vectors_of(self.snapshot, self.seeker.embedder.name, [d for _, d in passages.values()])
        hits = []
        for key, score in best:
            passage, digest = passages[key]
            similarity = float(max(vectors @ stored[digest])) if digest in stored else 0.0
            hits.append(Hit(passage, score, tuple(f for f in finders if key in finders[f]), similarity))
        return hits

    def _best(self, found: Scores, scoped: frozenset[int] | None, shelf: str) -> list[str]:
        held = self.held.numbers(self.snapshot, shelf)
        return best_of(self.snapshot, found, self.depth, held if scoped is None else held & scoped)

    def _near(self, shelf: str, vector: "Vectors") -> Scored:
        """The picked passages of a shelf nearest to a vector: through Chroma where that pays, else exactly."""
        pick = self.pick.on(shelf)
        digests = self._through_chroma(shelf, vector)
        if digests is not None:
            stored = vectors_of(self.snapshot, self.seeker.embedder.name, digests)
            ids = ids_by_digest(self.snapshot, digests, pick)
            if len(ids) >= self.depth or (not self.pick.conditions and ids):
                return self._scored(ids, {d: float(v @ vector) for d, v in stored.items()})
        if self.pick.conditions:
            names, matrix = picked_vectors(self.snapshot, self.seeker.embedder.name, pick)
        else:
            names, matrix = self.held.vectors(self.snapshot, self.seeker.embedder.name, shelf)
        if not names:
            return []
        similarities = matrix @ vector
        best = (-similarities).argsort(kind="stable")[: self.depth * SPARE].tolist()
        nearest = {names[row]: float(similarities[row]) for row in best}
        return self._scored(ids_by_digest(self.snapshot, list(nearest), pick), nearest)

    def _scored(self, ids: Sequence[tuple[str, str]], similarities: dict[str, float]) -> Scored:
        """Rounded, so that the last bits of a sum do not decide between equals."""
        scored = [(key, round(similarities[digest], 6)) for key, digest in ids if digest in similarities]
        return sorted(scored, key=lambda pair: (-pair[1], pair[0]))[: self.depth]

    def _through_chroma(self, shelf: str, vector: "Vectors") -> list[str] | None:
        """Digests of near passages, or None: the shelf is small, or Chroma does not hold this version or has failed."""
        if not self.state.aligned or self.held.failed:
            return None
        wanted = self.depth * SPARE if self.pick.conditions else self.depth
        total = self.held.count(self.snapshot, shelf)
        if total <= self.seeker.exact:
            return None
        try:
            return self.seeker.index.query(shelf, vector, wanted, total, self.state.version)
        except VectorsBroken as error:
            _log.warning("Searching without Chroma until the next sync: %s", error)
            self.held.failed = True
            return None


def _rankings(whole: Sequence[str], each: Sequence[Sequence[str]], weight: float) -> list[Ranking]:
    """The ranking over everything; when there are several shelves, above all one within each."""
    if len(each) < 2:
        return [Ranking(whole, weight)]
    return [Ranking(whole, weight * WHOLE_WEIGHT), *(Ranking(keys, weight) for keys in each)]


def _ids(scored: Scored) -> list[str]:
    return [key for key, _ in scored]
