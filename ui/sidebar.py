"""Beside every page: the conversations, the questions still open, and the sync."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from domain.conversations import Conversation
from domain.partner import StudyPartner
from ui import state
from ui.chat.page import ask
from ui.errors import plain
from ui.library import syncing

_LISTED = 40  # conversations shown: the list stays quick, all are kept
_LONGEST = 120  # characters of a title
_NEW_TITLE = "rename-title"


def sidebar(study: StudyPartner) -> DeltaGenerator:
    """Draw it; what comes back is the place for the progress of a sync."""
    with st.sidebar:
        st.button(
            "New conversation",
            icon=":material/edit_square:",
            key="new",
            on_click=state.turn_to,
            args=("",),
            width="stretch",
        )
        _conversations(study)
        _to_dos(study)
        return syncing.sync_now(study)


def _conversations(study: StudyPartner) -> None:
    kept = study.diary.conversations()
    if not kept:
        return
    st.subheader("Conversations", anchor=False)
    for conversation in kept[:_LISTED]:
        _row(study, conversation)


def _row(study: StudyPartner, conversation: Conversation) -> None:
    here = conversation.id == state.tab().conversation
    with st.container(horizontal=True, gap=None, wrap=False, vertical_alignment="center", key=f"row-{conversation.id}"):
        st.button(
            plain(conversation.title),
            key=f"open-{conversation.id}",
            on_click=state.turn_to,
            args=(conversation.id,),
            type="secondary" if here else "tertiary",
            width="stretch",
        )
        choice = st.menu_button(
            f"Rename or delete “{plain(conversation.title)}”",  # read aloud; on screen there is only the icon
            ["Rename", "Delete"],
            key=f"menu-{conversation.id}",
            icon=":material/more_horiz:",
            type="tertiary",
        )
    if choice == "Rename":
        _rename(study, conversation)
    elif choice == "Delete":
        _delete(study, conversation)


@st.dialog("Rename conversation")
def _rename(study: StudyPartner, conversation: Conversation) -> None:
    with st.form("rename", border=False):
        st.text_input("Title", conversation.title, key=_NEW_TITLE)
        if st.form_submit_button("Save", type="primary", on_click=_save_title, args=(study, conversation)):
            st.rerun()


def _save_title(study: StudyPartner, conversation: Conversation) -> None:
    title = str(st.session_state[_NEW_TITLE]).strip()[:_LONGEST]
    if title:
        study.diary.rename(conversation.id, title)


@st.dialog("Delete conversation")
def _delete(study: StudyPartner, conversation: Conversation) -> None:
    st.markdown(f"Delete “{plain(conversation.title)}” with all its answers? Your notes stay as they are.")
    with st.container(horizontal=True):
        if st.button("Delete", type="primary", key="delete-yes", on_click=_forget, args=(study, conversation)):
            st.rerun()
        if st.button("Keep it", key="delete-no"):
            st.rerun()


def _forget(study: StudyPartner, conversation: Conversation) -> None:
    study.diary.delete(conversation.id)
    if state.tab().conversation == conversation.id:
        state.open_conversation("")


def _to_dos(study: StudyPartner) -> None:
    to_dos = study.diary.to_dos()
    if not to_dos:
        return
    st.subheader("Not in your notes yet", anchor=False)
    for to_do in to_dos[:_LISTED]:
        with st.container(horizontal=True, gap=None, wrap=False, vertical_alignment="center", key=f"todo-{to_do.id}"):
            st.button(
                plain(to_do.question),
                key=f"again-{to_do.id}",
                on_click=_ask_again,
                args=(study, to_do.question),
                type="tertiary",
                width="stretch",
                help=plain(f"Ask again. Nearest: {to_do.nearest}") if to_do.nearest else "Ask again",
            )
            st.button(
                f"Done: {plain(to_do.question)}",  # read aloud; on screen there is only the icon
                key=f"done-{to_do.id}",
                icon=":material/check:",
                on_click=study.diary.done,
                args=(to_do.id,),
                type="tertiary",
            )


def _ask_again(study: StudyPartner, question: str) -> None:
    state.turn_to("")
    ask(study, question)
