"""Everything that can be swapped, on one page."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from domain.checks import Check
from domain.conversations import Conversation, Exchange, ToDo
from domain.documents import Document, Found, Passage, Progress, Shelf, Skipped, Source, SyncReport
from domain.linked import LedgerEntry
from domain.replies import EVERYWHERE, Answer, Hit, Question, Reply, Scope, Turn

if TYPE_CHECKING:  # for the annotation alone: the domain needs nothing but the standard library
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]  # shape (texts, dimension), rows of length 1

OnText = Callable[[str], None]
OnProgress = Callable[[Progress], None]


class Embedder(Protocol):
    """Texts -> unit vectors."""

    @property
    def name(self) -> str:
        """Kept with the index: vectors of two models never mix."""
        ...

    @property
    def dimension(self) -> int:
        """How many numbers a vector has."""
        ...

    @property
    def limit(self) -> int:
        """Word pieces read of one text; what is longer would be cut silently."""
        ...

    def pieces(self, text: str, /) -> int:
        """How many word pieces a text has, special ones included."""
        ...

    def embed(self, texts: Sequence[str], /) -> "Vectors":
        """One row per text, in order."""
        ...


class Retriever(Protocol):
    """A query -> the best passages, best first; equal scores in order of passage id."""

    def search(self, query: str, /, *, limit: int = 10, scope: Scope = EVERYWHERE) -> list[Hit]:
        """At most `limit` hits inside the scope."""
        ...


class Words(Protocol):
    """The library's vocabulary: what a word is, how rare it is, and what a misspelt one was meant to be."""

    def terms(self, text: str, /) -> tuple[str, ...]:
        """The terms of a text in order, stemmed, without stop words; identifiers whole and in parts."""
        ...

    def rarity(self, term: str, /) -> float:
        """Inverse document frequency of a term; the rarest value for one the library does not hold."""
        ...

    def knows(self, term: str, /) -> bool:
        """Whether any passage holds the term."""
        ...

    def mend(self, text: str, /) -> str:
        """The text with misspelt words replaced by the nearest words of the library."""
        ...


class Documents(Protocol):
    """The synced documents, whole, by source id."""

    def document(self, source_id: str, /) -> Document:
        """The document; `KeyError` when there is none."""
        ...

    def section(self, passage: Passage, /) -> list[Passage]:
        """The passages of the same source under the same headings, in reading order."""
        ...

    def sources(self) -> list[Source]:
        """All sources in order of id."""
        ...


class Reader(Protocol):
    """Files -> documents and their passages."""

    @property
    def version(self) -> str:
        """Changes when the same file would be cut into other passages."""
        ...

    def find(self, shelf: Shelf, /) -> list[Found | Skipped]:
        """Every file of a shelf that can be read, in order of source id, and those that cannot, with the reason."""
        ...

    def load(self, found: Found, /) -> Document:
        """The document in a file; `StudyError` when it cannot be read."""
        ...

    def passages(self, document: Document, /) -> list[Passage]:
        """The passages of a document in order."""
        ...


class Answerer(Protocol):
    """A question -> an answer with its evidence, or a refusal."""

    @property
    def name(self) -> str:
        """What the student is told answered."""
        ...

    def answer(self, question: Question, /, on_text: OnText | None = None) -> Reply:
        """Reply, handing out the text as it comes."""
        ...


class Diary(Protocol):
    """What the student leaves behind, kept across restarts."""

    def conversations(self) -> list[Conversation]:
        """All conversations without their exchanges, newest first."""
        ...

    def conversation(self, conversation_id: str, /) -> Conversation:
        """One conversation, whole; `KeyError` when there is none."""
        ...

    def start(self, title: str, /) -> Conversation:
        """A new, empty conversation."""
        ...

    def add(self, conversation_id: str, exchange: Exchange, /) -> None:
        """Keep one exchange."""
        ...

    def rename(self, conversation_id: str, title: str, /) -> None:
        """Give a conversation another title."""
        ...

    def delete(self, conversation_id: str, /) -> None:
        """Forget a conversation."""
        ...

    def to_dos(self) -> list[ToDo]:
        """The questions still unanswered, newest first."""
        ...

    def note_to_do(self, question: str, nearest: str, /) -> None:
        """Record a question that the notes could not answer; asking again moves it up, not twice in."""
        ...

    def done(self, to_do_id: str, /) -> None:
        """Strike a to-do off."""
        ...


class StudyPartner(Protocol):
    """The whole of Footnote as its front ends see it."""

    @property
    def documents(self) -> Documents:
        """The synced documents."""
        ...

    @property
    def diary(self) -> Diary:
        """Conversations and to-dos."""
        ...

    @property
    def answered_by(self) -> str:
        """Which answerer replies, in a word."""
        ...

    def sync(
        self, paths: Sequence[Path] = (), /, *, full: bool = False, on_progress: OnProgress | None = None
    ) -> SyncReport:
        """Bring the library in line with the folders."""
        ...

    def follow(
        self, urls: Sequence[str] = (), /, *, again: bool = False, on_progress: OnProgress | None = None
    ) -> SyncReport:
        """Read what the links of the notes lead to: all of them, or some; `again` asks also for what is fresh."""
        ...

    def links(self) -> list[LedgerEntry]:
        """The ledger: every link of the notes to a page, in order of address."""
        ...

    def checks(self) -> list[Check]:
        """Every bullet of the notes with a link that was read, held against the page; in reading order."""
        ...

    def pause(self, url: str, /) -> None:
        """Ask no more for a link; what was read of it stays."""
        ...

    def resume(self, url: str, /) -> None:
        """Follow a link again that was paused or removed."""
        ...

    def remove(self, url: str, /) -> SyncReport:
        """Take what a link led to out of the library, and follow it no more."""
        ...

    def widen(self, url: str, section: bool, /) -> SyncReport:
        """Read the pages below a link's page, too, or no more: of guides that have a table of contents."""
        ...

    def replace(self, url: str, name: str, data: bytes, /) -> SyncReport:
        """Read a file that the student saved by hand in place of a link."""
        ...

    def shelves(self) -> list[Shelf]:
        """What is synced, in the order in which it was first synced."""
        ...

    def forget(self, path: Path, /) -> SyncReport:
        """Take a shelf out of the library; its files stay."""
        ...

    def take_in(self, files: Mapping[str, bytes], /) -> Path:
        """Keep files, by name, in the library's own folder; that folder comes back, to be synced as a shelf."""
        ...

    def passage_counts(self) -> Mapping[str, int]:
        """How many passages each source has, by source id."""
        ...

    def is_empty(self) -> bool:
        """Whether nothing was synced yet."""
        ...

    def version(self) -> str:
        """Changes whenever a sync changed the library."""
        ...

    def search(self, query: str, /, *, limit: int = 10, scope: Scope = EVERYWHERE) -> list[Hit]:
        """Passages for a query."""
        ...

    def ask(self, question: Question, /, on_text: OnText | None = None) -> Reply:
        """An answer, or a refusal that is also kept as a to-do."""
        ...

    def suggestions(self, count: int = 4) -> list[str]:
        """Questions that the notes can answer, drawn from their outline; the same for the same library."""
        ...

    def follow_ups(self, answer: Answer, history: Sequence[Turn], /, count: int = 3) -> list[str]:
        """Questions to go on with, drawn from the outline around what an answer cites; each gets an answer.

        `history` is what will have been said when one of them is asked, the answer included.
        """
        ...
