"""What searches have looked up about one version of a library, kept for as long as it lasts."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from index.contents import digests_of, numbers_of, picked_vectors
from index.picks import EVERY
from index.store import Connection

if TYPE_CHECKING:
    from domain.ports import Vectors


@dataclass(slots=True)
class Held:
    """Per shelf: passage numbers, how many vectors there are, and all of them where Chroma is not asked."""

    failed: bool = False  # Chroma could not answer: until the next sync searches are exact
    _numbers: dict[str, frozenset[int]] = field(default_factory=dict)
    _counts: dict[str, int] = field(default_factory=dict)
    _vectors: "dict[str, tuple[list[str], Vectors]]" = field(default_factory=dict)

    def numbers(self, snapshot: Connection, shelf: str) -> frozenset[int]:
        """The numbers of a shelf's passages."""
        if shelf not in self._numbers:
            self._numbers[shelf] = numbers_of(snapshot, EVERY.on(shelf))
        return self._numbers[shelf]

    def count(self, snapshot: Connection, shelf: str) -> int:
        """How many vectors Chroma should hold of a shelf."""
        if shelf not in self._counts:
            self._counts[shelf] = len(digests_of(snapshot, EVERY.on(shelf)))
        return self._counts[shelf]

    def vectors(self, snapshot: Connection, embedder: str, shelf: str) -> "tuple[list[str], Vectors]":
        """The digests of a shelf and their vectors, one row each."""
        if shelf not in self._vectors:
            self._vectors[shelf] = picked_vectors(snapshot, embedder, EVERY.on(shelf))
        return self._vectors[shelf]


@dataclass(frozen=True, slots=True)
class Memory:
    """What is held of the version in force."""

    _versions: dict[str, Held] = field(default_factory=dict)

    def of(self, version: str) -> Held:
        """What is held of a version; that of any other is let go."""
        held = self._versions.get(version)
        if held is None:
            held = Held()
            self._versions.clear()
            self._versions[version] = held
        return held

    def forget(self) -> None:
        """Look everything up anew."""
        self._versions.clear()
