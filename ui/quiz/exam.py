"""The mock exam under way: the clock, one question a screen, marks to return to, and a map of all."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import streamlit as st

from domain.memory import Sitting
from domain.partner import StudyPartner
from quiz.exam.mock_exam import is_over, left
from ui.quiz import question, state

_LOOK = 5.0  # seconds between two looks at the clock
_SOON = timedelta(minutes=5)  # from when seconds are shown


def exam(study: StudyPartner, sitting: Sitting) -> None:
    """Draw one question of an exam with what is around it."""
    number = min(state.at() or 0, len(sitting.items) - 1)
    item, key = sitting.items[number], f"{sitting.id}-{number}"
    response = sitting.response(number)
    st.session_state.setdefault(f"chosen-{key}", response.given.chosen)  # what was chosen before a reload
    with st.container(horizontal=True, vertical_alignment="center", key="exam-bar"):
        st.markdown(f"Question {number + 1} of {len(sitting.items)}", width="content")
        st.fragment(_clock, run_every=_LOOK)(sitting)
        if st.button("Hand in", key="hand-in"):
            _hand_in(study, sitting)
    question.stem(item)
    question.options(item, key, on_choice=lambda: _keep(study, sitting, number))
    _steps(study, sitting, number, response.returning)
    _map(sitting, number)


def _clock(sitting: Sitting) -> None:
    """How long there is; the page is drawn anew when there is no more."""
    now = datetime.now(UTC)
    if is_over(sitting, now):
        st.rerun()
    remaining = int(left(sitting, now).total_seconds())
    shown = f"{remaining // 60}:{remaining % 60:02}" if remaining < _SOON.total_seconds() else f"{remaining // 60} min"
    st.markdown(f"{shown} left")


def _keep(study: StudyPartner, sitting: Sitting, number: int) -> None:
    """Keep what is chosen now, and the mark as it is in the database."""
    item, key = sitting.items[number], f"{sitting.id}-{number}"
    before = study.sittings.sitting(sitting.id).response(number)
    study.sittings.respond(sitting.id, number, replace(before, given=state.given(item, key, None)))


def _steps(study: StudyPartner, sitting: Sitting, number: int, marked: bool) -> None:
    last = number == len(sitting.items) - 1
    with st.container(horizontal=True, key="steps"):
        st.button("Back", key="back", shortcut="Left", disabled=number == 0, on_click=state.go_to, args=(number - 1,))
        st.button(
            "Next",
            key="next",
            type="primary",
            shortcut="Enter",
            disabled=last,
            on_click=state.go_to,
            args=(number + 1,),
        )
        st.button(
            "Marked to return to" if marked else "Return to this later",
            key="mark",
            shortcut="M",
            icon=":material/bookmark_added:" if marked else ":material/bookmark:",
            type="tertiary",
            on_click=_mark,
            args=(study, sitting, number),
        )


def _mark(study: StudyPartner, sitting: Sitting, number: int) -> None:
    before = study.sittings.sitting(sitting.id).response(number)
    study.sittings.respond(sitting.id, number, replace(before, returning=not before.returning))


def _map(sitting: Sitting, number: int) -> None:
    """All questions at a glance; a press goes to one."""
    answered = {n for n, r in sitting.responses.items() if r.given.chosen}
    marked = {n for n, r in sitting.responses.items() if r.returning}

    def named(n: int) -> str:
        return f"{n + 1}{' ✓' if n in answered else ''}{' ⚑' if n in marked else ''}"

    st.session_state["exam-map"] = number
    st.pills(
        f"{len(answered)} answered, {len(marked)} to return to",
        range(len(sitting.items)),
        format_func=named,
        key="exam-map",
        on_change=_go,
    )


def _go() -> None:
    if (to := st.session_state.get("exam-map")) is not None:
        state.go_to(to)


@st.dialog("Hand in")
def _hand_in(study: StudyPartner, sitting: Sitting) -> None:
    open_ones = len(sitting.items) - sum(bool(r.given.chosen) for r in sitting.responses.values())
    said = f"{open_ones} questions are not answered yet: they count as wrong." if open_ones else "All are answered."
    st.markdown(f"{said} Hand the exam in?")
    with st.container(horizontal=True):
        if st.button("Hand in", type="primary", key="hand-in-yes", on_click=_end, args=(study, sitting)):
            st.rerun()
        if st.button("Go on", key="hand-in-no"):
            st.rerun()


def _end(study: StudyPartner, sitting: Sitting) -> None:
    from quiz.exam.mock_exam import hand_in
    from quiz.review.cards import CardKeeper

    hand_in(study.sittings.sitting(sitting.id), study.sittings, CardKeeper(study.cards, study.documents))
