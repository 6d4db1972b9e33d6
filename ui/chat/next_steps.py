"""Under the newest reply: ask again what was stopped, or go on with a question that the notes answer."""

from collections.abc import Callable, Sequence

import streamlit as st

from domain.conversations import Conversation
from domain.partner import StudyPartner
from domain.replies import Answer, Reason, Turn
from ui.errors import plain
from ui.jobs import FollowUpWork, desk_of
from ui.quiz import chat

_LOOK = 1.0  # seconds between two looks for follow-ups

Ask = Callable[[StudyPartner, str], None]


def onward(study: StudyPartner, conversation: Conversation, history: Sequence[Turn], ask: Ask) -> None:
    """Draw what a student can do next with a click."""
    newest = conversation.exchanges[-1]
    reply = newest.reply
    if reply.stopped if isinstance(reply, Answer) else reply.reason is Reason.STOPPED:
        st.button("Ask again", on_click=ask, args=(study, newest.question), icon=":material/refresh:", key="ask-again")
    if isinstance(reply, Answer):
        work = desk_of(study).follow_up(conversation.id, reply, history)
        if work.running:
            st.fragment(_look_again, run_every=_LOOK)(work)
        _offer(study, work.found, ask)
        chat.offer(study, reply)


def _offer(study: StudyPartner, questions: Sequence[str], ask: Ask) -> None:
    if not questions:
        return
    with st.container(key="follow-ups"):
        st.subheader("Go on with", anchor=False)
        for number, question in enumerate(questions):
            st.button(plain(question), on_click=ask, args=(study, question), key=f"follow-up-{number}")


def _look_again(work: FollowUpWork) -> None:
    """Draws the page anew once there is something to offer."""
    if not work.running:
        st.rerun()
