"""A whole question, from the student to a real server and back: whatever the server does, there is an answer."""

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bootstrap import Study, build_study
from domain.replies import Answer, Question, Reply
from servers import bedrock, ollama, openai
from servers.bedrock import BedrockServer
from servers.ollama import OllamaServer
from servers.openai import OpenAIServer
from servers.script import Deed, Fails, Resets, Says
from servers.server import ModelServer
from settings import Settings

pytestmark = pytest.mark.slow

NOTE = "# Kilns\n\n## Firing\n\n- A **kiln** is an oven that fires clay.\n- Gas kilns take eight hours to cool.\n"
ASKED = Question("What is a kiln?")
TRUE = "A kiln is an oven that fires clay [^1]."
Ask = Callable[..., Reply]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[Settings]:
    """A library with one note."""
    folder = tmp_path_factory.mktemp("answers")
    (folder / "notes").mkdir()
    (folder / "notes" / "kilns.md").write_text(NOTE, encoding="utf-8")
    cache = os.environ.get("FOOTNOTE_CACHE") or request.config.cache.mkdir("footnote-encoder")
    settings = Settings(library=folder / "library", notes=(), cache=Path(cache))
    study = build_study(settings)
    study.sync([folder / "notes"])
    study.close()
    yield settings


def hurried(settings: Settings) -> Settings:
    """So little time that only the first pause between two attempts fits into it."""
    limits = {"connect_seconds": 0.5, "first_token_seconds": 0.6, "total_seconds": 1.5}
    return settings.model_copy(update=limits)


@pytest.fixture
def ask(library: Settings) -> Iterator[Ask]:
    """Ask through a model of this name."""
    studies: list[Study] = []

    def asked(name: str, on_text: Callable[[str], None] | None = None, *, hurry: bool = False) -> Reply:
        studies.append(build_study(hurried(library) if hurry else library, name))
        return studies[-1].ask(ASKED, on_text)

    yield asked
    for study in studies:
        study.close()


@pytest.fixture(params=[OllamaServer, OpenAIServer, BedrockServer], ids=["ollama", "openai-compatible", "bedrock"])
def server(request: pytest.FixtureRequest) -> Iterator[ModelServer]:
    if request.param is BedrockServer:
        request.getfixturevalue("amazon")
    with request.param(Says(TRUE)) as found:
        yield found


def name_of(server: ModelServer, model: str = "clay") -> str:
    if isinstance(server, OllamaServer):
        return f"ollama:{model}@{server.url}"
    if isinstance(server, BedrockServer):
        return f"bedrock:meta.{model}@{server.url}"
    assert isinstance(server, OpenAIServer)
    return f"openai-compatible:{model}@{server.url}"


def test_a_model_writes_the_answer_and_what_it_took_is_known(ask: Ask, server: ModelServer) -> None:
    pieces: list[str] = []
    reply = ask(name_of(server), pieces.append)
    assert isinstance(reply, Answer) and reply.fallback is None
    assert reply.model == name_of(server)
    assert reply.citations[0].quote.replace("*", "") == "A kiln is an oven that fires clay."
    assert "".join(pieces).startswith("A kiln is an oven")
    assert reply.usage and reply.usage.tokens_out and reply.usage.first_token_seconds


@pytest.mark.parametrize("before", ["", " ", "\n", "\n\n"])
def test_silence_and_white_space_before_the_first_word_change_nothing(
    ask: Ask, server: ModelServer, before: str
) -> None:
    server.script = [Says(f"{before}{TRUE}", first_after=0.25)]
    reply = ask(name_of(server))
    assert isinstance(reply, Answer) and reply.fallback is None
    assert reply.text == "A kiln is an oven that fires clay.[^1]"


FAILURES: list[tuple[Deed, str]] = [
    (Says(TRUE, first_after=30), "said nothing for too long"),
    (Says(TRUE, stalls_after=0), "said nothing for too long"),
    (Says(f"{TRUE} " * 100, each_after=0.1), "was not done in time"),
    (Says(TRUE, cut_after=3), "broke off"),
    (Says(TRUE, ends_after=3), "broke off"),
    (Resets(), "broke off"),
    (Says(""), "without a word"),
    (Says(TRUE, garbled_after=2), "cannot be read"),
    (Says(TRUE, error_after=2), "failed"),
    (Fails(502), "failed (502)"),
    (Fails(401, {"error": {"message": "Incorrect API key"}}), "another model"),
    (openai.BUSY, "too much to do"),
    (openai.NO_QUOTA, "quota"),
    (ollama.BROKEN, "more system memory"),
    (openai.failure(400, "maximum context length is 10 tokens", "x", "context_length_exceeded"), "too long for clay"),
    (Says("Purple elephants dance on the moon."), "rests on your notes"),
]


