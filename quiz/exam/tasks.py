"""Texts -> the blueprint task each belongs to, by meaning."""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from domain.documents import Passage
from domain.ports import Embedder
from domain.quiz import Blueprint, Item

if TYPE_CHECKING:
    from domain.ports import Vectors

NEAR = 0.45  # cosine from which a text belongs to the task of its nearest line; `python -m evals.coverage` measures it


class Tasks:
    """The tasks of a blueprint by what one must know for each; its lines are embedded once, when first needed."""

    def __init__(self, blueprint: Blueprint, embedder: Embedder, near: float = NEAR) -> None:
        """A task without lines is known by its title."""
        self.blueprint, self._embedder, self._near = blueprint, embedder, near
        tasks = [task for domain in blueprint.domains for task in domain.tasks]
        self.lines = [(task.id, line) for task in tasks for line in task.knowledge or (task.title,)]

    @cached_property
    def _vectors(self) -> "Vectors":
        return self._embedder.embed([line for _, line in self.lines])

    def nearest(self, vectors: "Vectors") -> list[int | None]:
        """For each vector the index of its line; None when no line is near."""
        if not len(vectors):
            return []
        cosines = vectors @ self._vectors.T
        best = cosines.argmax(axis=1)
        return [int(n) if cosines[row, n] >= self._near else None for row, n in enumerate(best)]

    def unread(self, vectors: "Vectors") -> set[int]:
        """The indices of lines that none of the vectors is near."""
        if not len(vectors):
            return set(range(len(self.lines)))
        closest = (vectors @ self._vectors.T).max(axis=0)
        return {n for n, cosine in enumerate(closest) if cosine < self._near}

    def of_texts(self, texts: Sequence[str]) -> list[str]:
        """For each text the id of its task, "" for none."""
        if not texts:
            return []
        found = self.nearest(self._embedder.embed(texts))
        return [self.lines[n][0] if n is not None else "" for n in found]

    def of_items(self, items: Sequence[Item]) -> list[str]:
        """For each item the id of its task: its own where the blueprint has it, else by its evidence."""
        known = {task_id for task_id, _ in self.lines}
        lost = [item for item in items if item.task not in known]
        found = dict(zip((i.id for i in lost), self.of_texts([_evidence(i) for i in lost]), strict=True))
        return [item.task if item.task in known else found[item.id] for item in items]


def _evidence(item: Item) -> str:
    """Like what is embedded of a passage: the heading trail, then the words."""
    return f"{' > '.join(item.headings)}\n{item.citation.quote}"


class Placed:
    """The task of each passage of a library, looked up anew when the library changed."""

    def __init__(
        self,
        tasks: Callable[[], Tasks],
        embedded: "Callable[[], tuple[list[Passage], Vectors]]",
        version: Callable[[], str],
    ) -> None:
        """Nothing is looked up before the first question."""
        self._tasks, self._embedded, self._version = tasks, embedded, version
        self._known: tuple[str, dict[str, str]] = "", {}

    def __call__(self, passage: Passage) -> str:
        """The id of its task, "" for none."""
        version = self._version()
        if self._known[0] != version:
            tasks, (passages, vectors) = self._tasks(), self._embedded()
            lines = zip(passages, tasks.nearest(vectors), strict=True)
            self._known = version, {p.id: tasks.lines[line][0] for p, line in lines if line is not None}
        return self._known[1].get(passage.id, "")
