"""A toc-contents.json and those it includes -> the pages of an AWS document in reading order."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit, urlunsplit

from domain.following import Fetcher

NAME = "toc-contents.json"
_JSON = frozenset({"application/json"})
_DEEPEST = 30  # levels of nesting
_FILES = 50  # tables of contents included in one


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """One page in a table of contents."""

    url: str
    trail: tuple[str, ...]  # titles from the top down to its own


def table_of_contents(folder: str, fetcher: Fetcher) -> tuple[list[ContentsEntry], str]:
    """The pages below a folder's URL, each once, and what to know about what is missing."""
    reader = _Reader(folder, fetcher)
    found: dict[str, ContentsEntry] = {}
    for entry in reader.entries(urljoin(folder, NAME), ()):
        found.setdefault(entry.url, entry)
    return list(found.values()), reader.trouble


class _Reader:
    """Walks one table of contents; reads no file of it twice."""

    def __init__(self, folder: str, fetcher: Fetcher) -> None:
        self._folder = folder
        self._fetcher = fetcher
        self._read: set[str] = set()
        self.trouble = ""

    def entries(self, url: str, trail: tuple[str, ...]) -> Iterator[ContentsEntry]:
        """The entries of one file and of those it includes."""
        if url in self._read or len(self._read) >= _FILES:
            return
        self._read.add(url)
        fetched = self._fetcher.fetch(url, accept=_JSON)
        if not fetched.state.readable:
            self.trouble = self.trouble or f"The table of contents could not be read. {fetched.reason}"
            return
        try:
            tree = json.loads(fetched.body)
        except (ValueError, RecursionError):
            self.trouble = "The table of contents is not in the form that was expected."
            return
        yield from self._below(tree, trail)

    def _below(self, node: Any, trail: tuple[str, ...]) -> Iterator[ContentsEntry]:  # noqa: ANN401  # whatever JSON holds
        if not isinstance(node, dict) or len(trail) > _DEEPEST:
            return
        children = node.get("contents")
        for child in children if isinstance(children, list) else []:
            if isinstance(child, dict):
                yield from self._entry(child, trail)
        included = node.get("include_contents")
        if isinstance(included, str) and (url := self._inside(included, ".json")):
            yield from self.entries(url, trail)

    def _entry(self, node: dict[str, Any], trail: tuple[str, ...]) -> Iterator[ContentsEntry]:
        title, href = node.get("title"), node.get("href")
        if isinstance(title, str) and title.strip():
            trail = (*trail, " ".join(title.split()))
        if isinstance(href, str) and (url := self._inside(href, ".html")):
            yield ContentsEntry(url, trail)
        yield from self._below(node, trail)

    def _inside(self, href: str, ending: str) -> str:
        """The URL of a file in the document's own folder; "" for one elsewhere."""
        try:
            parts = urlsplit(urljoin(self._folder, href.strip()))
        except ValueError:
            return ""
        url = urlunsplit((parts.scheme, parts.netloc, parts.path, "", ""))
        return url if url.startswith(self._folder) and url.endswith(ending) else ""
