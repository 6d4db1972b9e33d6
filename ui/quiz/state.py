"""What one tab remembers of quizzes: the open sitting, where in it the student is, and what is chosen so far."""

import time
from collections.abc import Sequence

import streamlit as st

from domain.quiz import Given, Item, ItemKind
from ui.quiz.jobs import QuizWork

_SITTING, _AT, _WORK, _TURNING, _SHOWN = (f"footnote-quiz-{n}" for n in ("sitting", "at", "work", "turning", "shown"))
ADDRESS = "s"


def sitting_id() -> str:
    """The open sitting, "" for none; the one in the address survives a reload."""
    if _SITTING not in st.session_state:
        st.session_state[_SITTING] = st.query_params.get(ADDRESS, "")
    return str(st.session_state[_SITTING])


def open_sitting(sitting_id: str, at: int | None = None) -> None:
    """Turn to a sitting, "" for none; `at` is the question to show, None the first that is open."""
    st.session_state[_SITTING], st.session_state[_AT] = sitting_id, at


def keep_in_address() -> None:
    """Write the open sitting into the address of the page."""
    if sitting_id() != st.query_params.get(ADDRESS, ""):
        st.query_params.from_dict({ADDRESS: sitting_id()} if sitting_id() else {})


def at() -> int | None:
    """The question to show; None: the first that is open."""
    found: int | None = st.session_state.get(_AT)
    return found


def go_to(number: int | None) -> None:
    """Show another question."""
    st.session_state[_AT] = number


def work() -> QuizWork | None:
    """The quiz that is being made for this tab."""
    found: QuizWork | None = st.session_state.get(_WORK)
    return found


def start(new: QuizWork) -> None:
    """Begin to make a quiz, and turn to it from any page."""
    open_sitting("")
    st.session_state[_WORK] = new
    st.session_state[_TURNING] = True
    new.start("quiz")


def done() -> None:
    """The quiz is made, or could not be."""
    st.session_state.pop(_WORK, None)


def leaving() -> bool:
    """Whether the Quiz page is asked for."""
    return bool(st.session_state.get(_TURNING))


def turning() -> bool:
    """Whether the Quiz page was asked for since the last look."""
    return bool(st.session_state.pop(_TURNING, False))


def seconds(shown: str) -> float:
    """How long something has been on the screen; it begins to be when first asked about."""
    began: tuple[str, float] = st.session_state.get(_SHOWN, ("", 0.0))
    if began[0] != shown:
        began = st.session_state[_SHOWN] = (shown, time.monotonic())
    return time.monotonic() - began[1]


def chosen(key: str) -> tuple[int, ...]:
    """The options chosen so far, in order."""
    found: tuple[int, ...] = st.session_state.get(f"chosen-{key}", ())
    return found


def choose(key: str, option: int, most: int) -> None:
    """Choose an option, or take it back; of one only, the newest counts."""
    now = chosen(key)
    new = tuple(n for n in now if n != option) if option in now and most > 1 else (*now, option)[-most:]
    st.session_state[f"chosen-{key}"] = tuple(sorted(new))


def given(item: Item, key: str, sure: bool | None) -> Given:
    """What the widgets of a question hold."""
    if item.kind is ItemKind.MATCHING:
        picked: Sequence[int | None] = [st.session_state.get(f"match-{key}-{n}") for n in range(len(item.prompts))]
        return Given(tuple(-1 if n is None else n for n in picked), sure=sure)
    if item.options:
        return Given(chosen(key), sure=sure)
    return Given(text=str(st.session_state.get(f"text-{key}", "")).strip(), sure=sure)
