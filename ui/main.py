"""The app around the pages: style, navigation, the first sync, the sidebar."""

from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from domain.errors import IndexOutdated
from domain.partner import StudyPartner
from ui import state
from ui.chat.page import ask_page, question_field
from ui.errors import told_plainly
from ui.jobs import desk_of
from ui.library.page import library_page
from ui.library.syncing import Places, first_start, rebuild, watch_to_the_end
from ui.lookup import lookup_page
from ui.navigation import studying
from ui.quiz import state as quizzing
from ui.reader import reader_page
from ui.settings.page import settings_page
from ui.sidebar import sidebar

_HERE = Path(__file__).parent


def run(study: StudyPartner, notes: Sequence[Path]) -> None:
    """Draw the app for a study partner; `notes` are what the first start syncs."""
    # an icon of our own: Streamlit would fetch one of its symbols from another host
    st.set_page_config(page_title="Footnote", page_icon=str(_HERE / "icon.svg"), layout="wide")
    st.logo(_HERE / "footnote.svg", size="large")
    st.html(_HERE / "page.css")
    with told_plainly():
        try:
            _draw(study, notes)
        except IndexOutdated as outdated:
            rebuild(study, outdated)


def _draw(study: StudyPartner, notes: Sequence[Path]) -> None:
    if first_start(study, notes):
        return
    desk_of(study).warm_up()
    places: Places = []
    was_busy = desk_of(study).busy
    asking = st.Page(lambda: ask_page(study), title="Ask", icon=":material/forum:", url_path="ask", default=True)
    pages = studying(study)
    page = st.navigation(
        [
            asking,
            st.Page(lambda: lookup_page(study), title="Look up", icon=":material/search:", url_path="lookup"),
            *pages,
            st.Page(
                lambda: library_page(study, places), title="Library", icon=":material/menu_book:", url_path="library"
            ),
            st.Page(
                lambda: settings_page(study, places), title="Settings", icon=":material/tune:", url_path="settings"
            ),
            st.Page(lambda: reader_page(study), title="Read", url_path="read", visibility="hidden"),
        ],
        position="top",
    )
    if state.turning() and page is not asking:
        st.switch_page(asking)
    if quizzing.turning() and page is not pages.quiz:
        st.switch_page(pages.quiz)
    if page is asking:
        with told_plainly():
            question_field(study)
        state.keep_in_address()
    places.append(sidebar(study))  # after the field, which may have begun a conversation
    with told_plainly():
        page.run()
    watch_to_the_end(study, places, was_busy=was_busy)
