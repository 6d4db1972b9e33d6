"""A quiz whose scenarios a real server writes, or fails to: the items are there all the same."""

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bootstrap import build_study
from domain.quiz import ItemKind, Quiz, QuizRequest
from servers.ollama import OllamaServer
from servers.openai import OpenAIServer
from servers.script import Fails, Says
from servers.server import ModelServer
from settings import Settings

pytestmark = pytest.mark.slow

NOTE = """# Joins

- **Broadcast join** copies a small table to each worker so that the large table needs no shuffle.
- **Sort-merge join** sorts both tables by the key and walks through them side by side.
- **Hash join** builds a lookup of the smaller side in memory and probes it with each row.
- **Nested loop** compares each row of one side with each row of the other.
"""
STEM = (
    "A team wants to copy a small table to each worker so that the large table of clicks needs no shuffle. "
    "Which technique should it choose?"
)
Make = Callable[..., Quiz]


@pytest.fixture
def make(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Make]:
    (tmp_path / "joins.md").write_text(NOTE, encoding="utf-8")
    cache = os.environ.get("FOOTNOTE_CACHE") or request.config.cache.mkdir("footnote-encoder")
    settings = Settings(library=tmp_path / "library", notes=(), cache=Path(cache), total_seconds=2.0)
    studies = [build_study(settings)]
    studies[0].sync([tmp_path / "joins.md"])

    def made(model: str, *, scenarios: bool = True) -> Quiz:
        studies.append(build_study(settings, model))
        return studies[-1].quiz(QuizRequest(5, kinds=frozenset({ItemKind.SINGLE}), scenarios=scenarios))

    yield made
    for study in studies:
        study.close()


@pytest.fixture(params=[OllamaServer, OpenAIServer], ids=["ollama", "openai-compatible"])
def server(request: pytest.FixtureRequest) -> Iterator[ModelServer]:
    with request.param(Says(json.dumps({"stem": STEM}))) as found:
        yield found


def name_of(server: ModelServer) -> str:
    if isinstance(server, OllamaServer):
        return f"ollama:clay@{server.url}"
    assert isinstance(server, OpenAIServer)
    return f"openai-compatible:clay@{server.url}"


def test_a_server_writes_the_one_scenario_that_holds(make: Make, server: ModelServer) -> None:
    plain, made = make("extractive"), make(name_of(server))
    written = [item for item in made.items if item.made_by == name_of(server)]
    assert [item.stem for item in written] == [STEM]
    assert [item.options for item in made.items] == [item.options for item in plain.items]
    assert written[0].options[written[0].key[0]] == "Broadcast join" and not made.fallback


@pytest.mark.parametrize("said", ["No JSON here.", "{", '{"question": "?"}'])
def test_malformed_json_is_never_shown(make: Make, server: ModelServer, said: str) -> None:
    server.script = [Says(said)]
    made = make(name_of(server))
    assert made.items == make("extractive").items
    assert any("no scenario" in rejected.reason for rejected in made.rejected)


def test_a_server_that_fails_is_asked_once_and_told_of(make: Make, server: ModelServer) -> None:
    server.script = [Fails(401, {"error": {"message": "Incorrect API key"}})]
    made = make(name_of(server))
    assert made.items == make("extractive").items and made.fallback
