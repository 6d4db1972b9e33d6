"""What must never be connected to, however a link, a resolver or a redirect puts it."""

import socket
from collections.abc import Iterator, Sequence

import httpx
import pytest
from fetching import DOCS, OpenFetcher
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import WrongHost
from domain.linked import LinkState
from ingest.fetching.errors import NotFetched
from ingest.fetching.limits import Limits
from ingest.fetching.net.allowed import Guard
from ingest.fetching.policy.cache_records import record_of
from ingest.fetching.request import Received
from ingest.fetching.urls import parsed
from sites.clock import BEGINNING
from sites.replies import page, redirect
from sites.server import Sites

REFUSED = [
    "ftp://docs.aws.amazon.com/x", "file:///etc/passwd", "javascript:alert(1)", "data:text/html,x", "gopher://x.example/",
    "//docs.aws.amazon.com/x", "docs.aws.amazon.com", "http://", "http:///x", "https://?x", "",
    "http://user@docs.aws.amazon.com/", "http://user:word@docs.aws.amazon.com/", "http://docs.aws.amazon.com@127.0.0.1/",
    "http://docs.aws.amazon.com\\@127.0.0.1/", "http://127.0.0.1\\@docs.aws.amazon.com/", "http://:word@127.0.0.1/",
    "http://127.0.0.1/", "http://127.0.0.1:8080/", "http://127.1/", "http://127.0.1/", "http://2130706433/", "http://0/",
    "http://0x7f.1/", "http://0x7f000001/", "http://0x7f.0.0.1/", "http://0177.0.0.1/", "http://017700000001/",
    "http://127.0.0.1./", "http://127.0.0.1.nip.local/", "http://0x/", "http://1.2.3.4.5/", "http://999.1.1.1/",
    "http://10.0.0.8/", "http://172.16.0.1/", "http://192.168.0.1/", "http://100.64.0.1/", "http://169.254.169.254/",
    "http://0.0.0.0/", "http://224.0.0.1/", "http://255.255.255.255/", "http://2852039166/latest/meta-data/",
    "http://[::1]/", "http://[::]/", "http://[0:0:0:0:0:0:0:1]/", "http://[::ffff:127.0.0.1]/", "http://[::ffff:7f00:1]/",
    "http://[::127.0.0.1]/", "http://[64:ff9b::7f00:1]/", "http://[2002:7f00:1::]/", "http://[2001::1]/",
    "http://[fe80::1]/", "http://[fe80::1%25eth0]/", "http://[fe80::1%eth0]/", "http://[fd00:ec2::254]/",
    "http://[fec0::1]/", "http://[::1", "http://::1/", "http://[v1.x]/",
    "http://localhost/", "http://LOCALHOST/", "http://localhost./", "http://a.localhost/", "http://localhost.localdomain/",
    
    "http://printer/", "http://wiki.internal/", "http://metadata.google.internal/", "http://nas.local/", "http://x.home.arpa/",
    "http://127。0。0。1/", "http://127．0．0．1/", "http://①②⑦.0.0.1/", "http://ⓛocalhost/", "http://ｌocalhost/",
    "http://127%2e0%2e0%2e1/", "http://%31%32%37.0.0.1/", "http://a b.example/", "http://a\tb.example/",
    "http://-a.example/",    "http://a..example/", "http://.example/", "http://a.example:99999/", "http://a.example:x/",
    f"http://{'a.' * 140}example/",
    f"https://docs.aws.amazon.com/{'x' * 9000}", "http://xn--/", "http://\u202eexample.com/",
]  # fmt: skip


class Recorder:
    """A resolver that finds everything, and tells what it was asked."""

    def __init__(self, *answers: str) -> None:
        self._answers = answers or ("93.184.216.34",)
        self.asked: list[str] = []

    def resolve(self, host: str, port: int, /) -> Sequence[tuple[str, int]]:
        self.asked.append(host)
        return [(address, port) for address in self._answers]


class Rebinding:
    """Answers with the first address once, and with the second ever after."""

    def __init__(self, sites: Sites, first: str, then: str) -> None:
        self._sites = sites
        self._answers: Iterator[str] = iter([first])
        self._then = then
        self.asked = 0

    def resolve(self, host: str, port: int, /) -> Sequence[tuple[str, int]]:
        self.asked += 1
        return [(next(self._answers, self._then), self._sites.resolve("127.0.0.1", port)[0][1])]


