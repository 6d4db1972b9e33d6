"""The Fetcher: a URL -> what its server gave, or why it gave nothing."""

import random
import ssl
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from domain.linked import READABLE, Fetched, FetchProgress, FetchStep, LinkState, OnFetchProgress
from ingest.fetching.cache import PageCache
from ingest.fetching.clock import Clock, SystemClock
from ingest.fetching.errors import NotFetched
from ingest.fetching.limits import Limits
from ingest.fetching.net.allowed import Guard
from ingest.fetching.net.connecting import PinnedBackend, TimedBackend
from ingest.fetching.net.proxies import Proxies
from ingest.fetching.net.resolving import Resolver, SystemResolver
from ingest.fetching.net.transport import SafeTransport
from ingest.fetching.policy.politeness import HostTurns
from ingest.fetching.policy.robots import Robots
from ingest.fetching.redirects import RedirectFollower
from ingest.fetching.request import Requester
from ingest.fetching.urls import origin_of, parsed
from ingest.fetching.visit import Visit, Visitor, VisitRequest


class WebFetcher:
    """Fetches from the web into a cache folder; one is shared by all threads of a sync, and closed after it.

    `proxies` is what `urllib.request.getproxies()` gives. `offline` serves the cache alone. The rest is there so that
    tests can be quick and need no network.
    """

    def __init__(
        self,
        cache: Path,
        *,
        allow_hosts: Iterable[str] = (),
        proxies: Mapping[str, str] | None = None,
        offline: bool = False,
        limits: Limits | None = None,
        resolver: Resolver | None = None,
        clock: Clock | None = None,
        tls: ssl.SSLContext | None = None,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        limits, resolver, self._clock = limits or Limits(), resolver or SystemResolver(), clock or SystemClock()
        guard = Guard.allowing(allow_hosts)
        direct = PinnedBackend(self._clock.monotonic, resolver, guard)
        to_proxy = TimedBackend(self._clock.monotonic)
        self._transport = SafeTransport(direct, to_proxy, Proxies(proxies or {}), resolver, guard, tls)
        self._turns = HostTurns(self._clock, limits.connections)
        self._cache = PageCache(cache)
        asker = Requester(self._transport, limits, self._clock)
        self._hops = Visitor(asker, self._cache, self._turns, self._clock, limits, jitter, offline=offline)
        self._follower = RedirectFollower(self._hops, guard, limits.redirects)
        self._robots = Robots(self._follower, self._clock, limits)

    def fetch(
        self,
        url: str,
        /,
        *,
        known: str | None = None,
        since: datetime | None = None,
        accept: frozenset[str] = READABLE,
        on_progress: OnFetchProgress | None = None,
    ) -> Fetched:
        """Fetch one URL; see the port. `LibraryBroken` when the cache folder cannot be written."""

        def report(step: FetchStep, received: int, total: int | None) -> None:
            if on_progress:
                on_progress(FetchProgress(url, step, received, total))

        try:
            visit = self._follower.follow(url, VisitRequest(accept, since, report), self._robots.permit)
        except NotFetched as trouble:
            at = trouble.at or self._clock.now()
            return Fetched(url, url, trouble.state, at, reason=trouble.reason, hint=trouble.hint)
        return _fetched(url, visit, known)

    def prune(self, urls: Iterable[str], /) -> int:
        """Drop from the cache what was not asked for through this fetcher and none of these URLs leads to."""
        kept = {*self._hops.visited, *filter(None, map(_cached_as, urls))}
        rules = {f"{origin_of(parsed(url))}/robots.txt" for url in kept}
        return self._cache.prune(kept | rules)

    def close(self) -> None:
        """End all waiting and close all connections; fetches under way end as failed."""
        self._turns.end()
        self._transport.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()


def _fetched(url: str, visit: Visit, known: str | None) -> Fetched:
    record = visit.record
    unchanged = not visit.changed if known is None else record.digest == known
    elsewhere = record.url != str(parsed(url))
    state = LinkState.REDIRECTED if elsewhere else LinkState.FETCHED
    told = visit.trouble
    since = f"{record.confirmed.day} {record.confirmed:%B %Y}"
    return Fetched(
        url,
        record.url,
        LinkState.UNCHANGED if unchanged else state,
        record.confirmed,
        record.media_type,
        record.charset,
        visit.body,
        reason=f"This is the copy of {since}. {told.reason}" if told else "",
        hint=told.hint if told else "",
        stale=told is not None,
    )


def _cached_as(url: str) -> str:
    try:
        return str(parsed(url))
    except NotFetched:
        return ""
