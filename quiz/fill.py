"""Subjects -> the items of a quiz, until there are enough: one draft of each at a time, kinds in proportion."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from domain.documents import Passage
from domain.ports import Embedder
from domain.quiz import Item, ItemKind, QuizRequest, Rejected
from quiz.items.build import ItemBuilder
from quiz.items.distractors import BESIDE, BY_LENGTH, OPTIONS, Meanings
from quiz.items.draft import Draft
from quiz.plan import Kinds, Subject

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vector = NDArray[np.float32]

_TRIES = 4  # drafts made of a subject until one passes; then as many for further questions on it
_EVEN = 10  # single-choice items from which one more or less in a place is no matter
_LENIENT = 0.6  # of the nearness that options else need
_AT_ONCE = 24  # drafts whose options are embedded together


@dataclass
class QuizFiller:
    """A quiz that is being filled."""

    request: QuizRequest
    kinds: Kinds
    bench: ItemBuilder
    embedder: Embedder
    passages: "Mapping[str, Vector]"  # the vectors that the library holds, by passage id
    task_of: Callable[[Passage], str]
    items: list[Item] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    _covered: set[tuple[str, int]] = field(default_factory=set)
    _held: list[Draft] = field(default_factory=list)  # whose keys would stand out by their length for now

    def fill(self, found: Sequence[Subject]) -> None:
        """Ask about every subject once, then again what was covered by another or has more."""
        for again in (*[False] * _TRIES, *[True] * _TRIES):
            for at in range(0, len(found), _AT_ONCE):
                self._take(list(self._drafts(found[at : at + _AT_ONCE], again)))
            held, self._held = self._held, []
            self._take([draft for draft in held if again or not self._covered.issuperset(draft.covers)])
            if self._full:
                return

    @property
    def uneven(self) -> bool:
        """Whether there are so few single-choice items that keys cannot be even, and no other item is to come."""
        singles = sum(item.kind is ItemKind.SINGLE for item in self.items)
        return not self._full and singles < _EVEN and bool(singles % OPTIONS)

    def even_out(self, found: Sequence[Subject]) -> None:
        """Fill up the last deal of keys with choices that are less near; what stays over is left out."""
        for _ in range(_TRIES):
            for subject in found:
                if not self.uneven:
                    return
                if draft := subject.next(self.kinds):
                    self._take([replace(draft, least=draft.least * _LENIENT)])
        singles = [item for item in self.items if item.kind is ItemKind.SINGLE]
        over = {item.id for item in singles[len(singles) - len(singles) % OPTIONS :]} if len(singles) > OPTIONS else ()
        self.items = [item for item in self.items if item.id not in over]

    @property
    def _full(self) -> bool:
        return len(self.items) >= self.request.count

    def _drafts(self, portion: Sequence[Subject], again: bool) -> Iterator[Draft]:
        """One draft for each subject that is not covered yet."""
        for subject in portion if not self._full else ():
            if not again and self._covered.issuperset(subject.covers):
                continue
            if draft := subject.next(self.kinds):
                self.kinds.count_in(draft)
                yield draft

    def _take(self, drafts: Sequence[Draft]) -> None:
        """Make items of drafts as long as they are wanted."""
        meanings = self._meanings(drafts)
        low, high = self.request.difficulty
        for draft in drafts:
            if self._full:
                return
            made = self.bench.item(draft, meanings) if low <= draft.difficulty <= high else None
            if isinstance(made, Item):
                self.items.append(replace(made, task=self.task_of(made.citation.passage)))
                self._covered.update(draft.covers)
                continue
            self.kinds.count_in(draft, -1)
            if made and made.reason == BY_LENGTH:
                self._held.append(draft)
            if made and made not in self.rejected:
                self.rejected.append(made)

    def _meanings(self, drafts: Sequence[Draft]) -> Meanings:
        """With the vectors of options where the notes set too few beside the right one, and passages do not tell."""
        known = Meanings({}, self.passages)
        asked = [d for d in drafts if d.kind is not ItemKind.TRUE_FALSE and self._is_open(d, known)]
        texts = list(dict.fromkeys(c.meaning for d in asked for c in (*d.right, *d.pool) if c.meaning))
        return replace(known, texts=dict(zip(texts, self.embedder.embed(texts), strict=True)) if texts else {})

    @staticmethod
    def _is_open(draft: Draft, known: Meanings) -> bool:
        """Whether options must be compared: statements, that might say the same, and names from elsewhere."""
        near = sum(c.kin or (draft.of_names and known.beside(draft, c) >= BESIDE) for c in draft.pool)
        return near < draft.wrong
