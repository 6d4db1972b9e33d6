"""One search taken apart: each step alone, and the steps that were tried and left out."""

import re
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from answer.followup.rules import stand_alone
from bootstrap import Study
from domain.documents import Passage
from domain.replies import Question
from index.chroma.client import ChromaFolder
from index.chroma.vectors import VectorIndex
from index.keyword.bm25 import scored
from index.search.cache import VersionCaches
from index.search.fusion import Ranking, fuse
from index.search.hybrid import HybridSearch, Query
from index.search.ranking import SHARE_WEIGHT, Candidate, highest_score, ranked
from index.search.snapshot import CANDIDATES, SnapshotSearch
from index.sqlite.contents import passages_by_number, state_of
from index.sqlite.store import Connection, Store
from index.vectors.embedding_text import embedding_text
from language.terms import terms
from models.remembered import RememberedEmbedder

if TYPE_CHECKING:
    from domain.ports import Vectors
    from index.keyword.bm25 import Scores

DEEP = 30  # passages of a ranking that are looked at
RERANKED = 20
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
_ALL = 10**9  # vectors: every shelf is searched exactly

Wordings = Callable[[Study, Question], Sequence[str]]
Rank = Callable[["Search"], list[int]]


class Ranker:
    """Ranks the passages of a synced library of one shelf in any of the ways below."""

    def __init__(self, study: Study) -> None:
        """Look at the library as it is now."""
        self.study = study
        folder = study.settings.library
        self._store, self._memory = Store(folder), VersionCaches()
        self.sentences = RememberedEmbedder(study.embedder)
        self._seeker = HybridSearch(study.embedder, VectorIndex(ChromaFolder(folder / "chroma"), ""), _ALL)

    def ranked(self, way: str, question: Question) -> list[Passage]:
        """The passages that a way puts first."""
        wordings, rank = WAYS[way]
        asked = self._seeker.asked(wordings(self.study, question))
        with self._store.reading() as snapshot:
            search = Search(self, self._looking(snapshot), asked)
            return search.passages(rank(search)[:DEEP])

    @cached_property
    def bare(self) -> "Vectors":
        """Vectors of the words of all passages alone, without what stands above them, by place."""
        passages = self.study.library.embedded()[0]
        return self.study.embedder.embed(
            [embedding_text(replace(passage, headings=(), above=())) for passage in passages]
        )

    @cached_property
    def columns(self) -> Connection:
        """Headings and all else in columns of their own, by place, in SQLite's FTS5, which can weigh them; in hex."""
        connection = sqlite3.connect(":memory:")
        connection.execute("CREATE VIRTUAL TABLE words USING fts5(headings, rest)")
        for place, p in enumerate(self.study.library.embedded()[0]):
            row = place, _in_hex(p.headings), _in_hex((*p.above, p.plain))
            connection.execute("INSERT INTO words (rowid, headings, rest) VALUES (?, ?, ?)", row)
        return connection

    def _looking(self, snapshot: Connection) -> SnapshotSearch:
        state = state_of(snapshot)
        held, seeker = self._memory.of(state.version), self._seeker
        return SnapshotSearch(
            snapshot, seeker.embedder, seeker.index, state, held, held.roster(snapshot), None, CANDIDATES, seeker.exact
        )


