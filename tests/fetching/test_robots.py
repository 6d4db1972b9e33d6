"""robots.txt is obeyed as RFC 9309 has it."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from fetching import DOCS, OpenFetcher

from domain.linked import LinkState
from ingest.fetching.limits import Limits
from sites.clock import FakeClock
from sites.replies import Reply, broken_off, page, raw, redirect, robots, sign_in_form
from sites.server import Sites

URL, RULES = f"{DOCS}/guide/x.html", f"{DOCS}/robots.txt"


@pytest.mark.parametrize(
    ("rules", "allowed"),
    [
        ("", True), ("User-agent: *\nDisallow:", True), ("User-agent: *\nDisallow: /", False),
        ("User-agent: *\nDisallow: /\nAllow: /guide/", True), ("User-agent: Footnote\nDisallow: /guide/\n", False),
        ("User-agent: *\nDisallow: /\n\nUser-agent: footnote\nAllow: /", True),
        ("User-agent: Other\nDisallow: /", True),
        ("User-agent: *\nDisallow: /*.html$", False), ("User-agent: *\nDisallow: /guide/y", True),
        ("\ufeffUser-agent: *\r\nDisallow: /guide # ours\r\n", False), ("\x00\x01 nonsense \ud7ff", True),
    ],
)  # fmt: skip
def test_the_longest_rule_for_us_decides(sites: Sites, open_fetcher: OpenFetcher, rules: str, allowed: bool) -> None:
    sites.add(URL, page())
    sites.add(RULES, robots(rules))
    fetched = open_fetcher().fetch(URL)
    assert (fetched.state is LinkState.FETCHED) == allowed
    assert sites.count(URL) == allowed


@pytest.mark.parametrize(
    "none", [Reply(404), Reply(401), Reply(403), Reply(410), Reply(451), sign_in_form(), raw(b"\x89PNG", "image/png"),
             Reply(200, b"", {"Content-Type": "text/plain"}), redirect("/signin")],
)  # fmt: skip
def test_a_host_without_rules_allows_everything(sites: Sites, open_fetcher: OpenFetcher, none: Reply) -> None:
    sites.add(URL, page())
    sites.add(RULES, none)
    assert open_fetcher().fetch(URL).state is LinkState.FETCHED


@pytest.mark.parametrize("trouble", [Reply(500), Reply(503), broken_off()])
def test_rules_that_cannot_be_read_forbid_everything(
    sites: Sites, open_fetcher: OpenFetcher, clock: FakeClock, trouble: Reply
) -> None:
    sites.add(URL, page())
    sites.add(RULES, trouble)
    fetcher = open_fetcher()
    first, second = fetcher.fetch(URL), fetcher.fetch(URL)
    assert (first.state, second.state, sites.count(URL)) == (LinkState.FAILED, LinkState.FAILED, 0)
    assert sites.count(RULES) == 3  # the attempts of the first fetch alone
    assert first.reason
    clock.pass_(minutes=2)
    sites.add(RULES, robots(""))
    assert fetcher.fetch(URL).state is LinkState.FETCHED


def test_rules_that_cannot_be_read_are_asked_for_once_by_many_threads(sites: Sites, open_fetcher: OpenFetcher) -> None:
    urls = [sites.add(f"{DOCS}/{n}", page()) for n in range(20)]
    sites.add(RULES, Reply(500))
    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(open_fetcher().fetch, urls))
    assert {fetched.state for fetched in results} == {LinkState.FAILED}
    assert sites.count(RULES) == 3


def test_old_rules_hold_while_new_ones_cannot_be_read(
    sites: Sites, open_fetcher: OpenFetcher, clock: FakeClock
) -> None:
    sites.add(URL, page())
    sites.add(RULES, robots("User-agent: *\nDisallow: /secret"))
    open_fetcher().fetch(URL)
    clock.pass_(days=3)
    sites.add(RULES, Reply(500))
    fetcher = open_fetcher()
    assert fetcher.fetch(URL).stale is False
    assert fetcher.fetch(f"{DOCS}/secret").state is LinkState.BLOCKED


def test_rules_are_asked_for_anew_each_day(sites: Sites, open_fetcher: OpenFetcher, clock: FakeClock) -> None:
    sites.add(RULES, robots("").having(Cache_Control="max-age=99999999"))
    fetcher = open_fetcher()
    for day in range(3):
        fetcher.fetch(sites.add(f"{DOCS}/{day}", page()))
        fetcher.fetch(sites.add(f"{DOCS}/{day}b", page()))
        clock.pass_(hours=25)
    assert sites.count(RULES) == 3


def test_rules_are_followed_to_where_they_moved(sites: Sites, open_fetcher: OpenFetcher) -> None:
    sites.add(URL, page())
    sites.add(RULES, redirect("https://other.example/rules.txt"))
    sites.add("https://other.example/rules.txt", robots("User-agent: *\nDisallow: /"))
    assert open_fetcher().fetch(URL).state is LinkState.BLOCKED


def test_each_host_on_the_way_is_asked(sites: Sites, open_fetcher: OpenFetcher) -> None:
    sites.add(URL, redirect("https://other.example/x"))
    sites.add("https://other.example/x", page())
    sites.add("https://other.example/robots.txt", robots("User-agent: *\nDisallow: /"))
    assert open_fetcher().fetch(URL).state is LinkState.BLOCKED
    assert sites.count("https://other.example/x") == 0


def test_a_host_may_ask_for_more_time_within_reason(sites: Sites, open_fetcher: OpenFetcher, clock: FakeClock) -> None:
    sites.add(RULES, robots("User-agent: *\nCrawl-delay: 3"))
    sites.add("https://slow.example/robots.txt", robots("User-agent: *\nCrawl-delay: 3600"))
    pages = [sites.add(f"{host}/{n}", page()) for host in (DOCS, "https://slow.example") for n in range(3)]
    fetcher = open_fetcher(limits=Limits(delay=1))
    for url in pages:
        fetcher.fetch(url)
    assert clock.slept == [1.0, 3.0, 3.0, 1.0, 10.0, 10.0]  # the first wait is after robots.txt itself
