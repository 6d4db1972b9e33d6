"""What one sync has to do, decided before anything is written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from domain.documents import Found, Shelf
from domain.errors import NotesNotFound
from domain.linked import LINKED
from domain.ports import Reader
from index.sqlite.store import Connection
from index.sync.changes import Changes, compare
from index.sync.shelves import Scan, scan, shelves_for


@dataclass(frozen=True, slots=True)
class Plan:
    """Which shelves there are from now on, what lies on them, and what of it has to be read."""

    shelves: tuple[Shelf, ...]
    scan: Scan
    changes: Changes
    to_read: tuple[Found, ...]
    kept: tuple[Found, ...]  # linked pages, and shelves that are away or not asked for: they stay as they are
    full: bool

    def __bool__(self) -> bool:
        """Whether there is anything to do."""
        changes = self.changes
        return self.full or bool(changes.added or changes.changed or changes.removed)

    @property
    def gone(self) -> tuple[str, ...]:
        """The sources to take out: what is changed goes in again."""
        return self.changes.removed + self.changes.changed


def plan(
    reader: Reader, shelves: Sequence[Shelf], known: Mapping[str, Found], paths: Sequence[Path], full: bool
) -> Plan:
    """Compare what is known with what lies in the folders; `NotesNotFound` when there is nothing at all."""
    chosen = shelves_for(paths, shelves)
    every = (*shelves, *(s for s in chosen if s not in shelves))
    if not every:
        raise NotesNotFound("Nothing was ever synced into this library.", "Name the folder that holds your notes.")
    looked_at = chosen if paths and not full else every
    others = {s.name for s in every} - {s.name for s in looked_at}
    covered = frozenset(f.path for f in known.values() if f.shelf in others)
    seen = scan(reader, looked_at, chosen, covered, frozenset(f.shelf for f in known.values()))
    untouched = others | {s.name for s in seen.away}
    kept = {i: f for i, f in known.items() if f.shelf in untouched or f.shelf == LINKED}
    before = {i: f.digest for i, f in known.items() if i not in kept}
    if not seen.found and not any(f.shelf in untouched for f in kept.values()) and (paths or not before):
        where = ", ".join(s.root for s in looked_at)
        raise NotesNotFound(f"There is nothing to read in {where}.", "Footnote reads Markdown and text files.")
    after = {i: f.digest for i, f in seen.found.items() if i not in kept}
    changes = compare(before, after)
    names = sorted(after) if full else sorted({*changes.added, *changes.changed})
    return Plan(every, seen, changes, tuple(seen.found[i] for i in names), tuple(kept.values()), full)


def known_files(connection: Connection) -> dict[str, Found]:
    """The files that the library was made of, by source id."""
    rows = connection.execute("SELECT id, path, shelf, raw FROM sources ORDER BY id")
    return {row[0]: Found(*row) for row in rows}
