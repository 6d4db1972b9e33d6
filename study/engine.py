"""A database URL -> an engine that many tabs and processes can use at once, and errors a student can act on."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.dialects import sqlite
from sqlalchemy.engine import make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import IntegrityError, InvalidatePoolError, SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.schema import CreateIndex, CreateTable, ExecutableDDLElement

from domain.errors import LibraryBroken, LibraryBusy
from study.tables import metadata

Database = Engine
_BUSY_SECONDS = 10  # how long one tab waits for another to finish writing


def open_engine(database: str | Path) -> Engine:
    """An engine whose tables exist, over a database's URL or a SQLite file; `LibraryBroken` when it cannot be opened.

    A path stays what it is: `?`, `#` or `%20` in it are letters of its name and no parts of a URL.
    """
    with _in_plain_words():
        url = _url_of(database) if isinstance(database, Path) else make_url(database)
        is_file = _make_folder(url)
        engine = create_engine(url, connect_args={"timeout": _BUSY_SECONDS} if is_file else {})
        if is_file:
            event.listen(engine, "connect", _set_up_sqlite)
        if is_file and url.database:
            _follow_the_file(engine, Path(url.database))
        _create_tables(engine)
        return engine


@contextmanager
def transaction(engine: Engine) -> Iterator[Connection]:
    """All or nothing; a database error becomes a `StudyError`."""
    with _in_plain_words(), engine.begin() as connection:
        yield connection


def _url_of(file: Path) -> URL:
    return URL.create("sqlite", database=str(file.absolute()))


def _make_folder(url: URL) -> bool:
    """Whether the database is a SQLite file; if so, its folder exists afterwards."""
    is_file = url.get_backend_name() == "sqlite"
    if is_file and url.database:
        try:
            Path(url.database).parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise _explained(str(error)) from error
    return is_file


def _set_up_sqlite(connection: DBAPIConnection, _record: object) -> None:
    """Readers beside a writer (WAL), and deletes that take their children along."""
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _follow_the_file(engine: Engine, path: Path) -> None:
    """Let go of a file that was deleted or replaced: what is written into it would be lost."""

    def identity() -> tuple[int, int]:
        try:
            status = path.stat()
        except FileNotFoundError:
            return (0, 0)
        return (status.st_dev, status.st_ino)

    def note(connection: DBAPIConnection, record: ConnectionPoolEntry) -> None:
        cursor = connection.cursor()
        for statement in _tables_in_sqlite():
            cursor.execute(statement)
        cursor.close()
        record.info["file"] = identity()

    def compare(_connection: DBAPIConnection, record: ConnectionPoolEntry, _proxy: object) -> None:
        if record.info.get("file") != identity():
            raise InvalidatePoolError

    event.listen(engine, "connect", note)
    event.listen(engine, "checkout", compare)


@cache
def _tables_in_sqlite() -> tuple[str, ...]:
    """What makes the tables where they are missing."""
    dialect = sqlite.dialect()
    return tuple(str(statement.compile(dialect=dialect)) for statement in _statements())


def _statements() -> Iterator[ExecutableDDLElement]:
    for table in metadata.sorted_tables:
        yield CreateTable(table, if_not_exists=True)
        for index in sorted(table.indexes, key=lambda i: str(i.name)):
            yield CreateIndex(index, if_not_exists=True)


def _create_tables(engine: Engine) -> None:
    """Two processes may start at the same moment: whoever comes second finds the tables there."""
    for attempt in ("first", "second"):
        try:
            with engine.begin() as connection:
                for statement in _statements():
                    connection.execute(statement)
            return
        except IntegrityError:  # PostgreSQL's IF NOT EXISTS still collides when both create at once
            if attempt == "second":
                raise


@contextmanager
def _in_plain_words() -> Iterator[None]:
    try:
        yield
    except ImportError as error:
        raise LibraryBroken(
            f"The driver of the study database is not installed ({error.name}).",
            "Install it, or name another in FOOTNOTE_STUDY_URL: postgresql+psycopg://… goes with pip install psycopg.",
        ) from error
    except SQLAlchemyError as error:
        logging.getLogger(__name__).debug("the study diary failed", exc_info=error)
        raise _explained(str(getattr(error, "orig", None) or error).strip().splitlines()[0]) from error


def _explained(what: str) -> LibraryBusy | LibraryBroken:
    if "locked" in what:
        return LibraryBusy("Your study diary is being written by another program.", "Try again in a moment.")
    if "full" in what:
        return LibraryBroken("The disk is full, so nothing more can be kept.", "Free some space and try again.")
    return LibraryBroken(
        f"Your study diary cannot be read or written ({what}).",
        "Check that the library folder exists and is writable; a broken study.sqlite3 may be moved away.",
    )
