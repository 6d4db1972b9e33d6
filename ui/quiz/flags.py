"""The way to say that an item is no good: it never comes back, and the reason is kept."""

import streamlit as st

from domain.partner import StudyPartner
from domain.quiz import Item
from quiz.review.cards import CardKeeper

_REASONS = ["The question is unclear", "The answer is wrong", "Two answers are right", "It is not worth asking"]


def flag(study: StudyPartner, item: Item) -> None:
    """A button that asks for the reason; once flagged, the way back."""
    flagged = {found.item.id for found in study.cards.flagged()}
    if item.id in flagged:
        st.button("Let it come back", key="unflag", type="tertiary", on_click=study.cards.unflag, args=(item.id,))
        return
    with st.popover("Flag it", icon=":material/flag:", type="tertiary", key="flag"):
        st.radio("What is wrong with it?", _REASONS, key="flag-reason")
        st.text_input("In your words (not needed)", key="flag-words")
        st.button("Never ask this again", key="flag-yes", on_click=_flag, args=(study, item))


def _flag(study: StudyPartner, item: Item) -> None:
    words = str(st.session_state.get("flag-words", "")).strip()
    reason = str(st.session_state.get("flag-reason", _REASONS[0]))
    CardKeeper(study.cards, study.documents).flag(item, f"{reason}: {words}" if words else reason)
