"""The Ask page: a conversation, each answer beside its evidence."""

from math import inf
from time import monotonic

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from domain.conversations import Conversation, Exchange
from domain.partner import StudyPartner
from domain.replies import Answer, Question, Turn, markers, without_markers
from ui import scope, shelf, state
from ui.citations.component import draw
from ui.citations.markup import safe_html
from ui.citations.view import View
from ui.errors import plain, show
from ui.exchanges import view_of
from ui.onward import onward
from ui.quiz import chat
from ui.quiz import state as quizzing
from ui.work import AskWork, desk_of

_LOOK = 0.03  # seconds between two looks at an answer being written
_QUICK = 0.5  # seconds after which an answer is slow enough to be stopped
_REMEMBERED = 4  # exchanges handed on as history: what a follow-up can refer to
_TITLE = 60  # characters of the first question that name a conversation


def ask_page(study: StudyPartner) -> None:
    """Draw the conversation of this tab, and answer what is asked."""
    with st.bottom:
        scope.chip(study)
        question = st.chat_input("Ask your notes", key="question")
    if question and question.strip():
        ask(study, question.strip())
        if quizzing.leaving():
            st.rerun()
    conversation = _open(study)
    work = desk_of(study).asking.get(conversation.id) if conversation else None
    _title(conversation, work)
    greeting = st.empty()  # always there, so that the greeting leaves at once
    if conversation:
        _conversation(conversation)
    if conversation and conversation.exchanges and not work:
        onward(study, conversation, _history(conversation.exchanges), ask)
    if not work and not (conversation and conversation.exchanges):
        with greeting.container(key="greeting"):
            _greeting(study)
    if work and conversation:
        _answer(study, conversation, work)


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
        draw(view_of(exchange), key=_key(conversation, number))


def _key(conversation: Conversation, number: int) -> str:
    """The same for a question while it is answered and afterwards: the answer takes its place without a flicker."""
    return f"exchange-{conversation.id}-{number}"


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


def _answer(study: StudyPartner, conversation: Conversation, work: AskWork) -> None:
    """Show an answer while it is written; once it is kept, the page is drawn anew."""
    draw(View(question=work.question.text), key=_key(conversation, len(conversation.exchanges)))
    place, below = st.empty(), st.empty()
    _stream(work, place, _QUICK)
    if work.running:
        stop = desk_of(study).stop
        below.button("Stop", on_click=stop, args=(conversation.id,), icon=":material/stop_circle:", key="stop")
        _stream(work, place)
    if work.error:
        place.empty()
        below.empty()
        show(work.error)
        st.button("Ask again", on_click=ask, args=(study, work.question.text), icon=":material/refresh:")
        return
    desk_of(study).asking.pop(conversation.id, None)
    st.rerun()


def _stream(work: AskWork, place: DeltaGenerator, seconds: float = inf) -> None:
    """Show what is written until the answer is there, or for some seconds."""
    until, shown = monotonic() + seconds, None
    while not work.wait(_LOOK) and monotonic() < until:
        if work.text != shown:  # what is sent again costs the browser a drawing
            shown = work.text
            labels = {n: f"Footnote {n}" for n in markers(shown)}
            text = safe_html(shown, labels, links=False) or "Looking it up in your notes …"
            place.html(f'<div class="footnote-stream" aria-busy="true">{text}</div>')
