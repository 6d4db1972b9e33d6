"""An exam's blueprint against what the library holds and what the student has shown to know."""

from dataclasses import dataclass

from domain.quiz import Blueprint, Domain, Task


@dataclass(frozen=True, slots=True)
class Cell:
    """One task of the blueprint."""

    task: Task
    notes: int = 0  # passages of the student's notes
    pages: int = 0  # passages of linked pages and PDFs
    unread: tuple[str, ...] = ()  # lines of `task.knowledge` that no passage is near
    asked: int = 0  # items answered
    known: int = 0  # of them: right, and not guessed, the last time

    @property
    def held(self) -> str:
        """What the library holds, in words."""
        if not self.notes and not self.pages:
            return f"nothing in your notes on task {self.task.id}"
        if not self.notes:
            return f"nothing in your notes on task {self.task.id}, but {_count(self.pages, 'passage')} of linked pages"
        return _count(self.notes, "passage") + (f", {self.pages} of linked pages" if self.pages else "")

    @property
    def shown(self) -> str:
        """What the student has shown to know, in words."""
        return f"{self.known} of {self.asked} known" if self.asked else "not asked yet"


@dataclass(frozen=True, slots=True)
class Coverage:
    """The blueprint matrix; cells stand in the order of the blueprint's tasks."""

    blueprint: Blueprint
    cells: tuple[Cell, ...]

    def of(self, domain: Domain) -> tuple[Cell, ...]:
        """The cells of one domain."""
        ids = {task.id for task in domain.tasks}
        return tuple(cell for cell in self.cells if cell.task.id in ids)


def _count(n: int, what: str) -> str:
    return f"{n:,} {what}{'s' if n != 1 else ''}"
