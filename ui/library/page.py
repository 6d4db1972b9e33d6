"""The Library page: what was read, where it stands, and how more comes in or leaves."""

import streamlit as st

from domain.documents import Kind, Shelf, Source
from domain.partner import StudyPartner
from ui.citations.component import draw
from ui.citations.view import Card, View, source_card
from ui.errors import plain
from ui.jobs import desk_of
from ui.ledger import sections
from ui.library import cache as shelf
from ui.library.adding import adding
from ui.library.syncing import Places, progress_here

_SHOWN = 200
_SOURCES = "Sources"
_VIEWS = [_SOURCES, "Links", "Changed", "Notes and pages"]


def library_page(study: StudyPartner, places: Places) -> None:
    """Draw what is in the library; `places` takes where the progress of a sync may be shown."""
    entries = study.links()
    st.title("Library", anchor=False)
    st.markdown(f"{shelf.counted(study)}. Questions are answered by: {plain(study.answered_by)}.")
    adding(study)
    if entries:
        sections.reading(study, entries)
    places.append(progress_here(study))
    match _view() if entries else _SOURCES:
        case "Links":
            sections.links(study, entries)
        case "Changed":
            sections.changes(study, entries)
        case "Notes and pages":
            sections.checks(study)
        case _:
            _shelves(study)


def _view() -> str:
    chosen = st.segmented_control(
        "What to show", _VIEWS, default=_SOURCES, required=True, key="library-view", label_visibility="collapsed"
    )
    return chosen or _SOURCES


def _shelves(study: StudyPartner) -> None:
    """The shelves with their sources."""
    wanted = st.text_input("Filter by title or place", key="library-filter").strip().casefold()
    found = [source for source in shelf.sources(study) if _matches(source, wanted)]
    if not found:
        st.info("No source has these words in its title or place.", icon=":material/info:")
    elif len(found) > _SHOWN:
        st.caption(f"The first {_SHOWN} of {len(found):,}: filter to see the others.")
    shelves = study.shelves()
    for held in shelves:
        _shelf(study, held, [source for source in found[:_SHOWN] if source.shelf == held.name])
    rest = [source for source in found[:_SHOWN] if source.shelf not in {held.name for held in shelves}]
    if rest:
        draw(View(cards=_cards(study, rest), cards_title="Sources"), key="library-sources")


def _shelf(study: StudyPartner, held: Shelf, sources: list[Source]) -> None:
    """One shelf: its folder, the button that forgets it, and its sources."""
    with st.container(horizontal=True, vertical_alignment="center", key=f"shelf-{held.name}"):
        st.header(plain(held.name), anchor=False, width="content")
        st.caption(plain(held.root), width="stretch")
        forget = st.button("Forget", key=f"forget-{held.name}", type="tertiary", help="Take it out of the library")
    if forget:
        _forget(study, held)
    if sources:
        draw(View(cards=_cards(study, sources)), key=f"library-{held.name}")


@st.dialog("Forget a shelf")
def _forget(study: StudyPartner, held: Shelf) -> None:
    st.markdown(f"Take “{plain(held.name)}” out of the library? Its files stay where they are: {plain(held.root)}")
    with st.container(horizontal=True):
        if st.button(
            "Forget", type="primary", key="forget-yes", on_click=desk_of(study).start_forgetting, args=(held,)
        ):
            st.rerun()
        if st.button("Keep it", key="forget-no"):
            st.rerun()


def _cards(study: StudyPartner, sources: list[Source]) -> tuple[Card, ...]:
    counts = shelf.counts(study)
    return tuple(source_card(source, *counts.get(source.id, (0, 0))) for source in sources)


def _matches(source: Source, wanted: str) -> bool:
    kind = {Kind.NOTE: "note", Kind.WEB: "web page", Kind.PDF: "pdf"}[source.kind]
    return wanted in f"{source.title} {source.location} {kind}".casefold()
