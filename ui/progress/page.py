"""The Progress page: the streak, what is due, what is remembered, how sure and how right, and the exam."""

from datetime import datetime

import streamlit as st

from domain.partner import StudyPartner
from quiz.exam.coverage import is_known
from quiz.review.statistics import calibration, due_ahead, retention, streak
from ui.progress.charts import calibration_chart, due_chart, retention_chart
from ui.progress.matrix import matrix
from ui.progress.todos import to_dos
from ui.progress.words import due_words, in_words, retention_words


def progress_page(study: StudyPartner) -> None:
    """Draw it; on the first day it says how to begin."""
    st.title("Progress", anchor=False)
    reviews, now = study.cards.reviews(), datetime.now().astimezone()
    if reviews:
        _charts(study, now)
    else:
        st.markdown("Nothing is answered yet. After the first quiz this page shows what you remember, and what is due.")
    matrix(study)
    to_dos(study)


def _charts(study: StudyPartner, now: datetime) -> None:
    items, reviews, cards = study.cards.items(), study.cards.reviews(), study.cards.cards()
    with st.container(horizontal=True, key="figures"):
        days = streak(reviews, now).days
        st.metric("Days in a row", days)
        st.metric("Answers given", f"{len(reviews):,}")
        st.metric("Known", f"{len({r.item_id for r in reviews if is_known(r)}):,} of {len(items):,}")
        st.metric("Due today", due_ahead(cards, now)[0].cards)
    if topics := retention(items, reviews, cards, now):
        st.header("What you remember", anchor=False)
        st.altair_chart(retention_chart(topics), key="retention")
        in_words(retention_words(topics), "retention-words")
    if cards:
        st.header("What comes back in the next two weeks", anchor=False)
        days_ahead = due_ahead(cards, now)
        st.altair_chart(due_chart(days_ahead), key="due")
        in_words(due_words(days_ahead), "due-words")
    if sides := calibration(reviews):
        st.header("How sure, and how right", anchor=False)
        for side in sides:
            said = "were sure" if side.sure else "were not sure"
            st.markdown(f"When you {said}: {side.right} of {side.asked} right.")
        st.altair_chart(calibration_chart(sides), key="calibration")
