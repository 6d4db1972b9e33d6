"""What came of following a link: the state it is in, and what was fetched."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class LinkState(StrEnum):
    """Where a link stands in the ledger, in words a student can read."""

    LISTED = "listed"  # known, never followed
    FETCHED = "fetched"
    UNCHANGED = "unchanged"
    REDIRECTED = "redirected"  # fetched, from another address than the one written
    BLOCKED = "blocked"  # robots.txt, a private address, or a host that refuses programs
    NEEDS_LOGIN = "needs login"
    NEEDS_JAVASCRIPT = "JavaScript only"
    GONE = "gone"
    TOO_LARGE = "too large"
    FAILED = "failed"
    PAUSED = "paused"  # by the student

    @property
    def readable(self) -> bool:
        """Whether there is a body to read."""
        return self in (LinkState.FETCHED, LinkState.UNCHANGED, LinkState.REDIRECTED)


@dataclass(frozen=True, slots=True)
class Fetched:
    """One attempt to fetch a URL. Without a readable state `body` is empty and `reason` says why."""

    url: str  # as asked for
    final_url: str  # after redirects
    state: LinkState
    at: datetime  # when the body was last confirmed by its server, UTC
    media_type: str = ""  # "text/html", lower-case, without parameters
    charset: str = ""  # as the server says, "" when it does not
    body: bytes = b""  # decompressed
    reason: str = ""
    hint: str = ""  # what the student can do about it
