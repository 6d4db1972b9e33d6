"""The end of a quiz: how it went, what returns when, and the ways on."""

import streamlit as st

from domain.memory import Sitting
from domain.partner import StudyPartner
from domain.quiz import Card, Item
from language.moments import when
from quiz.review.cards import CardKeeper, returning
from ui.errors import plain
from ui.quiz import state
from ui.quiz.exports import exports
from ui.quiz.feedback import worded
from ui.quiz.jobs import RepeatWork


def summary(study: StudyPartner, sitting: Sitting) -> None:
    """Draw it."""
    grades = [sitting.response(n).grade for n in range(len(sitting.items))]
    right = sum(bool(graded and graded.right) for graded in grades)
    st.title(f"{right} of {len(grades)} right", anchor=False)
    st.caption(plain(sitting.title))
    memory = CardKeeper(study.cards, study.documents)
    cards = [card for item in sitting.items if (card := memory.card(item.id))]
    st.markdown(returning(cards, memory.now()))
    if cards:
        _returns(cards, memory)
    missed = [item for item, graded in zip(sitting.items, grades, strict=True) if not (graded and graded.right)]
    _onward(study, sitting, missed)
    exports(sitting.items, sitting.title)


def _returns(cards: list[Card], memory: CardKeeper) -> None:
    """The questions with when they return, the soonest first."""
    for card in sorted(cards, key=lambda c: (not c.confident, c.due, c.item.id)):
        with st.container(gap=None, key=f"returns-{card.item.id}"):
            first = " · you were sure, so it comes first" if card.confident else ""
            st.markdown(worded(card.item.stem))
            st.caption(f"{when(card.due, memory.now())}{first}")


def _onward(study: StudyPartner, sitting: Sitting, missed: list[Item]) -> None:
    with st.container(horizontal=True, key="onward"):
        if missed:
            st.button(
                "Ask me these again",
                type="primary",
                key="again",
                on_click=lambda: state.start(RepeatWork(study, sitting.title, missed)),
            )
        st.button("Another quiz", key="another", on_click=state.open_sitting, args=("",))
        st.button("Look at the answers", key="look", type="tertiary", on_click=state.go_to, args=(0,))
