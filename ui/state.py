"""What one tab remembers: the open conversation, the scope, and how far back it looks."""

from dataclasses import dataclass, replace

import streamlit as st

from domain.replies import EVERYWHERE, Scope

_KEY, _TURNING = "footnote", "footnote-turning"
RECENT = 20  # exchanges shown before "Show earlier": a page of 200 stays quick


@dataclass(frozen=True, slots=True)
class Tab:
    """The state of a tab."""

    conversation: str = ""  # "" is a new one, not kept until something is asked
    shown: int = RECENT


def tab() -> Tab:
    """The state of this tab; the conversation in the address survives a reload."""
    if _KEY not in st.session_state:
        st.session_state[_KEY] = Tab(conversation=st.query_params.get("c", ""))
    state: Tab = st.session_state[_KEY]
    return state


def open_conversation(conversation_id: str) -> None:
    """Turn to a conversation, "" for a new one."""
    st.session_state[_KEY] = Tab(conversation_id)


def turn_to(conversation_id: str) -> None:
    """Turn to a conversation from any page."""
    open_conversation(conversation_id)
    st.session_state[_TURNING] = True


def turning() -> bool:
    """Whether the Ask page was asked for since the last look."""
    return bool(st.session_state.pop(_TURNING, False))


def keep_in_address() -> None:
    """Write the open conversation into the address of the page."""
    if tab().conversation != st.query_params.get("c", ""):
        st.query_params.from_dict({"c": tab().conversation} if tab().conversation else {})


def show_earlier() -> None:
    """Look further back."""
    st.session_state[_KEY] = replace(tab(), shown=tab().shown + RECENT)


def scope() -> Scope:
    """Where this tab looks, as its scope widgets say; they live on one page only, so it is kept beside them."""
    kept: Scope = st.session_state.get("scope", EVERYWHERE)
    return kept


def set_scope(new: Scope) -> None:
    """Look elsewhere from the next question on."""
    st.session_state["scope"] = new
