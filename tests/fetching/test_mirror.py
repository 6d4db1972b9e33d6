"""The pages that the student's notes link to, played under their real addresses."""

from collections import Counter

import pytest
from fetching import OpenFetcher

from domain.linked import LinkState
from ingest.fetching.parallel import fetch_together
from sites.clock import FakeClock
from sites.mirror import MIRROR, play_mirror
from sites.replies import Reply, page
from sites.server import Sites

pytestmark = pytest.mark.skipif(not MIRROR.is_dir(), reason="shared/linked is not here")


def test_every_link_of_the_notes_ends_in_the_state_that_its_site_is_in(sites: Sites, open_fetcher: OpenFetcher) -> None:
    results = list(fetch_together(play_mirror(sites), open_fetcher().fetch))
    states = Counter(fetched.state for fetched in results)
    assert states == {LinkState.FETCHED: 19, LinkState.GONE: 3, LinkState.NEEDS_LOGIN: 2}
    assert not [fetched for fetched in results if fetched.state.readable != bool(fetched.body)]


def test_a_second_sync_fetches_nothing_and_a_later_one_only_what_changed(
    sites: Sites, open_fetcher: OpenFetcher, clock: FakeClock
) -> None:
    urls = play_mirror(sites)
    first = {fetched.url: fetched for fetched in fetch_together(urls, open_fetcher().fetch)}
    assert max(sites.counts().values()) == 1
    sites.forget_requests()
    list(fetch_together(urls, open_fetcher().fetch))
    assert not sites.asked

    clock.pass_(days=2)
    changed = next(url for url, fetched in first.items() if fetched.body)
    sites.add(first[changed].final_url, page("Another text."))
    later = list(fetch_together(urls, open_fetcher().fetch))
    assert [fetched.url for fetched in later if fetched.state is LinkState.FETCHED] == [changed]
    pages = [url for url in sites.bodies() if not url.endswith("/robots.txt")]
    assert pages == [first[changed].final_url]


def test_a_sync_without_a_network_has_every_page(sites: Sites, open_fetcher: OpenFetcher, clock: FakeClock) -> None:
    urls = play_mirror(sites)
    first = {fetched.url: fetched.body for fetched in fetch_together(urls, open_fetcher().fetch)}
    clock.pass_(days=2)
    for url in list(sites.counts()):
        sites.add(url, Reply(reset=True))
    later = list(fetch_together(urls, open_fetcher().fetch))
    assert {fetched.url: fetched.body for fetched in later} == first
    assert {fetched.state for fetched in later if fetched.body} == {LinkState.UNCHANGED}
    assert all(fetched.stale for fetched in later if fetched.body)
