"""What an answer is decided from: a question, the sentences found for it, and those chosen."""

from collections.abc import Sequence
from dataclasses import dataclass

from answer.compose import Group
from answer.scoring import Asked, Scored
from answer.shape import Reading
from answer.units import Unit


@dataclass(frozen=True, slots=True)
class Weighed:
    """A question that stands alone, at least one sentence found for it, best first, and those chosen to be told."""

    question: Asked
    reading: Reading
    scored: Sequence[Scored]
    groups: Sequence[Group]

    @property
    def told(self) -> list[Unit]:
        """The chosen sentences in order."""
        return [unit for group in self.groups for unit in group.units]
