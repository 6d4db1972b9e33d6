"""Why a page could not be had, in words for the student; never leaves this package."""

from dataclasses import dataclass
from datetime import datetime

from domain.linked import LinkState


@dataclass(eq=False)
class NotFetched(Exception):
    """There is no body: the state of the link, one line of reason and one of advice.

    `passing` trouble says nothing about the page, so a copy in the cache stands in; other trouble is the server's or
    our verdict on it. `again` says that another attempt may help, after `wait` seconds when the server named them.
    """

    state: LinkState
    reason: str
    hint: str = ""
    passing: bool = False
    again: bool = False
    wait: float | None = None
    status: int = 0  # of the answer that it was learnt from; 0 when there was none
    media_type: str = ""  # of a body that was not wanted
    at: datetime | None = None  # of a verdict that was remembered


def blocked(reason: str, hint: str = "") -> NotFetched:
    """What must not be fetched."""
    return NotFetched(LinkState.BLOCKED, reason, hint)


def unreachable(reason: str, hint: str = "", *, again: bool = True) -> NotFetched:
    """A server that could not be asked."""
    return NotFetched(LinkState.FAILED, reason, hint or "Try again later.", passing=True, again=again)


def stopped() -> NotFetched:
    """Fetching was ended by whoever began it."""
    return NotFetched(LinkState.FAILED, "Fetching was stopped.", "Sync again to go on.", passing=True)
