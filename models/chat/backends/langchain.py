"""A LangChain chat model as a backend: messages in, chunks out; what a server will not be asked for is left out."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from domain.chat import Message
from models.chat.backends.protocol import Chunk
from models.chat.calls.connection import CallConnection
from models.chat.failures import Translator, Trouble, status_of

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import AIMessageChunk

# schema -> arguments by the option's name: a pattern that is in the error of a server that does not know the option
Wishes = Callable[[Mapping[str, Any] | None], dict[str, dict[str, Any]]]
_ENDS = ("finish_reason", "done_reason", "stop_reason", "stopReason")
_REFUSED = (400, 404, 422, 500, 501)  # how servers say that they do not know an option


@dataclass
class LangChainBackend:
    """One chat model; the first server error that names an option makes it ask without that option."""

    model: "BaseChatModel"
    translator: Translator
    look_up_window: Callable[[], int] = field(repr=False)  # 0 when the server does not say; it may hold a key
    usual_window: int
    wishes: Wishes
    adds_up: bool = False  # whether a chunk counts the tokens since the last one, instead of all so far
    refused: set[str] = field(default_factory=set)
    known_window: int = 0

    def window(self) -> int:
        """Tokens that go in and come out together."""
        self.known_window = self.known_window or self.look_up_window()
        return self.known_window or self.usual_window

    def trouble(self, error: Exception) -> Trouble:
        """What an error means."""
        return self.translator.trouble(error)

    def chunks(
        self, messages: Sequence[Message], schema: Mapping[str, Any] | None, line: CallConnection
    ) -> Iterator[Chunk]:
        """The reply, without a word of it going to LangSmith."""
        from langsmith import tracing_context

        with tracing_context(enabled=False):
            yield from self._asked(messages, schema)

    def _asked(self, messages: Sequence[Message], schema: Mapping[str, Any] | None) -> Iterator[Chunk]:
        wishes = {name: value for name, value in self.wishes(schema).items() if name not in self.refused}
        arguments: dict[str, Any] = {}
        for wish in wishes.values():
            arguments = _merged(arguments, wish)
        begun = False
        try:
            said = self.model.stream([(m.role, m.content) for m in messages], **arguments)
            for chunk in _totals(map(_chunk, said)) if self.adds_up else map(_chunk, said):
                begun = True
                yield chunk
            return
        except Exception as error:
            unwanted = set() if begun else self._unwanted(error, wishes)
            if not unwanted:
                raise
        self.refused |= unwanted
        yield from self._asked(messages, schema)

    def _unwanted(self, error: Exception, wishes: Mapping[str, Any]) -> set[str]:
        """The options that an error names."""
        if status_of(error) not in _REFUSED:
            return set()
        said = f"{getattr(error, 'body', '')} {error}".casefold()
        return {name for name in wishes if re.search(name, said)}


def _merged(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """Both, and what both hold merged in turn."""
    both = {key: _merged(one[key], other[key]) for key in one.keys() & other.keys() if isinstance(one[key], dict)}
    return {**one, **other, **both}


def _chunk(message: "AIMessageChunk") -> Chunk:
    usage: dict[str, Any] = dict(message.usage_metadata or {})
    ended = _ended(message.response_metadata)
    return Chunk(str(message.text), usage.get("input_tokens"), usage.get("output_tokens"), ended)


def _totals(chunks: Iterator[Chunk]) -> Iterator[Chunk]:
    """Chunks that count all tokens so far, from such as count those since the last."""
    read: int | None = None
    written: int | None = None
    for chunk in chunks:
        read, written = _sum(read, chunk.tokens_in), _sum(written, chunk.tokens_out)
        yield replace(chunk, tokens_in=read, tokens_out=written)


def _sum(known: int | None, more: int | None) -> int | None:
    return known if more is None else (known or 0) + more


def _ended(metadata: Mapping[str, Any]) -> str:
    """Why the model stopped, or why Google did not even begin."""
    blocked = (metadata.get("prompt_feedback") or {}).get("block_reason")
    return next((str(getattr(v, "value", v)) for v in (*map(metadata.get, _ENDS), blocked) if v), "")
