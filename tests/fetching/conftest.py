"""What the tests of fetching share: a web on loopback, time that stands still, and fetchers that see only both."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fetching import OpenFetcher

from ingest.fetching.fetcher import WebFetcher
from sites.clock import FakeClock
from sites.server import Sites


@pytest.fixture
def sites() -> Iterator[Sites]:
    """A web of its own for each test."""
    with Sites() as sites:
        yield sites


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def open_fetcher(sites: Sites, clock: FakeClock, tmp_path: Path) -> Iterator[OpenFetcher]:
    """Opens fetchers over one cache folder that may go to the sites played so far; options as for WebFetcher."""
    opened: list[WebFetcher] = []

    def open_one(**options: object) -> WebFetcher:
        defaults = {
            "allow_hosts": sites.hosts,
            "resolver": sites.resolver,
            "tls": sites.client_tls,
            "clock": clock,
            "jitter": lambda: 0.5,  # so that waits are 1 s, 2 s, 4 s
        }
        opened.append(WebFetcher(tmp_path / "pages", **{**defaults, **options}))
        return opened[-1]

    yield open_one
    for fetcher in opened:
        fetcher.close()
