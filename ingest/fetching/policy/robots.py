"""What a host's robots.txt allows us, as RFC 9309 has it.

An answer of 4xx means that there are no rules (section 2.3.1.3). A server that fails or cannot be reached means that
nothing may be fetched (2.3.1.4), unless an older copy of the rules is in the cache. Rules older than a day are asked
for again (2.4), and 500 KiB of them are read (2.5). Protego matches them (2.2).
"""

from collections import defaultdict
from dataclasses import replace
from datetime import datetime, timedelta
from threading import Lock

import httpx
from protego import Protego

from domain.linked import READABLE, LinkState
from ingest.fetching.clock import Clock
from ingest.fetching.errors import NotFetched, blocked
from ingest.fetching.limits import ROBOT, Limits
from ingest.fetching.redirects import RedirectFollower
from ingest.fetching.urls import origin_of
from ingest.fetching.visit import VisitRequest

_A_DAY = timedelta(days=1)
_LONGEST = 500 * 1024  # bytes


class Robots:
    """The rules of every host met so far."""

    def __init__(self, follower: RedirectFollower, clock: Clock, limits: Limits) -> None:
        self._follower = follower
        self._clock = clock
        self._limits = limits
        self._lock = Lock()
        self._locks: defaultdict[str, Lock] = defaultdict(Lock)
        self._known: dict[str, tuple[datetime, Protego | NotFetched]] = {}  # origin -> until when, and what

    def permit(self, url: httpx.URL) -> float:
        """Seconds to leave between requests to the host; `NotFetched` when the URL is off limits."""
        rules = self._rules(origin_of(url))
        if isinstance(rules, NotFetched):
            raise replace(rules)
        if not rules.can_fetch(str(url), ROBOT):
            raise blocked(
                "The host's robots.txt asks programs not to read it.", "Save the page as a file and sync that."
            )
        asked = rules.crawl_delay(ROBOT) or 0.0
        return max(self._limits.delay, min(asked, self._limits.longest_delay))

    def _rules(self, origin: str) -> Protego | NotFetched:
        with self._lock:
            of_origin = self._locks[origin]
        with of_origin:  # one thread asks, the others wait for what it learns
            now = self._clock.now()
            until, rules = self._known.get(origin, (now, None))
            if rules is None or until <= now:
                rules = self._asked(origin, now)
                seconds = self._limits.outage if isinstance(rules, NotFetched) else _A_DAY.total_seconds()
                self._known[origin] = (self._clock.now() + timedelta(seconds=seconds), rules)
            return rules

    def _asked(self, origin: str, now: datetime) -> Protego | NotFetched:
        errand = VisitRequest(READABLE, now - _A_DAY, lambda step, received, total: None)
        try:
            visit = self._follower.follow(f"{origin}/robots.txt", errand, lambda url: self._limits.delay)
        except NotFetched as trouble:
            return Protego.parse("") if _has_no_rules(trouble) else _off_limits(trouble)
        return Protego.parse(visit.body[:_LONGEST].decode("utf-8-sig", errors="replace"))


def _has_no_rules(trouble: NotFetched) -> bool:
    """Whether the server was reached and has no rules to give: 4xx, a sign-in page, something that is no text."""
    if trouble.status == httpx.codes.PROXY_AUTHENTICATION_REQUIRED:
        return False
    gone = trouble.state in (LinkState.GONE, LinkState.NEEDS_LOGIN, LinkState.NEEDS_JAVASCRIPT)
    return gone or 400 <= trouble.status < 500 or (200 <= trouble.status < 300 and not trouble.passing)


def _off_limits(trouble: NotFetched) -> NotFetched:
    if not trouble.status:
        return trouble  # a private address, or no connection: true of the page as well, and the better reason
    reason = f"The host's robots.txt could not be read, so nothing there may be. {trouble.reason}"
    return NotFetched(LinkState.FAILED, reason, trouble.hint, passing=True)
