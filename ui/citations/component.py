"""A `View` -> one Streamlit component: no iframe, no build step, no script of anyone else's."""

from dataclasses import asdict
from pathlib import Path

import streamlit as st

from ui.citations.view import View

_HERE = Path(__file__).parent
_mount = st.components.v2.component(
    "footnote_citations",
    html=(_HERE / "citations.html").read_text("utf-8"),
    css=(_HERE / "citations.css").read_text("utf-8"),
    js="\n".join((_HERE / name).read_text("utf-8") for name in ("cards.js", "citations.js")),
)


def draw(view: View, *, key: str) -> None:
    """Show a view; `key` keeps what is pinned across reruns."""
    _mount(data=asdict(view), key=key)
