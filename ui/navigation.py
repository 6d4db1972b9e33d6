"""The pages for learning by heart, for the navigation; what a page needs is imported when it is drawn."""

from typing import NamedTuple

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from domain.partner import StudyPartner


class Studying(NamedTuple):
    """Quiz, review, progress."""

    quiz: StreamlitPage
    review: StreamlitPage
    progress: StreamlitPage


def studying(study: StudyPartner) -> Studying:
    """The three pages."""
    return Studying(
        st.Page(lambda: _quiz(study), title="Quiz", icon=":material/quiz:", url_path="quiz"),
        st.Page(lambda: _review(study), title="Review", icon=":material/event_repeat:", url_path="review"),
        st.Page(lambda: _progress(study), title="Progress", icon=":material/monitoring:", url_path="progress"),
    )


def _quiz(study: StudyPartner) -> None:
    from ui.quiz.page import quiz_page

    quiz_page(study)


def _review(study: StudyPartner) -> None:
    from ui.review import review_page

    review_page(study)


def _progress(study: StudyPartner) -> None:
    from ui.progress.page import progress_page

    progress_page(study)
