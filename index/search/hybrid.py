"""A query -> hits: by meaning and by words, over the whole library and within each shelf, fused by rank, then weighed.

Reciprocal rank fusion chooses the candidates; a sum of scores puts them in order (Bruch et al., "An Analysis of
Fusion Functions for Hybrid Retrieval", 2023): it knows by how much one passage is better than the next.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from domain.ports import Embedder
from domain.replies import Finder, Hit, Scope, VectorWay
from index.chroma.vectors import VectorIndex
from index.keyword.bm25 import asked_terms, scored
from index.search.cache import VersionCaches
from index.search.fusion import Ranking, fuse
from index.search.numbering import PassageNumbers
from index.search.ranking import Candidate, highest_score, interleaved, ranked
from index.search.snapshot import CANDIDATES, EXACT, SnapshotSearch
from index.sqlite.contents import State, passages_by_number
from index.sqlite.store import Connection
from language.terms import terms

if TYPE_CHECKING:
    from concurrent.futures import Future

    from domain.ports import Vectors

THREADS = 4  # searches at once whose questions are embedded while their words are looked up
MEANING_WEIGHT = 1.0
WORDS_WEIGHT = 1.0
WHOLE_WEIGHT = 0.1  # times the above: of a ranking over all shelves beside those within each; little, for a big
# shelf leads both, and at equal weights a small one would hardly ever come up


@dataclass(frozen=True, slots=True)
class Query:
    """The wordings of one query: a vector for each, which another thread computes meanwhile, and the terms of all."""

    embedding: "Future[Vectors]"
    terms: Sequence[str]

    @property
    def vectors(self) -> "Vectors":
        """Waited for."""
        return self.embedding.result()


@dataclass(frozen=True, slots=True)
class HybridSearch:
    """What a search works with."""

    embedder: Embedder
    index: VectorIndex
    exact: int = EXACT
    memory: VersionCaches = field(default_factory=VersionCaches)
    _threads: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(THREADS, "embedding"))

    def asked(self, wordings: Iterable[str]) -> Query:
        """What a search looks for, each wording once: two in one go take less than one beside the other."""
        texts = list(dict.fromkeys(wordings))
        embedding = self._threads.submit(self.embedder.embed, texts)
        return Query(embedding, asked_terms(term for text in texts for term in terms(text)))

    def search(self, snapshot: Connection, state: State, asked: Query, limit: int, scope: Scope) -> list[Hit]:
        """Hits for one query, best first, ties in reading order."""
        held = self.memory.of(state.version)
        roster = held.roster(snapshot)
        depth = max(limit, CANDIDATES)
        admitted = roster.admitted(snapshot, scope)
        look = SnapshotSearch(snapshot, self.embedder, self.index, state, held, roster, admitted, depth, self.exact)
        found = [held.postings(snapshot, term) for term in asked.terms]
        scores = scored(found, roster.size)
        words = _rankings(look.by_words(scores), WORDS_WEIGHT)
        vectors = asked.vectors
        meaning = [ranking for near in look.by_meaning(vectors) for ranking in _rankings(near, MEANING_WEIGHT)]
        pool = [place for place, _ in fuse([*meaning, *words])[:depth]]
        shares = scores / highest_score(roster.passages, [len(postings.numbers) for postings in found])
        best = interleaved(ranked(look.candidates(pool, vectors, shares)), limit)
        finders: dict[Finder, set[int]] = {"meaning": _places(meaning), "words": _places(words)}
        return _hits(snapshot, roster, best, finders, tuple(sorted(look.ways)))


def _hits(
    snapshot: Connection,
    roster: PassageNumbers,
    best: Sequence[tuple[float, Candidate]],
    finders: Mapping[Finder, Collection[int]],
    ways: tuple[VectorWay, ...],
) -> list[Hit]:
    numbers = [int(roster.numbers[candidate.place]) for _, candidate in best]
    passages = passages_by_number(snapshot, numbers)
    return [
        Hit(passages[number], score, tuple(f for f in finders if c.place in finders[f]), c.similarity, ways)
        for number, (score, c) in zip(numbers, best, strict=True)
    ]


def _rankings(each: Sequence[Sequence[int]], weight: float) -> list[Ranking]:
    """The first over everything; when there are several shelves, above all one within each."""
    whole, *shelves = each
    rest = [Ranking(places, weight) for places in shelves]
    return [Ranking(whole, weight * (WHOLE_WEIGHT if rest else 1)), *rest]


def _places(rankings: Sequence[Ranking]) -> set[int]:
    return {place for ranking in rankings for place in ranking.keys}
