"""Where to look: the chip above the question, and its choices."""

import streamlit as st

from domain.ports import StudyPartner
from domain.replies import EVERYWHERE, Scope
from ui import shelf, state


def chip(study: StudyPartner) -> None:
    """A button that says the scope and opens its choices."""
    scope = state.scope()
    with st.popover(_said(scope, study), icon=":material/filter_list:", type="tertiary", key="scope-chip"):
        titles = {source.id: source.title for source in shelf.sources(study)}
        sections = shelf.sections(study)
        chosen = st.multiselect(
            "Sources",
            list(titles),
            default=[i for i in sorted(scope.sources) if i in titles],
            format_func=lambda i: titles.get(i, i),
            placeholder="All sources",
            key="scope-sources",
        )
        section = st.selectbox(
            "Section",
            sections,
            index=sections.index(scope.section) if scope.section in sections else None,
            placeholder="Whole notes",
            key="scope-section",
        )
        st.button("Look everywhere", on_click=_everywhere, disabled=scope == EVERYWHERE, key="scope-clear")
    new = Scope(frozenset(chosen), section=section or "")
    if new != scope:
        state.set_scope(new)
        st.rerun()


def _everywhere() -> None:
    state.set_scope(EVERYWHERE)
    for key in ("scope-sources", "scope-section"):
        st.session_state.pop(key, None)


def _said(scope: Scope, study: StudyPartner) -> str:
    titles = {source.id: source.title for source in shelf.sources(study)}
    chosen = [titles.get(i, i) for i in sorted(scope.sources)]
    where = chosen[0] if len(chosen) == 1 else f"{len(chosen)} sources" if chosen else ""
    return " › ".join(filter(None, (where, scope.section))) or "All sources"
