from collections.abc import Iterator

import pytest
from speaking import PATIENT, Spoken, quick

from domain.chat import ChatModel, Limits
from servers.ollama import OllamaServer
from servers.openai import OpenAIServer
from servers.script import Deed, Reaction
from servers.server import ModelServer


@pytest.fixture(params=["ollama", "openai-compatible"])
def kind(request: pytest.FixtureRequest) -> str:
    """Every test that asks for this is run with both servers."""
    found: str = request.param
    return found


@pytest.fixture
def spoken(kind: str) -> Iterator[Spoken]:
    """A server that does these deeds, and a model of it through the real client."""
    servers: list[ModelServer] = []

    def make(*deeds: Deed | Reaction, model: str = "clay", limits: Limits = PATIENT) -> tuple[ModelServer, ChatModel]:
        server = OllamaServer(*deeds) if kind == "ollama" else OpenAIServer(*deeds)
        servers.append(server)
        return server, quick(f"{kind}:{model}@{server.url}", limits)

    yield make
    for server in servers:
        server.close()
