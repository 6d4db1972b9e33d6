"""Libraries as earlier versions of Footnote left them."""

import sqlite3
from contextlib import closing
from pathlib import Path


def as_of_format_1(folder: Path) -> None:
    """Turn a closed library into one from before links were followed."""
    as_of_format_2(folder)
    with closing(sqlite3.connect(folder / "library.sqlite3")) as connection, connection:
        for table in ("led", "ledger", "changes"):
            connection.execute(f"DROP TABLE {table}")
        connection.execute("UPDATE meta SET value = '1' WHERE key = 'format'")
        connection.execute("UPDATE meta SET value = '[1]' WHERE key = 'stamp'")


def as_of_early_format_2(folder: Path) -> None:
    """Turn a closed library into one from before the pages below a link's page could be read."""
    as_of_format_2(folder)
    with closing(sqlite3.connect(folder / "library.sqlite3")) as connection, connection:
        connection.execute("ALTER TABLE ledger DROP COLUMN section")


def as_of_format(folder: Path, written: str) -> None:
    """Turn a closed library into one that says it is of some format, known or not."""
    with closing(sqlite3.connect(folder / "library.sqlite3")) as connection, connection:
        connection.execute("UPDATE meta SET value = ? WHERE key = 'format'", (written,))
        connection.execute("UPDATE meta SET value = ? WHERE key = 'stamp'", (f"[{written}]",))


def as_of_format_2(folder: Path) -> None:
    """Turn a closed library into one whose words are in FTS5."""
    with closing(sqlite3.connect(folder / "library.sqlite3")) as connection, connection:
        connection.execute("CREATE VIRTUAL TABLE words USING fts5(headings, above, body)")
        connection.execute("CREATE VIRTUAL TABLE vocabulary USING fts5vocab(words, row)")
        connection.execute("INSERT INTO words VALUES ('glue', '', 'jobs')")
        connection.execute("DROP TABLE postings")
        connection.execute("DROP TABLE lengths")
        connection.execute("UPDATE meta SET value = '2' WHERE key = 'format'")
        connection.execute("UPDATE meta SET value = '[2]' WHERE key = 'stamp'")


def tables_in(folder: Path) -> set[str]:
    """What is in a library file."""
    with closing(sqlite3.connect(folder / "library.sqlite3")) as connection:
        return {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
