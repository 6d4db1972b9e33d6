"""The steps of a sync -> a progress bar with counts and time left, and one for each source under way."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from domain.documents import Progress as Step
from domain.ports import OnProgress

_SHOWN = 60  # characters of what is being read


@contextmanager
def bars(console: Console, *, shown: bool) -> Iterator[OnProgress | None]:
    """A callback that keeps one bar a stage; none when nobody looks."""
    if not shown:
        yield None
        return
    columns = (TextColumn("{task.description:>10}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(
        *columns, TextColumn("{task.fields[what]}", style="dim", markup=False), console=console, transient=True
    ) as progress:
        tasks: dict[str, TaskID] = {}

        def show(name: str, label: str, done: int, total: int | None, what: str) -> None:
            if name not in tasks:
                tasks[name] = progress.add_task(label, total=total, what="")
            progress.update(tasks[name], completed=done, total=total, what=what[-_SHOWN:])

        def step(at: Step) -> None:
            show(at.stage, at.stage, at.done, at.total, "" if at.under_way else at.what)
            going_on = {f"{at.stage} {place}": one for place, one in enumerate(at.under_way)}
            for name, one in going_on.items():
                show(name, "", one.done, one.total or None, one.what)
            for name in [n for n in tasks if n.startswith(f"{at.stage} ") and n not in going_on]:
                progress.remove_task(tasks.pop(name))

        yield step
