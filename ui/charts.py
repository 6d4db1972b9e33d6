"""What every chart shares: its data, and its quiet look."""

from collections.abc import Mapping, Sequence

import altair as alt

Chart = alt.LayerChart | alt.FacetChart  # what laying marks over each other may give


def data(rows: Sequence[Mapping[str, object]]) -> alt.Data:
    """Rows as a chart takes them."""
    return alt.Data(values=[dict(row) for row in rows])  # type: ignore[no-untyped-call]  # Altair's own gap


def percent(field: str, title: str | None = None) -> alt.X:
    """An axis of shares from nothing to all."""
    return alt.X(f"{field}:Q", title=title, scale=alt.Scale(domain=[0, 1]), axis=alt.Axis(format="%", tickCount=5))


def names(field: str) -> alt.Y:
    """An axis of names in the order in which they come."""
    return alt.Y(f"{field}:N", title=None, sort=None, axis=alt.Axis(labelLimit=260, domain=False, ticks=False))


def intervals(rows: Sequence[Mapping[str, object]], title: str) -> Chart:
    """A point on its interval for each row: `name`, `share`, `low`, `high`."""
    base = alt.Chart(data(rows)).encode(y=names("name"))
    span = base.mark_rule(strokeWidth=7, opacity=0.3, strokeCap="round").encode(x=percent("low", title), x2="high:Q")
    point = base.mark_point(filled=True, size=110, opacity=1).encode(x=percent("share", title))
    return alt.layer(span, point).properties(height=44 * max(1, len(rows)) + 30)
