"""Which numbers the passages of each source have: what a shelf or a scope admits, told without looking at a passage.

The passages of a source go in together, so their numbers follow one another (`index/sqlite/swap.py`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import and_, or_
from typing import TYPE_CHECKING

from domain.documents import Kind
from domain.replies import Scope
from index.sqlite.store import Connection

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Mask = NDArray[np.bool_]  # by passage number
    Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class SourceNumbers:
    """One source that has passages, and their first and last number."""

    source: str
    kind: Kind
    shelf: str
    first: int
    last: int


@dataclass(frozen=True)
class PassageNumbers:
    """All of them, in order of number."""

    entries: tuple[SourceNumbers, ...]

    @cached_property
    def size(self) -> int:
        """One more than the highest number."""
        return self.entries[-1].last + 1 if self.entries else 1

    @cached_property
    def shelves(self) -> list[str]:
        """The shelves that a search has to look at, in order of name."""
        return sorted({entry.shelf for entry in self.entries})

    @cached_property
    def passages(self) -> int:
        """How many there are."""
        return sum(entry.last - entry.first + 1 for entry in self.entries)

    @cached_property
    def numbers(self) -> "Numbers":
        """All passages, source by source in reading order: the same order whatever was synced when."""
        import numpy as np  # deferred: keeps this module free to import

        spans = [np.arange(e.first, e.last + 1) for e in sorted(self.entries, key=lambda entry: entry.source)]
        return np.concatenate(spans) if spans else np.zeros(0, dtype=np.int64)

    @cached_property
    def places(self) -> "Numbers":
        """By passage number: its place in that order."""
        import numpy as np

        places = np.zeros(self.size, dtype=np.int64)
        places[self.numbers] = np.arange(len(self.numbers))
        return places

    def shelves_of(self, numbers: "Numbers") -> list[str]:
        """The shelf of each passage."""
        return [self.entries[place].shelf for place in (self._firsts.searchsorted(numbers, "right") - 1).tolist()]

    def on(self, shelf: str) -> "Mask":
        """The passages of a shelf."""
        return self._mask(entry for entry in self.entries if entry.shelf == shelf)

    def admitted(self, snapshot: Connection, scope: Scope) -> "Mask | None":
        """The passages inside a scope, None for all of them."""
        masks = []
        if scope.sources:
            masks.append(self._mask(self._by_source[i] for i in scope.sources if i in self._by_source))
        if scope.kinds:
            masks.append(reduce(or_, (self._by_kind[kind] for kind in scope.kinds)))
        if scope.section:
            masks.append(self._under(snapshot, scope.section))
        return reduce(and_, masks) if masks else None

    @cached_property
    def _firsts(self) -> "Numbers":
        import numpy as np

        return np.array([entry.first for entry in self.entries], dtype=np.int64)

    @cached_property
    def _by_source(self) -> dict[str, SourceNumbers]:
        return {entry.source: entry for entry in self.entries}

    @cached_property
    def _by_kind(self) -> "dict[Kind, Mask]":
        return {kind: self._mask(entry for entry in self.entries if entry.kind is kind) for kind in Kind}

    def _mask(self, entries: Iterable[SourceNumbers]) -> "Mask":
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


def passage_numbers(snapshot: Connection) -> PassageNumbers:
    """The roster at this moment."""
    rows = snapshot.execute(
        "SELECT s.id, s.kind, s.shelf, r.first, r.last FROM sources s JOIN"
        " (SELECT source, min(number) AS first, max(number) AS last FROM passages GROUP BY source) r ON r.source = s.id"
        " ORDER BY r.first"
    )
    return PassageNumbers(
        tuple(SourceNumbers(source, Kind(kind), shelf, first, last) for source, kind, shelf, first, last in rows)
    )
