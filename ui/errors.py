"""The one place that shows a `StudyError`: what happened, and what to do."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from domain.errors import IndexOutdated, StudyError


@contextmanager
def told_plainly() -> Iterator[None]:
    """Show a `StudyError` raised inside; an outdated library is left to whoever can rebuild it."""
    try:
        yield
    except IndexOutdated:
        raise
    except StudyError as error:
        show(error)


def show(error: StudyError) -> None:
    """The message, and the hint under it."""
    st.error(plain(error.message) + (f"\n\n{plain(error.hint)}" if error.hint else ""), icon=":material/error:")


def plain(text: str) -> str:
    """Text as it is where Streamlit would read Markdown: nothing in it becomes a link, an image or an icon."""
    return "".join(f"\\{c}" if c in "\\`*_{}[]()<>#+-.!|~:$" else c for c in text)
