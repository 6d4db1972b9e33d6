"""The Ask page: a conversation, each answer beside its evidence."""

from functools import partial

import streamlit as st

from domain.conversations import Conversation, Exchange
from domain.partner import StudyPartner
from domain.replies import Answer, Question, Turn, without_markers
from ui import state
from ui.chat import scope
from ui.chat.exchanges import view_of
from ui.chat.next_steps import onward
from ui.chat.stream import answer_to, key_of
from ui.citations.component import draw
from ui.errors import plain
from ui.jobs import AskWork, desk_of
from ui.library import cache as shelf
from ui.quiz import chat
from ui.quiz import state as quizzing

_REMEMBERED = 4  # exchanges handed on as history: what a follow-up can refer to
_TITLE = 60  # characters of the first question that name a conversation


def question_field(study: StudyPartner) -> None:
    """Draw the field under the page, and begin to answer what is asked."""
    with st.bottom:
        scope.chip(study)
        question = st.chat_input("Ask your notes", key="question")
    if question and question.strip():
        ask(study, question.strip())
        if quizzing.leaving():
            st.rerun()


def ask_page(study: StudyPartner) -> None:
    """Draw the conversation of this tab; an answer that is being written, to its end."""
    work = desk_of(study).asked(state.tab().conversation)  # before the conversation is read, which it is kept in
    conversation = _open(study)
    _title(conversation, work)
    greeting = st.empty()  # always there, so that the greeting leaves at once
    if conversation:
        _conversation(conversation)
    if conversation and conversation.exchanges and not work:
        _onward(study, conversation)
    if not work and not (conversation and conversation.exchanges):
        with greeting.container(key="greeting"):
            _greeting(study)
    if work and conversation:
        answer_to(study, conversation, work, ask, partial(_onward, study))


def _onward(study: StudyPartner, conversation: Conversation) -> None:
    onward(study, conversation, _history(conversation.exchanges), ask)


def _title(conversation: Conversation | None, work: AskWork | None) -> None:
    if conversation is None:
        st.title("Ask your notes", anchor=False)
        return
    first = conversation.exchanges[0].question if conversation.exchanges else work.question.text if work else ""
    with st.container(key="title-same" if conversation.title == _titled(first) else "title-quiet"):
        st.title(plain(conversation.title), anchor=False)


def ask(study: StudyPartner, text: str) -> None:
    """Put a question in the open conversation, or in a new one; a wish for a quiz begins one."""
    if chat.begun(study, text):
        return
    conversation = _open(study)
    if conversation is None:
        conversation = study.diary.start(_titled(text))
        state.open_conversation(conversation.id)
    if explained := chat.explanation(study, text):
        study.diary.add(conversation.id, explained)
        return
    desk_of(study).ask(conversation.id, Question(text, _history(conversation.exchanges), state.scope()))


def _titled(question: str) -> str:
    return question if len(question) <= _TITLE else f"{question[:_TITLE].rstrip()}…"


def _open(study: StudyPartner) -> Conversation | None:
    """The open conversation; none when it is new, or was deleted in another tab."""
    conversation_id = state.tab().conversation
    try:
        return study.diary.conversation(conversation_id) if conversation_id else None
    except KeyError:
        state.open_conversation("")
        return None


def _history(exchanges: tuple[Exchange, ...]) -> tuple[Turn, ...]:
    """What was said last; a refusal says nothing about the subject, so only its question is handed on."""
    turns: list[Turn] = []
    for exchange in exchanges[-_REMEMBERED:]:
        turns.append(Turn("student", exchange.question))
        if isinstance(exchange.reply, Answer):
            turns.append(Turn("tutor", without_markers(exchange.reply.text)))
    return tuple(turns)


def _conversation(conversation: Conversation) -> None:
    first = max(0, len(conversation.exchanges) - state.tab().shown)
    if first:
        st.button(f"Show earlier ({first})", on_click=state.show_earlier, type="tertiary", icon=":material/history:")
    for number, exchange in enumerate(conversation.exchanges[first:], first):
        draw(view_of(exchange), key=key_of(conversation, number))


def _greeting(study: StudyPartner) -> None:
    st.markdown(
        f"I have read {shelf.counted(study)}. Ask me anything in them: every sentence of an answer "
        "carries a footnote to the exact words it rests on."
    )
    suggestions = shelf.suggestions(study)
    if not suggestions:
        return
    st.header("To begin with", anchor=False)
    for number, suggestion in enumerate(suggestions):
        st.button(plain(suggestion), on_click=ask, args=(study, suggestion), key=f"suggestion-{number}")
