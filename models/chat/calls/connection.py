"""The connection of one call, which another thread can close while it is waited on."""

import socket
from collections.abc import Callable
from contextlib import suppress
from contextvars import ContextVar
from threading import Event, Lock
from typing import Any

_current: ContextVar["CallConnection | None"] = ContextVar("line", default=None)


class CallConnection:
    """What one call uses and what ends it."""

    def __init__(self) -> None:
        """Nothing is connected yet."""
        self._ends: list[Callable[[], object]] = []
        self._lock = Lock()
        self._closed = Event()

    @property
    def closed(self) -> bool:
        """Whether nobody waits for more."""
        return self._closed.is_set()

    def on_close(self, end: Callable[[], object]) -> None:
        """Have something ended with the line; at once if it is closed already."""
        with self._lock:
            if not self.closed:
                self._ends.append(end)
                return
        end()

    def close(self) -> None:
        """Close it; whoever reads from it in another thread wakes up."""
        with self._lock:
            self._closed.set()
            ends, self._ends = self._ends, []
        for end in ends:
            end()

    def in_use(self) -> None:
        """Have the requests that this thread makes from now on belong to this line."""
        _current.set(self)


def belongs_to_line(opened: socket.socket) -> None:
    """Have a socket shut with the line that this thread uses, if it uses one.

    Closing a socket does not wake a thread that reads from it; shutting it down does.
    """
    if line := _current.get():
        line.on_close(lambda: _shut(opened))


def trace_connections(request: Any) -> None:  # noqa: ANN401  # of httpx or httpx2
    """An event hook for requests: the sockets that they open belong to the line in use."""

    def note(event: str, info: dict[str, Any]) -> None:
        if event.endswith(("connect_tcp.complete", "start_tls.complete")):
            belongs_to_line(info["return_value"].get_extra_info("socket"))

    request.extensions = {**request.extensions, "trace": note}


def _shut(opened: socket.socket) -> None:
    with suppress(OSError):  # it is closed already, or was handed on to TLS
        opened.shutdown(socket.SHUT_RDWR)
