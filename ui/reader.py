"""A source as a whole, with the words of a footnote lit: where a footnote's link leads."""

import streamlit as st

from domain.documents import Document
from domain.partner import StudyPartner
from ui.citations.component import draw
from ui.citations.view import View, page_card
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
    start, end = _span(document, asked.get("from", ""), asked.get("to", "")) or _line(document, asked.get("line", ""))
    first, last = max(0, start - _AROUND), min(len(document.text), end + _AROUND)
    if first:
        st.caption(f"From line {document.line_of(first):,} on")
    card = page_card(document.text[first:last], (start - first, end - first))
    draw(View(cards=(card,), reading=True), key="reader")


def _span(document: Document, start: str, end: str) -> tuple[int, int] | None:
    """Two offsets of the address inside the document; none when they make no sense."""
    if not (_is_number(start) and _is_number(end)):
        return None
    first, last = int(start), int(end)
    return (first, last) if first < last <= len(document.text) else None


def _line(document: Document, number: str) -> tuple[int, int]:
    """The words of a line, counted from 1; (0, 0) when there are none."""
    lines = document.text.split("\n")
    if not _is_number(number) or not 1 <= int(number) <= len(lines):
        return 0, 0
    start = sum(len(line) + 1 for line in lines[: int(number) - 1])
    line = lines[int(number) - 1]
    return start + len(line) - len(line.lstrip()), start + len(line.rstrip())


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10
