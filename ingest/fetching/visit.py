"""One URL, without following where it leads: from the cache if that will do, else asked for, again if need be."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from threading import Lock

import httpx

from domain.linked import FetchStep
from ingest.fetching.cache import PageCache, Record
from ingest.fetching.clock import Clock
from ingest.fetching.errors import NotFetched, unreachable
from ingest.fetching.limits import Limits
from ingest.fetching.policy.cache_records import record_of, renewed
from ingest.fetching.policy.politeness import HostTurns, Outages
from ingest.fetching.request import Received, Requester
from ingest.fetching.urls import host_of

Permit = Callable[[httpx.URL], float]  # may raise NotFetched; gives the delay between requests to the host
Report = Callable[[FetchStep, int, int | None], None]


@dataclass(frozen=True, slots=True)
class VisitRequest:
    """What one fetch wants of every URL on its way."""

    accept: frozenset[str]
    since: datetime | None
    report: Report


@dataclass(frozen=True, slots=True)
class Visit:
    """What one URL holds."""

    record: Record
    body: bytes = b""
    changed: bool = False  # the body is not the one that the cache had
    trouble: NotFetched | None = None  # why the server could not be asked: then this is an old copy


class Visitor:
    """Visits URLs from any thread; two threads never ask for the same one at once."""

    def __init__(
        self,
        asker: Requester,
        cache: PageCache,
        turns: HostTurns,
        clock: Clock,
        limits: Limits,
        jitter: Callable[[], float],
        *,
        offline: bool,
    ) -> None:
        self._asker, self._cache, self._turns, self._clock = asker, cache, turns, clock
        self._limits, self._jitter, self._offline = limits, jitter, offline
        self._outages = Outages(clock, limits.outage)
        self._lock = Lock()
        self._locks: defaultdict[str, Lock] = defaultdict(Lock)
        self.visited: set[str] = set()

    def visit(self, url: httpx.URL, errand: VisitRequest, permit: Permit) -> Visit:
        """What a URL holds now; an old copy when its server cannot be asked; `NotFetched` when there is neither."""
        self.visited.add(str(url))
        held = self._held(url)
        if held and self._will_do(held, errand):
            return held
        try:
            self._check_reachable(url)
            delay = permit(url)
            with self._lock_of(url):
                held = self._held(url)
                if held and self._will_do(held, errand):
                    return held
                return self._asked(url, held, errand, delay)
        except NotFetched as trouble:
            if not trouble.passing or held is None:
                raise
            return replace(held, trouble=trouble)

    def _asked(self, url: httpx.URL, held: Visit | None, errand: VisitRequest, delay: float) -> Visit:
        """Ask, and ask again where that may help."""
        attempt = 1
        while True:
            try:
                return self._remembered(url, held, self._attempt(url, held, errand, delay))
            except NotFetched as trouble:
                wait = self._wait(attempt, trouble)
                if wait is None:
                    self._give_up(url, trouble)
                    raise
                errand.report(FetchStep.WAITING, 0, None)
                if trouble.wait is not None:
                    self._turns.hold(host_of(url), wait)
                self._turns.pause(wait)
                attempt += 1

    def _attempt(self, url: httpx.URL, held: Visit | None, errand: VisitRequest, delay: float) -> Received:
        extra = _conditions(held) if held and held.record.media_type in errand.accept else {}
        with self._turns.turn(host_of(url), delay, lambda: errand.report(FetchStep.WAITING, 0, None)):
            errand.report(FetchStep.ASKING, 0, None)
            return self._asker.get(url, extra, errand.accept, lambda n, of: errand.report(FetchStep.READING, n, of))

    def _remembered(self, url: httpx.URL, held: Visit | None, received: Received) -> Visit:
        now = self._clock.now()
        if received.status == httpx.codes.NOT_MODIFIED:
            if held is None:
                raise unreachable("The server says that nothing changed, but there is no copy.", again=False)
            record = renewed(held.record, received.headers, now, self._limits)
            self._cache.keep(record, held.body)
            return Visit(record, held.body)
        record = record_of(url, received, now, self._limits)
        body = received.body if record.digest else b""
        self._cache.keep(record, body)
        return Visit(record, body, changed=not held or held.record.digest != record.digest)

    def _wait(self, attempt: int, trouble: NotFetched) -> float | None:
        """Seconds until the next attempt; nothing when there is to be none."""
        if not trouble.again or attempt >= self._limits.attempts:
            return None
        if trouble.wait is None:
            return float(2 ** (attempt - 1)) * (0.5 + self._jitter())  # about 1 s, 2 s, 4 s: half to one and a half
        if trouble.wait > self._limits.longest_wait:
            trouble.hint = f"The host asks to come back in {max(1, round(trouble.wait / 60))} minutes."
            return None
        return trouble.wait

    def _give_up(self, url: httpx.URL, trouble: NotFetched) -> None:
        """Remember a server's verdict for as long as a page, and a host that cannot be reached for a moment."""
        if trouble.passing and not trouble.status:
            self._outages.note(host_of(url), trouble)
        elif trouble.passing and trouble.wait:
            self._turns.hold(host_of(url), min(trouble.wait, self._limits.longest_wait))
        elif not trouble.passing and trouble.status:
            now = self._clock.now()
            fields = {"state": trouble.state.value, "reason": trouble.reason, "hint": trouble.hint}
            record = renewed(Record(str(url), now, now, media_type=trouble.media_type, **fields), {}, now, self._limits)
            self._cache.keep(record)

    def _held(self, url: httpx.URL) -> Visit | None:
        """What the cache has, whole."""
        record = self._cache.record(str(url))
        if record is None or not record.digest:
            return Visit(record) if record else None
        body = self._cache.body(record.digest)
        return Visit(record, body) if body is not None else None

    def _will_do(self, held: Visit, errand: VisitRequest) -> bool:
        record = held.record
        if record.state and record.media_type in errand.accept:
            return False  # it was refused by somebody who wanted something else
        if errand.since is not None:
            return record.confirmed >= errand.since
        return self._clock.now() < record.fresh_until

    def _check_reachable(self, url: httpx.URL) -> None:
        if self._offline:
            raise unreachable("Footnote works offline.", "Sync again with a network.", again=False)
        self._outages.check(host_of(url))

    def _lock_of(self, url: httpx.URL) -> Lock:
        with self._lock:
            return self._locks[str(url)]


def _conditions(held: Visit) -> dict[str, str]:
    """The headers that ask for a body only if it is another one."""
    tags = {"If-None-Match": held.record.etag, "If-Modified-Since": held.record.last_modified}
    return {name: value for name, value in tags.items() if value}
