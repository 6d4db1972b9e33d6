"""Whose turn it is: few requests at a time to one host, and never in quick succession."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore, Lock

from ingest.fetching.clock import Clock
from ingest.fetching.errors import NotFetched, stopped


class HostTurns:
    """Hands out turns, host by host; hosts do not wait for each other."""

    def __init__(self, clock: Clock, connections: int) -> None:
        self._clock = clock
        self._connections = connections
        self._lock = Lock()
        self._seats: dict[str, BoundedSemaphore] = {}
        self._next: dict[str, float] = {}  # host -> when its next request may begin, monotonic
        self._ended = False

    @contextmanager
    def turn(self, host: str, delay: float, on_wait: Callable[[], None]) -> Iterator[None]:
        """Wait until a request to the host may begin, at least `delay` seconds after the one before."""
        with self._lock:
            seat = self._seats.setdefault(host, BoundedSemaphore(self._connections))
        if not seat.acquire(blocking=False):
            on_wait()
            seat.acquire()
        try:
            wait = self._reserve(host, delay)
            if wait > 0:
                on_wait()
            self.pause(wait)
            yield
        finally:
            seat.release()

    def hold(self, host: str, seconds: float) -> None:
        """Begin no request to a host for a while: it asked for that."""
        with self._lock:
            self._next[host] = max(self._next.get(host, 0.0), self._clock.monotonic() + seconds)

    def pause(self, seconds: float) -> None:
        """Wait; `NotFetched` when fetching was ended."""
        if seconds > 0 and not self._ended:
            self._clock.sleep(seconds)
        if self._ended:
            raise stopped()

    def end(self) -> None:
        """Let nobody begin any more."""
        self._ended = True
        self._clock.end_waiting()

    def _reserve(self, host: str, delay: float) -> float:
        """Seconds until this request may begin; the one after it comes `delay` later."""
        with self._lock:
            now = self._clock.monotonic()
            begin = max(now, self._next.get(host, now))
            self._next[host] = begin + delay
            return begin - now


class Outages:
    """Hosts that could not be reached a moment ago: another hundred pages need not find that out one by one."""

    def __init__(self, clock: Clock, seconds: float) -> None:
        self._clock = clock
        self._seconds = seconds
        self._down: dict[str, tuple[float, NotFetched]] = {}  # host -> until when, monotonic, and what was the matter

    def check(self, host: str) -> None:
        """`NotFetched`, as before, when the host was found unreachable a moment ago."""
        until, trouble = self._down.get(host, (0.0, stopped()))
        if self._clock.monotonic() < until:
            raise NotFetched(trouble.state, trouble.reason, trouble.hint, passing=True)

    def note(self, host: str, trouble: NotFetched) -> None:
        """Remember that a host could not be reached."""
        self._down[host] = (self._clock.monotonic() + self._seconds, trouble)
