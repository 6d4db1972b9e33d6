"""What is left to do: questions that the notes could not answer, cards whose source changed, and flagged items."""

import streamlit as st

from domain.partner import StudyPartner
from quiz.review.cards import CardKeeper
from ui.errors import plain
from ui.quiz.feedback import worded

_LISTED = 20


def to_dos(study: StudyPartner) -> None:
    """Draw what there is."""
    open_ones = study.diary.to_dos()
    if open_ones:
        st.header("Not in your notes yet", anchor=False)
        st.markdown("\n".join(f"- {plain(to_do.question)}" for to_do in open_ones[:_LISTED]))
    changed = CardKeeper(study.cards, study.documents).changed()
    if changed:
        st.header("Cards whose source has changed", anchor=False)
        st.caption("They stay in your reviews, where each shows what changed and can be renewed.")
        st.markdown("\n".join(f"- {worded(card.item.stem)}" for card in changed[:_LISTED]))
    _flagged(study)


def _flagged(study: StudyPartner) -> None:
    flagged = study.cards.flagged()
    if not flagged:
        return
    st.header("Flagged, never asked again", anchor=False)
    for found in flagged[:_LISTED]:
        with st.container(horizontal=True, vertical_alignment="center", key=f"flagged-{found.item.id}"):
            st.markdown(f"{worded(found.item.stem)} ({plain(found.reason)})", width="stretch")
            st.button(
                "Let it come back",
                key=f"unflag-{found.item.id}",
                type="tertiary",
                on_click=study.cards.unflag,
                args=(found.item.id,),
            )
