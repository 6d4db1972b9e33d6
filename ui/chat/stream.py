"""An answer while it is written, and in its place once it is kept."""

from collections.abc import Callable
from math import inf
from time import monotonic

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from domain.conversations import Conversation
from domain.partner import StudyPartner
from domain.replies import Answer, markers
from ui.chat.exchanges import view_of
from ui.citations.component import draw
from ui.citations.markup import safe_html
from ui.citations.view import View
from ui.errors import show
from ui.jobs import AskWork, desk_of

_LOOK = 0.03  # seconds between two looks at an answer being written
_AT_ONCE = 0.2  # seconds after which it is said that something is being looked up
_QUICK = 0.5  # seconds after which an answer is slow enough to be stopped

Ask = Callable[[StudyPartner, str], None]
Onward = Callable[[Conversation], None]  # draws what can be done next


def key_of(conversation: Conversation, number: int) -> str:
    """The key of an exchange: what is pinned in it stays so from one drawing to the next."""
    return f"exchange-{conversation.id}-{number}"


def answer_to(study: StudyPartner, conversation: Conversation, work: AskWork, ask: Ask, onward: Onward) -> None:
    """Draw the question that waits; what is written of its answer, under it; then the answer, in its place."""
    place, text, below = st.empty(), st.empty(), st.empty()
    with place:
        draw(View(question=work.question.text), key=f"{key_of(conversation, len(conversation.exchanges))}-asked")
    _stream(work, text, _QUICK)
    if work.running:
        stop = desk_of(study).stop
        below.button("Stop", on_click=stop, args=(conversation.id,), icon=":material/stop_circle:", key="stop")
        _stream(work, text)
    if work.error:
        text.empty()
        below.empty()
        show(work.error)
        st.button("Ask again", on_click=ask, args=(study, work.question.text), icon=":material/refresh:")
        return
    desk_of(study).asking.pop(conversation.id, None)
    kept = _in_its_place(study, conversation, place)
    text.empty()
    below.empty()
    onward(kept)


def _in_its_place(study: StudyPartner, drawn: Conversation, place: DeltaGenerator) -> Conversation:
    """Draw the exchange as it was kept; the page is drawn anew only where more than the answer is new."""
    try:
        kept = study.diary.conversation(drawn.id)
    except KeyError:  # deleted in another tab
        st.rerun()
    newest = kept.exchanges[-1] if len(kept.exchanges) == len(drawn.exchanges) + 1 else None
    if newest is None or not isinstance(newest.reply, Answer):
        st.rerun()  # it was there already when the page was begun; or it is a refusal, listed beside the page, too
    with place:
        draw(view_of(newest), key=key_of(kept, len(kept.exchanges) - 1))
    return kept


def _stream(work: AskWork, place: DeltaGenerator, seconds: float = inf) -> None:
    """Show what is written until the answer is there, or for some seconds."""
    began, shown = monotonic(), ""
    while not _ended(work, at_once=bool(shown)) and monotonic() - began < seconds:
        text = work.text or ("Looking it up in your notes …" if monotonic() - began > _AT_ONCE else "")
        if text != shown:  # what is sent again costs the browser a drawing
            shown = text
            html = safe_html(text, {n: f"Footnote {n}" for n in markers(text)}, links=False)
            place.html(f'<div class="footnote-stream" aria-busy="true">{html}</div>')


def _ended(work: AskWork, *, at_once: bool) -> bool:
    """Whether the answer is there, after a moment, which the first word ends if it is wanted at once."""
    if at_once and not work.text:
        work.wait_for_a_word(_LOOK)
        return not work.running
    return work.wait(_LOOK)
