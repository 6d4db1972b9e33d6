"""The `Diary` port over any SQL database: conversations with their exchanges, and questions left open."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from uuid import uuid4

from sqlalchemy import Connection, Engine, Row, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from domain.conversations import Conversation, Exchange, ToDo
from domain.wire.replies import reply_from_dict, reply_to_dict
from study.engine import open_engine, transaction
from study.tables import conversations, exchanges, metadata, to_dos


class SqlDiary:
    """Keeps everything in a database, opened on first use."""

    def __init__(
        self,
        database: str | Path,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        new_id: Callable[[], str] = lambda: uuid4().hex,
    ) -> None:
        """`database` is a SQLAlchemy URL or a SQLite file; `clock` gives times with their zone, `new_id` fresh ids."""
        self._database, self._clock, self._new_id = database, clock, new_id

    @cached_property
    def _engine(self) -> Engine:
        return open_engine(self._database)

    def close(self) -> None:
        """Let go of the database file; it is opened, or made, again when it is needed again."""
        if engine := self.__dict__.pop("_engine", None):
            engine.dispose()

    def conversations(self) -> list[Conversation]:
        """All conversations without their exchanges, newest first."""
        query = select(conversations).order_by(conversations.c.updated.desc(), conversations.c.id)
        with transaction(self._engine) as connection:
            return [Conversation(row.id, row.title, row.updated) for row in connection.execute(query)]

    def conversation(self, conversation_id: str, /) -> Conversation:
        """One conversation, whole; `KeyError` when there is none."""
        kept = select(exchanges).where(exchanges.c.conversation == conversation_id).order_by(exchanges.c.number)
        with transaction(self._engine) as connection:
            row = connection.execute(select(conversations).where(conversations.c.id == conversation_id)).one_or_none()
            if row is None:
                raise KeyError(conversation_id)
            rows = tuple(_exchange(kept_row) for kept_row in connection.execute(kept))
        return Conversation(row.id, row.title, row.updated, rows)

    def start(self, title: str, /) -> Conversation:
        """A new, empty conversation."""
        conversation = Conversation(self._new_id(), title, self._clock())
        values = {"id": conversation.id, "title": title, "updated": conversation.updated}
        with transaction(self._engine) as connection:
            connection.execute(insert(conversations).values(values))
        return conversation

    def add(self, conversation_id: str, exchange: Exchange, /) -> None:
        """Keep one exchange; `KeyError` when the conversation was deleted meanwhile."""
        ms = exchange.seconds * 1000
        reply = reply_to_dict(exchange.reply, ms=ms, first_token_ms=ms)
        with transaction(self._engine) as connection:
            _must_change(connection, conversation_id, updated=self._clock())
            connection.execute(
                insert(exchanges).values(
                    conversation=conversation_id, question=exchange.question, reply=reply, seconds=exchange.seconds
                )
            )

    def rename(self, conversation_id: str, title: str, /) -> None:
        """Give a conversation another title; `KeyError` when there is none."""
        with transaction(self._engine) as connection:
            _must_change(connection, conversation_id, title=title)

    def delete(self, conversation_id: str, /) -> None:
        """Forget a conversation and all it holds."""
        with transaction(self._engine) as connection:
            connection.execute(delete(exchanges).where(exchanges.c.conversation == conversation_id))
            connection.execute(delete(conversations).where(conversations.c.id == conversation_id))

    def to_dos(self) -> list[ToDo]:
        """The questions still unanswered, newest first."""
        query = select(to_dos).order_by(to_dos.c.asked.desc(), to_dos.c.id)
        with transaction(self._engine) as connection:
            return [ToDo(row.id, row.question, row.nearest, row.asked) for row in connection.execute(query)]

    def note_to_do(self, question: str, nearest: str, /) -> None:
        """Record a question that the notes could not answer; asking again moves it up, not twice in."""
        same_as = " ".join(question.casefold().split())
        again = update(to_dos).where(to_dos.c.same_as == same_as)
        values = {"question": question, "nearest": nearest, "asked": self._clock()}
        with transaction(self._engine) as connection:
            if connection.execute(again.values(values)).rowcount:
                return
            try:
                with connection.begin_nested():
                    connection.execute(insert(to_dos).values(id=self._new_id(), same_as=same_as, **values))
            except IntegrityError:  # another tab noted it between the two statements
                connection.execute(again.values(values))

    def done(self, to_do_id: str, /) -> None:
        """Strike a to-do off."""
        with transaction(self._engine) as connection:
            connection.execute(delete(to_dos).where(to_dos.c.id == to_do_id))

    def forget_all(self) -> None:
        """Delete all that is in the database: conversations, to-dos, cards and exams."""
        with transaction(self._engine) as connection:
            for table in reversed(metadata.sorted_tables):  # what refers to others goes first
                connection.execute(delete(table))


def _must_change(connection: Connection, conversation_id: str, **values: object) -> None:
    statement = update(conversations).where(conversations.c.id == conversation_id).values(**values)
    if not connection.execute(statement).rowcount:
        raise KeyError(conversation_id)


def _exchange(row: Row[tuple[int, str, str, dict[str, object], float]]) -> Exchange:
    return Exchange(row.question, reply_from_dict(row.reply), row.seconds)
