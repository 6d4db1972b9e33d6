"""Which numbers the passages of each source have: what a shelf or a scope admits, told without looking at a passage.

The passages of a source go in together, so their numbers follow one another (`index/swap.py`).
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from domain.documents import Kind
from domain.replies import Scope
from index.store import Connection

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Mask = NDArray[np.bool_]  # by passage number


@dataclass(frozen=True, slots=True)
class Entry:
    """One source that has passages, and their first and last number."""

    source: str
    kind: Kind
    shelf: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Roster:
    """All of them, in order of number."""

    entries: tuple[Entry, ...]

    @property
    def size(self) -> int:
        """One more than the highest number."""
        return self.entries[-1].last + 1 if self.entries else 1

    @property
    def shelves(self) -> list[str]:
        """The shelves that a search has to look at, in order of name."""
        return sorted({entry.shelf for entry in self.entries})

    @property
    def passages(self) -> int:
        """How many there are."""
        return sum(entry.last - entry.first + 1 for entry in self.entries)

    def shelf_of(self, number: int) -> str:
        """The shelf of a passage."""
        return self.entries[bisect_right(self.entries, number, key=lambda entry: entry.first) - 1].shelf

    def on(self, shelf: str) -> "Mask":
        """The passages of a shelf."""
        return self._mask(entry for entry in self.entries if entry.shelf == shelf)

    def admitted(self, snapshot: Connection, scope: Scope) -> "Mask | None":
        """The passages inside a scope, None for all of them."""
        mask = None
        if scope.sources or scope.kinds:
            mask = self._mask(entry for entry in self.entries if _admits(scope, entry))
        if scope.section:
            section = self._under(snapshot, scope.section)
            mask = section if mask is None else mask & section
        return mask

    def _mask(self, entries: Iterable[Entry]) -> "Mask":
        import numpy as np  # deferred: keeps this module free to import

        mask = np.zeros(self.size, dtype=np.bool_)
        for entry in entries:
            mask[entry.first : entry.last + 1] = True
        return mask

    def _under(self, snapshot: Connection, heading: str) -> "Mask":
        """The passages under a heading."""
        import numpy as np

        mask = np.zeros(self.size, dtype=np.bool_)
        rows = snapshot.execute("SELECT passage FROM sections WHERE heading = ?", (heading.casefold(),))
        mask[np.fromiter((number for (number,) in rows), dtype=np.int64)] = True
        return mask


def roster_of(snapshot: Connection) -> Roster:
    """The roster at this moment."""
    rows = snapshot.execute(
        "SELECT s.id, s.kind, s.shelf, r.first, r.last FROM sources s JOIN"
        " (SELECT source, min(number) AS first, max(number) AS last FROM passages GROUP BY source) r ON r.source = s.id"
        " ORDER BY r.first"
    )
    return Roster(tuple(Entry(source, Kind(kind), shelf, first, last) for source, kind, shelf, first, last in rows))


def _admits(scope: Scope, entry: Entry) -> bool:
    return (not scope.sources or entry.source in scope.sources) and (not scope.kinds or entry.kind in scope.kinds)
