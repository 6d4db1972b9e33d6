"""The `Cards` port over any SQL database: items with their answers and ratings, the schedule, and what is flagged."""

from datetime import datetime

from sqlalchemy import Connection, Engine, Row, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from domain.memory import Flagged
from domain.quiz import Card, Item, Rating, Review
from domain.wire.quiz import item_from_dict, item_to_dict
from study.engine import transaction
from study.tables import cards, flags, items, reviews

_CARD = select(cards, items.c.item.label("content")).join(items, items.c.id == cards.c.item)


class SqlCards:
    """Works on an engine of `study.engine`."""

    def __init__(self, engine: Engine) -> None:
        """The tables exist already."""
        self._engine = engine

    def record(self, item: Item, review: Review, card: Card | None = None, /) -> bool:
        """Keep an answer given in a quiz with its item, and begin its card if one is given and none is there."""
        with transaction(self._engine) as connection:
            _keep(connection, item)
            connection.execute(insert(reviews).values(_review(review)))
            return card is not None and _begin(connection, card)

    def begin(self, card: Card, /) -> bool:
        """Begin a card whose item was answered before; whether there was none yet."""
        with transaction(self._engine) as connection:
            return _begin(connection, card)

    def amend(self, item_id: str, right: bool, /) -> None:
        """Overrule how the latest answer to an item was graded; one now right gives up a card without ratings."""
        mine = select(reviews).where(reviews.c.item == item_id).order_by(reviews.c.number.desc())
        with transaction(self._engine) as connection:
            rows = connection.execute(mine).all()
            if not rows:
                return
            connection.execute(update(reviews).where(reviews.c.number == rows[0].number).values(right=right))
            if right and not any(row.rating for row in rows):
                connection.execute(delete(cards).where(cards.c.item == item_id))

    def rated(self, before: Card, after: Card, review: Review, /) -> bool:
        """Move a card on by a rating; False, and nothing is kept, when it was moved in another tab meanwhile."""
        same = update(cards).where(cards.c.item == before.item.id, cards.c.state == before.state)
        with transaction(self._engine) as connection:
            if not connection.execute(same.values(_values(after))).rowcount:
                return False
            connection.execute(insert(reviews).values(_review(review)))
            return True

    def renew(self, before: Card, after: Card, /) -> None:
        """Put another item in a card's place; `KeyError` when the card is gone."""
        with transaction(self._engine) as connection:
            _keep(connection, after.item)
            if not connection.execute(delete(cards).where(cards.c.item == before.item.id)).rowcount:
                raise KeyError(before.item.id)
            _insert_once(connection, insert(cards).values(_values(after)))

    def drop(self, item_id: str, /) -> None:
        """Take a card out of the schedule; what was answered stays."""
        with transaction(self._engine) as connection:
            connection.execute(delete(cards).where(cards.c.item == item_id))

    def flag(self, item: Item, reason: str, at: datetime, /) -> None:
        """Never show an item again; its card goes."""
        values = {"reason": reason, "at": at}
        with transaction(self._engine) as connection:
            _keep(connection, item)
            connection.execute(delete(cards).where(cards.c.item == item.id))
            if not _insert_once(connection, insert(flags).values(item=item.id, **values)):
                connection.execute(update(flags).where(flags.c.item == item.id).values(values))

    def unflag(self, item_id: str, /) -> None:
        """Let an item come back."""
        with transaction(self._engine) as connection:
            connection.execute(delete(flags).where(flags.c.item == item_id))

    def card(self, item_id: str, /) -> Card:
        """A card; `KeyError` when there is none."""
        with transaction(self._engine) as connection:
            row = connection.execute(_CARD.where(cards.c.item == item_id)).one_or_none()
        if row is None:
            raise KeyError(item_id)
        return _card(row)

    def cards(self) -> list[Card]:
        """All cards, the next due first."""
        with transaction(self._engine) as connection:
            return [_card(row) for row in connection.execute(_CARD.order_by(cards.c.due, cards.c.item))]

    def items(self) -> list[Item]:
        """Every item that was ever answered or flagged, in order of id."""
        with transaction(self._engine) as connection:
            rows = connection.execute(select(items.c.item).order_by(items.c.id))
            return [item_from_dict(row.item) for row in rows]

    def reviews(self) -> list[Review]:
        """Every answer and rating, oldest first."""
        with transaction(self._engine) as connection:
            rows = connection.execute(select(reviews).order_by(reviews.c.at, reviews.c.number))
            return [
                Review(r.item, r.at, r.right, Rating(r.rating) if r.rating else None, r.sure, r.seconds) for r in rows
            ]

    def flagged(self) -> list[Flagged]:
        """The flagged items, newest first."""
        query = select(flags, items.c.item.label("content")).join(items, items.c.id == flags.c.item)
        with transaction(self._engine) as connection:
            rows = connection.execute(query.order_by(flags.c.at.desc(), flags.c.item))
            return [Flagged(item_from_dict(row.content), row.reason, row.at) for row in rows]


def _keep(connection: Connection, item: Item) -> None:
    """The item as it is now, whether or not it was there."""
    content = item_to_dict(item)
    if not connection.execute(update(items).where(items.c.id == item.id).values(item=content)).rowcount:
        _insert_once(connection, insert(items).values(id=item.id, item=content))


def _begin(connection: Connection, card: Card) -> bool:
    if _is_flagged(connection, card.item.id):
        return False
    return _insert_once(connection, insert(cards).values(_values(card)))


def _insert_once(connection: Connection, statement: object) -> bool:
    """Whether a row was inserted; False when another tab, or an earlier day, was there first."""
    try:
        with connection.begin_nested():
            connection.execute(statement)  # type: ignore[call-overload]
    except IntegrityError:
        return False
    return True


def _is_flagged(connection: Connection, item_id: str) -> bool:
    return connection.execute(select(flags.c.item).where(flags.c.item == item_id)).first() is not None


def _values(card: Card) -> dict[str, object]:
    return {
        "item": card.item.id,
        "due": card.due,
        "state": card.state,
        "lapses": card.lapses,
        "confident": card.confident,
    }


def _review(review: Review) -> dict[str, object]:
    rating = int(review.rating) if review.rating else None
    return {
        "item": review.item_id,
        "at": review.at,
        "right": review.right,
        "rating": rating,
        "sure": review.sure,
        "seconds": review.seconds,
    }


def _card(row: Row) -> Card:  # type: ignore[type-arg]
    return Card(item_from_dict(row.content), row.due, row.state, row.lapses, row.confident)
