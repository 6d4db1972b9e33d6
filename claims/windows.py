"""Sentences that can be quoted -> windows: one or two of a block in a row, each with what a reader knows beside it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from claims.units import Unit

LONGEST = 2  # sentences of a window: what is said in more of them is said in several places
BEFORE = 2  # sentences of the block before a window that say what its "it" is


@dataclass(frozen=True, slots=True)
class Window:
    """Sentences in a row that may support a claim."""

    units: tuple[Unit, ...]
    before: tuple[Unit, ...]  # the sentences of the same block before it, all of them

    @property
    def plain(self) -> str:
        """The sentences as they read."""
        return " ".join(unit.plain for unit in self.units)

    @property
    def above(self) -> str:
        """What stands over them: title, headings, parent items."""
        return " ".join((self.units[0].document.source.title, *self.units[0].trail))

    @property
    def beside(self) -> str:
        """What stands over and right before them: what an "it" in them may be."""
        return " ".join((self.above, *(unit.plain for unit in self.before[-BEFORE:])))

    @property
    def earlier(self) -> str:
        """What the block has said before them."""
        return " ".join(unit.plain for unit in self.before)

    @property
    def span(self) -> tuple[int, int]:
        """Offsets in the document."""
        return self.units[0].sentence.start, self.units[-1].sentence.end


def windows(units: Sequence[Unit]) -> Iterator[Window]:
    """Every window of the units, which come passage by passage in reading order; none leaves its passage or block."""
    for _, group in groupby(units, key=lambda u: (u.passage.id, u.block)):
        block = list(group)
        for at in range(len(block)):
            for length in range(1, min(LONGEST, len(block) - at) + 1):
                yield Window(tuple(block[at : at + length]), tuple(block[:at]))
