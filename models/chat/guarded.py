"""A model that is built when it is first asked, and asks nobody whom the student has not agreed to."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from domain.chat import ChatFailed, ChatModel, Failure, Filling, Message, Stream

_WINDOW = 4096  # tokens, of a model that cannot be built: nothing will be sent to it


class GuardedChat:
    """A `ChatModel` that always exists; what is wrong with it comes out when it is asked."""

    def __init__(
        self, name: str, leaves_to: str, build: Callable[[], ChatModel], agreed: Callable[[str], bool]
    ) -> None:
        """Nothing is imported yet."""
        self.name, self.leaves_to = name, leaves_to
        self._build, self._agreed = build, agreed

    @property
    def window(self) -> int:
        """Tokens that question, excerpts and reply may take together."""
        try:
            return self._chat.window
        except ChatFailed:
            return _WINDOW

    def stream(self, messages: Sequence[Message], /) -> Stream:
        """The reply, piece by piece."""
        stream = Stream(iter(()))
        stream.pieces = self._pieces(messages, stream)
        return stream

    def structured(self, messages: Sequence[Message], schema: Mapping[str, Any], /) -> Filling:
        """One JSON object that fits a schema."""
        filling = Filling(iter(()))
        filling.pieces = self._filled(messages, schema, filling)
        return filling

    def _filled(self, messages: Sequence[Message], schema: Mapping[str, Any], filling: Filling) -> Iterator[str]:
        self._check()
        inner = self._chat.structured(messages, schema)
        yield from _passed_on(inner, filling)
        filling.value = inner.value

    def _pieces(self, messages: Sequence[Message], stream: Stream) -> Iterator[str]:
        self._check()
        yield from _passed_on(self._chat.stream(messages), stream)

    def build(self) -> None:
        """Import and build it now; raises what is wrong with it."""
        _ = self._chat

    def _check(self) -> None:
        if not self._agreed(self.leaves_to):
            message = f"Nothing was sent to {self.leaves_to}: you have not agreed to it yet."
            raise ChatFailed(
                Failure.NOT_AGREED, message, "Choose it on the Settings page, which asks once; in a terminal add --yes."
            )

    @cached_property
    def _chat(self) -> ChatModel:
        return self._build()


def _passed_on(inner: Stream, stream: Stream) -> Iterator[str]:
    """The pieces of one stream, and then its usage, as those of another."""
    try:
        yield from inner
    finally:
        inner.close()
        stream.usage = inner.usage
