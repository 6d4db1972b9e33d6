"""What can be done about one link: open it, ask again, leave it alone, or read a saved file in its place."""

from collections.abc import Callable, Sequence

import streamlit as st

from domain.errors import StudyError
from domain.linked import LedgerEntry, LinkState
from domain.partner import StudyPartner
from ui.citations.markup import web_link
from ui.errors import plain, show
from ui.jobs import SyncWork, desk_of
from ui.ledger.jobs import FollowWork, RemoveWork, ReplaceWork, WidenWork
from ui.ledger.rows import words_of
from ui.ledger.words import said, short, why

_ENDINGS = ["html", "htm", "md", "pdf", "docx", "txt"]
_OPEN, _REMOVING = "ledger-open", "ledger-removing"


def options(study: StudyPartner, entries: Sequence[LedgerEntry], chosen: str) -> None:
    """Show the dialog for the link just chosen, or for the one whose dialog is still open."""
    if chosen:
        _close()
        st.session_state[_OPEN] = chosen
    url = st.session_state.get(_OPEN, "")
    if entry := next((entry for entry in entries if entry.url == url), None):
        _options(study, entry)


def _close() -> None:
    st.session_state.pop(_OPEN, None)
    st.session_state.pop(_REMOVING, None)


@st.dialog("This link", on_dismiss=_close)
def _options(study: StudyPartner, entry: LedgerEntry) -> None:
    with st.container(gap="small", key="link-told"):
        st.markdown(f"**{plain(words_of(entry))}**")
        st.caption(plain(short(entry.url)))
        st.markdown(plain(f"{said(entry)}. {why(entry)}".strip()))
    busy = desk_of(study).busy
    if busy:
        st.info("Something is being read just now. Please wait until that is done.", icon=":material/info:")
    with st.container(horizontal=True, key="link-actions"):
        _actions(study, entry, busy=busy)
    if st.session_state.get(_REMOVING):
        _confirm(study, entry, busy=busy)
    elif entry.state is not LinkState.REMOVED:
        _saved_file(study, entry, busy=busy)


def _actions(study: StudyPartner, entry: LedgerEntry, *, busy: bool) -> None:
    if web := web_link(entry.url):
        st.link_button("Open the page", web)
    if entry.state in (LinkState.PAUSED, LinkState.REMOVED):
        if st.button("Follow it again", disabled=busy, key="link-resume"):
            _at_once(study.resume, entry.url)
        return
    label = "Read it now" if entry.state is LinkState.LISTED else "Try again"
    if st.button(label, disabled=busy, key="link-again"):
        _begin(study, FollowWork(study, [entry.url], again=True))
    if entry.section or (entry.state.readable and len(entry.sources) == 1):
        label = "Read this page alone" if entry.section else "Read its section, too"
        told = "The pages below it in its guide, where it has a table of contents"
        if st.button(label, disabled=busy, key="link-section", help=told):
            _begin(study, WidenWork(study, entry.url, not entry.section))
    if st.button("Pause", disabled=busy, key="link-pause", help="What was read of it stays"):
        _at_once(study.pause, entry.url)
    st.button("Remove …", disabled=busy, key="link-remove", on_click=_ask_first)


def _ask_first() -> None:
    st.session_state[_REMOVING] = True


def _think_better() -> None:
    st.session_state[_REMOVING] = False


def _confirm(study: StudyPartner, entry: LedgerEntry, *, busy: bool) -> None:
    st.markdown("Take what was read of it out of the library, and ask for it no more? Your note stays as it is.")
    with st.container(horizontal=True):
        if st.button("Remove", type="primary", key="link-remove-yes", disabled=busy):
            _begin(study, RemoveWork(study, entry.url))
        st.button("Keep it", key="link-remove-no", on_click=_think_better)


def _saved_file(study: StudyPartner, entry: LedgerEntry, *, busy: bool) -> None:
    with st.expander("Use a saved file instead", icon=":material/upload_file:"):
        st.markdown("Save the page from your browser, or print it to a PDF: I read that in its place.")
        file = st.file_uploader("The saved page", type=_ENDINGS, key="link-file")
        if st.button("Read this file", disabled=busy or file is None, key="link-file-use") and file:
            _begin(study, ReplaceWork(study, entry.url, file.name, file.getvalue()))


def _begin(study: StudyPartner, work: SyncWork) -> None:
    desk_of(study).start(work)
    _close()
    st.rerun()


def _at_once(change: Callable[[str], None], url: str) -> None:
    try:
        change(url)
    except StudyError as error:
        show(error)
        return
    _close()
    st.rerun()
