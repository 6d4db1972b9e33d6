"""What servers said, kept on disk: one small record per URL, and bodies named by their SHA-256.

hishel was weighed: it keeps to RFC 9111 at the transport, which knows no minimum age, no verdicts without a body, and
no copy with its date for when the network is down. Every file is written aside and moved into place, so a reader finds
the old or the new one whole, whoever is killed and however many processes write. A body that does not have its digest,
or a record that cannot be read, counts as absent and is fetched anew.
"""

import json
import os
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from domain.errors import LibraryBroken
from domain.linked import LinkState
from ingest.fetching.errors import NotFetched

_VERSION = 1  # of the records; others count as absent
_LEFTOVER = 3600  # seconds; a temporary file this old belongs to nobody alive


@dataclass(frozen=True, slots=True)
class Record:
    """The last answer of one URL: a body, a redirect (`location`), or a verdict (`state`, `reason`, `hint`)."""

    url: str
    confirmed: datetime  # UTC
    fresh_until: datetime  # UTC
    location: str = ""
    media_type: str = ""
    charset: str = ""
    digest: str = ""  # of the body
    etag: str = ""
    last_modified: str = ""
    state: str = ""
    reason: str = ""
    hint: str = ""

    def verdict(self) -> NotFetched | None:
        """What was found out about a URL without a body."""
        if not self.state:
            return None
        state = LinkState(self.state)
        return NotFetched(state, self.reason, self.hint, media_type=self.media_type, at=self.confirmed)


class PageCache:
    """A folder of records and bodies; safe to share between threads and processes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def record(self, url: str) -> Record | None:
        """The last answer of a URL, if it can be read."""
        try:
            fields = json.loads(self._record_path(url).read_text(encoding="utf-8"))
            if fields.pop("version") != _VERSION or fields["url"] != url or not _all_text(fields):
                return None
            times = {name: datetime.fromisoformat(fields[name]) for name in ("confirmed", "fresh_until")}
            LinkState(fields["state"] or LinkState.FAILED)
            return Record(**{**fields, **times})
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None

    def body(self, digest: str) -> bytes | None:
        """The body with a digest; nothing when it is lost or damaged."""
        try:
            data = self._body_path(digest).read_bytes()
        except OSError:
            return None
        return data if sha256(data).hexdigest() == digest else None

    def keep(self, record: Record, body: bytes = b"") -> None:
        """Remember an answer, its body first: a record never names what is not there."""
        with _translated(self._folder):
            if record.digest and self.body(record.digest) is None:
                _write(self._body_path(record.digest), body)
            fields = {**asdict(record), "version": _VERSION}
            times = {"confirmed": record.confirmed.isoformat(), "fresh_until": record.fresh_until.isoformat()}
            data = json.dumps({**fields, **times}, ensure_ascii=False, sort_keys=True).encode()
            _write(self._record_path(record.url), data)

    def prune(self, urls: Iterable[str]) -> int:
        """Drop every record but those of these URLs and of where they lead, then bodies without a record: how many."""
        with _translated(self._folder):
            kept = self._reached(urls)
            wanted = {self._record_path(r.url) for r in kept} | {self._body_path(r.digest) for r in kept if r.digest}
            files = [p for p in self._folder.glob("*/*/*") if p.is_file()]
            gone = [p for p in files if p not in wanted and not _in_use(p)]
            for path in gone:
                path.unlink(missing_ok=True)
            return len(gone)

    def _reached(self, urls: Iterable[str]) -> list[Record]:
        found: dict[str, Record] = {}
        waiting = list(urls)
        while waiting:
            record = self.record(waiting.pop())
            if record and record.url not in found:
                found[record.url] = record
                waiting += [record.location] if record.location else []
        return list(found.values())

    def _record_path(self, url: str) -> Path:
        name = sha256(url.encode()).hexdigest()
        return self._folder / "records" / name[:2] / f"{name}.json"

    def _body_path(self, digest: str) -> Path:
        return self._folder / "bodies" / digest[:2] / digest


def _all_text(fields: dict[str, object]) -> bool:
    return all(isinstance(value, str) for value in fields.values())


def _write(path: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise


def _in_use(path: Path) -> bool:
    """Whether a file is one that another process may be writing."""
    return path.suffix == ".part" and time.time() - path.stat().st_mtime < _LEFTOVER


@contextmanager
def _translated(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        message = f"The page cache in {folder} cannot be written: {error.strerror or error}."
        raise LibraryBroken(message, "Check the space left and who may write there.") from error
