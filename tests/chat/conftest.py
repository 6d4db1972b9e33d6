import os
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from speaking import PATIENT, TEMPLATE, WINDOW, WORDS, Spoken, at

from domain.chat import ChatModel, Limits
from servers.bedrock import KEY_ID, BedrockServer
from servers.google import GoogleServer
from servers.ollama import OllamaServer
from servers.openai import OpenAIServer
from servers.script import Deed, Reaction
from servers.server import ModelServer

SERVERS = {
    "ollama": OllamaServer,
    "openai-compatible": OpenAIServer,
    "bedrock": BedrockServer,
    "google": GoogleServer,
}


@pytest.fixture
def amazon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody who is signed in to AWS, by the environment alone."""
    if find_spec("langchain_aws") is None:
        pytest.skip("needs pip install --no-deps -r requirements-bedrock.txt")
    nowhere = {"AWS_CONFIG_FILE": os.devnull, "AWS_SHARED_CREDENTIALS_FILE": os.devnull}
    signed_in = {"AWS_ACCESS_KEY_ID": KEY_ID, "AWS_SECRET_ACCESS_KEY": "s3cr3t", "AWS_REGION": "eu-west-1"}
    for name in ("AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_BEARER_TOKEN_BEDROCK"):
        monkeypatch.delenv(name, raising=False)
    for name, value in {**nowhere, **signed_in, "AWS_EC2_METADATA_DISABLED": "true"}.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def gemini() -> None:
    """What talks to Google."""
    if find_spec("langchain_google_genai") is None:
        pytest.skip("needs pip install --no-deps -r requirements-google.txt")


@pytest.fixture(params=SERVERS)
def kind(request: pytest.FixtureRequest) -> str:
    """Every test that asks for this is run with each server."""
    found: str = request.param
    if needed := {"bedrock": "amazon", "google": "gemini"}.get(found):
        request.getfixturevalue(needed)
    return found


@pytest.fixture
def spoken(kind: str) -> Iterator[Spoken]:
    """A server that does these deeds, and a model of it through the real client."""
    servers: list[ModelServer] = []

    def make(*deeds: Deed | Reaction, model: str = "clay", limits: Limits = PATIENT) -> tuple[ModelServer, ChatModel]:
        server = SERVERS[kind](*deeds)
        servers.append(server)
        maker = "meta." if kind == "bedrock" else ""
        return server, at(kind, f"{maker}{model}", server.url, limits)

    yield make
    for server in servers:
        server.close()


@pytest.fixture(scope="session")
def llama(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a model as people download them: config, weights, tokenizer, template."""
    import torch
    from tokenizers import Tokenizer, models, pre_tokenizers
    from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

    folder = tmp_path_factory.mktemp("llama")
    vocabulary = {word: number for number, word in enumerate(["</s>", "<unk>", *WORDS])}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="<unk>"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    fast = PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, eos_token="</s>", unk_token="<unk>", chat_template=TEMPLATE
    )
    fast.save_pretrained(folder)
    torch.manual_seed(0)
    config = LlamaConfig(
        vocab_size=len(vocabulary),
        hidden_size=32,
        intermediate_size=64,
        num_hidden_layers=2,
        num_attention_heads=2,
        max_position_embeddings=WINDOW,
        eos_token_id=0,
        bos_token_id=None,
    )
    LlamaForCausalLM(config).save_pretrained(folder)
    return folder
