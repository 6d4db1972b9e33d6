"""A card under review: its question to be answered as in a quiz, and what came of the answer."""

import streamlit as st

from domain.partner import StudyPartner
from domain.quiz import Card, Given, Grade, Item, ItemKind, Rating
from quiz.grading.grade import overruled
from ui.quiz import question, state

_SHOWN = "review-shown"  # the card whose answer is on the screen, with what was given and its grade
Told = tuple[Given | None, Grade | None]


def told(mark: str) -> Told | None:
    """What came of the card under a mark; None while it is still asked."""
    found: tuple[str, Told] | None = st.session_state.get(_SHOWN)
    return found[1] if found and found[0] == mark else None


def recall(study: StudyPartner, card: Card, mark: str) -> None:
    """Ask: options to choose from, names to pick or words to write; or only the answer to be shown."""
    item = card.item
    question.stem(item)
    if item.kind in (ItemKind.CLOZE, ItemKind.SHORT):
        _words(study, item, mark)
        return
    ready = question.choices(item, mark)
    with st.container(horizontal=True, key="recall"):
        st.button(
            "Check my answer",
            key="check",
            type="primary" if ready else "secondary",
            disabled=not ready,
            shortcut="Enter",
            on_click=_check,
            args=(study, item, mark),
        )
        st.button("Show the answer", key="show", type="tertiary", shortcut="0", on_click=_tell, args=(mark, None, None))


def _words(study: StudyPartner, item: Item, mark: str) -> None:
    """A field of its own; Enter in it checks."""
    gap = item.kind is ItemKind.CLOZE
    with st.form(f"words-{mark}", border=False):
        st.text_input("What belongs in the gap" if gap else "Your answer, in a few words", key=f"text-{mark}")
        st.form_submit_button("Check my answer", type="primary", on_click=_check, args=(study, item, mark))
    st.button("Show the answer", key="show", type="tertiary", on_click=_tell, args=(mark, None, None))


def _check(study: StudyPartner, item: Item, mark: str) -> None:
    """Grade what was given; nothing written is nothing to grade."""
    given = state.given(item, mark, None)
    _tell(mark, given, study.grade(item, given) if given.chosen or given.text else None)


def _tell(mark: str, given: Given | None, grade: Grade | None) -> None:
    st.session_state[_SHOWN] = mark, (given, grade)


def overrule(item: Item, came: Told, mark: str) -> None:
    """The button for a student who knows better how their words are to be graded."""
    given, grade = came
    if grade is None or item.kind not in (ItemKind.CLOZE, ItemKind.SHORT):
        return
    new = overruled(grade, right=not grade.right)
    label = "Count it as wrong" if grade.right else "Count it as right"
    st.button(label, key="overrule", on_click=_tell, args=(mark, given, new))


def suggested(came: Told) -> Rating:
    """The rating that an answer speaks for."""
    grade = came[1]
    return Rating.AGAIN if grade and not grade.right else Rating.GOOD
