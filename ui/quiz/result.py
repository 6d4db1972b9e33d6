"""The result of a mock exam: by domain, with how little one exam proves, and a look at what was missed."""

import streamlit as st

from domain.memory import Result, Sitting
from domain.partner import StudyPartner
from quiz.grading.grade import grade
from ui.charts import intervals
from ui.quiz import state
from ui.quiz.exports import exports
from ui.quiz.feedback import draw_told


def result(study: StudyPartner, sitting: Sitting) -> None:
    """Draw it."""
    whole, *domains = study.results(sitting)
    st.title(f"{whole.right} of {whole.asked} right", anchor=False)
    st.markdown(
        f"Of all the questions an exam could ask, you would get between {whole.low:.0%} and {whole.high:.0%} right: "
        "that is what one exam of this length can tell."
    )
    rows = [
        {"name": r.domain.title, "share": r.right / r.asked, "low": r.low, "high": r.high} for r in domains if r.domain
    ]
    if rows:  # notes on another subject than the exam's belong to none of its domains
        st.altair_chart(intervals(rows, "right"), key="result-chart")
    for row in domains:
        st.markdown(f"- {_said(row)}")
    _missed(sitting)
    with st.container(horizontal=True, key="onward"):
        st.button("Back to the quiz page", key="another", on_click=state.open_sitting, args=("",))
    exports(sitting.items, sitting.title)


def _said(row: Result) -> str:
    name = f"{row.domain.id} {row.domain.title}" if row.domain else "All"
    return f"{name}: {row.right} of {row.asked} right, so between {row.low:.0%} and {row.high:.0%}"


def _missed(sitting: Sitting) -> None:
    """The questions that were missed, one at a time."""
    graded = [grade(item, sitting.response(n).given) for n, item in enumerate(sitting.items)]
    missed = [n for n, found in enumerate(graded) if not found.right]
    if not missed:
        return
    st.header("What was missed", anchor=False)
    number = st.pills("Questions", missed, format_func=lambda n: str(n + 1), key="missed", label_visibility="collapsed")
    if number is not None:
        item = sitting.items[number]
        draw_told(item, sitting.response(number).given, graded[number], f"missed-{number}")
