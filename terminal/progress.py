"""The steps of a sync -> a progress bar with counts and time left."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from domain.documents import Progress as Step
from domain.ports import OnProgress


@contextmanager
def bars(console: Console, *, shown: bool) -> Iterator[OnProgress | None]:
    """A callback that keeps one bar a stage; none when nobody looks."""
    if not shown:
        yield None
        return
    columns = (TextColumn("{task.description:>10}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, TextColumn("[dim]{task.fields[what]}"), console=console, transient=True) as progress:
        tasks = {}

        def step(at: Step) -> None:
            if at.stage not in tasks:
                tasks[at.stage] = progress.add_task(at.stage, total=at.total, what="")
            progress.update(tasks[at.stage], completed=at.done, total=at.total, what=at.what[-40:])

        yield step
