"""Where to look: the chip above the question, and its choices."""

from collections.abc import Mapping

import streamlit as st

from domain.partner import StudyPartner
from domain.replies import EVERYWHERE, Scope
from ui import state
from ui.errors import plain
from ui.library import cache as shelf

_SOURCES, _SECTION = "scope-sources", "scope-section"


def chip(study: StudyPartner) -> None:
    """A button that says the scope and opens its choices."""
    scope = state.scope()
    titles = {source.id: source.title for source in shelf.sources(study)}
    sections = shelf.sections(study)
    # not as defaults: a choice with a default could not be cleared
    st.session_state.setdefault(_SOURCES, [i for i in sorted(scope.sources) if i in titles])
    st.session_state.setdefault(_SECTION, scope.section if scope.section in sections else None)
    with st.popover(_said(scope, titles), icon=":material/filter_list:", type="tertiary", key="scope-chip"):
        chosen = st.multiselect(
            "Sources", list(titles), format_func=lambda i: titles.get(i, i), placeholder="All sources", key=_SOURCES
        )
        section = st.selectbox("Section", sections, index=None, placeholder="Whole notes", key=_SECTION)
        st.button("Look everywhere", on_click=_everywhere, disabled=scope == EVERYWHERE, key="scope-clear")
    new = Scope(frozenset(chosen), section=section or "")
    if new != scope:
        state.set_scope(new)
        st.rerun()


def _everywhere() -> None:
    state.set_scope(EVERYWHERE)
    st.session_state[_SOURCES], st.session_state[_SECTION] = [], None


def _said(scope: Scope, titles: Mapping[str, str]) -> str:
    chosen = [titles.get(i, i) for i in sorted(scope.sources)]
    where = chosen[0] if len(chosen) == 1 else f"{len(chosen)} sources" if chosen else ""
    return plain(" › ".join(filter(None, (where, scope.section))) or "All sources")
