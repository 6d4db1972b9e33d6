"""What the chat has to do with quizzes: a wish for one begins it, and an option is explained from its evidence."""

import streamlit as st

from domain.conversations import Exchange
from domain.partner import StudyPartner
from domain.quiz import Item, QuizRequest
from domain.replies import Answer, Scope
from quiz.chat_requests import quiz_asked, why_asked
from quiz.explain import explained
from ui.quiz import setup, state

_FEW = 5  # questions of a quiz on one answer


def begun(study: StudyPartner, text: str) -> bool:
    """Whether the words wished for a quiz; then it is being made, and the Quiz page is turned to."""
    wish = quiz_asked(text)
    if wish:
        setup.begin(study, wish)
    return wish is not None


def explanation(study: StudyPartner, text: str) -> Exchange | None:
    """The exchange for "why is B wrong?" about the item answered last; None when it is about something else."""
    option = why_asked(text)
    item = _last_item(study) if option is not None else None
    answer = explained(item, option, text) if item else None
    return Exchange(text, answer, 0.0) if answer else None


def offer(study: StudyPartner, answer: Answer) -> None:
    """ "Quiz me on this" under an answer: the sections that it cites."""
    passage = answer.citations[0].passage
    sources = frozenset(c.passage.source.id for c in answer.citations)
    section = passage.headings[-1] if passage.headings else ""
    request = QuizRequest(_FEW, scope=Scope(sources, section=section))
    st.button(
        "Quiz me on this",
        key="quiz-me",
        icon=":material/quiz:",
        on_click=setup.begin,
        args=(study, request),
        type="tertiary",
    )


def _last_item(study: StudyPartner) -> Item | None:
    """The item that this tab answered last, or else any tab."""
    latest = study.sittings.latest()
    wanted = state.sitting_id() or (latest[0].id if latest else "")
    try:
        sitting = study.sittings.sitting(wanted)
    except KeyError:
        return None
    answered = [n for n in sorted(sitting.responses) if sitting.responses[n].grade or sitting.ended]
    at = state.at()
    if at in answered and at is not None:
        return sitting.items[at]
    return sitting.items[answered[-1]] if answered else None
