"""Answers -> cards -> reviews: what was missed comes back until it is known."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from domain.memory import Cards
from domain.ports import Documents
from domain.quiz import Card, Given, Grade, Item, Rating, Review
from quiz.review import schedule
from quiz.review.source_changes import checked

AHEAD = timedelta(minutes=5)  # a card due so soon is due now: what was just missed can be looked at again at once


class CardKeeper:
    """The loop around the kept cards. A changed source never takes a card away: it is marked."""

    def __init__(
        self, cards: Cards, documents: Documents, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        """`clock` gives times with their zone."""
        self.cards, self._documents, self._clock = cards, documents, clock

    def now(self) -> datetime:
        """The moment it is."""
        return self._clock()

    def answered(self, item: Item, given: Given, grade: Grade, seconds: float = 0.0) -> Card | None:
        """Keep an answer; what was missed or not sure becomes a card, which comes back as it is now.

        It counts as a rating: a miss as "again", an unsure hit as "hard", and a sure hit on a card as "good".
        """
        at, before = self._clock(), self.card(item.id)
        rating = Rating.AGAIN if not grade.right else Rating.HARD if given.sure is False else Rating.GOOD
        confident = bool(given.sure and not grade.right)
        review = Review(item.id, at, grade.right, sure=given.sure, seconds=seconds)
        if before is not None:
            after = schedule.rated(before, rating, at)
            after = replace(after, confident=after.confident or confident)
            if self.cards.rated(before, after, replace(review, rating=rating)):
                return after
        card = None if rating is Rating.GOOD else schedule.first(item, rating, at, confident=confident)
        self.cards.record(item, review, card)
        return self.card(item.id)

    def card(self, item_id: str) -> Card | None:
        """The card of an item; None when it needs none."""
        try:
            return self.cards.card(item_id)
        except KeyError:
            return None

    def due(self) -> list[Card]:
        """The cards to review now: those missed with confidence first, then the longest due."""
        soon = self._clock() + AHEAD
        due = [card for card in self.cards.cards() if card.due <= soon]
        return sorted(due, key=lambda card: (not card.confident, card.due, card.item.id))

    def looked_up(self, card: Card) -> Card:
        """The card beside the library as it is now: its citation moved along, or marked as changed with the diff."""
        return checked(card, self._documents)

    def next_due(self) -> datetime | None:
        """When the next card that is not due yet will be."""
        soon = self._clock() + AHEAD
        return next((card.due for card in self.cards.cards() if card.due > soon), None)

    def returns(self, card: Card) -> dict[Rating, datetime]:
        """When a card would come back after each rating now."""
        return schedule.returns(card, self._clock())

    def rate(self, card: Card, rating: Rating, seconds: float = 0.0) -> Card | None:
        """The card after a rating, or as another tab left it, if that was quicker; None when it is gone."""
        at = self._clock()
        after = schedule.rated(card, rating, at)
        review = Review(card.item.id, at, rating is not Rating.AGAIN, rating, seconds=seconds)
        return after if self.cards.rated(card, after, review) else self.card(card.item.id)

    def overrule(self, item: Item, *, right: bool) -> None:
        """The student knows better how the latest answer is to be graded; one now wrong becomes a card."""
        self.cards.amend(item.id, right)
        if not right and self.card(item.id) is None:
            self.cards.begin(schedule.first(item, Rating.AGAIN, self._clock()))

    def renew(self, card: Card, item: Item) -> Card:
        """The card with an item of the source as it is now; the schedule goes on."""
        after = replace(card, item=item, source_changed=False, diff="")
        self.cards.renew(card, after)
        return after

    def flag(self, item: Item, reason: str) -> None:
        """Never show an item again."""
        self.cards.flag(item, reason.strip(), self._clock())

    def changed(self) -> list[Card]:
        """Every card whose source says something else now."""
        return [card for card in map(self.looked_up, self.cards.cards()) if card.source_changed]


def returning(cards: Sequence[Card], at: datetime) -> str:
    """ "3 come back: 2 today, 1 tomorrow.": what a quiz ends with."""
    from language.moments import day_of

    if not cards:
        return "Nothing to come back to."
    days = [day_of(card.due, at) for card in sorted(cards, key=lambda card: card.due)]
    verb = f"{len(cards)} come{'s' if len(cards) == 1 else ''} back"
    if len(set(days)) == 1:
        return f"{verb} {days[0]}."
    return f"{verb}: {', '.join(f'{days.count(day)} {day}' for day in dict.fromkeys(days))}."
