"""The Review page: what is due, one card a screen, four ratings with their next dates."""

from collections.abc import Sequence

import streamlit as st

from domain.moments import short, when
from domain.partner import StudyPartner
from domain.quiz import Card, Rating
from quiz.memory import Memory
from quiz.renewal import renewed
from quiz.typed import letter
from ui.quiz import state
from ui.quiz.flags import flag
from ui.quiz.question import stem
from ui.quiz.told import draw_told, worded

_SHOWN = "review-shown"  # the card whose answer is on the screen
_RATINGS = {Rating.AGAIN: "Again", Rating.HARD: "Hard", Rating.GOOD: "Good", Rating.EASY: "Easy"}


def review_page(study: StudyPartner) -> None:
    """Draw the first card that is due, or say when the next one will be."""
    memory = Memory(study.cards, study.documents)
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
    if st.session_state.get(_SHOWN) == mark:
        _back(study, memory, card, mark)
    else:
        _front(card, mark)


def _nothing(memory: Memory) -> None:
    st.title("Nothing is due", anchor=False)
    if next_due := memory.next_due():
        st.markdown(f"The next card comes back **{when(next_due, memory.now())}**.")
    else:
        st.markdown("What you miss in a quiz, or guess, comes back here until you know it.")


def _front(card: Card, mark: str) -> None:
    stem(card.item)
    if card.item.prompts:
        st.markdown("\n".join(f"- {worded(prompt)}" for prompt in card.item.prompts))
    if card.item.options:
        _listed(card.item.options)
    st.button("Show the answer", type="primary", shortcut="Enter", key="show", on_click=_show, args=(mark,))


def _listed(words: Sequence[str]) -> None:
    st.markdown("\n".join(f"- **{letter(n)}** {worded(word)}" for n, word in enumerate(words)))


def _show(mark: str) -> None:
    st.session_state[_SHOWN] = mark


def _back(study: StudyPartner, memory: Memory, card: Card, mark: str) -> None:
    draw_told(card.item, None, None, f"review-{card.item.id}")
    if card.source_changed:
        _changed(study, memory, card)
    returns, now = memory.returns(card), memory.now()
    with st.bottom, st.container(horizontal=True, vertical_alignment="center", key="ratings"):
        st.markdown("How well did you remember it?", width="content")
        for rating, name in _RATINGS.items():
            st.button(
                f"{name} · {short(returns[rating], now)}",
                key=f"rate-{rating.value}",
                shortcut=str(rating.value),
                type="primary" if rating is Rating.GOOD else "secondary",
                on_click=_rate,
                args=(memory, card, rating, mark),
            )
        flag(study, card.item)


def _rate(memory: Memory, card: Card, rating: Rating, mark: str) -> None:
    memory.rate(card, rating, state.seconds(mark))


def _changed(study: StudyPartner, memory: Memory, card: Card) -> None:
    """What the source says now, and the choice to go on with that."""
    with st.container(border=True, key="changed"):
        st.markdown("**The source has changed since.** You can ask what it says now; the schedule goes on.")
        st.code(card.diff, language="diff", wrap_lines=True)
        with st.container(horizontal=True):
            if st.button("Renew the card", key="renew") and not _renew(study, memory, card):
                st.info("There is no such question in the source any more.", icon=":material/info:")
            st.button("Drop it", key="drop", type="tertiary", on_click=study.cards.drop, args=(card.item.id,))


def _renew(study: StudyPartner, memory: Memory, card: Card) -> bool:
    """Whether there was an item to renew it with; then the page is drawn anew."""
    item = renewed(card, study.documents, study.quiz)
    if item is None:
        return False
    memory.renew(card, item)
    st.rerun()
