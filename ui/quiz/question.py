"""One question on the screen: its stem and what it can be answered with, by mouse or by number keys."""

from collections.abc import Callable

import streamlit as st

from domain.quiz import Item, ItemKind
from quiz.grading.typed import letter
from ui.quiz import state
from ui.quiz.feedback import worded

_WIDEST = 9  # options with a number key


def stem(item: Item) -> None:
    """What is asked."""
    with st.container(key="stem"):
        st.header(worded(item.stem), anchor=False)


def choices(item: Item, key: str) -> bool:
    """Options, or pairs to be matched; whether enough is chosen to go on."""
    if item.kind is ItemKind.MATCHING:
        pairs(item, key)
    else:
        options(item, key)
    return answered(item, key)


def options(item: Item, key: str, on_choice: Callable[[], None] | None = None) -> None:
    """The options as buttons, 1 to 9 on the keyboard; `on_choice` is called after each choice."""
    chosen = state.chosen(key)
    with st.container(key="options"):
        for n, option in enumerate(item.options):
            st.button(
                f"**{letter(n)}** {worded(option)}",
                key=f"option-{key}-{n}",
                on_click=_choose,
                args=(key, n, len(item.key), on_choice),
                type="primary" if n in chosen else "secondary",
                shortcut=str(n + 1) if n < _WIDEST else None,
                width="stretch",
                wrap=True,
            )
    if len(item.key) > 1:
        st.caption(f"{len(chosen)} of {len(item.key)} chosen")


def pairs(item: Item, key: str) -> None:
    """A list to choose from beside each prompt."""
    for n, prompt in enumerate(item.prompts):
        st.selectbox(
            worded(prompt),
            range(len(item.options)),
            index=None,
            format_func=item.options.__getitem__,
            placeholder="Choose what belongs to it",
            key=f"match-{key}-{n}",
        )


def answered(item: Item, key: str) -> bool:
    """Whether enough is chosen to go on."""
    given = state.given(item, key, None)
    if item.kind is ItemKind.MATCHING:
        return -1 not in given.chosen
    return len(given.chosen) == len(item.key) if item.options else bool(given.text)


def _choose(key: str, option: int, most: int, on_choice: Callable[[], None] | None) -> None:
    state.choose(key, option, most)
    if on_choice:
        on_choice()
