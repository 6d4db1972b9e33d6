"""A model of a server that a test plays, with limits that make tests quick."""

import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import pytest

from domain.chat import ChatFailed, ChatModel, Limits, Message
from models.chat.building import chat_model, served_model
from models.chat.model import BackedChat
from models.chat.names import ModelName
from models.chat.providers import PROVIDERS
from servers.server import ModelServer

WINDOW = 512  # tokens of the tiny Llama
WORDS = "a the kiln clay glaze fires is of in potter hot cold wheel you are what do kilns system user assistant".split()
TEMPLATE = "{% for m in messages %}<{{ m['role'] }}>{{ m['content'] }}{% endfor %}<assistant>"
PATIENT = Limits(connect=1.0, first_token=4.0, total=8.0)  # for what goes well, on a machine that may be busy
QUICK = Limits(connect=0.3, first_token=0.4, total=1.2)
ASKED = [Message("system", "You are a potter."), Message("user", "What do kilns do?")]
Spoken = Callable[..., tuple[ModelServer, ChatModel]]


def quick(name: str, limits: Limits = PATIENT, key: str = "") -> ChatModel:
    """The model of a name; its pauses between attempts are short."""
    chat = chat_model(name, limits, lambda variable: key)
    assert isinstance(chat, BackedChat)
    return _hasty(chat)


def hosted(kind: str, model: str, url: str, limits: Limits = PATIENT, key: str = "right") -> BackedChat:
    """A model of a service that has one address, at another."""
    return _hasty(served_model(f"{kind}:{model}", ModelName(PROVIDERS[kind], model, url), key, limits))


def at(kind: str, model: str, url: str, limits: Limits = PATIENT) -> ChatModel:
    """A model of a server of any kind at an address."""
    if PROVIDERS[kind].has_servers:
        return quick(f"{kind}:{model}@{url}", limits)
    return hosted(kind, model, url, limits)


def failed(chat: ChatModel, messages: Sequence[Message] = ASKED) -> ChatFailed:
    """Why a model does not answer, told in one line with a hint, and nothing of the client's error behind it."""
    with pytest.raises(ChatFailed) as caught:
        "".join(chat.stream(messages))
    error = caught.value
    assert error.message.endswith(".") and "\n" not in error.message
    assert error.hint and "\n" not in error.hint
    assert error.__cause__ is None and error.__context__ is None
    return error


def _hasty(chat: BackedChat) -> BackedChat:
    return BackedChat(chat.name, chat.leaves_to, chat.backend, chat.limits, (0.05, 0.05))


@contextmanager
def crowded() -> Iterator[str]:
    """The address of a server that takes no further connection."""
    with socket.socket() as full:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        callers = [socket.socket() for _ in range(4)]
        for caller in callers:
            caller.setblocking(False)
            caller.connect_ex(full.getsockname())
        yield f"http://127.0.0.1:{full.getsockname()[1]}"
        for caller in callers:
            caller.close()
