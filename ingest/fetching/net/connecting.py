"""Connections that go to exactly the address that was checked, and end when their time is up.

The name is resolved once, the answer checked, and the checked address connected to: a resolver that answers otherwise
the next time (DNS rebinding) is never asked again. TLS still verifies the name, which httpcore passes to `start_tls`.
"""

import socket
import ssl
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from typing import Any

import httpcore
from httpcore import SOCKET_OPTION

from ingest.fetching.errors import unreachable
from ingest.fetching.net.allowed import Guard
from ingest.fetching.net.resolving import Endpoint, Resolver
from ingest.fetching.urls import literal

_DEADLINE: ContextVar[float] = ContextVar("deadline")  # of the attempt this thread is making, on its clock
_ENDPOINTS = 4  # addresses of one host that are tried


@contextmanager
def time_limit(until: float) -> Iterator[None]:
    """Let no connection used inside read or write past a moment of the monotonic clock."""
    token = _DEADLINE.set(until)
    try:
        yield
    finally:
        _DEADLINE.reset(token)


class TimedBackend(httpcore.NetworkBackend):
    """Plain connections that obey `time_limit`: the way to a proxy."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._plain = httpcore.SyncBackend()
        self._monotonic = monotonic

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to a host or address."""
        left = _left(timeout, self._monotonic, httpcore.ConnectTimeout)
        stream = self._plain.connect_tcp(host, port, left, local_address, socket_options)
        return _TimedStream(stream, self._monotonic)


class PinnedBackend(TimedBackend):
    """Resolves, checks, and connects to what was checked."""

    def __init__(self, monotonic: Callable[[], float], resolver: Resolver, guard: Guard) -> None:
        super().__init__(monotonic)
        self._resolver = resolver
        self._guard = guard

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first address of a host that answers; `NotFetched` when one of them is private."""
        endpoints = resolved(self._resolver, host, port)
        self._guard.check(host, port, endpoints)
        tried = endpoints[:_ENDPOINTS]
        share = timeout / len(tried) if timeout else timeout
        for address, real_port in tried[:-1]:
            try:
                return super().connect_tcp(address, real_port, share, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
        address, real_port = tried[-1]
        return super().connect_tcp(address, real_port, share, local_address, socket_options)


def resolved(resolver: Resolver, host: str, port: int) -> list[Endpoint]:
    """Where a host listens; an address stands for itself. `NotFetched` when nobody knows."""
    if address := literal(host):
        return [(str(address), port)]
    try:
        endpoints = list(resolver.resolve(host, port))
    except (OSError, UnicodeError) as error:
        raise unreachable(
            f"The host {host} could not be found.", "Check the link and the network, then try again.", again=False
        ) from error
    if not endpoints:
        raise unreachable(f"The host {host} has no address.", again=False)
    return endpoints


class _TimedStream(httpcore.NetworkStream):
    """A connection that whoever uses it leaves when their time is up."""

    def __init__(self, stream: httpcore.NetworkStream, monotonic: Callable[[], float]) -> None:
        self._stream = stream
        self._monotonic = monotonic
        self._closed = False

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        data = self._stream.read(max_bytes, _left(timeout, self._monotonic, httpcore.ReadTimeout))
        if self._closed:
            raise httpcore.ReadError("closed from this side")  # or it would pass for the end of the page
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _left(timeout, self._monotonic, httpcore.WriteTimeout))

    def close(self) -> None:
        self._closed = True
        plain = self._stream.get_extra_info("socket")
        with suppress(OSError, TypeError):  # closed already, or no socket
            socket.socket.shutdown(plain, socket.SHUT_RDWR)  # closing alone does not wake a thread that is reading
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        left = _left(timeout, self._monotonic, httpcore.ConnectTimeout)
        return _TimedStream(self._stream.start_tls(ssl_context, server_hostname, left), self._monotonic)

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401  # httpcore's own signature
        return self._stream.get_extra_info(info)


def _left(timeout: float | None, monotonic: Callable[[], float], too_late: type[Exception]) -> float | None:
    """The shorter of a timeout and the time left; raises when there is none."""
    left = _DEADLINE.get(float("inf")) - monotonic()
    if left <= 0:
        raise too_late("the time for this attempt is up")
    return timeout if timeout is not None and timeout <= left else (None if left == float("inf") else left)