@pytest.mark.parametrize("url", REFUSED)
def test_no_disguise_leads_to_a_connection(open_fetcher: OpenFetcher, url: str) -> None:
    resolver = Recorder("127.0.0.1")
    fetched = open_fetcher(allow_hosts=(), resolver=resolver).fetch(url)
    assert fetched.state in (LinkState.BLOCKED, LinkState.FAILED)
    assert fetched.reason
    assert fetched.hint
    assert not resolver.asked or fetched.state is LinkState.BLOCKED  # what looks like a name is refused when resolved


@pytest.mark.parametrize(
    "addresses",
    [
        ["127.0.0.1"], ["10.0.0.1"], ["169.254.169.254"], ["::1"], ["::ffff:169.254.169.254"], ["fe80::1%eth0"],
        ["64:ff9b::a00:1"], ["93.184.216.34", "127.0.0.1"], ["100.64.1.1"], ["0.0.0.0"], ["fd00:ec2::254"],
    ],
)  # fmt: skip
def test_a_name_that_resolves_to_a_private_address_is_refused(
    sites: Sites, open_fetcher: OpenFetcher, addresses: list[str]
) -> None:
    url = sites.add("https://innocent.example/x", page())
    sites.addresses["innocent.example"] = addresses
    fetched = open_fetcher(allow_hosts=()).fetch(url)
    assert fetched.state is LinkState.BLOCKED
    assert fetched.hint
    assert not sites.asked


@pytest.mark.parametrize(
    ("url", "hint"),
    [
        ("http://localhost/", "--allow-host localhost."), ("http://127.0.0.1:8080/", "--allow-host 127.0.0.1:8080."),
        ("http://[::1]:8080/", "--allow-host [::1]:8080."), ("http://169.254.169.254/", "remove the link"),
    ],
)  # fmt: skip
def test_a_refusal_says_what_can_be_done(open_fetcher: OpenFetcher, url: str, hint: str) -> None:
    assert hint in open_fetcher(allow_hosts=()).fetch(url).hint


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.1:1/", "http://[::1]:1/", "//2130706433/", "http://localhost/", "https://innocent.example/inner",
        "file:///etc/passwd", "http://user:word@docs.aws.amazon.com/", "http://169.254.169.254/latest/meta-data/",
    ],
)  # fmt: skip
def test_a_redirect_is_checked_like_a_link(sites: Sites, open_fetcher: OpenFetcher, target: str) -> None:
    outside = sites.add(f"{DOCS}/x", redirect(target, 302))
    sites.add("https://innocent.example/inner", page())
    sites.addresses["innocent.example"] = ["127.0.0.1"]
    fetched = open_fetcher(allow_hosts=["docs.aws.amazon.com"]).fetch(outside)
    assert fetched.state is LinkState.BLOCKED
    assert sites.counts() == {outside: 1}


def test_a_robots_txt_cannot_lead_inside_either(sites: Sites, open_fetcher: OpenFetcher) -> None:
    sites.add(f"{DOCS}/robots.txt", redirect(f"{sites.here}/secret", 302))
    url = sites.add(f"{DOCS}/x", page())
    sites.add(f"{sites.here}/secret", page())
    fetched = open_fetcher(allow_hosts=["docs.aws.amazon.com"]).fetch(url)
    assert fetched.state is LinkState.BLOCKED
    assert [asked.url for asked in sites.asked] == [f"{DOCS}/robots.txt"]


def test_a_resolver_that_changes_its_mind_gains_nothing(sites: Sites, open_fetcher: OpenFetcher) -> None:
    """Each connection goes to the very address that was checked: a check and a later look-up never differ."""
    url = sites.add(f"{DOCS}/x", page())
    resolver = Rebinding(sites, "192.0.2.1", "127.0.0.1")
    fetched = open_fetcher(allow_hosts=(), resolver=resolver).fetch(url)
    assert (fetched.state, sites.asked, resolver.asked) == (LinkState.BLOCKED, [], 1)


