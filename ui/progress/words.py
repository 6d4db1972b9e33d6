"""What the charts show, in words: for whoever hears the page instead of seeing it."""

from collections.abc import Sequence

import streamlit as st

from quiz.review.statistics import DueDay, TopicRetention
from ui.errors import plain


def retention_words(topics: Sequence[TopicRetention]) -> list[str]:
    """A line for each topic, the least remembered first."""
    return [f"{plain(t.name)}: {t.retention:.0%} of {t.items} likely remembered today" for t in topics]


def due_words(days: Sequence[DueDay]) -> list[str]:
    """A line for each day on which cards come back."""
    lines = [
        f"{'Today' if n == 0 else f'{d.day:%A} {d.day.day}'}: {d.cards} card{'s' if d.cards != 1 else ''}"
        for n, d in enumerate(days)
        if d.cards
    ]
    return lines or ["Nothing comes back in these days."]


def in_words(lines: Sequence[str], key: str) -> None:
    """The lines under a chart, folded."""
    with st.expander("The chart in words", key=key):
        st.markdown("\n".join(f"- {line}" for line in lines))
