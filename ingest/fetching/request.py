"""One GET, one answer: headers judged before the body is read, the body within its limits."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import httpcore
import httpx

from ingest.fetching.bodies import media, unpacking
from ingest.fetching.clock import Clock
from ingest.fetching.errors import NotFetched, unreachable
from ingest.fetching.limits import AGENT, Limits
from ingest.fetching.net.connecting import time_limit
from ingest.fetching.net.transport import SafeTransport
from ingest.fetching.policy import verdicts
from ingest.fetching.policy.freshness import whole
from ingest.fetching.urls import host_of

OnBytes = Callable[[int, int | None], None]  # received, and of how many if the server says
_HEADERS = {
    "User-Agent": AGENT,
    "Accept": "text/html, application/xhtml+xml, text/markdown, application/pdf, text/plain;q=0.9, */*;q=0.5",
    "Accept-Encoding": unpacking.ASKED_FOR,
    "Accept-Language": "en, *;q=0.5",
}


@dataclass(frozen=True, slots=True)
class Received:
    """What a server gave: a page, a redirect, or word that nothing changed."""

    status: int
    headers: httpx.Headers
    media_type: str = ""
    charset: str = ""
    body: bytes = b""  # decompressed

    @property
    def location(self) -> str:
        """Where a redirect leads, as written; "" when it is none."""
        return self.headers.get("location", "") if self.status in verdicts.REDIRECTS else ""


class Requester:
    """Makes single attempts."""

    def __init__(self, transport: SafeTransport, limits: Limits, clock: Clock) -> None:
        self._transport = transport
        self._limits = limits
        self._clock = clock

    def get(self, url: httpx.URL, extra: dict[str, str], accept: frozenset[str], on_bytes: OnBytes) -> Received:
        """One attempt; `NotFetched` for everything that yields neither page nor redirect nor "unchanged"."""
        with time_limit(self._clock.monotonic() + self._limits.total):
            try:
                response = self._transport.handle_request(self._request(url, extra))
                with _closed_after(response):
                    return self._received(response, url, accept, on_bytes)
            except httpcore.ProxyError as error:
                raise unreachable("The proxy refused the connection.", "Check the proxy settings.") from error
            except httpcore.TimeoutException as error:
                raise unreachable(f"{host_of(url)} took too long to answer.") from error
            except httpcore.ConnectError as error:
                raise _no_connection(url, error) from error
            except (httpcore.NetworkError, httpcore.ProtocolError, OSError) as error:
                raise unreachable(f"The connection to {host_of(url)} broke off.") from error

    def _request(self, url: httpx.URL, extra: dict[str, str]) -> httpx.Request:
        timeouts = {"connect": self._limits.connect, "read": self._limits.read, "write": self._limits.read}
        return httpx.Request("GET", url, headers={**_HEADERS, **extra}, extensions={"timeout": timeouts})

    def _received(
        self, response: httpx.Response, url: httpx.URL, accept: frozenset[str], on_bytes: OnBytes
    ) -> Received:
        verdicts.refuse_status(response.status_code, response.headers, url, self._clock.now())
        if response.status_code not in verdicts.PAGES:
            return Received(response.status_code, response.headers)
        said, charset = media.declared(response.headers.get("content-type", ""))
        media.refuse_early(said, accept)
        body = self._body(response, on_bytes)
        return Received(
            response.status_code, response.headers, media.settled(said, body, url.path, accept), charset, body
        )

    def _body(self, response: httpx.Response, on_bytes: OnBytes) -> bytes:
        total = whole(response.headers.get("content-length", ""))
        unpacker = unpacking.Unpacker(response.headers.get("content-encoding", ""), self._limits.unpacked)
        received = 0
        if total is not None and total > self._limits.packed:
            raise unpacking.too_large(self._limits.packed)
        for piece in response.iter_raw():
            received += len(piece)
            if received > self._limits.packed:
                raise unpacking.too_large(self._limits.packed)
            unpacker.take(piece)
            on_bytes(received, total)
        return unpacker.body()


@contextmanager
def _closed_after(response: httpx.Response) -> Iterator[None]:
    """Close a response; let trouble found in it know its status."""
    try:
        yield
    except NotFetched as trouble:
        trouble.status = response.status_code
        raise
    finally:
        response.close()


def _no_connection(url: httpx.URL, error: httpcore.ConnectError) -> NotFetched:
    if "CERTIFICATE" in str(error).upper():
        hint = "Open the link in your browser; behind a company's proxy, point SSL_CERT_FILE at its certificates."
        return unreachable(f"The certificate of {host_of(url)} cannot be trusted.", hint, again=False)
    return unreachable(f"{host_of(url)} could not be reached.", "Check the network, then try again.")
