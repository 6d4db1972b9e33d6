"""The tables of the diary, the same on SQLite and PostgreSQL."""

from datetime import UTC, datetime

from sqlalchemy import JSON, Boolean, Column, DateTime, Dialect, Float, ForeignKey, Integer, MetaData, Table, Text
from sqlalchemy.types import TypeDecorator


class Moment(TypeDecorator[datetime]):
    """A point in time: kept in UTC, given back with its zone, which SQLite forgets."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn any zone into UTC."""
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Say that it is UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


metadata = MetaData()

conversations = Table(
    "conversations",
    metadata,
    Column("id", Text, primary_key=True),
    Column("title", Text, nullable=False),
    Column("updated", Moment, nullable=False, index=True),
)

exchanges = Table(
    "exchanges",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),  # their order
    Column("conversation", Text, ForeignKey("conversations.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("question", Text, nullable=False),
    Column("reply", JSON, nullable=False),  # as `ask --json` prints it
    Column("seconds", Float, nullable=False),
)

to_dos = Table(
    "to_dos",
    metadata,
    Column("id", Text, primary_key=True),
    Column("same_as", Text, nullable=False, unique=True),  # the question without case and spacing
    Column("question", Text, nullable=False),
    Column("nearest", Text, nullable=False),
    Column("asked", Moment, nullable=False),
)

items = Table(
    "items",
    metadata,
    Column("id", Text, primary_key=True),
    Column("item", JSON, nullable=False),  # as `quiz --json` prints it
)

reviews = Table(
    "reviews",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("item", Text, ForeignKey("items.id"), nullable=False, index=True),
    Column("at", Moment, nullable=False, index=True),
    Column("right", Boolean, nullable=False),
    Column("rating", Integer),  # none: answered in a quiz
    Column("sure", Boolean),
    Column("seconds", Float, nullable=False),
)

cards = Table(
    "cards",
    metadata,
    Column("item", Text, ForeignKey("items.id"), primary_key=True),
    Column("due", Moment, nullable=False, index=True),
    Column("state", Text, nullable=False),  # the scheduler's own
    Column("lapses", Integer, nullable=False),
    Column("confident", Boolean, nullable=False),
)

flags = Table(
    "flags",
    metadata,
    Column("item", Text, ForeignKey("items.id"), primary_key=True),
    Column("reason", Text, nullable=False),
    Column("at", Moment, nullable=False),
)

sittings = Table(
    "sittings",
    metadata,
    Column("id", Text, primary_key=True),
    Column("title", Text, nullable=False),
    Column("items", JSON, nullable=False),
    Column("began", Moment, nullable=False, index=True),
    Column("minutes", Integer, nullable=False),
    Column("at_once", Boolean, nullable=False),
    Column("ended", Moment),
)

responses = Table(
    "responses",
    metadata,
    Column("sitting", Text, ForeignKey("sittings.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),  # index of the item
    Column("response", JSON, nullable=False),
)
