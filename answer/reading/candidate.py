"""A sentence that may be told."""

from collections.abc import Mapping
from dataclasses import dataclass

from claims.units import Unit


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence of a window, what was found out about it, and how likely it belongs to the answer."""

    unit: Unit
    window: int  # which of the windows it stands in
    signs: Mapping[str, float]
    chance: float = 0.0  # that it belongs to the answer, 0..1

    @property
    def score(self) -> float:
        """What the scorer alone says of it, as log-odds."""
        return self.signs["score"]

    @property
    def block(self) -> object:
        """Names its block."""
        return self.unit.document.source.id, self.unit.block

    @property
    def parent(self) -> object:
        """Names what its block stands under; blocks that stand under nothing share it."""
        return self.unit.document.source.id, self.unit.document.outline[self.unit.block].parent
