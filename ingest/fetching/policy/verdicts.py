"""A status and its headers -> why there is no page, if there is none; pure."""

from collections.abc import Mapping
from datetime import datetime

import httpx

from domain.linked import LinkState
from ingest.fetching.bodies.logins import needs_login
from ingest.fetching.errors import NotFetched, blocked
from ingest.fetching.policy.freshness import retry_after

REDIRECTS = frozenset({301, 302, 303, 307, 308})
PAGES = frozenset({200, 203})
UNCHANGED = 304
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524})  # another attempt may help
_FORBIDDEN = frozenset({403, 999})  # 999 is how LinkedIn says it
_GONE = frozenset({404, 410})


def refuse_status(status: int, headers: Mapping[str, str], url: httpx.URL, now: datetime) -> None:
    """`NotFetched` unless the status promises a page, a redirect or that nothing changed."""
    if status in PAGES | REDIRECTS | {UNCHANGED}:
        return
    if status in _GONE:
        raise NotFetched(LinkState.GONE, f"There is no such page any more ({status}).", "Correct or remove the link.")
    if status in (401, 402) or (status == 403 and "www-authenticate" in headers):
        raise needs_login(f"The page asks who you are ({status}).")
    if status in _FORBIDDEN:
        raise _forbidden(status, url)
    if status == 451:
        raise blocked("The page is withheld for legal reasons (451).", "Save the page as a file and sync that.")
    raise _broken(status, headers, now)


def _forbidden(status: int, url: httpx.URL) -> NotFetched:
    if "course" in url.path.lower():
        return needs_login(
            f"It is a course, open only to those who enrolled ({status}).", "Take your own notes from it."
        )
    return blocked(f"The host does not let programs read it ({status}).", "Save the page as a file and sync that.")


def _broken(status: int, headers: Mapping[str, str], now: datetime) -> NotFetched:
    again = status in _PASSING
    passing = again or status >= 500 or status == 407
    reason = {
        407: "The proxy asks for a password (407).",
        429: "The host was asked too often (429).",
    }.get(status, f"The server answered with an error ({status}).")
    hint = "Try again later." if passing else "Check the link in your browser."
    wait = retry_after(headers, now) if again else None
    return NotFetched(LinkState.FAILED, reason, hint, passing=passing, again=again, wait=wait)
