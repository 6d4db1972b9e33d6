"""A backend as a `ChatModel`: keeps the time, tries again where that helps, counts, and says what went wrong."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from time import monotonic
from typing import Any

from domain.chat import Filling, Limits, Message, Stream, Usage
from models.chat.backends.protocol import Backend, Chunk
from models.chat.calls.connection import CallConnection
from models.chat.calls.watching import BEAT, watched
from models.chat.failures import Trouble
from models.chat.replies.json_object import NotFitting, asked_again, asked_for, object_in
from models.chat.replies.prices import price
from models.chat.replies.thinking import ThinkingFilter

_PAUSES = (0.5, 2.0)  # seconds before the second and the third attempt, unless the server says when
_LONGEST = 200_000  # characters of a reply, thoughts included: no answer is as long
_WITHHELD = frozenset(  # reasons for which a reply is not the whole one: Google's; OpenAI's, Anthropic's, Bedrock's
    "safety recitation language blocklist prohibited_content spii model_armor jailbreak other "
    "content_filter refusal content_filtered guardrail_intervened".split()
)
_SURELY = 6  # characters of a token at most: a prompt that is too long even so is not sent


@dataclass(frozen=True)
class BackedChat:
    """One language model."""

    name: str
    leaves_to: str
    backend: Backend
    limits: Limits
    pauses: tuple[float, ...] = _PAUSES

    @property
    def window(self) -> int:
        """Tokens that question, excerpts and reply may take together."""
        return self.backend.window()

    def stream(self, messages: Sequence[Message], /) -> Stream:
        """The reply, piece by piece."""
        stream = Stream(iter(()))
        stream.pieces = self._spoken(messages, None, stream)
        return stream

    def structured(self, messages: Sequence[Message], schema: Mapping[str, Any], /) -> Filling:
        """One JSON object that fits a schema."""
        filling = Filling(iter(()))
        filling.pieces = self._filled(asked_for(messages, schema), schema, filling)
        return filling

    def _filled(
        self, asked: Sequence[Message], schema: Mapping[str, Any], filling: Filling, *, again: bool = True
    ) -> Iterator[str]:
        """Signs of life until the object is there; it is asked for a second time at most."""
        before, reply = filling.usage, ""
        for piece in self._spoken(asked, schema, filling):
            reply += piece
            yield ""
        filling.usage = before + filling.usage
        try:
            filling.value = object_in(reply, schema)
        except NotFitting as fault:
            if not again:
                raise self.backend.translator.bad_json() from None
            yield from self._filled(asked_again(asked, reply, fault), schema, filling, again=False)

    def _spoken(self, messages: Sequence[Message], schema: Mapping[str, Any] | None, stream: Stream) -> Iterator[str]:
        """The words of the first attempt that gets any; after the first word there is no other attempt."""
        began = monotonic()
        until = began + self.limits.total
        if sum(len(message.content) for message in messages) > _SURELY * self.window:
            raise self.backend.translator.too_long()
        for pause in (*self.pauses, None):
            reply = _Reply(self, stream, began)
            try:
                yield from self._attempt(messages, schema, reply, until)
                return
            except Exception as error:
                trouble = self.backend.trouble(error)
            again = _again(trouble, pause, reply, until)
            if again is None:
                raise trouble.failed
            yield from _rest(again)

    def _attempt(
        self, messages: Sequence[Message], schema: Mapping[str, Any] | None, reply: "_Reply", until: float
    ) -> Iterator[str]:
        line = CallConnection()
        silence = max(self.limits.first_token, self.limits.connect)
        chunks = watched(lambda: self.backend.chunks(messages, schema, line), line, silence, until)
        try:
            for chunk in chunks:
                yield reply.take(chunk) if chunk else ""
        finally:
            chunks.close()
        yield reply.finish()


class _Reply:
    """What came of one attempt."""

    def __init__(self, chat: BackedChat, stream: Stream, began: float) -> None:
        self._chat, self._stream, self._began, self._thoughts = chat, stream, began, ThinkingFilter()
        self._first: float | None = None
        self._in: int | None = None
        self._out: int | None = None
        self._ended = ""
        self.shown = False
        self._length = 0

    def take(self, chunk: Chunk) -> str:
        """The words in a chunk."""
        self._in, self._out = _most(self._in, chunk.tokens_in), _most(self._out, chunk.tokens_out)
        self._ended = chunk.ended or self._ended
        self._length += len(chunk.text)
        if self._length > _LONGEST:
            raise self._chat.backend.translator.endless()
        return self._show(self._thoughts.without(chunk.text) if chunk.text else "")

    def finish(self) -> str:
        """The last words; `ChatFailed` unless the reply came to its end and said something."""
        translator = self._chat.backend.translator
        rest = self._show(self._thoughts.rest())
        if not self._ended:
            raise translator.cut_off()
        if self._ended.casefold() in _WITHHELD:
            raise translator.withheld(self._ended)
        if not self.shown:
            raise translator.empty()
        cost = price(self._chat.name, self._in, self._out)
        self._stream.usage = Usage(self._in, self._out, monotonic() - self._began, self._first, cost)
        return rest

    def _show(self, text: str) -> str:
        if text.strip():
            self.shown = True
            self._first = self._first if self._first is not None else monotonic() - self._began
        return text


def _most(known: int | None, told: int | None) -> int | None:
    """The larger count: some servers tell both at the end, some each with its own chunk and 0 for the other."""
    return told if known is None else max(known, told or 0)


def _again(trouble: Trouble, pause: float | None, reply: _Reply, until: float) -> float | None:
    """Seconds to wait before another attempt; None when there is to be none."""
    if pause is None or reply.shown or not trouble.again:
        return None
    wait = trouble.after if trouble.after is not None else pause
    return wait if monotonic() + wait < until else None


def _rest(seconds: float) -> Iterator[str]:
    """Wait, with signs of life."""
    import time  # here: `monotonic` alone is what the rest of this file is about

    until = monotonic() + seconds
    while (left := until - monotonic()) > 0:
        time.sleep(min(BEAT, left))
        yield ""