@dataclass(frozen=True)
class Search:
    """One query under way."""

    ranker: Ranker
    look: SnapshotSearch
    asked: Query

    def passages(self, places: Sequence[int]) -> list[Passage]:
        """What stands at some places."""
        numbers = [int(number) for number in self.look.roster.numbers[list(places)]]
        found = passages_by_number(self.look.snapshot, numbers)
        return [found[number] for number in numbers]

    @cached_property
    def meaning(self) -> list[list[int]]:
        """A ranking by meaning for each wording."""
        return [each[0] for each in self.look.by_meaning(self.asked.vectors)]

    @cached_property
    def words(self) -> list[int]:
        """The ranking by words."""
        return self.look.by_words(self.scores)[0]

    @cached_property
    def scores(self) -> "Scores":
        """BM25 of every passage."""
        found = [self.look.held.postings(self.look.snapshot, term) for term in self.asked.terms]
        return scored(found, self.look.roster.size)

    @property
    def fused(self) -> list[int]:
        """Reciprocal rank fusion of all rankings."""
        return [key for key, _ in fuse([Ranking(keys) for keys in (*self.meaning, self.words)])]

    def fused_at(self, meaning: float, words: float) -> list[int]:
        """The same with other weights."""
        rankings = [*(Ranking(places, meaning) for places in self.meaning), Ranking(self.words, words)]
        return [place for place, _ in fuse(rankings)]

    @property
    def summed(self) -> list[int]:
        """The same candidates in the order of cosine and share of words."""
        return [c.place for _, c in ranked(self.candidates)]

    def summed_at(self, share: float) -> list[int]:
        """The same where the share of words counts so much beside the cosine."""
        return [place for _, place in sorted((-c.similarity - share * c.share, c.place) for c in self.candidates)]

    @cached_property
    def candidates(self) -> list[Candidate]:
        """What fusion chooses, with what it is worth."""
        held, snapshot = self.look.held, self.look.snapshot
        counts = [len(held.postings(snapshot, term).numbers) for term in self.asked.terms]
        shares = self.scores / highest_score(self.look.roster.passages, counts)
        return self.look.candidates(self.fused[:CANDIDATES], self.asked.vectors, shares)

    @property
    def reranked(self) -> list[int]:
        """The best twenty again, by the nearest of their sentences in place of the whole passage."""
        shares = {c.place: SHARE_WEIGHT * c.share for c in self.candidates}
        best, rest = self.summed[:RERANKED], self.summed[RERANKED:]
        scores = {}
        for place, passage in zip(best, self.passages(best), strict=True):
            sentences = self.ranker.sentences.embed(_SENTENCE.split(passage.plain))
            scores[place] = float((sentences @ self.asked.vectors.T).max()) + shares[place]
        return [*sorted(best, key=lambda place: -scores[place]), *rest]

    @property
    def bare(self) -> list[int]:
        """By meaning, of vectors that know nothing of headings and parent items."""
        similarities = (self.ranker.bare @ self.asked.vectors[0]).tolist()
        return [place for _, place in sorted((-s, place) for place, s in enumerate(similarities))][:CANDIDATES]

    @property
    def headings_twice(self) -> list[int]:
        """By words, where those of headings count twice."""
        query = " OR ".join(f'"{term.encode().hex()}"' for term in self.asked.terms)
        sql = "SELECT rowid FROM words WHERE words MATCH ? ORDER BY bm25(words, 2.0, 1.0), rowid LIMIT ?"
        return [place for (place,) in self.ranker.columns.execute(sql, (query, CANDIDATES))] if query else []

    @property
    def diverse(self) -> list[int]:
        """The best of each section before the second of any."""
        seen: dict[object, int] = {}
        turns = []
        for place, (key, passage) in enumerate(zip(self.summed, self.passages(self.summed), strict=True)):
            section = (passage.source.id, passage.headings)
            seen[section] = seen.get(section, -1) + 1
            turns.append((seen[section], place, key))
        return [key for *_, key in sorted(turns)]


def _in_hex(texts: Iterable[str]) -> str:
    return " ".join(term.encode().hex() for text in texts for term in terms(text))


def typed(study: Study, question: Question) -> list[str]:
    """The question as it was typed."""
    return [question.text]


def mended(study: Study, question: Question) -> list[str]:
    """The same, and with its spelling mended."""
    return [question.text, study.library.words.mend(question.text)]


def resolved(study: Study, question: Question) -> list[str]:
    """The question as it stands alone, and with its spelling mended."""
    alone = stand_alone(question)
    return [alone, study.library.words.mend(alone)]


WAYS: Mapping[str, tuple[Wordings, Rank]] = {
    "words alone (BM25)": (typed, lambda s: s.words),
    "meaning alone, passages without what stands above*": (typed, lambda s: s.bare),
    "meaning alone, with headings and parent items": (typed, lambda s: s.meaning[0]),
    "both, by reciprocal rank": (typed, lambda s: s.fused),
    "both, by rank, meaning twice*": (typed, lambda s: s.fused_at(2.0, 1.0)),
    "both, by rank, words twice*": (typed, lambda s: s.fused_at(1.0, 2.0)),
    "both, summed": (typed, lambda s: s.summed),
    "both, summed, words count half*": (typed, lambda s: s.summed_at(SHARE_WEIGHT / 2)),
    "both, summed, words count twice*": (typed, lambda s: s.summed_at(SHARE_WEIGHT * 2)),
    "+ spelling mended": (mended, lambda s: s.summed),
    "+ follow-ups resolved: the search as it is": (resolved, lambda s: s.summed),
    "words alone, headings twice*": (typed, lambda s: s.headings_twice),
    "the search, best of each section first*": (resolved, lambda s: s.diverse),
    "the search, best 20 by their nearest sentence*": (resolved, lambda s: s.reranked),
}
