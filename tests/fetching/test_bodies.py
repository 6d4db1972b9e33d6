"""Bodies that mean harm, or are just broken, cost a bounded amount of time and memory."""

import gzip
import socket
import tracemalloc
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Thread
from time import monotonic, sleep

import pytest
from fetching import DOCS, OpenFetcher
from hypothesis import given
from hypothesis import strategies as st

from domain.linked import LinkState
from ingest.fetching.bodies.unpacking import Unpacker
from ingest.fetching.clock import SystemClock
from ingest.fetching.errors import NotFetched
from ingest.fetching.limits import Limits
from sites.replies import HTML, TEXT, Reply, cut_short, endless, gzip_bomb, page
from sites.server import Sites

URL = f"{DOCS}/x.html"
HURRIED = Limits(delay=0, attempts=1, connect=1, read=0.2, total=0.5, packed=200_000, unpacked=400_000)


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_a_bomb_does_not_go_off(sites: Sites, open_fetcher: OpenFetcher, encoding: str) -> None:
    url = sites.add(URL, gzip_bomb(20_000_000, encoding))
    fetcher = open_fetcher(limits=HURRIED)
    tracemalloc.start()
    fetched = fetcher.fetch(url)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert fetched.state is LinkState.TOO_LARGE
    assert peak < 10_000_000


def test_a_bomb_in_an_encoding_nobody_asked_for_stays_shut(sites: Sites, open_fetcher: OpenFetcher) -> None:
    packed = gzip.compress(gzip.compress(bytes(10_000_000)))
    for place, encoding in enumerate(("br", "zstd", "gzip, gzip", "compress")):
        url = sites.add(f"{DOCS}/{place}", Reply(200, packed, {"Content-Type": HTML, "Content-Encoding": encoding}))
        fetched = open_fetcher().fetch(url)
        assert (fetched.state, fetched.body) == (LinkState.FAILED, b"")
    assert sites.asked[-1].headers["accept-encoding"] == "gzip, deflate"


def test_an_endless_body_ends(sites: Sites, open_fetcher: OpenFetcher) -> None:
    url = sites.add(URL, endless())
    assert open_fetcher(limits=HURRIED).fetch(url).state is LinkState.TOO_LARGE


def test_a_slow_drip_ends(sites: Sites, open_fetcher: OpenFetcher) -> None:
    url = sites.add(URL, endless(pause=0.02))
    began = monotonic()
    fetched = open_fetcher(limits=HURRIED, clock=SystemClock()).fetch(url)
    assert monotonic() - began < 3
    assert fetched.state is LinkState.FAILED
    assert "too long" in fetched.reason


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_closing_the_fetcher_ends_a_fetch_under_way(sites: Sites, open_fetcher: OpenFetcher, scheme: str) -> None:
    """A thread that waits for a silent server must not hold up the end of the program."""
    url = sites.add(f"{scheme}://docs.aws.amazon.com/silent", endless(pause=60))
    fetcher = open_fetcher(limits=Limits(delay=0, read=60), clock=SystemClock())
    with ThreadPoolExecutor(1) as pool:
        under_way = pool.submit(fetcher.fetch, url)
        while not sites.count(url):
            sleep(0.01)
        sleep(0.05)
        fetcher.close()
        fetched = under_way.result(timeout=5)
    assert (fetched.state, fetched.reason) == (LinkState.FAILED, "Fetching was stopped.")


@pytest.mark.parametrize("line", [b"", b"HTTP/1.1 200 OK\r\nX-A: ", b"HTTP/1.1 100 Continue\r\n\r\n"])
def test_headers_that_never_end_end(open_fetcher: OpenFetcher, line: bytes) -> None:
    with _dripping(line) as port:
        began = monotonic()
        fetcher = open_fetcher(limits=HURRIED, clock=SystemClock(), allow_hosts=["127.0.0.1"])
        fetched = fetcher.fetch(f"http://127.0.0.1:{port}/")
        assert monotonic() - began < 3
    assert fetched.state is LinkState.FAILED


