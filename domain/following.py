"""The ports through which links are followed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol

from domain.documents import Document, Source
from domain.linked import READABLE, Fetched, Followed, OnFetchProgress
from domain.ports import OnProgress


class Fetcher(Protocol):
    """A URL -> what its server gave, or why it gave nothing. Never raises for what a server or a network does."""

    def fetch(
        self,
        url: str,
        /,
        *,
        known: str | None = None,
        since: datetime | None = None,
        accept: frozenset[str] = READABLE,
        on_progress: OnFetchProgress | None = None,
    ) -> Fetched:
        """Fetch one URL, politely and safely, from any thread; what has not changed comes from the cache.

        `known` is the digest of the body that the caller has ("" for none): the state is UNCHANGED if and only if
        the body has it. Left out, the state compares with the cache. `since` asks the server again unless it has
        confirmed the body since then. A body whose media type is not in `accept` is a failure.
        """
        ...

    def prune(self, urls: Iterable[str], /) -> int:
        """Forget what was kept of all but these URLs and those asked for through this fetcher; how many files went."""
        ...


class Follower(Protocol):
    """Links -> what they lead to, and documents of it."""

    def follow(
        self,
        urls: Sequence[str],
        known: Mapping[str, str],
        /,
        *,
        saved: Mapping[str, Path],
        sections: frozenset[str] = frozenset(),
        again: bool = False,
        on_progress: OnProgress | None = None,
    ) -> Iterator[Followed]:
        """What each link leads to, as it comes.

        `known` tells the digests of the bodies that the library holds, by source id; `saved` the files that stand in
        for links, `sections` the links of which the pages below are wanted, too. `again` asks servers also for what
        was fetched not long ago.
        """
        ...

    def read(self, fetched: Fetched, source: Source, /) -> Document:
        """The document in a body that was fetched; `StudyError` when it cannot be read."""
        ...

    def tidy(self, urls: Iterable[str], /) -> None:
        """After all links were followed: forget what was kept of pages that neither they nor these URLs need."""
        ...
