"""What every chart shares: its data, and its quiet look."""

from collections.abc import Mapping, Sequence

import altair as alt
import streamlit as st

Chart = alt.LayerChart | alt.FacetChart  # what laying marks over each other may give


def data(rows: Sequence[Mapping[str, object]]) -> alt.Data:
    """Rows as a chart takes them."""
    return alt.Data(values=[dict(row) for row in rows])  # type: ignore[no-untyped-call]  # Altair's own gap


def _at_night() -> bool:
    return st.context.theme.type == "dark"


def ink() -> str:
    """The colour of words in a chart: Streamlit's theme sets those of axes alone."""
    return "#e9e3d6" if _at_night() else "#2a2620"


def accent() -> str:
    """The colour of what a chart is about."""
    return "#8fc7b5" if _at_night() else "#2b5f52"


def height_of(rows: int) -> int:
    """Pixels for a chart with so many rows, its axis and title included."""
    return 32 * max(1, rows) + 70


def percent(field: str, title: str | None = None) -> alt.X:
    """An axis of shares from nothing to all."""
    return alt.X(f"{field}:Q", title=title, scale=alt.Scale(domain=[0, 1]), axis=alt.Axis(format="%", tickCount=5))


def names(field: str) -> alt.Y:
    """An axis of names in the order in which they come."""
    return alt.Y(
        f"{field}:N",
        title=None,
        sort=None,
        axis=alt.Axis(labelLimit=260, labelOverlap=False, domain=False, ticks=False),
    )


def intervals(rows: Sequence[Mapping[str, object]], title: str) -> Chart:
    """A point on its interval for each row: `name`, `share`, `low`, `high`."""
    base = alt.Chart(data(rows)).encode(y=names("name"))
    span = base.mark_rule(strokeWidth=7, opacity=0.35, strokeCap="round", color=accent()).encode(
        x=percent("low", title), x2="high:Q"
    )
    point = base.mark_point(filled=True, size=110, opacity=1).encode(x=percent("share", title))
    return alt.layer(span, point).properties(height=height_of(len(rows)))
