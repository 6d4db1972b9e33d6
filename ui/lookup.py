"""The Look up page: the passages themselves, with the words of the query lit."""

import re

import streamlit as st

from domain.documents import Kind, Passage
from domain.partner import StudyPartner
from domain.replies import Scope
from ui.citations.component import draw
from ui.citations.pieces import Span
from ui.citations.view import View, passage_card
from ui.library import cache as shelf

_LIMIT = 20
_LONGEST = 400  # characters of a query that are read
_KINDS = {Kind.NOTE: "Notes", Kind.WEB: "Web pages", Kind.PDF: "PDFs"}
_ENDING = 3  # letters: mask, masking
_WORD = re.compile(r"\w+")


def lookup_page(study: StudyPartner) -> None:
    """Draw one field and what it finds."""
    st.title("Look up", anchor=False)
    query = st.text_input("Words or a question", key="lookup", placeholder="schema registry").strip()[:_LONGEST]
    scope = _filters(study)
    if not query:
        st.caption("Finds the places in your sources that speak of something, by words and by meaning.")
        return
    hits = study.search(query, limit=_LIMIT, scope=scope)
    if not hits:
        st.info("Nothing in this scope comes close. Try other words, or look in all sources.", icon=":material/info:")
        return
    cards = tuple(passage_card(hit.passage, lit_words(hit.passage, query)) for hit in hits)
    title = f"{len(cards)} places, the closest first" if len(cards) > 1 else "One place"
    draw(View(cards=cards, cards_title=title), key="lookup-results")


def lit_words(passage: Passage, query: str) -> tuple[Span, ...]:
    """The spans of a passage's text that hold a word of the query, in whichever form."""
    words = {word.casefold() for word in _WORD.findall(query) if len(word) > 2}
    return tuple(found.span() for found in _WORD.finditer(passage.text) if _meant(found.group().casefold(), words))


def _meant(found: str, words: set[str]) -> bool:
    return any(found == word or _same_stem(*sorted((found, word), key=len)) for word in words)


def _same_stem(shorter: str, longer: str) -> bool:
    """Whether two words differ by an ending: good enough for lighting; finding them is the index's work."""
    return len(shorter) >= 4 and longer.startswith(shorter) and len(longer) - len(shorter) <= _ENDING


def _filters(study: StudyPartner) -> Scope:
    titles = {source.id: source.title for source in shelf.sources(study)}
    kinds = {source.kind for source in shelf.sources(study)}
    with st.container(horizontal=True):
        chosen = st.multiselect(
            "Sources", list(titles), format_func=lambda i: titles.get(i, i), placeholder="All sources"
        )
        section = st.selectbox("Section", shelf.sections(study), index=None, placeholder="Whole notes")
        of_kind = (
            st.multiselect(
                "Kinds", [k for k in _KINDS if k in kinds], format_func=_KINDS.__getitem__, placeholder="All"
            )
            if len(kinds) > 1
            else []
        )
    return Scope(frozenset(chosen), frozenset(of_kind), section or "")
