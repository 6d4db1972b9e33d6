"""What a server says about time: how long a page keeps, and when to come back; pure."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from ingest.fetching.limits import Limits


def fresh_until(headers: Mapping[str, str], now: datetime, limits: Limits) -> datetime:
    """Until when an answer need not be asked for again: Cache-Control or Expires, within our own two bounds.

    Sources: RFC 9111, sections 4.2 and 5.2. The lower bound overrules no-cache and no-store on purpose: one
    student's own copy, asked for again at most once a day.
    """
    age = _max_age(headers.get("cache-control", ""))
    if age is not None:
        age -= whole(headers.get("age", "")) or 0
    elif expires := date_of(headers.get("expires", "")):
        age = (expires - (date_of(headers.get("date", "")) or now)).total_seconds()
    return now + timedelta(seconds=min(max(age or 0, limits.minimum_age), limits.maximum_age))


def retry_after(headers: Mapping[str, str], now: datetime) -> float | None:
    """Seconds to wait, from Retry-After as seconds or as a date; nothing when it says nothing readable."""
    written = headers.get("retry-after", "").strip()
    seconds = whole(written)
    if seconds is not None:
        return float(seconds)
    when = date_of(written)
    return max(0.0, (when - now).total_seconds()) if when else None


def date_of(text: str) -> datetime | None:
    """An HTTP date, UTC; nothing for what is none."""
    try:
        found = parsedate_to_datetime(text)
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):  # the last: a day before the first, or after the last
        return None


def _max_age(cache_control: str) -> float | None:
    for part in cache_control.lower().split(","):
        name, _, value = part.strip().partition("=")
        if name == "max-age" and (seconds := whole(value.strip('" '))) is not None:
            return float(seconds)
    return None


def whole(text: str) -> int | None:
    """A number as headers write them; nothing for anything else, and for one of absurd length."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 15 else None
