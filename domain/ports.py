"""Everything that can be swapped, on one page."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from domain.conversations import Conversation, Exchange, ToDo
from domain.documents import Document, Found, Passage, Progress, Shelf, Skipped, Source
from domain.replies import EVERYWHERE, Hit, Question, Reply, Scope

if TYPE_CHECKING:  # for the annotation alone: the domain needs nothing but the standard library
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]  # shape (texts, dimension), rows of length 1

OnText = Callable[[str], None]  # may raise `Stopped`
OnProgress = Callable[[Progress], None]


class Stopped(Exception):
    """Raised by whoever listens to an answer and wants no more of it."""


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


@dataclass(frozen=True, slots=True)
class WindowScores:
    """What a sentence scorer says of one window, as logits: 0 is even chances."""

    window: float  # that anything in the window belongs to the answer
    sentences: tuple[float, ...]  # that each of its sentences does


class SentenceScorer(Protocol):
    """A question read together with windows of sentences -> how far each sentence belongs to the answer."""

    def score(self, question: str, windows: Sequence[tuple[str, Sequence[str]]], /) -> list[WindowScores]:
        """The scores of each window, which is its trail and its sentences in reading order."""
        ...

    def prepare(self) -> None:
        """Do what is done once per install, before anybody waits for an answer."""
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

    def passages(self, source_id: str, /) -> list[Passage]:
        """The passages of a source in reading order; none for one that the library does not hold."""
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

    def forget_all(self) -> None:
        """Delete all that the student left in the same database: conversations, to-dos, cards and exams."""
        ...

    def close(self) -> None:
        """Let go of whatever holds it; it is opened again when it is used again."""
        ...
