"""Proxy variables are honoured, and what can be checked on the way through a proxy is."""

from collections.abc import Iterator

import httpx
import pytest
from fetching import DOCS, OpenFetcher

from domain.linked import LinkState
from ingest.fetching.net.proxies import Proxies
from sites.proxy import Proxy
from sites.replies import page
from sites.server import Sites


@pytest.fixture
def proxy(sites: Sites) -> Iterator[Proxy]:
    with Proxy(sites) as proxy:
        yield proxy


class NoNames:
    """The resolver of a network whose proxy alone knows the world."""

    def resolve(self, host: str, port: int, /) -> list[tuple[str, int]]:
        raise OSError("no such host")


def test_requests_go_through_the_proxy(sites: Sites, open_fetcher: OpenFetcher, proxy: Proxy) -> None:
    plain, secure = sites.add("http://a.example/x", page()), sites.add(f"{DOCS}/x", page())
    written = {"http": f"http://user:word@{proxy.address}", "https": proxy.address}  # with and without a scheme
    fetcher = open_fetcher(proxies=written, resolver=NoNames(), allow_hosts=())
    assert fetcher.fetch(plain).state is LinkState.FETCHED
    assert fetcher.fetch(secure).state is LinkState.FETCHED
    assert proxy.asked == [
        "GET http://a.example/robots.txt", "GET http://a.example/x", "CONNECT docs.aws.amazon.com:443",
        *["CONNECT docs.aws.amazon.com:443"][: len(proxy.asked) - 3],
    ]  # fmt: skip
    assert proxy.credentials[0] == "Basic dXNlcjp3b3Jk"
    assert sites.asked[-1].headers["host"] == "docs.aws.amazon.com"
    assert "proxy-authorization" not in sites.asked[-1].headers


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:9/", "http://2130706433/", "http://localhost/", "http://[::1]/", "http://metadata.internal/"]
)  # fmt: skip
def test_a_proxy_is_not_asked_for_what_is_private_on_its_face(
    open_fetcher: OpenFetcher, proxy: Proxy, url: str
) -> None:
    fetched = open_fetcher(proxies={"http": proxy.address}, resolver=NoNames(), allow_hosts=()).fetch(url)
    assert (fetched.state in (LinkState.BLOCKED, LinkState.FAILED), proxy.asked) == (True, [])


def test_a_name_known_here_as_private_is_not_asked_for_either(
    sites: Sites, open_fetcher: OpenFetcher, proxy: Proxy
) -> None:
    sites.add("http://a.example/x", page())
    sites.addresses["a.example"] = ["10.0.0.1"]
    fetched = open_fetcher(proxies={"all": proxy.address}, allow_hosts=()).fetch("http://a.example/x")
    assert (fetched.state, proxy.asked) == (LinkState.BLOCKED, [])


def test_hosts_in_no_proxy_go_without(sites: Sites, open_fetcher: OpenFetcher, proxy: Proxy) -> None:
    url = sites.add("http://a.example/x", page())
    proxies = {"http": proxy.address, "no": "b.example, .example"}
    assert open_fetcher(proxies=proxies).fetch(url).state is LinkState.FETCHED
    assert proxy.asked == []


@pytest.mark.parametrize(
    ("no_proxy", "url", "goes_without"),
    [
        ("*", "http://a.example/", True), ("a.example", "http://a.example/", True),
        ("a.example", "http://b.a.example/", True),
        ("a.example", "http://ba.example/", False), ("*.a.example", "http://b.a.example/", True),
        ("a.example:8080", "http://a.example/", False), ("a.example:8080", "http://a.example:8080/", True),
        ("10.0.0.0/8", "http://10.1.2.3/", True), ("10.0.0.1", "http://10.0.0.1/", True),
        ("10.0.0.1", "http://10.0.0.2/", False),
        ("::1", "http://[::1]/", True), ("", "http://a.example/", False), (" , ", "http://a.example/", False),
    ],
)  # fmt: skip
def test_no_proxy_is_read_as_it_is_written(no_proxy: str, url: str, goes_without: bool) -> None:
    proxies = Proxies({"http": "http://proxy.example:3128", "no": no_proxy})
    assert (proxies.proxy_for(httpx.URL(url)) is None) == goes_without


@pytest.mark.parametrize("written", ["socks5://127.0.0.1:1080", "http://", "http://[::1"])
def test_a_proxy_of_another_kind_is_told(sites: Sites, open_fetcher: OpenFetcher, written: str) -> None:
    fetched = open_fetcher(proxies={"https": written}).fetch(sites.add(f"{DOCS}/x", page()))
    assert fetched.state is LinkState.FAILED
    assert "proxy" in fetched.reason
    assert not sites.asked


def test_a_proxy_that_is_down_is_told(open_fetcher: OpenFetcher) -> None:
    fetched = open_fetcher(proxies={"https": "http://127.0.0.1:1"}, resolver=NoNames()).fetch(f"{DOCS}/x")
    assert (fetched.state, fetched.reason != "") == (LinkState.FAILED, True)
