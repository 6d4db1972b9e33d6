"""What has not changed is not fetched again, works without a network, and survives being killed."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from fetching import DOCS, OpenFetcher

from domain.errors import LibraryBroken
from domain.linked import LinkState
from ingest.fetching.cache import PageCache, Record
from ingest.fetching.limits import Limits
from ingest.fetching.policy.freshness import fresh_until
from sites.clock import BEGINNING, FakeClock
from sites.replies import Reply, broken_off, page, redirect, robots
from sites.server import Sites

URL = f"{DOCS}/x.html"
TAGGED = page().having(ETag='"one"')
DATED = page().having(Last_Modified="Sun, 01 Mar 2026 11:00:00 GMT")


@pytest.mark.parametrize("reply", [TAGGED, page(), redirect(f"{DOCS}/y.html"), Reply(404), Reply(403), Reply(401)])
def test_a_second_fetch_on_the_same_day_asks_nothing(sites: Sites, open_fetcher: OpenFetcher, reply: Reply) -> None:
    sites.add(URL, reply)
    sites.add(f"{DOCS}/y.html", TAGGED)
    first = open_fetcher().fetch(URL)
    sites.forget_requests()
    second = open_fetcher().fetch(URL)
    assert not sites.asked
    assert (second.body, second.reason, second.at) == (first.body, first.reason, first.at)
    assert second.state is (LinkState.UNCHANGED if first.state.readable else first.state)
    assert second.final_url == first.final_url


@pytest.mark.parametrize("reply", [TAGGED, DATED])
def test_an_old_copy_is_confirmed_without_being_sent(
    sites: Sites, open_fetcher: OpenFetcher, clock: FakeClock, reply: Reply
) -> None:
    sites.add(URL, reply)
    first = open_fetcher().fetch(URL)
    clock.pass_(days=2)
    sites.forget_requests()
    second = open_fetcher().fetch(URL)
    assert (second.state, second.body, second.at) == (LinkState.UNCHANGED, first.body, clock.now() - timedelta(0))
    assert sites.bodies()[URL] == 0
    assert sites.count(URL) == 1


def test_a_changed_page_is_fetched(sites: Sites, open_fetcher: OpenFetcher, clock: FakeClock) -> None:
    sites.add(URL, TAGGED)
    open_fetcher().fetch(URL)
    clock.pass_(days=2)
    sites.add(URL, page("Other words.").having(ETag='"two"'))
    assert (second := open_fetcher().fetch(URL)).state is LinkState.FETCHED
    assert b"Other words." in second.body


def test_the_same_bytes_sent_again_are_unchanged(sites: Sites, open_fetcher: OpenFetcher, clock: FakeClock) -> None:
    sites.add(URL, page())
    open_fetcher().fetch(URL)
    clock.pass_(days=2)
    assert open_fetcher().fetch(URL).state is LinkState.UNCHANGED
    assert sites.bodies()[URL] == 2


def test_a_sync_begun_later_asks_again_and_only_once(sites: Sites, open_fetcher: OpenFetcher, clock: FakeClock) -> None:
    sites.add(URL, TAGGED)
    open_fetcher().fetch(URL)
    clock.pass_(hours=1)
    begun = clock.now()
    for _ in range(3):
        open_fetcher().fetch(URL, since=begun)
    assert sites.count(URL) == 2


def test_the_state_compares_with_what_the_caller_has(sites: Sites, open_fetcher: OpenFetcher) -> None:
    """A sync killed after it fetched and before it kept: the next one must still be told that the page is new."""
    sites.add(URL, TAGGED)
    first = open_fetcher().fetch(URL)
    assert open_fetcher().fetch(URL, known="").state is LinkState.FETCHED
    assert open_fetcher().fetch(URL, known="0" * 64).state is LinkState.FETCHED
    assert open_fetcher().fetch(URL, known=first.digest).state is LinkState.UNCHANGED


@pytest.mark.parametrize("down", [broken_off(), Reply(503), Reply(500)])
def test_without_a_network_the_old_copy_serves_with_its_date(
    sites: Sites, open_fetcher: OpenFetcher, clock: FakeClock, down: Reply
) -> None:
    sites.add(URL, TAGGED)
    first = open_fetcher().fetch(URL)
    clock.pass_(days=40)
    sites.add(URL, down)
    sites.add(f"{DOCS}/robots.txt", down)
    stale = open_fetcher().fetch(URL)
    assert (stale.state, stale.body, stale.at, stale.stale) == (LinkState.UNCHANGED, first.body, BEGINNING_, True)
    assert "This is the copy of 1 March 2026." in stale.reason
    assert stale.hint


BEGINNING_ = BEGINNING + timedelta(seconds=0.5)  # the page was asked for half a second after robots.txt


def test_offline_nothing_is_asked(sites: Sites, open_fetcher: OpenFetcher, clock: FakeClock) -> None:
    sites.add(URL, redirect("y.html"))
    sites.add(f"{DOCS}/y.html", TAGGED)
    open_fetcher().fetch(URL)
    sites.forget_requests()
    assert open_fetcher(offline=True).fetch(URL).stale is False  # it would not have been asked for online either
    clock.pass_(days=400)
    old = open_fetcher(offline=True).fetch(URL, since=clock.now())
    assert (old.state, old.stale, old.final_url) == (LinkState.UNCHANGED, True, f"{DOCS}/y.html")
    never = open_fetcher(offline=True).fetch(f"{DOCS}/z.html")
    assert (never.state, "offline" in never.reason) == (LinkState.FAILED, True)
    assert not sites.asked


def test_a_page_that_is_gone_now_is_gone(sites: Sites, open_fetcher: OpenFetcher, clock: FakeClock) -> None:
    sites.add(URL, TAGGED)
    open_fetcher().fetch(URL)
    clock.pass_(days=2)
    sites.add(URL, Reply(404))
    assert open_fetcher().fetch(URL).state is LinkState.GONE


def test_a_refusal_of_one_kind_does_not_bind_those_who_accept_it(sites: Sites, open_fetcher: OpenFetcher) -> None:
    url = sites.add(f"{DOCS}/x.md", page())  # HTML, whatever its name says
    assert open_fetcher().fetch(url, accept=frozenset({"text/markdown"})).state is LinkState.FAILED
    assert open_fetcher().fetch(url).state is LinkState.FETCHED
    assert open_fetcher().fetch(url, accept=frozenset({"text/markdown"})).state is LinkState.FAILED


@pytest.mark.parametrize(
    ("headers", "hours"),
    [
        ({}, 24), ({"cache-control": "no-store"}, 24), ({"cache-control": "max-age=0"}, 24),
        ({"cache-control": "public, max-age=172800"}, 48), ({"cache-control": "max-age=172800", "age": "36000"}, 38),
        ({"cache-control": "max-age=99999999"}, 720), ({"cache-control": "max-age=soon"}, 24),
        ({"expires": "Wed, 04 Mar 2026 12:00:00 GMT"}, 72), ({"expires": "0"}, 24),
        ({"expires": "Wed, 04 Mar 2026 12:00:00 GMT", "date": "Mon, 02 Mar 2026 12:00:00 GMT"}, 48),
        ({"expires": "Wed, 04 Mar 2026 12:00:00 GMT", "cache-control": "max-age=60"}, 24),
    ],
)  # fmt: skip
def test_pages_keep_as_long_as_their_server_says_within_bounds(headers: dict[str, str], hours: int) -> None:
    assert fresh_until(headers, BEGINNING, Limits()) == BEGINNING + timedelta(hours=hours)


@pytest.mark.parametrize("damage", ["lost", "cut", "emptied"])
def test_a_damaged_body_is_fetched_anew(sites: Sites, open_fetcher: OpenFetcher, tmp_path: Path, damage: str) -> None:
    sites.add(URL, TAGGED)
    first = open_fetcher().fetch(URL)
    (body,) = (tmp_path / "pages/bodies").glob(f"*/{first.digest}")
    if damage == "lost":
        body.unlink()
    else:
        body.write_bytes(first.body[:9] if damage == "cut" else b"")
    again = open_fetcher().fetch(URL)
    assert again.body == first.body
    assert sites.bodies()[URL] == 2  # without an If-None-Match: a 304 would be of no use


def _not_json(text: str) -> str:
    return text[:40]


def _other_version(text: str) -> str:
    return json.dumps({**json.loads(text), "version": 99})


def _more_fields(text: str) -> str:
    return json.dumps({**json.loads(text), "colour": "blue"})


def _bad_state(text: str) -> str:
    return json.dumps({**json.loads(text), "state": "purple"})


def _numbers(text: str) -> str:
    return json.dumps({**json.loads(text), "digest": 5})


@pytest.mark.parametrize("damage", [_numbers, _not_json, _other_version, _more_fields, _bad_state])
def test_a_record_that_cannot_be_read_is_fetched_anew(
    sites: Sites, open_fetcher: OpenFetcher, tmp_path: Path, damage: Callable[[str], str]
) -> None:
    sites.add(URL, TAGGED)
    open_fetcher().fetch(URL)
    for record in (tmp_path / "pages/records").glob("*/*.json"):
        record.write_text(damage(record.read_text(encoding="utf-8")), encoding="utf-8")
    assert open_fetcher().fetch(URL).state is LinkState.FETCHED
    assert sites.count(URL) == 2


def test_pruning_keeps_what_the_links_lead_to(sites: Sites, open_fetcher: OpenFetcher, tmp_path: Path) -> None:
    sites.add(URL, redirect("y.html"))
    sites.add(f"{DOCS}/y.html", TAGGED)
    sites.add(f"{DOCS}/z.html", page("Another page."))
    fetcher = open_fetcher()
    for name in ("x", "z"):
        fetcher.fetch(f"{DOCS}/{name}.html")
    leftover = tmp_path / "pages/bodies/00/x.part"
    leftover.parent.mkdir()
    leftover.write_bytes(b"half")
    os.utime(leftover, (time.time() - 7200,) * 2)
    assert open_fetcher().prune([f"{URL}#place", "no url"]) >= 3
    sites.forget_requests()
    assert open_fetcher().fetch(URL).state is LinkState.UNCHANGED
    assert not sites.asked
    assert not leftover.exists()
    assert open_fetcher().fetch(f"{DOCS}/z.html").state is LinkState.FETCHED


def test_a_cache_in_the_place_of_a_file_is_told(sites: Sites, open_fetcher: OpenFetcher, tmp_path: Path) -> None:
    sites.add(URL, page())
    (tmp_path / "pages").write_bytes(b"")
    with pytest.raises(LibraryBroken) as error:
        open_fetcher().fetch(URL)
    assert error.value.hint


WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from hashlib import sha256
from ingest.fetching.cache import PageCache, Record
cache, now = PageCache(Path(sys.argv[1])), datetime.now(UTC)
print("ready", flush=True)
n = 0
while True:
    body = bytes([n % 256]) * 200_000
    cache.keep(Record("https://a.example/x", now, now, digest=sha256(body).hexdigest(), hint="x" * 300_000), body)
    n += 1
"""


