"""When a card comes back: FSRS as the package `fsrs` has it, with the clock passed in. That package's only home."""

from datetime import UTC, datetime
from functools import cache
from hashlib import sha256

import fsrs

from domain.quiz import Card, Item, Rating

RETENTION = 0.9  # how likely a card is still remembered when it comes back
_PLAN = fsrs.Scheduler(desired_retention=RETENTION, enable_fuzzing=False)  # the same answers, the same dates


def first(item: Item, rating: Rating, at: datetime, *, confident: bool = False) -> Card:
    """The card of an item after its first rating; `confident`: it was missed by a student who was sure."""
    new = fsrs.Card(card_id=_number(item.id), due=at.astimezone(UTC))
    return rated(Card(item, new.due, new.to_json(), confident=confident), rating, at)


def rated(card: Card, rating: Rating, at: datetime) -> Card:
    """The card after a rating at a moment."""
    before = fsrs.Card.from_json(card.state)
    after, _ = _PLAN.review_card(before, fsrs.Rating(rating), at.astimezone(UTC))
    lapsed = rating is Rating.AGAIN and before.state is fsrs.State.Review
    return Card(
        item=card.item,
        due=after.due,
        state=after.to_json(),
        lapses=card.lapses + lapsed,
        confident=card.confident and rating is Rating.AGAIN,
        source_changed=card.source_changed,
        diff=card.diff,
    )


def returns(card: Card, at: datetime) -> dict[Rating, datetime]:
    """When the card would come back after each of the four ratings."""
    return {rating: rated(card, rating, at).due for rating in Rating}


def retention(card: Card, at: datetime) -> float:
    """How likely the card is remembered at a moment, 0..1."""
    return float(_PLAN.get_card_retrievability(fsrs.Card.from_json(card.state), at.astimezone(UTC)))


@cache
def _number(item_id: str) -> int:
    """A card's number, without which the package reads the clock and sleeps to make one."""
    return int.from_bytes(sha256(item_id.encode()).digest()[:6], "big")
