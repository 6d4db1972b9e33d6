"""The Review page: what is due, one card a screen; it is answered first, then rated with the next dates in sight."""

import streamlit as st

from domain.partner import StudyPartner
from domain.quiz import Card, Rating
from language.moments import short, when
from quiz.review.cards import CardKeeper
from quiz.review.renewal import renewed
from ui.quiz import state
from ui.quiz.feedback import draw_told
from ui.quiz.flags import flag
from ui.quiz.review_card import Told, overrule, recall, suggested, told

_RATINGS = {Rating.AGAIN: "Again", Rating.HARD: "Hard", Rating.GOOD: "Good", Rating.EASY: "Easy"}


def review_page(study: StudyPartner) -> None:
    """Draw the first card that is due, or say when the next one will be."""
    memory = CardKeeper(study.cards, study.documents)
    due = memory.due()
    if not due:
        _nothing(memory)
        return
    card = memory.looked_up(due[0])
    with st.container(horizontal=True, vertical_alignment="center", key="review-bar"):
        st.markdown(f"{len(due)} due now" if len(due) > 1 else "The last one due now", width="stretch")
        if card.confident:
            st.caption("You were sure of this one, and wrong.", width="content")
    mark = f"{card.item.id} {card.state}"
    state.seconds(mark)
    if came := told(mark):
        _back(study, memory, card, mark, came)
    else:
        recall(study, card, mark)


def _nothing(memory: CardKeeper) -> None:
    st.title("Nothing is due", anchor=False)
    if next_due := memory.next_due():
        st.markdown(f"The next card comes back **{when(next_due, memory.now())}**.")
    else:
        st.markdown("What you miss in a quiz, or guess, comes back here until you know it.")


def _back(study: StudyPartner, memory: CardKeeper, card: Card, mark: str, came: Told) -> None:
    given, grade = came
    draw_told(card.item, given, grade, f"review-{card.item.id}-{grade.right if grade else ''}")
    if card.source_changed:
        _changed(study, memory, card)
    returns, now, fit = memory.returns(card), memory.now(), suggested(came)
    with st.bottom, st.container(horizontal=True, vertical_alignment="center", key="ratings"):
        st.markdown("How well did you remember it?", width="content")
        for rating, name in _RATINGS.items():
            st.button(
                f"{name} · {short(returns[rating], now)}",
                key=f"rate-{rating.value}",
                shortcut=str(rating.value),
                type="primary" if rating is fit else "secondary",
                on_click=_rate,
                args=(memory, card, rating, mark),
            )
        overrule(card.item, came, mark)
        flag(study, card.item)


def _rate(memory: CardKeeper, card: Card, rating: Rating, mark: str) -> None:
    memory.rate(card, rating, state.seconds(mark))


def _changed(study: StudyPartner, memory: CardKeeper, card: Card) -> None:
    """What the source says now, and the choice to go on with that."""
    with st.container(border=True, key="changed"):
        st.markdown("**The source has changed since.** You can ask what it says now; the schedule goes on.")
        st.code(card.diff, language="diff", wrap_lines=True)
        with st.container(horizontal=True):
            if st.button("Renew the card", key="renew") and not _renew(study, memory, card):
                st.info("There is no such question in the source any more.", icon=":material/info:")
            st.button("Drop it", key="drop", type="tertiary", on_click=study.cards.drop, args=(card.item.id,))


def _renew(study: StudyPartner, memory: CardKeeper, card: Card) -> bool:
    """Whether there was an item to renew it with; then the page is drawn anew."""
    item = renewed(card, study.documents, study.quiz)
    if item is None:
        return False
    memory.renew(card, item)
    st.rerun()
