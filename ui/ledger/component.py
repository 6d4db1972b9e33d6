"""A view of the ledger -> one Streamlit component: a tree of hundreds of links is one element, not hundreds."""

from dataclasses import asdict, dataclass
from pathlib import Path

import streamlit as st

from ui.ledger.changes import Changed
from ui.ledger.compared import Compared
from ui.ledger.rows import Group

_HERE = Path(__file__).parent
_CITATIONS = _HERE.parent / "citations"  # a passage looks the same wherever it is shown
_mount = st.components.v2.component(
    "footnote_ledger",
    html='<div class="exchange ledger"></div>',
    css="\n".join(p.read_text("utf-8") for p in (_CITATIONS / "citations.css", _HERE / "ledger.css")),
    js="\n".join(p.read_text("utf-8") for p in (_CITATIONS / "cards.js", _HERE / "ledger.js")),
)


@dataclass(frozen=True, slots=True)
class Ledger:
    """What is drawn: one of the three is given."""

    groups: tuple[Group, ...] = ()
    changes: tuple[Changed, ...] = ()
    checks: tuple[Compared, ...] = ()


def draw(ledger: Ledger, *, key: str) -> str:
    """Show it; what comes back is the link whose options were just asked for, else ""."""
    result = _mount(data=asdict(ledger), key=key, on_chosen_change=lambda: None)
    return str(result.chosen or "")
