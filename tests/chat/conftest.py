from collections.abc import Callable, Iterator

import pytest

from domain.chat import ChatModel, Limits
from models.chat.building import chat_model
from models.chat.model import BackedChat
from servers.ollama import OllamaServer
from servers.openai import OpenAIServer
from servers.script import Deed, Reaction
from servers.server import ModelServer

QUICK = Limits(connect=0.3, first_token=0.4, total=2.0)
Spoken = Callable[..., tuple[ModelServer, ChatModel]]


@pytest.fixture(params=["ollama", "openai-compatible"])
def kind(request: pytest.FixtureRequest) -> str:
    """Every test that asks for this is run with both servers."""
    found: str = request.param
    return found


@pytest.fixture
def spoken(kind: str) -> Iterator[Spoken]:
    """A server that does these deeds, and a model of it through the real client."""
    servers: list[ModelServer] = []

    def make(*deeds: Deed | Reaction, model: str = "clay", limits: Limits = QUICK) -> tuple[ModelServer, ChatModel]:
        server = OllamaServer(*deeds) if kind == "ollama" else OpenAIServer(*deeds)
        servers.append(server)
        return server, quick(f"{kind}:{model}@{server.url}", limits)

    yield make
    for server in servers:
        server.close()


def quick(name: str, limits: Limits = QUICK, key: str = "") -> ChatModel:
    """The model of a name; its pauses between attempts are short."""
    chat = chat_model(name, limits, lambda variable: key)
    assert isinstance(chat, BackedChat)
    return BackedChat(chat.name, chat.leaves_to, chat.backend, chat.limits, (0.05, 0.05))
