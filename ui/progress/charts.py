"""Figures -> charts a person would look at; every one has its numbers in words on the page."""

from collections.abc import Sequence

import altair as alt

from quiz.review.statistics import Calibration, DueDay, TopicRetention
from ui.charts import Chart, data, height_of, ink, intervals, names, percent


def retention_chart(topics: Sequence[TopicRetention]) -> Chart:
    """A bar for each topic, the least remembered on top."""
    rows = [{"topic": t.name, "share": t.retention, "label": f"{t.retention:.0%} of {t.items}"} for t in topics]
    base = alt.Chart(data(rows)).encode(y=names("topic"), x=percent("share", "chance to remember it today"))
    bars = base.mark_bar(cornerRadiusEnd=3, height=14)
    labels = base.mark_text(align="left", dx=6, color=ink()).encode(text="label:N")
    return alt.layer(bars, labels).properties(height=height_of(len(rows)))


def due_chart(days: Sequence[DueDay]) -> Chart:
    """A column for each day from today on."""
    rows = [
        {"day": "today" if n == 0 else f"{d.day:%a} {d.day.day}", "cards": d.cards, "label": str(d.cards or "")}
        for n, d in enumerate(days)
    ]
    most = max(d.cards for d in days)
    base = alt.Chart(data(rows)).encode(
        x=alt.X("day:N", sort=None, title=None, axis=alt.Axis(labelAngle=0, ticks=False)),
        y=alt.Y("cards:Q", title=None, axis=None, scale=alt.Scale(domain=[0, max(4, most)])),
    )
    bars = base.mark_bar(cornerRadiusEnd=3)
    labels = base.mark_text(dy=-8, color=ink()).encode(text="label:N")
    return alt.layer(bars, labels).properties(height=160)


def calibration_chart(sides: Sequence[Calibration]) -> Chart:
    """Sure and not sure, each with its interval."""
    rows = [{"name": "Sure" if s.sure else "Not sure", "share": s.share, "low": s.low, "high": s.high} for s in sides]
    return intervals(rows, "right")
