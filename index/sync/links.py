"""Bring what the notes link to into the library. Killed at any instant and run again, it ends where one run ends.

Follow -> compare digests of bodies -> read what changed -> embed what is new -> swap, with the ledger, in one
transaction -> align Chroma. What could not be fetched this time stays as it was read before.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import perf_counter

from domain.documents import Found, Skipped, Source, SyncReport
from domain.errors import NeedsJavaScript, NotesNotFound, StudyError
from domain.following import Follower
from domain.linked import LINKED, Change, Fetched, Followed, LedgerEntry, LinkState
from domain.ports import OnProgress
from index.sqlite.contents import document_of
from index.sqlite.swap import forget_unused_vectors, new_version, swap
from index.sync.embedding import embed_missing
from index.sync.folders import FolderSync
from index.sync.ledger import entries_of, note, note_change, orphans_of, sources_by_link
from index.sync.page_diff import diff_of
from index.sync.plan import known_files
from index.sync.reading import SourceRecord, source_record

_log = logging.getLogger(__name__)
_HELD = (LinkState.PAUSED, LinkState.REMOVED)


@dataclass(slots=True)
class _Harvest:
    """What following has given so far."""

    links: list[tuple[Followed, tuple[str, ...]]] = field(default_factory=list)  # without bodies; the sources now
    drafts: dict[str, SourceRecord] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class LinkSync:
    """What a sync of links works with."""

    syncer: FolderSync

    def sync(self, follower: Follower, urls: Sequence[str], again: bool, on_progress: OnProgress) -> SyncReport:
        """Follow the links of the notes, all of them or some, by the only writer."""
        began = perf_counter()
        self.syncer.prepare(full=False)
        store = self.syncer.store
        with store.reading() as snapshot:
            entries = {entry.url: entry for entry in entries_of(snapshot)}
            known = {i: f.digest for i, f in known_files(snapshot).items() if f.shelf == LINKED}
        wanted = [entry.url for entry in _asked_for(entries, urls) if entry.state not in _HELD]
        saved = {entry.url: Path(entry.saved) for entry in entries.values() if entry.saved}
        harvest = _Harvest()
        sections = frozenset(entry.url for entry in entries.values() if entry.section)
        following = follower.follow(wanted, known, saved=saved, sections=sections, again=again, on_progress=on_progress)
        for followed in following:
            self._take(followed, follower, known, entries[followed.url].sources, harvest)
        embed_missing(store, self.syncer.embedder, list(harvest.drafts.values()), on_progress)
        gone = self._commit(harvest, known)
        broken = self.syncer.align(False, on_progress)
        if not urls:
            follower.tidy([*self._read_from(), *(u for u, e in entries.items() if e.state is not LinkState.REMOVED)])
        return self._report(harvest, known, gone, broken, perf_counter() - began)

    def _take(
        self,
        followed: Followed,
        follower: Follower,
        known: dict[str, str],
        before: tuple[str, ...],
        harvest: _Harvest,
    ) -> None:
        """Read what a link led to; what cannot be had this time but was read before still stands for the link."""
        sources: list[str] = []
        lost: list[Fetched | StudyError] = []
        for source, fetched in followed.pages:
            outcome = self._page(source, fetched, follower, known, harvest)
            if outcome is None or source.id in before:
                sources.append(source.id)
            if outcome is not None:
                lost.append(outcome)
        stay = sources if followed.pages and sources else [s for s in before if s in known]
        harvest.links.append((_summed(followed, lost, bool(sources)), tuple(stay)))

    def _page(
        self, source: Source, fetched: Fetched, follower: Follower, known: dict[str, str], harvest: _Harvest
    ) -> Fetched | StudyError | None:
        """Read one page unless it is as it was; what was in the way, None when nothing."""
        if not fetched.state.readable:
            return fetched
        if source.id in harvest.drafts or known.get(source.id) == fetched.digest:
            return None
        found = Found(source.id, fetched.final_url, LINKED, fetched.digest)
        try:
            document = follower.read(fetched, source)
            harvest.drafts[source.id] = source_record(self.syncer.reader, found, document)
            if source.id in known and (difference := diff_of(self._text(source.id), document.text)):
                harvest.changes.append(Change(source.id, fetched.at, difference))
        except StudyError as error:
            return error
        except Exception as error:  # whatever one strange page does to a parser, the others are still read
            _log.debug("reading %s failed", source.id, exc_info=error)
            harvest.drafts.pop(source.id, None)
            hint = "Save the page as a file, and read that in place of the link."
            return StudyError(f"It could not be read ({type(error).__name__}: {error}).", hint)
        return None

    def _text(self, source_id: str) -> str:
        with self.syncer.store.reading() as snapshot:
            return document_of(snapshot, source_id).text

    def _commit(self, harvest: _Harvest, known: dict[str, str]) -> tuple[str, ...]:
        """All that changed, and the ledger, at once; the sources that went."""
        with self.syncer.store.writing() as connection:
            for followed, sources in harvest.links:
                note(connection, followed, sources)
            for change in harvest.changes:
                note_change(connection, change)
            led = {source for sources in sources_by_link(connection).values() for source in sources}
            drafts = [made for name, made in sorted(harvest.drafts.items()) if name in led]
            swap(connection, [made.found.source_id for made in drafts if made.found.source_id in known], drafts)
            gone = orphans_of(connection)
            swap(connection, gone, ())
            if drafts or gone:
                new_version(connection)
                forget_unused_vectors(connection, self.syncer.embedder.name)
        return gone

    def _read_from(self) -> list[str]:
        """The addresses at which the pages in the library were found."""
        with self.syncer.store.reading() as snapshot:
            return [found.path for found in known_files(snapshot).values() if found.shelf == LINKED]

    def _report(
        self, harvest: _Harvest, known: dict[str, str], gone: tuple[str, ...], broken: list[Skipped], seconds: float
    ) -> SyncReport:
        read = sorted(harvest.drafts)
        unread = [Skipped(f.url, f.reason, f.hint) for f, _ in harvest.links if not f.state.readable]
        return SyncReport(
            added=tuple(name for name in read if name not in known),
            changed=tuple(name for name in read if name in known),
            removed=gone,
            unchanged=tuple(sorted(known.keys() - harvest.drafts.keys() - set(gone))),
            skipped=(*unread, *broken),
            passages=self.syncer.passages(),
            links=self.syncer.links(),
            seconds=seconds,
        )


def _asked_for(entries: Mapping[str, LedgerEntry], urls: Sequence[str]) -> list[LedgerEntry]:
    """All links, or those named; `NotesNotFound` for one that no note holds."""
    for url in urls:
        if url not in entries:
            raise NotesNotFound(f"No note links to {url}.", "`python cli.py links` lists the links of your notes.")
    return [entries[url] for url in urls] if urls else list(entries.values())


def _summed(followed: Followed, lost: Sequence[Fetched | StudyError], read: bool) -> Followed:
    """The link as it stands once its pages were read, without their bodies."""
    bare = replace(followed, pages=())
    if not lost:
        return bare
    first = lost[0]
    if read:
        told = f"{len(lost)} of {len(followed.pages)} pages could not be read: {_reason(first)}"
        return replace(bare, reason=" ".join(filter(None, (followed.reason, told))), hint=first.hint)
    if isinstance(first, Fetched):
        return replace(bare, state=first.state, reason=first.reason, hint=first.hint)
    state = LinkState.NEEDS_JAVASCRIPT if isinstance(first, NeedsJavaScript) else LinkState.FAILED
    return replace(bare, state=state, reason=first.message, hint=first.hint)


def _reason(trouble: Fetched | StudyError) -> str:
    return trouble.reason if isinstance(trouble, Fetched) else trouble.message
