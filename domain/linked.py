"""What came of following links: their states, what was fetched, which pages they stand for, and the ledger of all."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING

from domain.documents import Source

if TYPE_CHECKING:
    from domain.replies import Citation

LINKED = "linked pages"  # the shelf of the sources that links lead to

READABLE = frozenset(
    {"text/html", "application/xhtml+xml", "text/markdown", "text/x-markdown", "text/plain", "application/pdf"}
)  # media types that Footnote can read


class LinkState(StrEnum):
    """Where a link stands in the ledger, in words a student can read."""

    LISTED = "listed"  # known, never followed
    FETCHED = "fetched"
    UNCHANGED = "unchanged"
    REDIRECTED = "redirected"  # fetched, from another address than the one written
    BLOCKED = "blocked"  # robots.txt, a private address, or a host that refuses programs
    NEEDS_LOGIN = "needs login"
    NEEDS_JAVASCRIPT = "JavaScript only"
    GONE = "gone"
    TOO_LARGE = "too large"
    FAILED = "failed"
    PAUSED = "paused"  # by the student: what was read stays, nothing is asked for
    REMOVED = "removed"  # by the student: neither read nor asked for

    @property
    def readable(self) -> bool:
        """Whether there is a body to read."""
        return self in (LinkState.FETCHED, LinkState.UNCHANGED, LinkState.REDIRECTED)


@dataclass(frozen=True, slots=True)
class Fetched:
    """One attempt to fetch a URL. Without a readable state `body` is empty and `reason` says why."""

    url: str  # as asked for
    final_url: str  # after redirects
    state: LinkState
    at: datetime  # when the body, or the reason there is none, was last confirmed by its server, UTC
    media_type: str = ""  # "text/html", lower-case, without parameters
    charset: str = ""  # as the server says, "" when it does not
    body: bytes = b""  # decompressed
    reason: str = ""  # one plain line; with a body: what to know about it, such as that the network was down
    hint: str = ""  # what the student can do about it
    stale: bool = False  # the server could not be asked: the body is the copy of `at`

    @property
    def digest(self) -> str:
        """SHA-256 of the body in hex, "" without one: what a later fetch is given as `known`."""
        return sha256(self.body).hexdigest() if self.body else ""


class FetchStep(StrEnum):
    """What a fetch is doing, in words for a progress bar."""

    WAITING = "waiting"  # for its turn at the host, or before another attempt
    ASKING = "asking"
    READING = "reading"


@dataclass(frozen=True, slots=True)
class FetchProgress:
    """How far one fetch is."""

    url: str  # as asked for
    step: FetchStep
    received: int = 0  # bytes as they came over the network
    total: int | None = None  # of how many, when the server says


OnFetchProgress = Callable[[FetchProgress], None]


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a document of several pages."""

    url: str  # for the reader's browser
    trail: tuple[str, ...] = ()  # titles from the top of the table of contents down to the page
    twin: str = ""  # where the same page may lie as Markdown, "" when nowhere


@dataclass(frozen=True, slots=True)
class Reading:
    """The pages that a link stands for, in reading order."""

    url: str  # the link, without tracking and fragment
    pages: tuple[Page, ...]
    whole: bool = False  # the link stands for the whole document
    left_out: tuple[str, ...] = ()  # URLs of pages over the limit
    reason: str = ""  # what to know: what was left out, or why there is no table of contents


@dataclass(frozen=True, slots=True)
class Followed:
    """What following one link gave: a body for each source it stands for, or why there is none."""

    url: str  # as the notes name it, without tracking and fragment
    state: LinkState
    at: datetime  # UTC
    final_url: str
    reason: str = ""
    hint: str = ""
    left_out: int = 0  # pages over the limit
    pages: tuple[tuple[Source, Fetched], ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a note holds a link."""

    source_id: str
    line: int  # 1-based
    label: str  # the words that are linked


@dataclass(frozen=True, slots=True)
class LinkedFrom:
    """The block of a note that led to a page."""

    source_id: str
    location: str  # of the note, for a reader
    headings: tuple[str, ...]  # headings and items above the block, outermost first
    line: int  # 1-based, of the link
    start: int  # of the block in the note
    end: int
    statement: str  # the block as it reads


@dataclass(frozen=True, slots=True)
class Change:
    """What a sync found changed in a linked page."""

    source_id: str
    at: datetime  # UTC
    diff: str  # lines that begin with "- ", "+ " or "  "; "…" where unchanged lines are left out


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """One link of the notes: where it stands, and what came of it."""

    url: str  # as the notes name it, without tracking and fragment
    places: tuple[Place, ...]
    state: LinkState = LinkState.LISTED
    reason: str = ""
    hint: str = ""
    at: datetime | None = None  # when it was last tried, UTC
    final_url: str = ""
    sources: tuple[str, ...] = ()  # ids of what was read of it
    left_out: int = 0  # pages over the limit
    passages: int = 0
    changes: tuple[Change, ...] = ()  # of its sources, the last of each
    section: bool = False  # whether the pages below it are read, too: of guides with a table of contents
    saved: str = ""  # the file that the student saved by hand in its place


class Agreement(StrEnum):
    """How a linked page stands to a bullet of a note, in words a student can read."""

    AGREES = "agrees"
    DIFFERS = "differs in a number or limit"
    NOT_FOUND = "not found there"


@dataclass(frozen=True, slots=True)
class Check:
    """One bullet of a note with a link, held against what the link led to."""

    url: str  # the link, as the ledger names it
    place: Place
    statement: str  # the bullet as it reads
    agreement: Agreement
    evidence: "Citation | None" = None  # the span of the page that comes closest; none when nothing does
    differing: tuple[str, ...] = ()  # figures of the note that the page gives otherwise, as the note writes them
