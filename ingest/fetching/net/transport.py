"""httpx requests over pinned connections: httpx's transport seam, httpcore's connection pools.

No cookies, no credentials, no redirects of its own. httpcore's exceptions come through as they are.
"""

import ssl
from collections.abc import Iterable, Iterator
from threading import Lock
from typing import cast

import httpcore
import httpx

from ingest.fetching.errors import NotFetched
from ingest.fetching.net.allowed import Guard
from ingest.fetching.net.connecting import PinnedBackend, TimedBackend, resolved
from ingest.fetching.net.proxies import Proxies
from ingest.fetching.net.resolving import Resolver
from ingest.fetching.urls import host_of, port_of

_KEPT = 16  # idle connections, over all hosts
_IDLE = 15.0  # seconds that they are kept


class SafeTransport(httpx.BaseTransport):
    """Sends requests to checked addresses only, or through the user's proxy."""

    def __init__(
        self,
        direct: PinnedBackend,
        to_proxy: TimedBackend,
        proxies: Proxies,
        resolver: Resolver,
        guard: Guard,
        tls: ssl.SSLContext | None,
    ) -> None:
        self._direct, self._to_proxy = direct, to_proxy
        self._proxies, self._resolver, self._guard = proxies, resolver, guard
        self._tls = tls
        self._pools: dict[str, httpcore.ConnectionPool] = {}
        self._lock = Lock()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request; the body comes as it is read. `NotFetched` or an httpcore exception when it cannot."""
        self._guard.check_url(request.url)
        proxy = self._proxies.proxy_for(request.url)
        if proxy:
            self._check_names_known_here(request.url)
        url = httpcore.URL(
            scheme=request.url.raw_scheme,
            host=request.url.raw_host,
            port=request.url.port,
            target=request.url.raw_path,
        )
        core = httpcore.Request(request.method, url, headers=request.headers.raw, extensions=request.extensions)
        answer = self._pool(proxy).handle_request(core)
        return httpx.Response(answer.status, headers=answer.headers, stream=_Body(answer))

    def close(self) -> None:
        """Close every connection."""
        with self._lock:
            for pool in self._pools.values():
                pool.close()

    def _check_names_known_here(self, url: httpx.URL) -> None:
        try:
            endpoints = resolved(self._resolver, host_of(url), port_of(url))
        except NotFetched:
            return  # the proxy may know it
        self._guard.check(host_of(url), port_of(url), endpoints)

    def _pool(self, proxy: httpx.URL | None) -> httpcore.ConnectionPool:
        with self._lock:
            name = str(proxy or "")
            if name not in self._pools:
                self._pools[name] = self._proxied(proxy) if proxy else self._plain()
            return self._pools[name]

    def _plain(self) -> httpcore.ConnectionPool:
        return httpcore.ConnectionPool(
            ssl_context=self._context(),
            max_connections=None,
            max_keepalive_connections=_KEPT,
            keepalive_expiry=_IDLE,
            network_backend=self._direct,
        )

    def _proxied(self, proxy: httpx.URL) -> httpcore.HTTPProxy:
        return httpcore.HTTPProxy(
            proxy_url=str(proxy.copy_with(userinfo=b"", raw_path=b"/")),
            proxy_auth=(proxy.username, proxy.password) if proxy.userinfo else None,
            ssl_context=self._context(),
            max_connections=None,
            max_keepalive_connections=_KEPT,
            keepalive_expiry=_IDLE,
            network_backend=self._to_proxy,
        )

    def _context(self) -> ssl.SSLContext:
        """Certificates of certifi, or of SSL_CERT_FILE: made once, when the first connection is."""
        self._tls = self._tls or httpx.create_ssl_context()
        return self._tls


class _Body(httpx.SyncByteStream):
    """A response's body as httpx wants it."""

    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        yield from cast("Iterable[bytes]", self._answer.stream)

    def close(self) -> None:
        self._answer.close()