def test_a_length_over_the_limit_is_believed(sites: Sites, open_fetcher: OpenFetcher) -> None:
    url = sites.add(URL, Reply(200, b"", {"Content-Type": HTML}, claims=10**9))
    assert open_fetcher(limits=HURRIED).fetch(url).state is LinkState.TOO_LARGE


def test_half_a_page_is_no_page(sites: Sites, open_fetcher: OpenFetcher) -> None:
    url = sites.add(URL, cut_short())
    fetched = open_fetcher(limits=HURRIED).fetch(url)
    assert (fetched.state, fetched.body) == (LinkState.FAILED, b"")
    packed = gzip.compress(b"<!doctype html>" + TEXT.encode() * 100)[:-20]
    half = sites.add(f"{DOCS}/half", Reply(200, packed, {"Content-Type": HTML, "Content-Encoding": "gzip"}))
    assert "broke off" in open_fetcher(limits=HURRIED).fetch(half).reason


def test_nonsense_in_place_of_gzip_is_told(sites: Sites, open_fetcher: OpenFetcher) -> None:
    url = sites.add(URL, Reply(200, b"nonsense", {"Content-Type": HTML, "Content-Encoding": "gzip"}))
    assert "compression" in open_fetcher(limits=HURRIED).fetch(url).reason


def test_a_compressed_page_is_a_page(sites: Sites, open_fetcher: OpenFetcher) -> None:
    body = page().body
    raw_deflate = zlib.compressobj(wbits=-15)
    packings = {
        "gzip": gzip.compress(body),
        "x-gzip": gzip.compress(body[:50]) + gzip.compress(body[50:]),
        "deflate": zlib.compress(body),
        "DEFLATE": raw_deflate.compress(body) + raw_deflate.flush(),
        "identity": body,
    }
    for encoding, packed in packings.items():
        url = sites.add(f"{DOCS}/{encoding}", Reply(200, packed, {"Content-Type": HTML, "Content-Encoding": encoding}))
        assert open_fetcher().fetch(url).body == body, encoding


@given(st.binary(max_size=5000), st.integers(1, 400), st.sampled_from(["gzip", "deflate", ""]))
def test_unpacking_gives_the_bytes_back_however_they_are_cut(body: bytes, cut: int, encoding: str) -> None:
    packed = _packed(body, encoding)
    unpacker = Unpacker(encoding, 5000)
    for start in range(0, len(packed), cut):
        unpacker.take(packed[start : start + cut])
    assert unpacker.body() == body


@given(st.binary(min_size=1, max_size=500), st.sampled_from(["gzip", "deflate"]))
def test_unpacking_nonsense_is_trouble_or_bytes(nonsense: bytes, encoding: str) -> None:
    unpacker = Unpacker(encoding, 1000)
    try:
        unpacker.take(nonsense)
        assert len(unpacker.body()) <= 1000
    except NotFetched as trouble:
        assert trouble.reason


def _packed(body: bytes, encoding: str) -> bytes:
    if encoding == "gzip":
        return gzip.compress(body)
    return zlib.compress(body) if encoding else body


class _dripping:  # noqa: N801  # reads like a function
    """A server that sends a line, then one byte at a time, for ever."""

    def __init__(self, line: bytes) -> None:
        self._line = line

    def __enter__(self) -> int:
        self._socket = socket.create_server(("127.0.0.1", 0))
        Thread(target=self._serve, daemon=True).start()
        return int(self._socket.getsockname()[1])

    def __exit__(self, *_: object) -> None:
        self._socket.close()

    def _serve(self) -> None:
        try:
            while True:
                connection, _ = self._socket.accept()
                with connection:
                    for piece in self._pieces():
                        connection.sendall(piece)
                        sleep(0.02)
        except OSError:
            return

    def _pieces(self) -> Iterator[bytes]:
        yield self._line
        while True:
            yield self._line if self._line.endswith(b"\r\n\r\n") else b"x"
