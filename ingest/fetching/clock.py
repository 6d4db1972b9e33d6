"""Time, as something that can be handed in."""

import time
from datetime import UTC, datetime
from threading import Event
from typing import Protocol


class Clock(Protocol):
    """What the fetcher knows of time."""

    def now(self) -> datetime:
        """The date and time, UTC."""
        ...

    def monotonic(self) -> float:
        """Seconds since some moment, never going back."""
        ...

    def sleep(self, seconds: float, /) -> None:
        """Wait, unless waiting was ended."""
        ...

    def end_waiting(self) -> None:
        """Wake every sleeper, now and for good."""
        ...


class SystemClock:
    """The real time."""

    def __init__(self) -> None:
        self._ended = Event()

    def now(self) -> datetime:
        """The date and time, UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Seconds since some moment, never going back."""
        return time.monotonic()

    def sleep(self, seconds: float, /) -> None:
        """Wait, unless waiting was ended."""
        self._ended.wait(seconds)

    def end_waiting(self) -> None:
        """Wake every sleeper, now and for good."""
        self._ended.set()
