"""The `Follower` port: links -> the pages that they stand for, fetched, and documents of them."""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from mimetypes import guess_type
from pathlib import Path
from threading import Lock
from typing import Protocol

from domain.documents import Document, Kind, Progress, Source, UnderWay
from domain.errors import StudyError
from domain.following import Fetcher
from domain.linked import LINKED, Fetched, Followed, LinkState, Page, Reading
from domain.ports import OnProgress
from ingest.fetching.aws.guides import fetch_page, is_aws_documentation, reading_of
from ingest.fetching.parallel import fetch_together
from ingest.links import clean_url

WEB = "web:"
_log = logging.getLogger(__name__)
_MEDIA = {".md": "text/markdown", ".markdown": "text/markdown", ".pdf": "application/pdf"}
_SAVED = "Read from the file that you saved."


class BodyReader(Protocol):
    """Who makes a document of what was fetched."""

    def read(self, fetched: Fetched, source: Source, /) -> Document:
        """The document in a body; `StudyError` when it cannot be read."""
        ...


class WebFollower:
    """Follows links through a fetcher; AWS documentation by the page, or whole from a front page."""

    def __init__(
        self, fetcher: Fetcher, reader: BodyReader, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        """`now` tells the time, so that tests can choose it."""
        self._fetcher, self._reader, self._now = fetcher, reader, now

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
        """What each link leads to, as it comes; hosts side by side."""
        count = _Count(len(urls), on_progress)
        errand = _Errand(self._fetcher, known, self._now() if again else None, count.tell)

        def one(url: str) -> Followed:
            try:
                if url in saved:
                    return _stood_in(url, saved[url], known, self._now())
                return errand.followed(url, url in sections)
            except StudyError:
                raise  # our own disk, not the link
            except Exception as error:  # whatever one strange link does, the others are still followed
                _log.debug("following %s failed", url, exc_info=error)
                reason = f"It could not be followed ({type(error).__name__}: {error})."
                return Followed(url, LinkState.FAILED, self._now(), url, reason, "Check the link in your browser.")

        for followed in fetch_together(urls, one):
            count.ended(followed.url)
            yield followed

    def read(self, fetched: Fetched, source: Source, /) -> Document:
        """The document in a body that was fetched; `StudyError` when it cannot be read."""
        return self._reader.read(fetched, source)

    def tidy(self, urls: Iterable[str], /) -> None:
        """After all links were followed: forget what was kept of pages that neither they nor these URLs need."""
        self._fetcher.prune(urls)


class _Count:
    """How many links were followed, and how far those under way have come; told from several threads."""

    def __init__(self, total: int, on_progress: OnProgress | None) -> None:
        self._total, self._on_progress = total, on_progress
        self._done, self._under_way, self._lock = 0, dict[str, UnderWay](), Lock()

    def tell(self, url: str, what: str, done: int, total: int) -> None:
        """How far one link has come."""
        with self._lock:
            self._under_way[url] = UnderWay(what, done, total)
            self._say(what)

    def ended(self, url: str) -> None:
        """One more is done."""
        with self._lock:
            self._done += 1
            self._under_way.pop(url, None)
            self._say(url)

    def _say(self, what: str) -> None:
        if self._on_progress:
            self._on_progress(Progress("fetching", self._done, self._total, what, tuple(self._under_way.values())))


@dataclass(frozen=True, slots=True)
class _Errand:
    """One round of following."""

    fetcher: Fetcher
    known: Mapping[str, str]
    since: datetime | None
    tell: Callable[[str, str, int, int], None]

    def followed(self, url: str, section: bool) -> Followed:
        """Fetch all that a link stands for; with `section` also what lies below it."""
        self.tell(url, url, 0, 0)
        if is_aws_documentation(url):
            return self._guide(url, reading_of(url, self.fetcher, section=section))
        fetched = self.fetcher.fetch(
            url, known="", since=self.since, on_progress=lambda got: self.tell(url, url, got.received, got.total or 0)
        )
        source = Source(WEB + clean_url(fetched.final_url), Kind.WEB, "", fetched.final_url, LINKED)
        return _followed(url, self._held(source, fetched))

    def _guide(self, url: str, reading: Reading) -> Followed:
        pages = []
        for number, page in enumerate(reading.pages, 1):
            if len(reading.pages) > 1:
                self.tell(url, f"{url}: {' › '.join(page.trail)}", number - 1, len(reading.pages))
            pages.append(self._page(page))
        followed = _followed(url, *pages)
        reason = " ".join(filter(None, (reading.reason if len(pages) > 1 else "", followed.reason)))
        return replace(followed, left_out=len(reading.left_out), reason=reason)

    def _page(self, page: Page) -> tuple[Source, Fetched]:
        fetched = fetch_page(page, self.fetcher, known="", since=self.since)
        title = page.trail[-1] if page.trail else ""
        return self._held(Source(WEB + page.url, Kind.WEB, title, page.url, LINKED), fetched)

    def _held(self, source: Source, fetched: Fetched) -> tuple[Source, Fetched]:
        return source, _compared(source, fetched, self.known)


def _compared(source: Source, fetched: Fetched, known: Mapping[str, str]) -> Fetched:
    """Told apart from what the library holds, by digest."""
    same = fetched.state.readable and known.get(source.id) == fetched.digest
    return replace(fetched, state=LinkState.UNCHANGED) if same else fetched


def _followed(url: str, *pages: tuple[Source, Fetched]) -> Followed:
    """A link stands as its first page does; unchanged only when all its pages are."""
    first = next((fetched for _, fetched in pages if fetched.state.readable), pages[0][1])
    changed = next((f for _, f in pages if f.state.readable and f.state is not LinkState.UNCHANGED), first)
    at = max(fetched.at for _, fetched in pages)
    return Followed(url, changed.state, at, first.final_url, first.reason, first.hint, pages=pages)


def _stood_in(url: str, path: Path, known: Mapping[str, str], now: datetime) -> Followed:
    """A file that the student saved by hand, as if it had been fetched."""
    source = Source(WEB + clean_url(url), Kind.WEB, "", url, LINKED)
    try:
        body = path.read_bytes()
    except OSError as error:
        reason, hint = f"{path} cannot be read: {error.strerror or error}.", "Save the page again."
        return Followed(url, LinkState.FAILED, now, url, reason, hint)
    media = _MEDIA.get(path.suffix.lower()) or guess_type(path.name)[0] or "text/html"
    fetched = Fetched(url, url, LinkState.FETCHED, now, media, body=body, reason=_SAVED)
    return _followed(url, (source, _compared(source, fetched, known)))