def test_a_cache_is_whole_at_every_instant_with_two_writers_killed(tmp_path: Path) -> None:
    cache = PageCache(tmp_path)
    for round_ in range(4):
        with two_writers(tmp_path):
            while cache.record("https://a.example/x") is None:
                time.sleep(0.001)
            ends = time.monotonic() + 0.05 * (round_ + 1)
            while time.monotonic() < ends:
                _assert_whole(cache.record("https://a.example/x"), cache)
        _assert_whole(cache.record("https://a.example/x"), cache)


@contextmanager
def two_writers(folder: Path) -> Iterator[None]:
    """Two processes that write without a pause, and are killed in the end."""
    command = [sys.executable, "-c", WRITER, str(folder)]
    writers = [subprocess.Popen(command, stdout=subprocess.PIPE) for _ in range(2)]
    try:
        for writer in writers:
            assert writer.stdout is not None
            assert writer.stdout.readline() == b"ready\n"
        yield
    finally:
        for writer in writers:
            writer.kill()
            writer.communicate()


def _assert_whole(record: Record | None, cache: PageCache) -> None:
    assert record is not None
    body = cache.body(record.digest)
    assert body is not None
    assert len(body) == 200_000


def test_the_rules_of_a_host_are_cached_like_a_page(sites: Sites, open_fetcher: OpenFetcher) -> None:
    sites.add(f"{DOCS}/robots.txt", robots("User-agent: *\nDisallow: /private"))
    sites.add(URL, page())
    open_fetcher().fetch(URL)
    open_fetcher().fetch(f"{DOCS}/other.html")
    assert sites.count(f"{DOCS}/robots.txt") == 1
