"""What the student calls a model, and what that says about where words go."""

import pytest

from domain.chat import ChatFailed, Failure, Limits
from domain.errors import ModelUnavailable
from models.chat.building import chat_model
from models.chat.names import read


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("ollama:llama3.2", ("ollama", "llama3.2", "http://127.0.0.1:11434")),
        ("ollama:llama3.2:3b", ("ollama", "llama3.2:3b", "http://127.0.0.1:11434")),
        ("ollama:qwen3@http://nas:11434/", ("ollama", "qwen3", "http://nas:11434")),
        ("openai-compatible:a/b@http://[::1]:8080/v1", ("openai-compatible", "a/b", "http://[::1]:8080/v1")),
        ("openai:gpt-4o-mini", ("openai", "gpt-4o-mini", "https://api.openai.com/v1")),
        ("transformers:/models/@home", ("transformers", "/models/@home", "")),
        ("bedrock:anthropic.claude-v1:0", ("bedrock", "anthropic.claude-v1:0", "")),
        ("bedrock:meta.llama@https://vpce-1.example/", ("bedrock", "meta.llama", "https://vpce-1.example")),
    ],
)
def test_a_name_says_who_what_and_where(name: str, parts: tuple[str, str, str]) -> None:
    found = read(name)
    assert (found.provider.key, found.model, found.url) == parts


@pytest.mark.parametrize(
    "name",
    [
        *("", "gpt", "gpt:4", "ollama:", "ollama", "openai-compatible:clay", "openai:gpt-4o@http://127.0.0.1:1/v1"),
        *("ollama:clay@http://", "ollama:clay@http://host:99999", "openai-compatible:clay@httpx://host"),
        *("openai-compatible:clay@http://localhost@evil.example/v1", "openai-compatible:clay@http://h/v1?key=secret"),
        *("bedrock:meta.llama@http://", "bedrock:meta.llama@https://h/?key=secret"),
        *("openai-compatible:clay@https://me:C4n4ry@host/v1", "sk-proj-C4n4ry0123456789abcdef"),
    ],
)
def test_what_is_no_name_is_refused_with_a_hint(name: str) -> None:
    with pytest.raises(ModelUnavailable) as caught:
        read(name)
    assert caught.value.hint
    assert "C4n4ry" not in str(caught.value) + caught.value.hint, "what may be a key is not repeated"


@pytest.mark.parametrize(
    ("name", "to"),
    [
        ("ollama:llama3.2", ""),
        ("ollama:gpt-oss:120b-cloud", "ollama.com"),
        ("ollama:kimi-k2:cloud", "ollama.com"),
        ("ollama:llama3.2@http://192.168.1.5:11434", "192.168.1.5:11434"),
        ("openai-compatible:clay@http://localhost:8080/v1", ""),
        ("openai-compatible:clay@http://127.0.0.1.evil.example/v1", "127.0.0.1.evil.example"),
        ("openai-compatible:clay@https://api.groq.com/openai/v1", "api.groq.com"),
        ("openai:gpt-4o", "api.openai.com"),
        ("anthropic:claude-sonnet-4-5", "api.anthropic.com"),
        ("google:gemini-2.5-flash", "generativelanguage.googleapis.com"),
        ("transformers:/models/llama", ""),
        ("bedrock:meta.llama", "bedrock-runtime.amazonaws.com"),
        ("bedrock:meta.llama@https://vpce-1.example", "vpce-1.example"),
    ],
)
def test_a_name_says_whom_words_are_sent_to(name: str, to: str) -> None:
    assert read(name).leaves_to == to


@pytest.mark.parametrize("key", ["sk-C4n4ry\nX: y", "sk-C4n4ry\u2026", "sk\u200bC4n4ry"])
def test_a_key_that_cannot_be_sent_is_a_wrong_key(key: str) -> None:
    with pytest.raises(ChatFailed) as caught:
        chat_model("openai:gpt-4o", Limits(), lambda variable: key)
    assert caught.value.failure is Failure.WRONG_KEY and "C4n4ry" not in str(caught.value)


@pytest.mark.parametrize("name", ["openai:gpt-4o", "anthropic:claude-sonnet-4-5", "google:gemini-2.5-flash"])
def test_a_hosted_model_without_a_key_says_which_one_it_wants(name: str) -> None:
    with pytest.raises(ChatFailed) as caught:
        chat_model(name, Limits(), lambda variable: "")
    assert caught.value.failure is Failure.WRONG_KEY and "_API_KEY" in caught.value.hint


def test_a_package_that_is_not_there_is_named_with_the_line_that_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "langchain_ollama", None)
    with pytest.raises(ChatFailed) as caught:
        chat_model("ollama:clay", Limits(), lambda variable: "")
    assert caught.value.failure is Failure.NOT_INSTALLED
    assert "pip install" in caught.value.hint and "requirements-ollama.txt" in caught.value.hint