def test_the_address_that_was_checked_is_the_one_connected_to(
    open_fetcher: OpenFetcher, sites: Sites, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A public answer first, a private one after: the only connection attempted is to the public one."""
    connected: list[tuple[str, int]] = []

    def refuse(address: tuple[str, int], *args: object, **options: object) -> socket.socket:
        connected.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "create_connection", refuse)  # the edge of the world, not what is under test
    resolver = Rebinding(sites, "93.184.216.34", "127.0.0.1")
    fetched = open_fetcher(allow_hosts=(), resolver=resolver).fetch("http://rebinding.example/x")
    assert [address for address, _ in connected] == ["93.184.216.34"]
    assert fetched.state is LinkState.BLOCKED  # the second attempt resolved anew, and was checked anew


def test_the_certificate_must_be_for_the_name_in_the_link(sites: Sites, open_fetcher: OpenFetcher) -> None:
    url = sites.add("https://a.example/x", page())
    assert open_fetcher().fetch(url).state is LinkState.FETCHED
    untrusting = open_fetcher(tls=None).fetch("https://a.example/y")
    assert untrusting.state is LinkState.FAILED
    assert "certificate" in untrusting.reason
    assert sites.asked[-1].headers["host"] == "a.example"


def test_an_allowed_host_lets_itself_through_and_no_other(sites: Sites, open_fetcher: OpenFetcher) -> None:
    there = sites.add(f"{sites.here}/x", page())
    assert open_fetcher(allow_hosts=["127.0.0.1"]).fetch(there).state is LinkState.FETCHED
    assert open_fetcher(allow_hosts=["localhost", "127.0.0.2"]).fetch(f"{sites.here}/y").state is LinkState.BLOCKED
    port = int(sites.here.rsplit(":", 1)[1])
    assert open_fetcher(allow_hosts=[f"127.0.0.1:{port}"]).fetch(f"{sites.here}/z").state is LinkState.GONE
    assert open_fetcher(allow_hosts=[f"127.0.0.1:{port + 1}"]).fetch(f"{sites.here}/v").state is LinkState.BLOCKED


@pytest.mark.parametrize("address", ["169.254.169.254", "0.0.0.0", "::ffff:127.0.0.1", "fd00:ec2::254"])
def test_an_allowed_host_cannot_be_where_metadata_is(sites: Sites, open_fetcher: OpenFetcher, address: str) -> None:
    url = sites.add("http://wiki.internal/x", page())
    sites.addresses["wiki.internal"] = [address]
    assert open_fetcher(allow_hosts=["wiki.internal"]).fetch(url).state is LinkState.BLOCKED


@pytest.mark.parametrize(
    ("written", "host", "port"),
    [
        ("LOCALHOST.", "localhost", 0), ("localhost:8080", "localhost", 8080), ("[::1]:80", "::1", 0),
        ("[::1]:81", "::1", 81),
        ("http://wiki.corp:8000/x", "wiki.corp", 8000),
        ("bücher.example", "xn--bcher-kva.example", 0),
    ],
)  # fmt: skip
def test_hosts_are_allowed_as_they_are_compared(written: str, host: str, port: int) -> None:
    assert Guard.allowing([written]).allowed == {(host, port)}


@pytest.mark.parametrize("written", ["", "a b", "user@host", "ftp://x", "host:port", "0x7f.1"])
def test_what_is_no_host_cannot_be_allowed(written: str) -> None:
    with pytest.raises(WrongHost) as error:
        Guard.allowing([written])
    assert error.value.hint


@given(st.text(max_size=60) | st.from_regex(r"https?://[\w.@:\[\]%/\\-]{1,40}", fullmatch=True))
def test_any_text_is_a_url_in_one_form_or_refused(text: str) -> None:
    try:
        url = parsed(text)
    except NotFetched as trouble:
        assert trouble.reason
        return
    assert url.scheme in ("http", "https")
    assert not url.userinfo
    assert url.host == url.host.lower().rstrip(".")
    assert parsed(str(url)) == url


@given(st.text(max_size=60) | st.from_regex(r"(https?:)?/{0,3}[\w.@:\[\]%?#/\\-]{0,40}", fullmatch=True))
def test_any_location_leads_somewhere_or_is_refused(location: str) -> None:
    headers = httpx.Headers([(b"location", location.encode())])
    try:
        record = record_of(httpx.URL(f"{DOCS}/x"), Received(302, headers), BEGINNING, Limits())
        assert parsed(record.location).scheme in ("http", "https")
    except NotFetched as trouble:
        assert trouble.reason
