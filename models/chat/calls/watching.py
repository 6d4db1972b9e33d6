"""A slow iterator, watched: it runs in a thread of its own, so that whoever waits keeps the time and can stop."""

from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Thread
from time import monotonic
from typing import TypeVar

from models.chat.calls.connection import CallConnection

T = TypeVar("T")
BEAT = 0.1  # seconds between two signs of life while nothing comes


class Silent(Exception):
    """Nothing came for as long as was allowed."""


class Overtime(Exception):
    """It is not over within the time for the whole."""


@dataclass(frozen=True, slots=True)
class _Ended:
    error: Exception | None = None


def watched(
    begin: Callable[[], Iterator[T]], line: CallConnection, silence: float, until: float
) -> Generator[T | None, None, None]:
    """What an iterator yields, and None about ten times a second while it yields nothing.

    `silence` is how many seconds may pass without anything, `until` the moment (of `time.monotonic`) at which all must
    be over; `Silent` and `Overtime` say that they were not kept. Errors of the iterator come through. When the
    generator is closed, so is the line.
    """
    queue: SimpleQueue[T | _Ended] = SimpleQueue()
    Thread(target=_pump, args=(begin, line, queue), name="chat", daemon=True).start()
    heard = monotonic()
    try:
        while True:
            try:
                item = queue.get(timeout=max(0.0, min(BEAT, heard + silence - monotonic(), until - monotonic())))
            except Empty:
                _check(heard + silence, until)
                yield None
                continue
            if isinstance(item, _Ended):
                if item.error:
                    raise item.error
                return
            yield item
            heard = monotonic()
            _check(until, until)
    finally:
        line.close()


def _check(silent_at: float, until: float) -> None:
    now = monotonic()
    if now >= until:
        raise Overtime
    if now >= silent_at:
        raise Silent


def _pump(begin: Callable[[], Iterator[T]], line: CallConnection, queue: "SimpleQueue[T | _Ended]") -> None:
    """Run the iterator until it ends or nobody wants more of it."""
    line.in_use()
    try:
        iterator = begin()
        try:
            for item in iterator:
                if line.closed:
                    break
                queue.put(item)
        finally:
            if isinstance(iterator, Generator):
                iterator.close()
    except Exception as error:  # handed over to whoever waits, who is the one to know what it means
        queue.put(_Ended(error))
    else:
        queue.put(_Ended())
