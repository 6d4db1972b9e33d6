"""Whatever bytes a server sends, a fetch ends in a state."""

import socket
import ssl
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from threading import Thread

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.fetching.fetcher import WebFetcher
from ingest.fetching.limits import Limits
from sites.clock import FakeClock
from sites.replies import TEXT

NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # to load real certificates takes longer than the test
NO_RULES = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
HEADS = [
    b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 302 Found\r\n", b"HTTP/1.1 304 Not Modified\r\n", b"HTTP/1.0 429 x\r\n",
    b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n", b"HTTP/1.1 101 Switching Protocols\r\n",
    b"HTTP/2 200\r\n", b"",
]  # fmt: skip
LINES = [
    b"Content-Type: text/html\r\n", b"Content-Type: ;;charset=\xff\r\n",
    b"Content-Type: text/html; charset=punycode\r\n",
    b"Content-Length: 40\r\n", b"Content-Length: -1\r\n", b"Content-Length: 5, 6\r\n",
    b"Content-Length: " + b"9" * 40 + b"\r\n",
    b"Transfer-Encoding: chunked\r\n", b"Transfer-Encoding: gzip, chunked\r\n", b"Content-Encoding: gzip\r\n",
    b"Content-Encoding: deflate\r\n", b"Location: /y\r\n", b"Location: \xff\xfe\r\n", b"Location: http://[\r\n",
    b"Location: //\r\n", b"Location: ?\r\n", b"Retry-After: \xd9\xa3\r\n", b"Retry-After: 9999999999999999\r\n",
    b"Expires: Fri, 99 Feb 99999 99:99:99 GMT\r\n", b"Cache-Control: max-age=" + b"9" * 30 + b"\r\n", b"Age: x\r\n",
    b"ETag: \xff\r\n", b"Last-Modified: \x7f\r\n", b": empty\r\n", b"No colon\r\n", b"X: a\r\n b\r\n", b"X: \x00\r\n",
    b"Connection: upgrade\r\n", b"WWW-Authenticate: \xe4\r\n", b"X: " + b"y" * 120_000 + b"\r\n",
]  # fmt: skip
BODIES = [
    b"", TEXT.encode(), b"5\r\nhello\r\n0\r\n\r\n", b"ffffffffff\r\n", b"\x1f\x8b\x08\x00",
    b"<!doctype html>" + TEXT.encode(),
    b"<meta http-equiv=refresh content='0;url=http://['>", b"\xff\xfe<\x00", b"%PDF-1.4", b"\x00" * 50,
]  # fmt: skip


class Parrot:
    """A server without robots.txt that says the same bytes to everybody."""

    def __init__(self) -> None:
        self.bytes = b""
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        Thread(target=self._serve, daemon=True).start()

    def close(self) -> None:
        self._socket.close()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            with connection:
                try:
                    asked = connection.recv(65536)
                    connection.sendall(NO_RULES if asked.startswith(b"GET /robots.txt") else self.bytes)
                except OSError:
                    continue


@pytest.fixture(scope="module")
def parrot() -> Iterator[Parrot]:
    parrot = Parrot()
    yield parrot
    parrot.close()


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.sampled_from(HEADS), st.lists(st.sampled_from(LINES), max_size=4), st.sampled_from(BODIES) | st.binary())
def test_whatever_bytes_a_server_sends_a_fetch_ends_in_a_state(
    parrot: Parrot, tmp_path: Path, head: bytes, lines: list[bytes], body: bytes
) -> None:
    parrot.bytes = head + b"".join(lines) + b"\r\n" + body
    limits = Limits(delay=0, read=1, minimum_age=0, attempts=1)
    cache = tmp_path / sha256(parrot.bytes).hexdigest()[:16]
    with WebFetcher(cache, allow_hosts=["127.0.0.1"], clock=FakeClock(), limits=limits, tls=NO_TLS) as fetcher:
        for path in ("x", "y", "x"):
            fetched = fetcher.fetch(f"http://127.0.0.1:{parrot.port}/{path}")
            assert fetched.state.readable == bool(fetched.body)
            assert fetched.body or (fetched.reason and fetched.hint)
