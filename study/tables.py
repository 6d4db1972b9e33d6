"""The tables of the diary, the same on SQLite and PostgreSQL."""

from datetime import UTC, datetime

from sqlalchemy import JSON, Column, DateTime, Dialect, Float, ForeignKey, Integer, MetaData, Table, Text
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
