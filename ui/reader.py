"""A source as a whole, with the words of a footnote lit: where a footnote's link leads."""

import streamlit as st

from domain.documents import Document, Kind, Passage
from domain.ports import StudyPartner
from ui.citations.component import draw
from ui.citations.view import View, passage_card
from ui.errors import plain

_AROUND = 20_000  # characters shown on either side of the lit words: a 50 MB note still opens at once


def reader_page(study: StudyPartner) -> None:
    """Draw the source named in the address."""
    asked = st.query_params
    try:
        document = study.documents.document(asked.get("source", ""))
    except KeyError:
        st.title("Nothing to read here", anchor=False)
        st.info("This source is no longer in your library. Sync to bring it back.", icon=":material/info:")
        return
    st.title(plain(document.source.title), anchor=False)
    st.caption(plain(document.source.location))
    start, end = _span(document, asked.get("from", ""), asked.get("to", ""))
    if document.text:
        card = passage_card(_around(document, start, end), ((start - _first(start), end - _first(start)),))
        draw(View(cards=(card,), scroll=end > start), key="reader")


def _span(document: Document, start: str, end: str) -> tuple[int, int]:
    """Two offsets of the address inside the document; (0, 0) when they make no sense."""
    if not (start.isascii() and start.isdigit() and end.isascii() and end.isdigit()):
        return 0, 0
    first, last = int(start), int(end)
    return (first, last) if first < last <= len(document.text) else (0, 0)


def _first(start: int) -> int:
    return max(0, start - _AROUND)


def _around(document: Document, start: int, end: int) -> Passage:
    first, last = _first(start), min(len(document.text), end + _AROUND)
    line = document.line_of(start) if document.source.kind is Kind.NOTE else 1
    return Passage(document.source, first, last, document.text[first:last], line=line)