@pytest.mark.parametrize("server", [OllamaServer, OpenAIServer], indirect=True)
@pytest.mark.parametrize(("deed", "why"), FAILURES, ids=[str(deed)[:40] for deed, _ in FAILURES])
def test_whatever_a_server_does_the_notes_answer_and_say_why(
    ask: Ask, server: ModelServer, deed: Deed, why: str
) -> None:
    server.script = [deed]
    reply = ask(name_of(server), hurry=True)
    assert isinstance(reply, Answer) and reply.model == "extractive"
    assert "oven that fires clay" in reply.text
    assert reply.fallback and why in reply.fallback and "\n" not in reply.fallback


OF_BEDROCK: list[tuple[Deed, str]] = [
    (Says(TRUE, stalls_after=0), "said nothing for too long"),
    (Says(TRUE, ends_after=3), "broke off"),
    (Says(TRUE, error_after=2), "The model stopped writing"),
    (bedrock.BUSY, "too much to do"),
    (bedrock.NO_QUOTA, "quota"),
    (bedrock.BAD_TOKEN, "aws configure"),
    (bedrock.NO_ACCESS, "has no model meta.clay"),
    (bedrock.failure(400, "ValidationException", "Input is too long for requested model."), "too long for meta.clay"),
]


@pytest.mark.parametrize("server", [BedrockServer], indirect=True)
@pytest.mark.parametrize(("deed", "why"), OF_BEDROCK, ids=[why for _, why in OF_BEDROCK])
def test_whatever_bedrock_does_the_notes_answer_and_say_why(
    ask: Ask, server: ModelServer, deed: Deed, why: str
) -> None:
    server.script = [deed]
    reply = ask(name_of(server), hurry=True)
    assert isinstance(reply, Answer) and reply.model == "extractive" and "oven that fires clay" in reply.text
    assert reply.fallback and why in reply.fallback and "\n" not in reply.fallback


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("ollama:clay@http://127.0.0.1:9", "Nothing answers at 127.0.0.1:9"),
        ("openai-compatible:clay@http://127.0.0.1:9/v1", "Nothing answers at 127.0.0.1:9"),
        ("openai:gpt-4o-mini", "you have not agreed"),
        pytest.param("transformers:/no/such/folder", "No model can be loaded", marks=pytest.mark.slow),
    ],
)
def test_a_model_that_cannot_be_asked_gives_way_to_the_notes(ask: Ask, name: str, why: str) -> None:
    reply = ask(name)
    assert isinstance(reply, Answer) and "oven that fires clay" in reply.text
    assert reply.fallback and why in reply.fallback


def test_a_model_that_is_not_there_gives_way_to_the_notes(ask: Ask, server: ModelServer) -> None:
    reply = ask(name_of(server, "porcelain"))
    assert isinstance(reply, Answer) and reply.fallback
    assert f"has no model {'meta.' if isinstance(server, BedrockServer) else ''}porcelain" in reply.fallback


class Enough(Exception):
    """Whoever listens wants no more."""


@pytest.mark.parametrize("deed", [Says(TRUE, first_after=30), Says(TRUE, stalls_after=2)], ids=str)
def test_whoever_stops_the_answer_stops_the_server(ask: Ask, server: ModelServer, deed: Deed) -> None:
    server.script = [deed]
    began = time.monotonic()

    def listen(text: str) -> None:
        if server.chats and time.monotonic() - began > 0.2:
            raise Enough

    with pytest.raises(Enough):
        ask(name_of(server), listen)
    assert server.hung_up.wait(1.0)


def test_the_first_words_are_handed_out_at_once(ask: Ask, server: ModelServer) -> None:
    server.script = [Says(TRUE, each_after=0.05)]
    heard: list[float] = []
    ask(name_of(server), lambda text: heard.append(time.perf_counter()) if text else None)
    assert heard[0] - server.first_word_at < 0.1  # 0.15 s is what a screen has in all


def test_a_model_that_writes_noise_gives_way_to_the_notes(ask: Ask, llama: Path) -> None:
    """A real model in this process, end to end: a Llama whose weights are random."""
    pieces: list[str] = []
    reply = ask(f"transformers:{llama}", pieces.append)
    assert isinstance(reply, Answer) and reply.model == "extractive"
    assert "oven that fires clay" in reply.text
    assert reply.fallback and "rests on your notes" in reply.fallback
