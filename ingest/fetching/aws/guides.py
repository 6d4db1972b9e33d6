"""A link to AWS documentation -> the pages that it stands for, from the table of contents beside it.

A folder, a page named like its folder (whitepapers) and the first page of a table of contents are front pages: they
stand for the whole document. Any other page stands for itself, or on request for its section.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from itertools import takewhile
from urllib.parse import urlsplit, urlunsplit

from domain.following import Fetcher
from domain.linked import Fetched, OnFetchProgress, Page, Reading
from ingest.fetching.aws.contents import ContentsEntry, table_of_contents

HOST = "docs.aws.amazon.com"
PAGES = 200  # of one document; the longest guides have thousands
_TWIN = frozenset({"text/markdown", "text/plain"})
_GUIDE = re.compile(r"/.+/(?:latest|v\d[\w.]*)/(?:.+/)?(?:[^/]+\.html)?")


def is_aws_documentation(url: str) -> bool:
    """Whether a URL is a page or the folder of a guide or whitepaper."""
    try:
        parts = urlsplit(url)
        return (parts.hostname or "").rstrip(".") == HOST and _GUIDE.fullmatch(parts.path) is not None
    except ValueError:
        return False


def clean(url: str) -> str:
    """A documentation URL without query string, fragment and the prefix for American English."""
    path = urlsplit(url).path.removeprefix("/en_us")
    return urlunsplit(("https", HOST, path, "", ""))


def reading_of(url: str, fetcher: Fetcher, *, section: bool = False, limit: int = PAGES) -> Reading:
    """The pages that a documentation link stands for, at most `limit`; `section` asks for those below the page too."""
    url = clean(url)
    folder = url[: url.rindex("/") + 1]
    entries, trouble = table_of_contents(folder, fetcher)
    if not entries:
        return Reading(url, (_page(url),), reason=trouble)
    if _is_front(url, folder, entries):
        return _limited(url, _with_front(url, entries), limit, trouble, whole=True)
    place = next((i for i, entry in enumerate(entries) if entry.url == url), None)
    if place is None:
        return Reading(url, (_page(url),), reason=trouble or "The table of contents does not name this page.")
    chosen = _section(entries, place) if section else entries[place : place + 1]
    return _limited(url, chosen, limit, trouble if section else "", whole=False)


def fetch_page(
    page: Page,
    fetcher: Fetcher,
    *,
    known: str | None = None,
    since: datetime | None = None,
    on_progress: OnFetchProgress | None = None,
) -> Fetched:
    """A page as Markdown where its site has it so, else as HTML; `final_url` tells which. See `Fetcher.fetch`."""
    if page.twin:
        twin = fetcher.fetch(page.twin, known=known, since=since, accept=_TWIN, on_progress=on_progress)
        if twin.state.readable:
            return replace(twin, url=page.url)
    return fetcher.fetch(page.url, known=known, since=since, on_progress=on_progress)


def _is_front(url: str, folder: str, entries: Sequence[ContentsEntry]) -> bool:
    name = url.removeprefix(folder).removesuffix(".html")
    return name in ("", "index", folder.rstrip("/").rsplit("/", 1)[-1]) or url == entries[0].url


def _with_front(url: str, entries: list[ContentsEntry]) -> list[ContentsEntry]:
    """The pages, led by the front page where it is one of its own that the table leaves out."""
    named = url.endswith("/") or url.endswith("/index.html") or any(entry.url == url for entry in entries)
    return entries if named else [ContentsEntry(url, ()), *entries]


def _section(entries: list[ContentsEntry], place: int) -> list[ContentsEntry]:
    """A page and those below it: the ones right after it whose trail begins with its own."""
    trail = entries[place].trail
    below = takewhile(lambda entry: trail and entry.trail[: len(trail)] == trail, entries[place + 1 :])
    return [entries[place], *below]


def _limited(url: str, entries: Sequence[ContentsEntry], limit: int, trouble: str, *, whole: bool) -> Reading:
    pages = tuple(_page(entry.url, entry.trail) for entry in entries[:limit])
    left_out = tuple(entry.url for entry in entries[limit:])
    told = f"{len(left_out)} of {len(entries)} pages were left out." if left_out else ""
    return Reading(url, pages, whole, left_out, " ".join(filter(None, (told, trouble))))


def _page(url: str, trail: tuple[str, ...] = ()) -> Page:
    return Page(url, trail, f"{url.removesuffix('.html')}.md" if url.endswith(".html") else "")
