"""Real HTTP and HTTPS servers on loopback that play whole sites: URLs -> replies, every request written down.

    with Sites() as sites:
        sites.add("https://docs.aws.amazon.com/glue/latest/dg/machine-learning.html", page("..."))
        fetcher = WebFetcher(cache, resolver=sites.resolver, allow_hosts=sites.hosts, tls=sites.client_tls)

The resolver sends the hosts that were added to these servers, whatever their port, and knows no other host.
"""

import socket
import ssl
import struct
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from types import TracebackType
from typing import Self, cast
from urllib.parse import urlsplit

from sites.certificates import Certificates
from sites.replies import Asked, Reply, Responder

LOOPBACK = "127.0.0.1"


class Sites:
    """Every site that a test needs."""

    def __init__(self) -> None:
        self._replies: dict[str, list[Reply | Responder]] = {}
        self._lock = Lock()
        self.asked: list[Asked] = []
        self.addresses: dict[str, list[str]] = {}  # host -> what it resolves to instead of these servers
        self._certificates = Certificates()
        self._plain = _Server(self, None)
        self._secure: _Server | None = None

    @property
    def here(self) -> str:
        """The plain server by its address: no resolver needed."""
        return f"http://{LOOPBACK}:{self._plain.server_port}"

    @property
    def hosts(self) -> tuple[str, ...]:
        """The hosts played, to be allowed."""
        return tuple(sorted({urlsplit(url).hostname or "" for url in self._replies} | {LOOPBACK}))

    @property
    def resolver(self) -> "Sites":
        """What maps the hosts played to these servers."""
        return self

    @cached_property
    def client_tls(self) -> ssl.SSLContext:
        """Trusts these servers and nobody else."""
        return self._certificates.client()

    def add(self, url: str, *replies: Reply | Responder) -> str:
        """Answer a URL with these, one after the other; the last one stays. Returns the URL."""
        with self._lock:
            self._replies[url] = list(replies)
        return url

    def count(self, url: str) -> int:
        """How often a URL was asked for."""
        return sum(asked.url == url for asked in list(self.asked))

    def counts(self) -> Counter[str]:
        """How often each URL was asked for, robots.txt left out."""
        return Counter(asked.url for asked in list(self.asked) if not asked.url.endswith("/robots.txt"))

    def bodies(self) -> Counter[str]:
        """How often the page of each URL was sent whole, rather than a 304 or nothing."""
        return Counter(asked.url for asked in list(self.asked) if asked.status == 200)

    def forget_requests(self) -> None:
        """Begin to count anew."""
        self.asked.clear()

    def resolve(self, host: str, port: int, /) -> Sequence[tuple[str, int]]:
        """Where a host that is played listens; an error for any other host."""
        if host in self.addresses:
            return [(address, port) for address in self.addresses[host]]
        if host not in self.hosts:
            raise socket.gaierror(socket.EAI_NONAME, "no such host is played")
        return [(LOOPBACK, self._secure_server().server_port if port == 443 else self._plain.server_port)]

    def answer(self, asked: Asked) -> Reply:
        """The reply to a request, which is written down."""
        with self._lock:
            queue = self._replies.get(asked.url, [Reply(404)])
            chosen = queue.pop(0) if len(queue) > 1 else queue[0]
        reply = chosen if isinstance(chosen, Reply) else chosen(asked)
        if reply.status == 200 and _is_known(reply, asked):
            reply = Reply(304, headers={n: v for n, v in reply.headers.items() if n != "Content-Type"})
        with self._lock:
            self.asked.append(replace(asked, status=reply.status))
        return reply

    def close(self) -> None:
        """Stop the servers."""
        for server in filter(None, (self._plain, self._secure)):
            server.stop()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def _secure_server(self) -> "_Server":
        with self._lock:
            self._secure = self._secure or _Server(self, self._certificates.server())
            return self._secure


def _is_known(reply: Reply, asked: Asked) -> bool:
    """Whether the request shows that the client has this page."""
    if etag := reply.headers.get("ETag"):
        return asked.headers.get("if-none-match") == etag
    modified = reply.headers.get("Last-Modified")
    return modified is not None and asked.headers.get("if-modified-since") == modified


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False  # an endless body would never let go

    def __init__(self, sites: Sites, tls: ssl.SSLContext | None) -> None:
        super().__init__((LOOPBACK, 0), _Handler)
        self.sites = sites
        self.scheme = "https" if tls else "http"
        if tls:
            self.socket = tls.wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)
        self._thread = Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self.shutdown()
        self._thread.join()
        self.server_close()

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients that hang up or distrust us are part of the game."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        server = cast("_Server", self.server)
        host = self.headers.get("Host", "").removesuffix(f":{443 if server.scheme == 'https' else 80}")
        target = self.path if self.path.startswith("/") else f"/?not-a-path={self.path}"
        if self.path.startswith("http://"):  # asked as a proxy is
            host, target = urlsplit(self.path).netloc, self.path.split("/", 3)[-1].join(("/", ""))
        headers = {name.lower(): value for name, value in self.headers.items()}
        self._send(server.sites.answer(Asked(f"{server.scheme}://{host}{target}", headers)))

    def _send(self, reply: Reply) -> None:
        if reply.reset:
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.close_connection = True
            return
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        has_length = reply.pieces is None and reply.status != 304
        if has_length:
            self.send_header("Content-Length", str(len(reply.body) if reply.claims is None else reply.claims))
        self.close_connection = reply.pieces is not None or reply.claims is not None
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        for piece in reply.pieces() if reply.pieces else (reply.body,):
            self.wfile.write(piece)

    def log_message(self, *args: object) -> None:
        """Say nothing: what matters is in `Sites.asked`."""
