"""The blueprint matrix: each task of the exam, what the library holds on it, and what the student has shown to know."""

import streamlit as st

from domain.coverage import Cell, Coverage
from domain.partner import StudyPartner
from domain.quiz import Domain, QuizRequest
from ui.errors import plain
from ui.quiz.setup import begin

_STAMP, _FOUND = "footnote-coverage-stamp", "footnote-coverage"
_LISTED = 4  # lines of a task that nothing is near


def matrix(study: StudyPartner) -> None:
    """Draw it; what is empty is said in words."""
    found = _coverage(study)
    st.header(plain(found.blueprint.title), anchor=False)
    empty = [cell for cell in found.cells if not cell.notes]
    if empty:
        st.markdown("\n".join(f"- {_capital(cell.held)}: {plain(cell.task.title)}" for cell in empty))
    for domain in found.blueprint.domains:
        _domain(study, found, domain)


def _coverage(study: StudyPartner) -> Coverage:
    """Looked up once per tab, version of the library and number of answers."""
    stamp = (study.version(), len(study.cards.reviews()))
    if st.session_state.get(_STAMP) != stamp:
        with st.spinner("Holding your notes against the exam …"):
            st.session_state[_FOUND], st.session_state[_STAMP] = study.coverage(), stamp
    found: Coverage = st.session_state[_FOUND]
    return found


def _domain(study: StudyPartner, found: Coverage, domain: Domain) -> None:
    cells = found.of(domain)
    known, asked = sum(cell.known for cell in cells), sum(cell.asked for cell in cells)
    label = f"{domain.id} {domain.title} · {domain.weight:.0%} of the exam" + (
        f" · {known} of {asked} known" if asked else ""
    )
    with st.expander(plain(label), key=f"domain-{domain.id}", expanded=not asked):
        for cell in cells:
            _cell(study, cell)


def _cell(study: StudyPartner, cell: Cell) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"cell-{cell.task.id}"):
        with st.container(gap=None):
            st.markdown(f"**{cell.task.id} {plain(cell.task.title)}**")
            st.caption(f"{_capital(cell.held)} · {cell.shown}{_unread(cell)}")
        if cell.notes or cell.pages:
            st.button(
                f"Quiz me on task {cell.task.id}",
                key=f"quiz-{cell.task.id}",
                on_click=begin,
                args=(study, QuizRequest(task=cell.task.id)),
                type="tertiary",
            )


def _unread(cell: Cell) -> str:
    """What of the task the library says nothing about."""
    if not cell.unread or not (cell.notes or cell.pages):
        return ""
    more = f" and {len(cell.unread) - _LISTED} more" if len(cell.unread) > _LISTED else ""
    return f" · nothing on {plain('; '.join(cell.unread[:_LISTED]))}{more}"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
