"""Time that passes only when somebody sleeps."""

from datetime import UTC, datetime, timedelta
from threading import Lock

BEGINNING = datetime(2026, 3, 1, 12, tzinfo=UTC)


class FakeClock:
    """A Clock whose sleeps cost nothing and are written down."""

    def __init__(self) -> None:
        self._passed = 0.0
        self._lock = Lock()
        self.slept: list[float] = []

    def now(self) -> datetime:
        return BEGINNING + timedelta(seconds=self._passed)

    def monotonic(self) -> float:
        return self._passed

    def sleep(self, seconds: float, /) -> None:
        with self._lock:
            self.slept.append(seconds)
            self._passed += seconds

    def end_waiting(self) -> None:
        """Nobody ever waits."""

    def pass_(self, **time: float) -> None:
        """Let days, hours or seconds go by."""
        with self._lock:
            self._passed += timedelta(**time).total_seconds()
