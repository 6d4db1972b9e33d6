"""Trouble that may pass is met again, later; trouble that will not is told at once."""

from datetime import timedelta

import pytest
from fetching import DOCS, OpenFetcher

from domain.linked import LinkState
from ingest.fetching.limits import Limits
from ingest.fetching.policy.freshness import retry_after
from sites.clock import BEGINNING, FakeClock
from sites.replies import Reply, broken_off, cut_short, page, robots
from sites.server import Sites

URL = f"{DOCS}/x.html"
UNHURRIED = Limits(delay=0)


@pytest.mark.parametrize(
    "first", [Reply(500), Reply(502), Reply(503), Reply(504), Reply(429), Reply(408), broken_off(), cut_short()]
)
def test_what_may_pass_is_tried_again(sites: Sites, open_fetcher: OpenFetcher, clock: FakeClock, first: Reply) -> None:
    sites.add(URL, first, page())
    assert open_fetcher(limits=UNHURRIED).fetch(URL).state is LinkState.FETCHED
    assert sites.count(URL) == 2
    assert clock.slept == [1.0]


def test_waits_double_and_end(sites: Sites, open_fetcher: OpenFetcher, clock: FakeClock) -> None:
    sites.add(URL, Reply(500))
    fetched = open_fetcher(limits=Limits(delay=0, attempts=4)).fetch(URL)
    assert (fetched.state, sites.count(URL)) == (LinkState.FAILED, 4)
    assert clock.slept == [1.0, 2.0, 4.0]
    assert "(500)" in fetched.reason


@pytest.mark.parametrize(("jitter", "wait"), [(0.0, 0.5), (0.999, 1.499)])
def test_waits_are_spread(
    sites: Sites, open_fetcher: OpenFetcher, clock: FakeClock, jitter: float, wait: float
) -> None:
    sites.add(URL, Reply(500), page())
    open_fetcher(limits=UNHURRIED, jitter=lambda: jitter).fetch(URL)
    assert clock.slept == [pytest.approx(wait)]


@pytest.mark.parametrize("status", [400, 404, 401, 403, 410, 501, 505])
def test_what_will_not_pass_is_asked_once(
    sites: Sites, open_fetcher: OpenFetcher, clock: FakeClock, status: int
) -> None:
    sites.add(URL, Reply(status))
    open_fetcher().fetch(URL)
    assert (sites.count(URL), clock.slept) == (1, [0.5])  # half a second after robots.txt


@pytest.mark.parametrize("status", [429, 503])
def test_a_server_says_when_to_come_back_in_seconds(
    sites: Sites, open_fetcher: OpenFetcher, clock: FakeClock, status: int
) -> None:
    sites.add(URL, Reply(status).having(Retry_After="7"), page())
    assert open_fetcher(limits=UNHURRIED).fetch(URL).state is LinkState.FETCHED
    assert clock.slept == [7.0]


def test_a_server_says_when_to_come_back_as_a_date(sites: Sites, open_fetcher: OpenFetcher, clock: FakeClock) -> None:
    sites.add(URL, Reply(429).having(Retry_After="Sun, 01 Mar 2026 12:00:30 GMT"), page())
    open_fetcher(limits=UNHURRIED).fetch(URL)
    assert clock.slept == [30.0]


def test_nobody_waits_an_hour(sites: Sites, open_fetcher: OpenFetcher, clock: FakeClock) -> None:
    sites.add(URL, Reply(429).having(Retry_After="3600"), page())
    fetched = open_fetcher(limits=UNHURRIED).fetch(URL)
    assert (fetched.state, clock.slept, sites.count(URL)) == (LinkState.FAILED, [], 1)
    assert "60 minutes" in fetched.hint


def test_a_host_that_asked_to_wait_is_not_asked_for_another_page(
    sites: Sites, open_fetcher: OpenFetcher, clock: FakeClock
) -> None:
    sites.add(URL, Reply(429).having(Retry_After="3600"))
    sites.add(f"{DOCS}/y.html", page())
    fetcher = open_fetcher(limits=UNHURRIED)
    fetcher.fetch(URL)
    fetcher.fetch(f"{DOCS}/y.html")
    assert clock.slept == [60.0]


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("0", 0.0), (" 12 ", 12.0), ("-3", None), ("soon", None), ("", None), ("1.5", None), ("9" * 30, None),
        ("٣", None),
        ("Sun, 01 Mar 2026 12:01:00 GMT", 60.0), ("Sun, 01 Mar 2026 11:00:00 GMT", 0.0),
        ("Sunday, 01-Mar-26 12:01:00 GMT", 60.0), ("Mon, 99 Foo 2026 12:01:00 GMT", None),
    ],
)  # fmt: skip
def test_retry_after_is_read_as_seconds_or_date(written: str, seconds: float | None) -> None:
    assert retry_after({"retry-after": written}, BEGINNING) == seconds


def test_a_host_that_cannot_be_reached_is_left_alone_for_a_minute(
    sites: Sites, open_fetcher: OpenFetcher, clock: FakeClock
) -> None:
    """A hundred pages of one whitepaper must not find out one by one that the network is down."""
    for n in range(100):
        sites.add(f"{DOCS}/{n}.html", broken_off())
    sites.add(f"{DOCS}/robots.txt", robots(""))
    fetcher = open_fetcher(limits=UNHURRIED)
    results = [fetcher.fetch(f"{DOCS}/{n}.html") for n in range(100)]
    assert {fetched.state for fetched in results} == {LinkState.FAILED}
    assert sum(sites.counts().values()) == 3
    clock.pass_(minutes=2)
    sites.add(URL, page())
    assert fetcher.fetch(URL).state is LinkState.FETCHED


def test_a_closed_fetcher_fails_at_once(sites: Sites, open_fetcher: OpenFetcher, clock: FakeClock) -> None:
    sites.add(URL, page())
    fetcher = open_fetcher()
    fetcher.close()
    fetched = fetcher.fetch(URL)
    assert (fetched.state, clock.slept, sites.asked) == (LinkState.FAILED, [], [])
    assert fetched.at == BEGINNING + timedelta(0)
