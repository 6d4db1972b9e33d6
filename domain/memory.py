"""What a student has answered and has yet to learn, and where it is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from domain.quiz import Card, Domain, Given, Grade, Item, Review


@dataclass(frozen=True, slots=True)
class Flagged:
    """An item that the student never wants to see again, and why."""

    item: Item
    reason: str
    at: datetime


class Cards(Protocol):
    """What was answered, what is scheduled, what is flagged; any number of tabs may write at once."""

    def record(self, item: Item, review: Review, card: Card | None = None, /) -> bool:
        """Keep an answer given in a quiz with its item, and begin its card if one is given.

        Whether a card was begun: an item that has one already, or is flagged, gets none.
        """
        ...

    def begin(self, card: Card, /) -> bool:
        """Begin a card whose item was answered before; whether there was none yet."""
        ...

    def amend(self, item_id: str, right: bool, /) -> None:
        """Overrule how the latest answer to an item was graded; one now right gives up a card without ratings."""
        ...

    def rated(self, before: Card, after: Card, review: Review, /) -> bool:
        """Move a card on by a rating; False, and nothing is kept, when it was moved in another tab meanwhile."""
        ...

    def renew(self, before: Card, after: Card, /) -> None:
        """Put another item in a card's place; `KeyError` when the card is gone."""
        ...

    def drop(self, item_id: str, /) -> None:
        """Take a card out of the schedule; what was answered stays."""
        ...

    def flag(self, item: Item, reason: str, at: datetime, /) -> None:
        """Never show an item again; its card goes."""
        ...

    def unflag(self, item_id: str, /) -> None:
        """Let an item come back."""
        ...

    def card(self, item_id: str, /) -> Card:
        """A card; `KeyError` when there is none."""
        ...

    def cards(self) -> list[Card]:
        """All cards, the next due first."""
        ...

    def items(self) -> list[Item]:
        """Every item that was ever answered or flagged, in order of id."""
        ...

    def reviews(self) -> list[Review]:
        """Every answer and rating, oldest first."""
        ...

    def flagged(self) -> list[Flagged]:
        """The flagged items, newest first."""
        ...


@dataclass(frozen=True, slots=True)
class Response:
    """What was done with one item of a sitting; `grade` is None in an exam until it ends."""

    given: Given = field(default_factory=Given)
    grade: Grade | None = None
    seconds: float = 0.0
    returning: bool = False  # marked by the student to come back to


@dataclass(frozen=True, slots=True)
class Sitting:
    """A quiz or a mock exam under way, or over."""

    id: str
    title: str
    items: tuple[Item, ...]
    began: datetime
    minutes: int = 0  # 0: a quiz, without a clock
    at_once: bool = True  # a quiz tells after each answer how it was, not only at the end
    ended: datetime | None = None
    responses: Mapping[int, Response] = field(default_factory=dict)  # by index in `items`

    @property
    def timed(self) -> bool:
        """Whether it is a mock exam."""
        return self.minutes > 0

    def response(self, number: int) -> Response:
        """What was done with an item so far."""
        return self.responses.get(number, Response())


@dataclass(frozen=True, slots=True)
class Result:
    """How one domain of an exam, or all of it, went; the interval holds the true share in 95 of 100 such exams."""

    domain: Domain | None  # None: the whole
    right: int
    asked: int
    low: float
    high: float


class Sittings(Protocol):
    """Quizzes and exams as they stand: a reload or a restart loses nothing."""

    def begin(self, title: str, items: Sequence[Item], minutes: int = 0, /, *, at_once: bool = True) -> Sitting:
        """A new sitting."""
        ...

    def sitting(self, sitting_id: str, /) -> Sitting:
        """One sitting as it stands; `KeyError` when there is none."""
        ...

    def respond(self, sitting_id: str, number: int, response: Response, /) -> None:
        """Keep what was done with an item in place of what was there; an ended exam takes nothing more."""
        ...

    def end(self, sitting_id: str, /) -> bool:
        """Close a sitting; whether this call did, and not another tab or an earlier one."""
        ...

    def latest(self) -> list[Sitting]:
        """The latest sittings, newest first, without their items and responses."""
        ...
