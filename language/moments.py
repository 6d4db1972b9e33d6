"""Moments in a student's words: "now", "in 10 minutes", "tomorrow", "on 3 March"."""

from datetime import datetime, timedelta


def when(due: datetime, at: datetime) -> str:
    """When something comes back, seen from a moment."""
    away = due - at
    if away <= timedelta(seconds=30):
        return "now"
    if away < timedelta(minutes=90):
        return _in(round(away / timedelta(minutes=1)), "minute")
    if away < timedelta(hours=22):
        return _in(round(away / timedelta(hours=1)), "hour")
    days = max(1, round(away / timedelta(days=1)))
    if days == 1:
        return "tomorrow"
    return _in(days, "day") if days < 60 else f"on {due.day} {due:%B %Y}"


def short(due: datetime, at: datetime) -> str:
    """The same for a button: "1 min", "10 min", "3 d", "2 mo"."""
    away = due - at
    steps = (("min", timedelta(minutes=1), 90), ("h", timedelta(hours=1), 22), ("d", timedelta(days=1), 60))
    for name, unit, most in steps:
        if away < most * unit:
            return f"{max(1, round(away / unit))} {name}"
    months = away / timedelta(days=30.4)
    return f"{round(months)} mo" if months < 24 else f"{months / 12:.1f} y"


def day_of(due: datetime, at: datetime) -> str:
    """The day alone: "today", "tomorrow", "in 3 days"."""
    days = (due.astimezone(at.tzinfo).date() - at.date()).days
    return "today" if days <= 0 else "tomorrow" if days == 1 else f"in {days} days"


def _in(count: int, unit: str) -> str:
    return f"in {max(1, count)} {unit}{'s' if count > 1 else ''}"
