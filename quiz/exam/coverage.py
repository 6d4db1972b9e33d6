"""A blueprint, the library and the answers so far -> the blueprint matrix."""

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from domain.coverage import Cell, Coverage
from domain.documents import Kind, Passage
from domain.quiz import Item, Review
from quiz.exam.tasks import Tasks

if TYPE_CHECKING:
    from domain.ports import Vectors


def coverage(
    tasks: Tasks, passages: Sequence[Passage], vectors: "Vectors", items: Sequence[Item], reviews: Sequence[Review]
) -> Coverage:
    """`vectors` has a row for each passage; `reviews` are of `items`, oldest first."""
    held: Counter[tuple[str, bool]] = Counter()
    for passage, line in zip(passages, tasks.nearest(vectors), strict=True):
        if line is not None:
            held[tasks.lines[line][0], passage.source.kind is Kind.NOTE] += 1
    unread = {tasks.lines[n] for n in tasks.unread(vectors)}
    last = latest(reviews)
    answered = [item for item in items if item.id in last]
    asked, known = Counter[str](), Counter[str]()
    for item, task in zip(answered, tasks.of_items(answered), strict=True):
        asked[task] += 1
        known[task] += is_known(last[item.id])
    cells = [
        Cell(
            task,
            held[task.id, True],
            held[task.id, False],
            tuple(line for line in task.knowledge if (task.id, line) in unread),
            asked[task.id],
            known[task.id],
        )
        for domain in tasks.blueprint.domains
        for task in domain.tasks
    ]
    return Coverage(tasks.blueprint, tuple(cells))


def latest(reviews: Sequence[Review]) -> dict[str, Review]:
    """The last answer or rating of each item; `reviews` are oldest first."""
    return {review.item_id: review for review in reviews}


def is_known(review: Review) -> bool:
    """Right, and not guessed."""
    return review.right and review.sure is not False
