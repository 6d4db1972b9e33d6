"""One host is never hurried; many hosts are read at once; nothing is fetched twice."""

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Lock

import pytest
from fetching import DOCS, OpenFetcher
from hypothesis import given
from hypothesis import strategies as st

from domain.linked import FetchProgress, FetchStep, LinkState
from ingest.fetching.limits import AGENT, Limits
from ingest.fetching.parallel import by_turns, fetch_together
from sites.clock import FakeClock
from sites.replies import Asked, Reply, page
from sites.server import Sites

UNHURRIED = Limits(delay=0)


class Crowd:
    """A page that takes a moment, and counts who reads it at the same time."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._now = 0
        self.most = 0

    def __call__(self, asked: Asked) -> Reply:
        with self._lock:
            self._now += 1
            self.most = max(self.most, self._now)
        time.sleep(0.02)
        with self._lock:
            self._now -= 1
        return page()


def test_requests_to_one_host_keep_their_distance(sites: Sites, open_fetcher: OpenFetcher, clock: FakeClock) -> None:
    urls = [sites.add(f"{DOCS}/{n}", page()) for n in range(3)]
    fetcher = open_fetcher(limits=Limits(delay=2))
    for url in urls:
        fetcher.fetch(url)
    assert clock.slept == [2.0, 2.0, 2.0]


def test_two_connections_a_host_and_many_hosts_at_once(sites: Sites, open_fetcher: OpenFetcher) -> None:
    one, all_ = Crowd(), Crowd()
    urls = [sites.add(f"{DOCS}/{n}", lambda asked: (one(asked), all_(asked))[1]) for n in range(6)]
    urls += [sites.add(f"http://h{n}.example/", all_) for n in range(6)]
    fetcher = open_fetcher(limits=UNHURRIED)
    results = list(fetch_together(urls, fetcher.fetch, workers=8))
    assert {fetched.state for fetched in results} == {LinkState.FETCHED}
    assert one.most <= 2
    assert all_.most > 2


def test_a_page_wanted_by_many_threads_is_fetched_once(sites: Sites, open_fetcher: OpenFetcher) -> None:
    url = sites.add(f"{DOCS}/x", Crowd())
    fetcher = open_fetcher(limits=UNHURRIED)
    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(fetcher.fetch, [url] * 20))
    assert len({fetched.body for fetched in results}) == 1
    assert [asked.url for asked in sites.asked] == [f"{DOCS}/robots.txt", url]


def test_progress_tells_what_is_going_on(sites: Sites, open_fetcher: OpenFetcher) -> None:
    url = sites.add(f"{DOCS}/x", page("word " * 100_000))
    steps: list[FetchProgress] = []
    open_fetcher().fetch(url, on_progress=steps.append)
    assert [steps[0].step, steps[1].step, steps[-1].step] == [FetchStep.WAITING, FetchStep.ASKING, FetchStep.READING]
    reading = [step for step in steps if step.step is FetchStep.READING]
    assert reading[-1].received == reading[-1].total
    assert len(reading) > 1
    assert {step.url for step in steps} == {url}


def test_requests_say_who_asks_and_carry_nothing_else(sites: Sites, open_fetcher: OpenFetcher) -> None:
    url = sites.add(f"{DOCS}/x", page().having(Set_Cookie="a=b"))
    fetcher = open_fetcher()
    fetcher.fetch(url)
    fetcher.fetch(sites.add(f"{DOCS}/y", page()))
    headers = sites.asked[-1].headers
    assert headers["user-agent"] == AGENT
    assert headers.keys() <= {"host", "user-agent", "accept", "accept-encoding", "accept-language", "connection"}


def test_stopping_drops_what_has_not_begun(sites: Sites, open_fetcher: OpenFetcher) -> None:
    urls = [sites.add(f"http://h{n}.example/", Crowd()) for n in range(30)]
    results = fetch_together(urls, open_fetcher(limits=UNHURRIED).fetch, workers=2)
    next(results)
    results.close()  # type: ignore[attr-defined]
    assert len(sites.counts()) < 10


def test_an_error_of_ours_comes_through(sites: Sites) -> None:
    def broken(url: str) -> str:
        raise RuntimeError(url)

    with pytest.raises(RuntimeError):
        list(fetch_together(["http://a.example/"], broken))


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 9))))
def test_hosts_take_turns_and_every_url_is_there_once(pairs: list[tuple[str, int]]) -> None:
    urls = [f"http://{host}.example/{n}" for host, n in pairs]
    turns = by_turns(urls)
    assert sorted(turns) == sorted(set(urls))
    for host in "abc":
        own = [url for url in turns if f"//{host}." in url]
        assert own == list(dict.fromkeys(url for url in urls if f"//{host}." in url))
    hosts = len({url.split("/")[2] for url in urls})
    assert len({url.split("/")[2] for url in turns[:hosts]}) == hosts
