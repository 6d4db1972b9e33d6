"""A quiz under way: a question, how sure the student is, and the feedback."""

import streamlit as st

from domain.memory import Response, Sitting
from domain.partner import StudyPartner
from domain.quiz import Item, ItemKind
from language.moments import when
from quiz.grading.grade import overruled
from quiz.review.cards import CardKeeper
from ui.quiz import question, state
from ui.quiz.feedback import draw_told
from ui.quiz.flags import flag


def ask(study: StudyPartner, sitting: Sitting, number: int) -> None:
    """Draw one question of a quiz, or what came of it."""
    response = sitting.response(number)
    st.progress(len(sitting.responses) / len(sitting.items), text=f"Question {number + 1} of {len(sitting.items)}")
    if response.grade is None:
        _question(study, sitting, number)
    else:
        _feedback(study, sitting, number, response)


def _question(study: StudyPartner, sitting: Sitting, number: int) -> None:
    item, key = sitting.items[number], f"{sitting.id}-{number}"
    state.seconds(key)
    question.stem(item)
    if item.kind in (ItemKind.CLOZE, ItemKind.SHORT):
        _words(study, sitting, number, key)
        return
    ready = question.choices(item, key)
    with st.container(horizontal=True, key="sureness"):
        for sure, label, shortcut in ((True, "I am sure", "Enter"), (False, "Not sure", "U")):
            st.button(
                label,
                key=f"sure-{sure}",
                type="primary" if sure and ready else "secondary",
                disabled=not ready,
                shortcut=shortcut,
                on_click=_answer,
                args=(study, sitting, number, sure),
            )
        st.button(
            "I do not know", key="skip", type="tertiary", shortcut="0", on_click=_answer, args=(study, sitting, number)
        )


def _words(study: StudyPartner, sitting: Sitting, number: int, key: str) -> None:
    """A field of its own; Enter in it is "sure"."""
    gap = sitting.items[number].kind is ItemKind.CLOZE
    with st.form(f"words-{key}", border=False):
        st.text_input("What belongs in the gap" if gap else "Your answer, in a few words", key=f"text-{key}")
        with st.container(horizontal=True, key="sureness"):
            for sure, label in ((True, "I am sure"), (False, "Not sure")):
                st.form_submit_button(
                    label,
                    type="primary" if sure else "secondary",
                    on_click=_answer,
                    args=(study, sitting, number, sure),
                )


def _answer(study: StudyPartner, sitting: Sitting, number: int, sure: bool | None = None) -> None:
    """Grade and keep what was given; None: it was not known. What another tab answered first stays."""
    key = f"{sitting.id}-{number}"
    if study.sittings.sitting(sitting.id).response(number).grade is not None:
        return
    item = sitting.items[number]
    given = state.given(item, key, sure if sure is not None else False)
    graded, seconds = study.grade(item, given), state.seconds(key)
    CardKeeper(study.cards, study.documents).answered(item, given, graded, seconds)
    study.sittings.respond(sitting.id, number, Response(given, graded, seconds))
    state.go_to(number if sitting.at_once else None)


def _feedback(study: StudyPartner, sitting: Sitting, number: int, response: Response) -> None:
    item, graded = sitting.items[number], response.grade
    draw_told(item, response.given, graded, f"feedback-{sitting.id}-{number}", _notes(study, item))
    through = len(sitting.responses) == len(sitting.items)
    with st.bottom, st.container(horizontal=True, key="after"):
        st.button(
            "See how it went" if through and number == len(sitting.items) - 1 else "Next question",
            type="primary",
            shortcut="Enter",
            key="next",
            on_click=state.go_to,
            args=(number + 1 if through else None,),
        )
        if graded and item.kind in (ItemKind.CLOZE, ItemKind.SHORT):
            label = "Count it as wrong" if graded.right else "Count it as right"
            st.button(label, key="overrule", on_click=_overrule, args=(study, sitting, number, response))
        flag(study, item)


def _notes(study: StudyPartner, item: Item) -> tuple[str, ...]:
    memory = CardKeeper(study.cards, study.documents)
    card = memory.card(item.id)
    return (f"Comes back {when(card.due, memory.now())}",) if card else ("Known: it does not come back",)


def _overrule(study: StudyPartner, sitting: Sitting, number: int, response: Response) -> None:
    if response.grade is None:
        return
    item, right = sitting.items[number], not response.grade.right
    CardKeeper(study.cards, study.documents).overrule(item, right=right)
    new = Response(response.given, overruled(response.grade, right=right), response.seconds)
    study.sittings.respond(sitting.id, number, new)
