"""library.sqlite3: every durable fact of a library, in one file that is always whole."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Lock

from domain.errors import LibraryTooNew
from index.sqlite.errors import broken, translated
from index.sqlite.schema import APPLICATION_ID, FORMAT, FORMER, KNOWN, TABLES

FILE = "library.sqlite3"
_PATIENCE = 20.0  # seconds to wait for another process's transaction

_IDLE = 4  # connections that are kept for the next who ask: each holds files and memory
_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_FROZEN = ("cache_size = -32768",)
_USUAL = ("journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = ON", *_FROZEN)

Connection = sqlite3.Connection


class _Frozen(Connection):
    """A connection to a file that cannot be written to, nor anything beside it: a read-only folder, a full disk."""


class Store:
    """Connections to one library file: each reader sees one moment, one writer changes all or nothing."""

    def __init__(self, folder: Path) -> None:
        """Remember the folder; nothing is opened or made yet."""
        self.folder = folder
        self.path = folder / FILE
        self._idle: list[tuple[tuple[int, int], Connection]] = []
        self._lock = Lock()

    def exists(self) -> bool:
        """Whether there is a library: a file, and the tables in it."""
        if not self.path.exists():
            return False
        with self.reading() as connection:
            return _tables(connection) > 0

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A snapshot: what other processes commit meanwhile is not seen. `LibraryBroken` when it cannot be read."""
        with translated(self.folder), self._borrowed() as connection:
            connection.execute("BEGIN")
            try:
                yield connection
            finally:
                _rollback(connection)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction: committed when the block ends well, otherwise as if it had never begun."""
        with translated(self.folder), self._borrowed() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            finally:
                _rollback(connection)

    def create(self) -> None:
        """Make the folder and the tables where they are missing."""
        with translated(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)
        with self.writing() as connection:
            if not _tables(connection):
                make_tables(connection)

    def close(self) -> None:
        """Close what is open; the store can be used again."""
        with self._lock:
            idle, self._idle = self._idle, []
        for _, connection in idle:
            connection.close()

    @contextmanager
    def _borrowed(self) -> Iterator[Connection]:
        """An open connection, kept for the next who asks unless something went wrong with it."""
        connection = self._take()
        try:
            yield connection
        except BaseException:
            connection.close()
            raise
        with self._lock:  # a frozen one would not see what is written once there is room again
            kept = len(self._idle) < _IDLE and not isinstance(connection, _Frozen)
            if kept:
                self._idle.append((self._identity(), connection))
        if not kept:
            connection.close()

    def _take(self) -> Connection:
        """An idle connection to the file that lies there now, or a new one."""
        identity = self._identity()
        with self._lock:
            stale = [c for i, c in self._idle if i != identity]  # the file was deleted or replaced
            self._idle = [(i, c) for i, c in self._idle if i == identity]
            fresh = self._idle.pop()[1] if self._idle else None
        for connection in stale:
            connection.close()
        return fresh or self._open()

    def _identity(self) -> tuple[int, int]:
        try:
            status = self.path.stat()
        except FileNotFoundError:
            return (0, 0)
        return (status.st_dev, status.st_ino)

    def _open(self) -> Connection:
        try:
            return self._connect(self.path.absolute().as_uri(), sqlite3.Connection)
        except sqlite3.OperationalError as error:
            if not self._is_whole() or error.sqlite_errorcode & 0xFF in _BUSY:
                raise
            return self._connect(f"{self.path.absolute().as_uri()}?immutable=1", _Frozen)

    def _is_whole(self) -> bool:
        """Whether all that was committed stands in the file itself, which can then be read where nothing is written."""
        log = self.path.with_name(f"{FILE}-wal")
        return self.path.exists() and not (log.exists() and log.stat().st_size)

    def _connect(self, uri: str, kind: type[Connection]) -> Connection:
        connection = sqlite3.connect(
            uri,
            timeout=_PATIENCE,
            isolation_level=None,
            check_same_thread=False,
            cached_statements=256,
            factory=kind,
            uri=True,
        )
        try:
            for pragma in _FROZEN if kind is _Frozen else _USUAL:
                connection.execute(f"PRAGMA {pragma}")
            self._recognise(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def _recognise(self, connection: Connection) -> None:
        """Refuse to touch a database that is someone else's, or of a format that nobody here knows."""
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        if application != APPLICATION_ID and _tables(connection):
            raise broken(self.folder, f"{FILE} was made by another program")
        if _tables(connection) and (made := get_meta(connection, "format")) not in KNOWN:
            raise LibraryTooNew(
                f"The library in {self.folder} was made by a later version of Footnote (format {made or 'unknown'}).",
                "Update Footnote, or choose another folder with --library: this one is left as it is.",
            )


def make_tables(connection: Connection, keep: frozenset[str] = frozenset()) -> None:
    """Empty tables in the place of whatever is there, inside the transaction that is open.

    Those to keep stay with their rows, and are given the columns that an earlier format did not have.
    """
    standing = {name: columns for name in TABLES if name in keep and (columns := _columns(connection, name))}
    for name in (*FORMER, *reversed(TABLES)):
        if name not in standing:
            connection.execute(f"DROP TABLE IF EXISTS {name}")
    for name, statements in TABLES.items():
        if name in standing:
            _add_columns(connection, name, standing[name])
        for statement in statements if name not in standing else ():
            connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    put_meta(connection, "format", str(FORMAT))


def _add_columns(connection: Connection, table: str, there: dict[str, str]) -> None:
    with closing(sqlite3.connect(":memory:")) as model:
        model.execute(TABLES[table][0])
        wanted = _columns(model, table)
    for column, declared in wanted.items():
        if column not in there:
            connection.execute(f"ALTER TABLE {table} ADD COLUMN {column} {declared}")


def _columns(connection: Connection, table: str) -> dict[str, str]:
    """The columns of a table and how each is declared; none when there is no such table."""
    return {
        name: f"{kind}{' NOT NULL' if required else ''}{f' DEFAULT {default}' if default is not None else ''}"
        for _, name, kind, required, default, _ in connection.execute(f"PRAGMA table_info({table})")
    }


def get_meta(connection: Connection, key: str) -> str:
    """One fact about the whole library, "" when it was never noted."""
    row = connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    return str(row[0]) if row else ""


def put_meta(connection: Connection, key: str, value: str) -> None:
    """Note one fact about the whole library."""
    connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))


def _tables(connection: Connection) -> int:
    (count,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    return int(count)


def _rollback(connection: Connection) -> None:
    if connection.in_transaction:
        connection.execute("ROLLBACK")
