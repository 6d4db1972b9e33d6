"""What Footnote asks of a language model: messages in, words out as they come, or a failure that says what to do."""

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Literal, Protocol, TypeVar

from domain.errors import StudyError


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a conversation with a model."""

    role: Literal["system", "user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True)
class Usage:
    """What a call took; None where it is not known."""

    tokens_in: int | None = None
    tokens_out: int | None = None
    seconds: float = 0.0
    first_token_seconds: float | None = None
    price: float | None = None  # US dollars; None also for a model that charges nothing

    def __add__(self, later: "Usage") -> "Usage":
        """What two calls took, one after the other; the first word that counts is the later one's."""
        first = later.first_token_seconds
        return Usage(
            _sum(self.tokens_in, later.tokens_in),
            _sum(self.tokens_out, later.tokens_out),
            self.seconds + later.seconds,
            None if first is None else self.seconds + first,
            _sum(self.price, later.price),
        )

    def __str__(self) -> str:
        """One quiet line for people: "1,204 tokens read, 85 written, first word after 0.4 s, $0.0013"."""
        said = []
        if self.tokens_in is not None and self.tokens_out is not None:
            said.append(f"{self.tokens_in:,} tokens read, {self.tokens_out:,} written")
        if self.first_token_seconds is not None:
            said.append(f"first word after {self.first_token_seconds:.1f} s")
        if self.price is not None:
            said.append(f"${self.price:.4f}")
        return ", ".join(said)


_Number = TypeVar("_Number", int, float)


def _sum(one: _Number | None, other: _Number | None) -> _Number | None:
    """Of what is known."""
    return other if one is None else one if other is None else one + other


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a model is waited for, in seconds."""

    connect: float = 5.0
    first_token: float = 60.0  # until the first word, and between two signs of life later
    total: float = 180.0  # for the whole reply, attempts and pauses between them included


class Failure(StrEnum):
    """Why a model did not answer."""

    UNREACHABLE = "unreachable"
    WRONG_KEY = "wrong key"
    NO_SUCH_MODEL = "no such model"
    TOO_BUSY = "too busy"  # 429
    SERVER_ERROR = "server error"  # 5xx
    TOO_SLOW = "too slow"
    CUT_OFF = "cut off"  # the stream ended early
    EMPTY = "empty reply"
    TOO_LONG = "too long for the model"
    BAD_JSON = "bad JSON"
    NOT_INSTALLED = "not installed"
    NOT_AGREED = "not agreed"  # nobody has yet agreed that anything is sent to this host


class ChatFailed(StudyError):
    """A model did not answer; `message` and `hint` are one line each, for people."""

    def __init__(self, failure: Failure, message: str, hint: str) -> None:
        """`failure` is what code may decide on."""
        super().__init__(message, hint)
        self.failure = failure


@dataclass
class Stream:
    """A reply as it comes: iterate once over its pieces; `usage` is known when they are all there."""

    pieces: Iterator[str]
    usage: Usage = field(default_factory=Usage)

    def __iter__(self) -> Iterator[str]:
        """The pieces in order; raises `ChatFailed` when the reply breaks off.

        While the model is silent an empty piece comes about ten times a second, so that whoever iterates can stop.
        """
        return self.pieces

    def close(self) -> None:
        """Stop the model: its connection is closed, nothing more comes."""
        if isinstance(self.pieces, Generator):
            self.pieces.close()


@dataclass
class Filling(Stream):
    """An object on its way: iterate once to the end over signs of life; then `value` and `usage` are known."""

    value: Mapping[str, Any] = field(default_factory=dict)

    def wait(self, beat: Callable[[], None] = lambda: None) -> Mapping[str, Any]:
        """The object; `beat` is called about ten times a second, and may raise to stop the model."""
        try:
            for _ in self:
                beat()
        finally:
            self.close()
        return self.value


class ChatModel(Protocol):
    """A language model."""

    @property
    def name(self) -> str:
        """What the student is told answered: "ollama:llama3.2"."""
        ...

    @property
    def window(self) -> int:
        """Tokens that question, excerpts and reply may take together."""
        ...

    @property
    def leaves_to(self) -> str:
        """Whom the excerpts are sent to ("api.openai.com"); "" when they stay on this machine."""
        ...

    def stream(self, messages: Sequence[Message], /) -> Stream:
        """The reply, piece by piece; closing the stream stops the model. Raises `ChatFailed` while it is iterated."""
        ...

    def structured(self, messages: Sequence[Message], schema: Mapping[str, Any], /) -> Filling:
        """One JSON object that fits a JSON schema (asked for anew once when it does not).

        Closing it stops the model. Raises `ChatFailed` while it is iterated.
        """
        ...


@dataclass(frozen=True, slots=True)
class FoundModel:
    """A model that a server on this machine offers."""

    name: str  # as it is chosen: "ollama:llama3.2:latest"
    server: str  # "Ollama", or "OpenAI-compatible server"
    url: str  # of the server


class ModelFinder(Protocol):
    """Who looks for models on this machine."""

    def find(self) -> list[FoundModel]:
        """The models of the servers that answer on the usual ports, in order of name; never raises, ends soon."""
        ...


@dataclass(frozen=True, slots=True)
class Trial:
    """What a short try of a model showed."""

    name: str
    seconds: float
    first_token_seconds: float
    streams: bool  # the words came one after the other, not all at once
    json: bool  # an object that fits a schema came back

    def __str__(self) -> str:
        """One line for people."""
        flows = "streams" if self.streams else "does not stream"
        return f"answers in {self.first_token_seconds:.1f} s, {flows}, JSON {'works' if self.json else 'does not work'}"
