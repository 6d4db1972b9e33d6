"""Many URLs fetched at once, each host in its own time."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from itertools import chain, zip_longest
from typing import TypeVar
from urllib.parse import urlsplit

Result = TypeVar("Result")


def fetch_together(urls: Iterable[str], fetch: Callable[[str], Result], workers: int = 8) -> Iterator[Result]:
    """What `fetch` makes of each different URL, as it comes; hosts by turns, so that a slow one holds up only itself.

    Left early, or ended by an error, it drops what has not begun; closing the fetcher ends what has.
    """
    pool = ThreadPoolExecutor(workers, thread_name_prefix="fetch")
    try:
        for done in as_completed([pool.submit(fetch, url) for url in by_turns(urls)]):
            yield done.result()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def by_turns(urls: Iterable[str]) -> list[str]:
    """Each different URL once: the first of every host, then the second of every host, and so on."""
    hosts: defaultdict[str, list[str]] = defaultdict(list)
    for url in dict.fromkeys(urls):
        hosts[_host(url)].append(url)
    return [url for url in chain.from_iterable(zip_longest(*hosts.values())) if url is not None]


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
