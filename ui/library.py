"""The Library page: what was read, and where it stands."""

import streamlit as st

from domain.documents import Kind, Source
from domain.ports import StudyPartner
from ui import shelf
from ui.citations.component import draw
from ui.citations.view import View, source_card
from ui.errors import plain

_SHOWN = 200


def library_page(study: StudyPartner) -> None:
    """Draw the list of sources."""
    st.title("Library", anchor=False)
    st.markdown(f"{shelf.counted(study)}. Questions are answered by: {plain(study.answered_by)}.")
    wanted = st.text_input("Filter by title or place", key="library-filter").strip().casefold()
    found = [source for source in shelf.sources(study) if _matches(source, wanted)]
    if not found:
        st.info("No source has these words in its title or place.", icon=":material/info:")
        return
    title = "Sources" if len(found) <= _SHOWN else f"The first {_SHOWN} of {len(found):,}: filter to see the others"
    draw(View(cards=tuple(source_card(source) for source in found[:_SHOWN]), cards_title=title), key="library-sources")


def _matches(source: Source, wanted: str) -> bool:
    kind = {Kind.NOTE: "note", Kind.WEB: "web page", Kind.PDF: "pdf"}[source.kind]
    return wanted in f"{source.title} {source.location} {kind}".casefold()
