"""What SQLite and the file system report -> errors a student can act on."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from domain.errors import NO_SPACE, LibraryBroken

BROKEN_HINT = (
    "Move library.sqlite3 out of it, and nothing else: your study lies there, too. Then run "
    "`python cli.py sync PATH` with your notes, which are never changed."
)


@contextmanager
def translated(folder: Path) -> Iterator[None]:
    """Whatever goes wrong with the library's files leaves as `LibraryBroken`, with a hint."""
    try:
        yield
    except sqlite3.Error as error:
        raise _broken(folder, error) from error
    except OSError as error:
        if error.errno in NO_SPACE:
            raise _full(folder) from error
        hint = "Check that the folder is there and that you may write to it."
        raise LibraryBroken(f"The library in {folder} cannot be used: {error}.", hint) from error


def _broken(folder: Path, error: sqlite3.Error) -> LibraryBroken:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the low byte: what kind of error, without its details
    if code == sqlite3.SQLITE_FULL:
        return _full(folder)
    if code == sqlite3.SQLITE_IOERR:
        hint = "Check that the disk is there and has room; then sync again."
        return LibraryBroken(f"The library in {folder} could not be read or written ({error}).", hint)
    if code in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM):
        hint = "Check that you may write to that folder, or choose another with --library."
        return LibraryBroken(f"The library in {folder} cannot be opened ({error}).", hint)
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return LibraryBroken(f"The library in {folder} is in use by another program.", "Try again in a moment.")
    return broken(folder, str(error))


def broken(folder: Path, why: str) -> LibraryBroken:
    """The library is damaged, or none at all."""
    return LibraryBroken(f"The library in {folder} is damaged or not one of Footnote's ({why}).", BROKEN_HINT)


def _full(folder: Path) -> LibraryBroken:
    hint = "Free some space and sync again; what was there before is unchanged."
    return LibraryBroken(f"There is no room left on the disk that holds the library in {folder}.", hint)
