"""What differs between ways of running a model: a Protocol, and the chunks it yields."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from domain.chat import Message
from models.chat.calls.connection import CallConnection
from models.chat.failures import Translator, Trouble


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of a reply; one without text is a sign of life."""

    text: str = ""
    tokens_in: int | None = None
    tokens_out: int | None = None
    ended: str = ""  # why the model stopped, in the last chunk: "stop", "length"


class Backend(Protocol):
    """One way of running one model."""

    translator: Translator

    def chunks(
        self, messages: Sequence[Message], schema: Mapping[str, Any] | None, line: CallConnection
    ) -> Iterator[Chunk]:
        """The reply; `schema` asks for JSON where that is known how. Ends when the line is closed. Raises anything."""
        ...

    def trouble(self, error: Exception) -> Trouble:
        """What one of those errors means."""
        ...

    def window(self) -> int:
        """Tokens that go in and come out together; looked up when first asked for, never raises."""
        ...
