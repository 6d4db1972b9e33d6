"""A request -> a quiz from the outline of the notes, without a language model; the same for the same seed and library.

It knows documents, words, search and vectors by their ports alone.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING

from domain.documents import Passage
from domain.errors import NotesNotFound, StudyError
from domain.ports import Documents, Embedder, Retriever, Words
from domain.quiz import Item, ItemKind, Quiz, QuizRequest, Rejected
from quiz.choosing import Kinds, Subject, in_turn, subjects
from quiz.drafts import Draft
from quiz.evidence import Evidence
from quiz.facts import Fact, Notes
from quiz.gate import Gate
from quiz.making import Bench
from quiz.options import Balance
from quiz.relations import listings, related, single
from quiz.rows import rows
from quiz.shelf import Shelf
from quiz.topic import Wanted
from quiz.voice import Form

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vector = NDArray[np.float32]

_TRIES = 4  # drafts made of a subject until one passes; then as many for further questions on it
_AT_ONCE = 24  # drafts whose descriptions are embedded together
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
    ) -> None:
        """`task_of` tells the blueprint task that a passage belongs to, "" for none."""
        self._documents, self._retriever, self._words, self._embedder = documents, retriever, words, embedder
        self._task_of = task_of
        self._read: tuple[tuple[str, ...], Shelf, Evidence] | None = None

    def quiz(self, request: QuizRequest, earlier: Sequence[Item] = ()) -> Quiz:
        """The quiz that was asked for, of fewer items when the notes hold no more; none repeats one of `earlier`.

        `StudyError` for an empty library, an empty scope, and a topic that the notes do not know.
        """
        shelf, evidence = self._reading()
        facts = self._in_task(Wanted(request, self._words, self._retriever).of(shelf.facts), request.task)
        random = Random(request.seed)
        inside = {f.span.passage.id for f in facts}
        lists = [entry for entry in shelf.listings if entry.span.passage.id in inside]
        kinds = request.kinds or frozenset(ItemKind)
        found = subjects(facts, lists, shelf, self._words, kinds, random)
        bench = Bench(evidence, Gate(self._words, earlier), random, Balance(random))
        items, rejected = self._filled(in_turn(found, random), Kinds(kinds, request.count), bench, request)
        return Quiz(tuple(items), tuple(rejected[:_MOST_REJECTED]))

    def _filled(
        self, found: list[Subject], kinds: Kinds, bench: Bench, request: QuizRequest
    ) -> tuple[list[Item], list[Rejected]]:
        """Items until there are enough: every subject once, then again what was covered by another or has more."""
        items: list[Item] = []
        rejected: list[Rejected] = []
        covered: set[tuple[str, int]] = set()
        low, high = request.difficulty
        for again in (*[False] * _TRIES, *[True] * _TRIES):
            for portion in _portions(found):
                drafts = list(self._drafts(portion, kinds, covered, again, request.count - len(items)))
                vectors = self._vectors(drafts)
                for draft in drafts:
                    if len(items) == request.count:
                        break
                    made = bench.item(draft, vectors) if low <= draft.difficulty <= high else None
                    if isinstance(made, Item):
                        items.append(replace(made, task=self._task_of(made.citation.passage)))
                        covered.update(draft.covers)
                    elif made:
                        rejected.append(made)
                        kinds.count_in(draft, -1)
                if len(items) == request.count:
                    return items, rejected
        return items, rejected

    def _drafts(
        self, portion: Sequence[Subject], kinds: Kinds, covered: set[tuple[str, int]], again: bool, most: int
    ) -> Iterator[Draft]:
        """One draft for each subject that is not covered yet."""
        for subject in portion:
            if not again and covered.issuperset(subject.covers):
                continue
            if draft := subject.next(kinds):
                kinds.count_in(draft)
                yield draft

    def _vectors(self, drafts: Sequence[Draft]) -> dict[str, "Vector"]:
        """The vectors of what the options of single-choice drafts rest on."""
        asked = [d for d in drafts if d.kind is not ItemKind.TRUE_FALSE and sum(c.kin for c in d.pool) < d.wrong]
        texts = list(dict.fromkeys(c.meaning for d in asked for c in (*d.right, *d.pool) if c.meaning))
        return dict(zip(texts, self._embedder.embed(texts), strict=True)) if texts else {}

    def _in_task(self, facts: list[Fact], task: str) -> list[Fact]:
        if not task:
            return facts
        inside = [f for f in facts if (of := self._task_of(f.span.passage)) == task or of.startswith(f"{task}.")]
        if not inside:
            raise StudyError(f"There is nothing in your notes on task {task}.", "`python cli.py sources` lists them.")
        return inside

    def _reading(self) -> tuple[Shelf, Evidence]:
        """The facts and sentences of the library, read anew when a source came, went or changed."""
        documents = [self._documents.document(source.id) for source in self._documents.sources()]
        if not documents:
            raise NotesNotFound("There are no notes to ask about yet.", "Run `python cli.py sync` first.")
        stamp = tuple(f"{d.source.id} {d.digest}" for d in documents)
        if self._read is None or self._read[0] != stamp:
            read = [Notes(d, self._documents.passages(d.source.id)) for d in documents]
            lists = [entry for notes in read for entry in listings(notes)]
            listed = {(m.span.passage.source.id, m.span.start) for entry in lists for m in entry.members}
            facts = [f for notes in read for f in notes.facts() if f.label or f.form in _SAYING or f.key not in listed]
            facts += [f for notes in read for f in (*related(notes), *rows(notes))]
            shelf = Shelf(facts, lists, self._words, [entry for notes in read for entry in single(notes)])
            self._read = stamp, shelf, Evidence.of(documents, self._words)
        return self._read[1], self._read[2]


def _portions(found: list[Subject]) -> Iterator[list[Subject]]:
    for at in range(0, len(found), _AT_ONCE):
        yield found[at : at + _AT_ONCE]
