"""A language model that is a script: a real implementation of the port, and it remembers what it was sent."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from domain.chat import ChatFailed, Failure, Filling, Message, Stream, Usage

Writes = Callable[[Sequence[Message]], str]


class ScriptedChat:
    """Writes what a function makes of the messages, a few characters at a time."""

    name = "scripted:model"
    leaves_to = ""

    def __init__(self, writes: Writes | str, *, window: int = 4096, step: int = 7, fails_after: int = -1) -> None:
        self._writes = (lambda _: writes) if isinstance(writes, str) else writes
        self.window, self.step, self._fails_after = window, step, fails_after
        self.sent: list[Sequence[Message]] = []
        self.closed = 0

    def stream(self, messages: Sequence[Message], /) -> Stream:
        self.sent.append(messages)
        return Stream(self._pieces(self._writes(messages)), Usage(10, 5, 1.0, 0.5))

    def structured(self, messages: Sequence[Message], schema: Mapping[str, Any], /) -> Filling:
        raise ChatFailed(Failure.BAD_JSON, "It writes no JSON.", "Ask another model.")

    def _pieces(self, text: str) -> Iterator[str]:
        try:
            for at in range(0, len(text), self.step):
                if 0 <= self._fails_after <= at:
                    raise ChatFailed(Failure.CUT_OFF, "The reply broke off.", "Try again.")
                yield text[at : at + self.step]
        finally:
            self.closed += 1


def writes(answer: str, question: str = "") -> Writes:
    """An answer to the answering prompt, and a question to the condensing one."""
    return lambda messages: answer if "numbered excerpts" in messages[0].content else question
