"""The folders a library remembers, and what they hold now."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path

from domain.documents import Found, Shelf, Skipped
from domain.errors import NotesNotFound
from domain.linked import LINKED
from domain.ports import Reader
from index.sqlite.store import Connection

_AWAY = "What was synced from it is kept. Sync again when it is back, or forget it (Library page; `sync --forget`)."


@dataclass(frozen=True, slots=True)
class Scan:
    """What a look at the shelves found."""

    found: dict[str, Found]  # source id -> file
    skipped: tuple[Skipped, ...]
    away: tuple[Shelf, ...]  # remembered shelves that are not there now, or wholly empty: nothing of theirs is touched


def remembered(connection: Connection) -> list[Shelf]:
    """The shelves in the order in which they were first synced."""
    return [Shelf(*row) for row in connection.execute("SELECT root, name, prefix FROM shelves ORDER BY rowid")]


def remember(connection: Connection, shelves: Iterable[Shelf]) -> None:
    """Keep shelves for the next sync."""
    rows = [(shelf.root, shelf.name, shelf.prefix) for shelf in shelves]
    connection.executemany("INSERT OR IGNORE INTO shelves (root, name, prefix) VALUES (?, ?, ?)", rows)


def shelves_for(paths: Sequence[Path], known: Sequence[Shelf]) -> list[Shelf]:
    """Paths -> their shelves, remembered or new; `NotesNotFound` for a path that does not exist."""
    shelves = list(known)
    chosen = []
    for path in paths:
        root = str(_existing(path))
        shelf = next((s for s in shelves if s.root == root), None)
        if shelf is None:
            shelf = _new(root, shelves)
            shelves.append(shelf)
        if shelf not in chosen:
            chosen.append(shelf)
    return chosen


def scan(
    reader: Reader,
    shelves: Sequence[Shelf],
    asked: Sequence[Shelf] = (),
    covered: frozenset[str] = frozenset(),
    filled: frozenset[str] = frozenset(),
) -> Scan:
    """Every file of the shelves once; files at `covered` paths belong to a shelf that is not looked at.

    A shelf that held something (`filled`, by name) and is wholly empty now is away: that is how an unmounted disk
    looks. One that was asked for and holds nothing is worth a line; one that is merely remembered is not.
    """
    found: dict[str, Found] = {}
    skipped: list[Skipped] = []
    away = []
    paths = set(covered)
    for shelf in shelves:
        items = _items(reader, shelf)
        if missing := _missing(items, shelf.name in filled, shelf in asked):
            skipped.append(Skipped(shelf.root, *missing))
            away += [shelf] if missing[1] == _AWAY else []
        for item in items or ():
            if isinstance(item, Skipped):
                skipped.append(item)
            elif item.path not in paths:
                paths.add(item.path)
                if found.setdefault(item.source_id, item) is not item:
                    skipped.append(Skipped(item.path, f"Another file is already {item.source_id}.", "Rename one."))
    return Scan(found, tuple(_once(skipped)), tuple(away))


def _missing(items: Sequence[Found | Skipped] | None, filled: bool, asked: bool) -> tuple[str, str] | None:
    """Why a shelf is worth a line of its own, and what to do: it is away, or empty; None where all is well."""
    if items is None:
        return "The folder is not there, or cannot be read.", _AWAY
    if filled and not any(isinstance(item, Found) for item in items):
        return "The folder is empty: it may be unmounted, or its notes moved.", _AWAY
    return ("There is nothing to read in it.", "Is it the right folder?") if asked and not items else None


def _items(reader: Reader, shelf: Shelf) -> list[Found | Skipped] | None:
    """What a shelf holds, None when that cannot be said: its folder is gone, or may not be looked into."""
    try:
        Path(shelf.root).stat()
        return reader.find(shelf)
    except OSError:
        return None


def _existing(path: Path) -> Path:
    try:
        return path.expanduser().resolve(strict=True)
    except (OSError, RuntimeError) as error:
        raise NotesNotFound(f"{path} does not exist.", "Check the path of your notes.") from error


def _new(root: str, shelves: Sequence[Shelf]) -> Shelf:
    """A shelf named for its folder; only the first has ids without its name."""
    stem = Path(root).name or "notes"
    names = {LINKED, *(s.name for s in shelves)}
    first = [Path(s.root) for s in shelves if not s.prefix]  # its ids begin with the names of its own folders
    free = (n for n in chain((stem,), (f"{stem}-{i}" for i in count(2))) if n not in names)
    name = next(n for n in free if not any((root / n).exists() for root in first))
    return Shelf(root, name, f"{name}/" if any(not s.prefix for s in shelves) else "")


def _once(skipped: Iterable[Skipped]) -> Iterable[Skipped]:
    return dict.fromkeys(skipped)
