"""A short try of a model: how soon it speaks, whether it streams, whether it can write JSON."""

from domain.chat import ChatFailed, ChatModel, Failure, Message, Trial

_ASKED = [Message("user", "Say in one short sentence that you are ready.")]
_SCHEMA = {
    "type": "object",
    "properties": {"ready": {"type": "boolean"}},
    "required": ["ready"],
    "additionalProperties": False,
}


def tried(chat: ChatModel) -> Trial:
    """What came of it; `ChatFailed` when the model says nothing."""
    stream = chat.stream(_ASKED)
    pieces = [piece for piece in stream if piece]
    usage = stream.usage
    return Trial(chat.name, usage.seconds, usage.first_token_seconds or usage.seconds, len(pieces) > 1, _json(chat))


def _json(chat: ChatModel) -> bool:
    try:
        chat.structured(_ASKED, _SCHEMA).wait()
    except ChatFailed as failed:
        if failed.failure in (Failure.BAD_JSON, Failure.EMPTY, Failure.CUT_OFF):
            return False
        raise
    return True
