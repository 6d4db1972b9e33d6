"""The Quiz page: what to draw of it."""

from datetime import UTC, datetime

import streamlit as st

from domain.memory import Sitting
from domain.partner import StudyPartner
from quiz.exam.mock_exam import hand_in, is_over
from quiz.review.cards import CardKeeper
from ui.errors import plain
from ui.quiz import state
from ui.quiz.exam import exam
from ui.quiz.jobs import QuizWork
from ui.quiz.question_page import ask
from ui.quiz.setup import setup
from ui.quiz.summary import summary

_LOOK = 0.05  # seconds between two looks at a quiz being made


def quiz_page(study: StudyPartner) -> None:
    """Draw the set-up, the open quiz or exam, or how it went."""
    if (work := state.work()) and not work.error:
        _wait(work)
    sitting = _open(study)
    now = datetime.now(UTC)
    if sitting is None:
        setup(study, now)
    elif not sitting.timed:
        _quiz(study, sitting)
    elif is_over(sitting, now):
        from ui.quiz.result import result  # brings the charts along

        result(study, hand_in(sitting, study.sittings, CardKeeper(study.cards, study.documents)))
    else:
        exam(study, sitting)
    state.keep_in_address()


def _wait(work: QuizWork) -> None:
    """Until the quiz is there, or could not be made."""
    stop = st.empty()
    if work.stoppable:
        stop.button("Stop writing scenarios", on_click=work.stop, icon=":material/stop_circle:", key="quiz-stop")
    with st.spinner(work.told):
        while not work.wait(_LOOK):
            pass
    stop.empty()
    if work.usage and (used := str(work.usage)):
        st.toast(f"Scenarios: {plain(used)}", icon=":material/info:", duration="long")
    if work.fallback:
        st.toast(plain(f"Some questions are plain: {work.fallback}"), icon=":material/info:", duration="long")
    if work.sitting:
        state.open_sitting(work.sitting.id)
        state.done()


def _open(study: StudyPartner) -> Sitting | None:
    """The open sitting; none when there is none of that name any more."""
    if not state.sitting_id():
        return None
    try:
        return study.sittings.sitting(state.sitting_id())
    except KeyError:
        state.open_sitting("")
        return None


def _quiz(study: StudyPartner, sitting: Sitting) -> None:
    """The question the student is at, else the first without an answer, else the summary."""
    still_open = [n for n in range(len(sitting.items)) if sitting.response(n).grade is None]
    at = state.at()
    number = at if at is not None else still_open[0] if still_open else len(sitting.items)
    if number < len(sitting.items):
        ask(study, sitting, number)
        return
    if sitting.ended is None and not still_open:
        study.sittings.end(sitting.id)
    summary(study, sitting)
