"""One search taken apart: each step alone, and the steps that were tried and left out."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from answer.followup import stand_alone
from bootstrap import Study
from domain.documents import Passage
from domain.replies import Question
from index.bare import bare
from index.chroma import ChromaFolder
from index.contents import passages_by_number, state_of
from index.fusion import Ranking, fuse
from index.held import Memory
from index.look import CANDIDATES, Look
from index.search import Asked, Seeker
from index.store import Connection, Store
from index.vectors import VectorIndex
from index.weighing import most_of, weighed
from index.words import scored

if TYPE_CHECKING:
    from domain.ports import Vectors
    from index.words import Scores

DEEP = 30  # passages of a ranking that are looked at
_ALL = 10**9  # vectors: every shelf is searched exactly

Wordings = Callable[[Study, Question], Sequence[str]]
Rank = Callable[["Search"], list[int]]


class Ranker:
    """Ranks the passages of a synced library of one shelf in any of the ways below."""

    def __init__(self, study: Study) -> None:
        """Look at the library as it is now."""
        self.study = study
        folder = study.settings.library
        self._store, self._memory = Store(folder), Memory()
        self._seeker = Seeker(study.embedder, VectorIndex(ChromaFolder(folder / "chroma"), ""), _ALL)

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
        return self.study.embedder.embed([bare(replace(passage, headings=(), above=())) for passage in passages])

    def _looking(self, snapshot: Connection) -> Look:
        state = state_of(snapshot)
        held, seeker = self._memory.of(state.version), self._seeker
        return Look(snapshot, seeker.embedder, seeker.index, state, held, None, CANDIDATES, seeker.exact)


@dataclass(frozen=True)
class Search:
    """One query under way."""

    ranker: Ranker
    look: Look
    asked: Asked

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

    @property
    def summed(self) -> list[int]:
        """The same candidates in the order of cosine and share of words."""
        held, snapshot = self.look.held, self.look.snapshot
        counts = [len(held.postings(snapshot, term).numbers) for term in self.asked.terms]
        shares = self.scores / most_of(self.look.roster.passages, counts)
        pool = self.fused[:CANDIDATES]
        return [c.place for _, c in weighed(self.look.candidates(pool, self.asked.vectors, shares))]

    @property
    def bare(self) -> list[int]:
        """By meaning, of vectors that know nothing of headings and parent items."""
        similarities = (self.ranker.bare @ self.asked.vectors[0]).tolist()
        return [place for _, place in sorted((-s, place) for place, s in enumerate(similarities))][:CANDIDATES]

    @property
    def headings_twice(self) -> list[int]:
        """By words, where those of headings count twice."""
        query = " OR ".join(f'"{term}"' for term in self.asked.terms)
        sql = "SELECT rowid FROM words WHERE words MATCH ? ORDER BY bm25(words, 2.0, 1.0, 1.0), rowid LIMIT ?"
        rows = self.look.snapshot.execute(sql, (query, CANDIDATES)) if query else []
        return [int(self.look.roster.places[number]) for (number,) in rows]

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
    "both, summed": (typed, lambda s: s.summed),
    "+ spelling mended": (mended, lambda s: s.summed),
    "+ follow-ups resolved: the search as it is": (resolved, lambda s: s.summed),
    "words alone, headings twice*": (typed, lambda s: s.headings_twice),
    "the search, best of each section first*": (resolved, lambda s: s.diverse),
}
