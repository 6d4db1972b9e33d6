"""A request -> a quiz from the outline of the notes, without a language model; the same for the same seed and library.

It knows documents, words, search and vectors by their ports alone.
"""

from collections.abc import Callable, Mapping, Sequence
from random import Random
from typing import TYPE_CHECKING

from domain.documents import Passage
from domain.errors import NotesNotFound, StudyError
from domain.linked import LINKED
from domain.ports import Documents, Embedder, Retriever, Words
from domain.quiz import Item, ItemKind, Quiz, QuizRequest
from language.voice import Form
from quiz.facts.evidence import EvidenceIndex
from quiz.facts.lists import listings, related, single
from quiz.facts.sentences import Fact, FactReader
from quiz.facts.tables import rows
from quiz.fill import QuizFiller
from quiz.items.build import ItemBuilder
from quiz.items.checks import Gate
from quiz.items.distractors import Balance
from quiz.items.fact_index import FactIndex
from quiz.plan import Kinds, in_turn, subjects
from quiz.topic_filter import TopicFilter

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from domain.ports import Vectors

    Vector = NDArray[np.float32]

_SAYING = (Form.DOES, Form.CLAUSE)  # what is more than a member of a list
_MOST_REJECTED = 200  # that are told of


def _no_task(_: Passage) -> str:
    return ""


class QuizMaker:
    """Makes quizzes over a library; what it read of a document is kept until the document changes."""

    name = "extractive"

    def __init__(
        self,
        documents: Documents,
        retriever: Retriever,
        words: Words,
        embedder: Embedder,
        task_of: Callable[[Passage], str] = _no_task,
        embedded: "Callable[[], tuple[list[Passage], Vectors]] | None" = None,
    ) -> None:
        """`task_of` tells the blueprint task of a passage, "" for none; `embedded` gives the vectors kept."""
        self._documents, self._retriever, self._words, self._embedder = documents, retriever, words, embedder
        self._task_of, self._embedded = task_of, embedded
        self._read: tuple[tuple[str, ...], FactIndex, EvidenceIndex] | None = None
        self._vectors: tuple[tuple[str, ...], Mapping[str, Vector]] = (), {}

    def quiz(self, request: QuizRequest, earlier: Sequence[Item] = ()) -> Quiz:
        """The quiz that was asked for, of fewer items when the notes hold no more; none repeats one of `earlier`.

        What notes say is asked before what the pages behind their links say.

        `StudyError` for an empty library, an empty scope, and a topic that the notes do not know.
        """
        shelf, evidence = self._reading()
        facts = self._in_task(TopicFilter(request, self._words, self._retriever).of(shelf.facts), request.task)
        random = Random(request.seed)
        inside = {f.span.passage.id for f in facts}
        lists = [entry for entry in shelf.listings if entry.span.passage.id in inside]
        kinds = request.kinds or frozenset(ItemKind)
        found = subjects(facts, lists, shelf, self._words, kinds, random)
        bench = ItemBuilder(evidence, Gate(self._words, earlier), random, Balance(random))
        filling = QuizFiller(
            request, Kinds(kinds, request.count), bench, self._embedder, self._passages(), self._task_of
        )
        linked = {f.source_id for f in facts if f.span.passage.source.shelf == LINKED}
        own = in_turn([s for s in found if s.place[0] not in linked], random)
        filling.fill([*own, *in_turn([s for s in found if s.place[0] in linked], random)])
        if filling.uneven and ItemKind.SINGLE in kinds:
            again = subjects(facts, [], shelf, self._words, frozenset({ItemKind.SINGLE}), random)
            filling.even_out(in_turn(again, random))
        return Quiz(tuple(filling.items), tuple(filling.rejected[:_MOST_REJECTED]))

    def _in_task(self, facts: list[Fact], task: str) -> list[Fact]:
        if not task:
            return facts
        inside = [f for f in facts if (of := self._task_of(f.span.passage)) == task or of.startswith(f"{task}.")]
        if not inside:
            raise StudyError(f"There is nothing in your notes on task {task}.", "`python cli.py sources` lists them.")
        return inside

    def _passages(self) -> "Mapping[str, Vector]":
        """The vectors of the passages that were read, by id."""
        stamp = self._read[0] if self._read else ()
        if self._embedded and self._vectors[0] != stamp:
            passages, vectors = self._embedded()
            self._vectors = stamp, {p.id: vector for p, vector in zip(passages, vectors, strict=True)}
        return self._vectors[1]

    def _reading(self) -> tuple[FactIndex, EvidenceIndex]:
        """The facts and sentences of the library, read anew when a source came, went or changed."""
        documents = [self._documents.document(source.id) for source in self._documents.sources()]
        if not documents:
            raise NotesNotFound("There are no notes to ask about yet.", "Run `python cli.py sync` first.")
        stamp = tuple(f"{d.source.id} {d.digest}" for d in documents)
        if self._read is None or self._read[0] != stamp:
            read = [FactReader(d, self._documents.passages(d.source.id)) for d in documents]
            lists = [entry for notes in read for entry in listings(notes)]
            listed = {(m.span.passage.source.id, m.span.start) for entry in lists for m in entry.members}
            facts = [f for notes in read for f in notes.facts() if f.label or f.form in _SAYING or f.key not in listed]
            facts += [f for notes in read for f in (*related(notes), *rows(notes))]
            shelf = FactIndex(facts, lists, self._words, [entry for notes in read for entry in single(notes)])
            self._read = stamp, shelf, EvidenceIndex.of(documents, self._words)
        return self._read[1], self._read[2]
