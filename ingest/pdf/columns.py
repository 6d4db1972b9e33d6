"""The runs of a page -> its lines in the order in which they are read.

Nearly every program writes a PDF in reading order, tables cell by cell; that order is kept. Only where it cannot be
right, because columns of prose are drawn line by line across or lines jump up the page, do the boxes decide.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ingest.pdf.layout import Box, Line, Run

_STEPS = 60  # places across a page where a gutter is looked for
_FEWEST = 4  # lines that make a column
_PROSE = 16  # characters of a usual line of prose in a column, at least
_FULL = 0.7  # of a column's width is filled by a usual line of prose
_JUMPS = 0.1  # of the runs may go up the page: heads and feet drawn first or last
_SET = 0.35  # of the longest run: as long as this, a run tells the size of its line
_TOUCHING = 0.12  # of a line's height: a gap that parts no words


def lines_of(runs: Sequence[Run]) -> list[Line]:
    """The lines of a page in reading order."""
    return [_line(row) for row in _rows(_ordered(runs))]


def _ordered(runs: Sequence[Run]) -> Sequence[Run]:
    gutter = _gutter(runs)
    if gutter and gutter.mixed(runs):
        return list(_banded(runs, gutter.at))
    if not _jumps(runs):
        return runs
    return list(_banded(runs, gutter.at)) if gutter else _downwards(runs)


@dataclass(frozen=True, slots=True)
class _Gutter:
    """An empty stripe between two columns of prose."""

    at: float
    across: int  # characters of the runs that cross it

    def mixed(self, runs: Sequence[Run]) -> bool:
        """Whether the columns are drawn by turns."""
        sides = [run.box.left >= self.at for run in runs if not _crosses(run, self.at)]
        return sum(a != b for a, b in pairwise(sides)) > max(5, len(sides) // 8)


def _crosses(run: Run, x: float) -> bool:
    return run.box.left < x < run.box.right


def _gutter(runs: Sequence[Run]) -> _Gutter | None:
    """The gutter that fewest words cross."""
    if len(runs) < 2 * _FEWEST:
        return None
    left, right = min(run.box.left for run in runs), max(run.box.right for run in runs)
    places = (left + (right - left) * step / _STEPS for step in range(_STEPS // 5, _STEPS * 4 // 5))
    found = [gutter for place in places if (gutter := _tried(runs, place))]
    if not found:
        return None
    least = min(gutter.across for gutter in found)
    best = [gutter for gutter in found if gutter.across == least]
    return best[len(best) // 2]


def _tried(runs: Sequence[Run], x: float) -> _Gutter | None:
    sides = [run for run in runs if run.box.right <= x], [run for run in runs if run.box.left >= x]
    across = sum(len(run.text) for run in runs if _crosses(run, x))
    if not all(_is_column(side) for side in sides) or across > sum(len(run.text) for run in runs) * 0.6:
        return None
    widths = sorted(median(run.box.width for run in side) for side in sides)
    return _Gutter(x, across) if widths[0] > 0.5 * widths[1] else None


def _is_column(runs: Sequence[Run]) -> bool:
    """Whether runs are lines of prose below each other: wide, full, starting at one place."""
    if len(runs) < _FEWEST or median(len(run.text) for run in runs) < _PROSE:
        return False
    widest = sorted(run.box.width for run in runs)[len(runs) * 9 // 10]
    if median(run.box.width for run in runs) < _FULL * widest:
        return False
    starts = sorted(run.box.left for run in runs)
    usual = starts[len(starts) // 2]
    return sum(abs(start - usual) < 0.15 * widest for start in starts) >= _FULL * len(starts)


def _banded(runs: Sequence[Run], x: float) -> Iterator[Run]:
    """What crosses the gutter parts the page into bands; in each the left column comes first."""
    crossing = sorted((run for run in runs if _crosses(run, x)), key=_from_the_top)
    rest = [run for run in runs if not _crosses(run, x)]
    for spanning in [*crossing, None]:
        above = [run for run in rest if spanning is None or run.box.bottom >= spanning.box.top - 0.5 * run.box.height]
        rest = [run for run in rest if run not in above] if spanning else []
        yield from _downwards([run for run in above if run.box.right <= x])
        yield from _downwards([run for run in above if run.box.left >= x])
        if spanning:
            yield spanning


def _jumps(runs: Sequence[Run]) -> bool:
    """Whether the words go up the page where no new column begins."""
    up = sum(_up(a.box, b.box) for a, b in pairwise(runs))
    return up > max(3, len(runs) * _JUMPS)


def _up(a: Box, b: Box) -> bool:
    return b.bottom > a.top and b.left < a.right and a.left < b.right


def _downwards(runs: Iterable[Run]) -> list[Run]:
    """Line by line from the top, each from the left."""
    rows: list[list[Run]] = []
    for run in sorted(runs, key=_from_the_top):
        if rows and rows[-1][0].box.beside(run.box):
            rows[-1].append(run)
        else:
            rows.append([run])
    return [run for row in rows for run in sorted(row, key=lambda run: run.box.left)]


def _from_the_top(run: Run) -> tuple[float, float]:
    return -run.box.bottom, run.box.left


def _rows(runs: Iterable[Run]) -> Iterator[list[Run]]:
    """Runs that follow each other on one line."""
    row: list[Run] = []
    for run in runs:
        if row and not (row[-1].box.beside(run.box) and run.box.left > row[-1].box.left):
            yield row
            row = []
        row.append(run)
    if row:
        yield row


def _line(row: Sequence[Run]) -> Line:
    text, box, cells = row[0].text, row[0].box, [0]
    for before, run in pairwise(row):
        gap = run.box.left - before.box.right
        high = max(run.box.height, before.box.height)
        if gap >= high:
            text += "  "
            cells.append(len(text))
        elif run.spaced or gap > _TOUCHING * high:
            text += " "
        text += run.text
        box = box.joined(run.box)
    longest = max(len(run.text) for run in row)
    size = max(run.size for run in row if len(run.text) >= _SET * longest)
    heavy = sum(len(run.text) for run in row if run.bold)
    return Line(text, box, size, heavy >= 0.9 * sum(len(run.text) for run in row), tuple(cells))
