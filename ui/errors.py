"""The one place that shows a `StudyError`: what happened, and what to do."""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from traceback import format_exception

import streamlit as st

from domain.errors import IndexOutdated, StudyError, unforeseen


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


def show_unforeseen(error: Exception) -> None:
    """What nobody foresaw: one line, a hint, and the details for who wants them."""
    logging.getLogger(__name__).error("the page could not be drawn", exc_info=error)
    said = unforeseen(error)
    st.error(f"{plain(said.message)}\n\nNothing that was kept is lost. Reload the page.", icon=":material/error:")
    with st.expander("Details"):
        st.code("".join(format_exception(error)), language=None)


_JOINER = "\u2060"  # no width, and no part of an address
# Bare addresses are made links after escapes are undone: before the dot of "www.", the slashes of "://", and an "@".
_ADDRESS = re.compile(r"(?<=www)(?=\\\.)|(?<=\\:)(?=//)|(?=@)", re.IGNORECASE)


def plain(text: str) -> str:
    """Text as it is where Streamlit would read Markdown: nothing in it becomes a link, an image or an icon."""
    escaped = "".join(f"\\{c}" if c in "\\`*_{}[]()<>#+-.!|~:$" else c for c in text)
    return _ADDRESS.sub(_JOINER, escaped)
