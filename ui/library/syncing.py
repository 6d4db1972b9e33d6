"""A sync as the student sees it: counts while it runs, and what it did."""

from collections.abc import Sequence
from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from domain.documents import Progress, Skipped, SyncReport, UnderWay
from domain.errors import StudyError
from domain.linked import LinkState
from domain.partner import StudyPartner
from ui.errors import plain, show
from ui.jobs import SyncWork, desk_of
from ui.ledger.words import counted
from ui.library.adding import adding

Places = list[DeltaGenerator]  # where the progress of a sync is shown
_TOLD = 50  # sources that could not be read, told one by one
_LOOK = 0.1  # seconds between two looks at the progress
_STAGES = {
    "reading": "Reading",
    "embedding": "Learning the meaning of",
    "indexing": "Putting in order",
    "fetching": "Fetching",
}


def first_start(study: StudyPartner, notes: Sequence[Path]) -> bool:
    """Whether there is nothing to ask about yet; if so, the page is taken up by the first sync.

    Where folders are remembered, those are read again and nothing in their place.
    """
    if not study.is_empty():
        return False
    desk, emptied = desk_of(study), study.version() and not study.shelves()
    notes = [] if study.shelves() else notes
    if emptied and desk.sync is None:
        _offer(study, notes)
        return True
    st.title("Reading your notes", anchor=False)
    st.markdown("This happens once. Afterwards only what changed is read again.")
    if desk.sync is None:
        desk.start_sync(notes)
    if desk.sync:
        _watch(desk.sync)
    if not study.is_empty():
        st.rerun()
    if desk.sync and desk.sync.error:
        show(desk.sync.error)
    else:
        st.info("There was nothing to read in your notes yet.", icon=":material/info:")
    st.button("Try again", on_click=desk.start_sync, args=(notes,), type="primary")
    return True


def _offer(study: StudyPartner, notes: Sequence[Path]) -> None:
    """A library whose folders were all forgotten reads nothing by itself."""
    st.title("Your library is empty", anchor=False)
    st.markdown("You forgot the last folder of it. What you asked, made and learnt is still here.")
    adding(study)
    st.button("Read the sample notes", on_click=desk_of(study).start_sync, args=(notes,))


def rebuild(study: StudyPartner, outdated: StudyError) -> None:
    """The way out when the library was made by another version: read everything again, conversations stay."""
    desk = desk_of(study)
    st.title("Your library needs a fresh start", anchor=False)
    if desk.sync and desk.sync.running:
        _watch(desk.sync)
        st.rerun()
    show(desk.sync.error if desk.sync and desk.sync.error else outdated)
    st.button("Read everything again", on_click=desk.start_sync, kwargs={"full": True}, type="primary")


def sync_now(study: StudyPartner) -> DeltaGenerator:
    """A button that starts a sync, and under it the place for its progress and for what the last one did."""
    desk = desk_of(study)
    st.button("Sync now", icon=":material/sync:", key="sync-now", on_click=desk.start_sync, disabled=desk.busy)
    return progress_here(study)


def progress_here(study: StudyPartner) -> DeltaGenerator:
    """A place for the progress of a sync; until one runs it says what the last one did."""
    place, sync = st.empty(), desk_of(study).sync
    if sync and not sync.running:
        with place.container():
            _outcome(sync)
    return place


def watch_to_the_end(study: StudyPartner, places: Places, *, was_busy: bool) -> None:
    """Called when the page is drawn: keeps the progress of a running sync moving, then draws the page anew.

    A page that was begun while a sync was running (`was_busy`) may show what was there before it ended.
    """
    sync = desk_of(study).sync
    if sync and (sync.running or was_busy):
        _watch(sync, places)
        st.rerun()


def _watch(work: SyncWork, places: Places | None = None) -> None:
    bars = [place.progress(0.0, text=work.beginning) for place in places or [st.empty()]]
    while not work.wait(_LOOK):
        for bar in bars:
            if work.progress:
                bar.progress(_share(work.progress), text=_said(work.progress))
    for bar in bars:
        bar.empty()


def _share(progress: Progress) -> float:
    return min(1.0, progress.done / progress.total) if progress.total else 0.0


def _said(progress: Progress) -> str:
    counts = f"{progress.done:,} of {progress.total:,}" if progress.total else ""
    stage = plain(f"{_STAGES.get(progress.stage, progress.stage.capitalize())} {counts}")
    if progress.under_way:
        return "  \n".join((stage, *(plain(_how_far(one)) for one in progress.under_way)))
    return stage + (plain(f" · {progress.what}") if progress.what else "")


def _how_far(one: UnderWay) -> str:
    return f"{one.what} ({min(100, 100 * one.done // one.total)} %)" if one.total else one.what


def _outcome(work: SyncWork) -> None:
    if work.error:
        show(work.error)
    elif work.report:
        st.caption(plain(_summary(work.report)))
        if work.report.skipped:
            with st.expander(f"{len(work.report.skipped):,} could not be read"):
                st.caption(_unread(work.report.skipped))


def _unread(skipped: Sequence[Skipped]) -> str:
    """What could not be read in one text: an element for each would be slow to draw."""
    told = [plain(" ".join((one.location, one.reason, one.hint)).strip()) for one in skipped[:_TOLD]]
    if more := len(skipped) - len(told):
        told.append(f"And {more:,} more.")
    return "\n\n".join(told)


def _summary(report: SyncReport) -> str:
    counts = {"new": report.added, "changed": report.changed, "removed": report.removed}
    said = [f"{len(ids)} {word}" for word, ids in counts.items() if ids]
    links = counted(LinkState(state) for state, number in report.links.items() for _ in range(number))
    return f"Up to date: {', '.join(said) or 'nothing has changed'}." + (f" Links: {links}." if links else "")
