"""Bring a library in line with its folders. Killed at any instant and run again, it ends where one clean run ends.

Find -> compare raw digests -> read what changed -> embed what is new -> swap in one transaction -> align Chroma.
"""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from domain.documents import Found, Progress, Skipped, SyncReport
from domain.errors import IndexOutdated, NotesNotFound
from domain.ports import Embedder, OnProgress, Reader
from index.chroma.repair import align, is_aligned
from index.chroma.vectors import VectorIndex, VectorsBroken
from index.sqlite.contents import document_of, state_of
from index.sqlite.schema import FORMAT, LASTING
from index.sqlite.store import Store, get_meta, make_tables, put_meta
from index.sqlite.swap import forget_unused_vectors, new_version, swap
from index.sync.embedding import embed_missing, forget_damaged_vectors
from index.sync.ledger import orphans_of, states_of
from index.sync.plan import Plan, known_files, plan
from index.sync.reading import SourceRecord, read_all, source_record
from index.sync.shelves import remember, remembered

RESYNC = "Run `python cli.py sync --full`: your notes are read again, nothing else is lost."


@dataclass(frozen=True, slots=True)
class FolderSync:
    """What a sync works with."""

    store: Store
    index: VectorIndex
    embedder: Embedder
    reader: Reader
    stamp: str

    def sync(self, paths: Sequence[Path], full: bool, on_progress: OnProgress) -> SyncReport:
        """One sync by the only writer."""
        began = perf_counter()
        self.prepare(full)
        with self.store.reading() as snapshot:
            shelves, known = remembered(snapshot), known_files(snapshot)
        todo = plan(self.reader, shelves, known, paths, full)
        drafts, unread = self._read(todo, on_progress)
        embed_missing(self.store, self.embedder, drafts, on_progress)
        self._commit(todo, drafts)
        unindexed = self.align(full, on_progress)
        return self._report(todo, drafts, (*todo.scan.skipped, *unread, *unindexed), perf_counter() - began)

    def forget(self, path: Path, on_progress: OnProgress) -> SyncReport:
        """Take a shelf and all that was synced from it out; `NotesNotFound` when it is no shelf."""
        began = perf_counter()
        self.prepare(full=False)
        with self.store.writing() as connection:
            shelf = next((s for s in remembered(connection) if s.root == str(path.expanduser().resolve())), None)
            if shelf is None:
                raise NotesNotFound(f"Nothing was ever synced from {path}.", "Name a folder as it was synced.")
            gone = tuple(i for i, f in known_files(connection).items() if f.shelf == shelf.name)
            swap(connection, gone, ())
            swap(connection, orphans_of(connection), ())
            connection.execute("DELETE FROM shelves WHERE root = ?", (shelf.root,))
            new_version(connection)
            forget_unused_vectors(connection, self.embedder.name)
        skipped = tuple(self.align(False, on_progress))
        return SyncReport(
            removed=gone, skipped=skipped, passages=self.passages(), links=self.links(), seconds=perf_counter() - began
        )

    def prepare(self, full: bool) -> None:
        """Make the library one that this version can write to; `IndexOutdated` when only a full sync can."""
        self.store.create()
        with self.store.writing() as connection:
            stamp = state_of(connection).stamp
            check_stamp(stamp if not full else "", self.stamp)
            if full:
                forget_damaged_vectors(connection, self.embedder)
            if not stamp and get_meta(connection, "format") != str(FORMAT):  # made, and never synced into
                make_tables(connection, keep=LASTING)

    def _read(self, todo: Plan, on_progress: OnProgress) -> tuple[list[SourceRecord], list[Skipped]]:
        """Read what the plan names; in a full sync also what is kept, from the documents in the library."""
        drafts: list[SourceRecord] = []
        skipped: list[Skipped] = []
        for done, item in enumerate(read_all(self.reader, todo.to_read)):
            on_progress(Progress("reading", done, len(todo.to_read), todo.to_read[done].source_id))
            if isinstance(item, Skipped):
                skipped.append(item)
            else:
                drafts.append(item)
        for found in todo.kept if todo.full else ():
            again = self._again(found)
            (skipped if isinstance(again, Skipped) else drafts).append(again)  # type: ignore[arg-type]
        return drafts, skipped

    def _again(self, found: Found) -> SourceRecord | Skipped:
        try:
            with self.store.reading() as snapshot:
                document = document_of(snapshot, found.source_id)
        except (ValueError, TypeError, zlib.error) as error:
            hint = "Sync with --follow-links: the page is read anew."
            return Skipped(found.source_id, f"What was kept of it is damaged ({error}).", hint)
        return source_record(self.reader, found, document)

    def _commit(self, todo: Plan, drafts: Sequence[SourceRecord]) -> None:
        """All that changed, at once; what it was embedded for and is gone goes too."""
        with self.store.writing() as connection:
            if todo.full:
                make_tables(connection, keep=LASTING)
            remember(connection, todo.shelves)
            put_meta(connection, "stamp", self.stamp)
            if todo:
                swap(connection, () if todo.full else todo.gone, drafts)
                swap(connection, orphans_of(connection), ())
                new_version(connection)
            forget_unused_vectors(connection, self.embedder.name)

    def align(self, full: bool, on_progress: OnProgress) -> list[Skipped]:
        """Chroma in line again; where that fails, the report says so and searches go through SQLite."""
        try:
            if full:
                self.index.wipe()
            if not is_aligned(self.store, self.index, self.embedder.name):
                align(self.store, self.index, self.embedder.name, on_progress)
        except VectorsBroken as error:
            reason = f"The vector index could not be written ({error}); searches are exact and a little slower."
            return [
                Skipped(
                    str(self.store.folder / "chroma"), reason, "Check the disk, or the Chroma server, and sync again."
                )
            ]
        return []

    def _report(
        self, todo: Plan, drafts: Sequence[SourceRecord], skipped: tuple[Skipped, ...], seconds: float
    ) -> SyncReport:
        """Every source once: what could not be read is skipped and nothing else."""
        unread = {f.source_id for f in todo.to_read} - {d.found.source_id for d in drafts}
        changes = todo.changes
        return SyncReport(
            added=tuple(i for i in changes.added if i not in unread),
            changed=tuple(i for i in changes.changed if i not in unread),
            removed=changes.removed,
            unchanged=tuple(i for i in changes.unchanged if i not in unread),
            skipped=skipped,
            passages=self.passages(),
            links=self.links(),
            seconds=seconds,
        )

    def links(self) -> dict[str, int]:
        """How many links of the notes stand in each state."""
        with self.store.reading() as snapshot:
            return states_of(snapshot)

    def passages(self) -> int:
        """How many passages the library holds."""
        with self.store.reading() as snapshot:
            (count,) = snapshot.execute("SELECT count(*) FROM passages").fetchone()
        return int(count)


def check_stamp(found: str, wanted: str) -> None:
    """`IndexOutdated` when a library was made with another embedder, splitter or format."""
    if found not in ("", wanted):
        raise IndexOutdated("The library was made by another version of Footnote.", RESYNC)
