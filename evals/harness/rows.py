"""One measured figure beside the tutorial pipeline's, and the table that the README shows."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """A figure of ours, and theirs from the same run; `form` is how both are written."""

    what: str
    ours: float
    theirs: float | None = None
    form: str = ".3f"
    unit: str = ""

    def cells(self) -> tuple[str, str, str, str]:
        """What it is, ours, theirs, and ours as a multiple of theirs."""
        ratio = f"{self.ours / self.theirs:.2f}" if self.theirs else ""
        return self.what, self._written(self.ours), self._written(self.theirs), ratio

    def _written(self, value: float | None) -> str:
        return "" if value is None else f"{value:{self.form}}{self.unit}"


def told(rows: Iterable[Row]) -> Iterator[Row]:
    """The rows, each printed as soon as it is known."""
    for row in rows:
        what, ours, theirs, ratio = row.cells()
        beside = f"  tutorial {theirs:>9}  ratio {ratio}" if theirs else ""
        print(f"{what:52} {ours:>9}{beside}", flush=True)
        yield row


def markdown(rows: Iterable[Row], command: str) -> Iterator[str]:
    """The lines of the README's table."""
    for row in rows:
        what, ours, theirs, ratio = row.cells()
        yield f"| {what} | {ours} | {theirs} | {ratio} | `{command}` |"
