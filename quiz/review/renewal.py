"""A card whose source changed -> an item from the source as it is now, to go on with its schedule."""

from collections.abc import Callable

from rapidfuzz import fuzz

from domain.ports import Documents
from domain.quiz import Card, Item, Quiz, QuizRequest
from domain.replies import Scope
from quiz.review.source_changes import successor

_ALIKE = 45  # of 100: how much the new stem must ask like the old one
_TRIED = 30  # items of the section that are made to choose from


def renewed(card: Card, documents: Documents, make: Callable[[QuizRequest], Quiz]) -> Item | None:
    """The item of the passage's successor that asks most like the old one; None when there is none."""
    old = card.item
    passage = successor(old.citation.passage, documents)
    if passage is None:
        return None
    section = passage.headings[-1] if passage.headings else ""
    made = make(QuizRequest(_TRIED, scope=Scope(frozenset({passage.source.id}), section=section)))
    near = [item for item in made.items if item.citation.passage.id == passage.id and item.id != old.id]
    return max(
        (item for item in near if _alike(old, item) >= _ALIKE), key=lambda i: (_alike(old, i), i.id), default=None
    )


def _alike(old: Item, new: Item) -> float:
    """0..100; a little more for the same kind."""
    words = fuzz.token_set_ratio(f"{old.stem} {old.answer}", f"{new.stem} {new.answer}")
    return float(words) + (new.kind is old.kind)
