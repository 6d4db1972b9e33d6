"""Hosted models through their real clients: Anthropic's before a server on loopback, the errors of the others."""

from collections.abc import Iterator

import pytest
from speaking import ASKED, PATIENT, QUICK, crowded, failed, hosted

from domain.chat import Failure, Limits, Usage
from models.chat.building import served_model
from models.chat.failures import Translator
from models.chat.model import BackedChat
from models.chat.names import read
from models.chat.replies.prices import price
from servers import anthropic
from servers.anthropic import AnthropicServer
from servers.script import Deed, Fails, Says


@pytest.fixture
def claude() -> Iterator[AnthropicServer]:
    with AnthropicServer() as server:
        yield server


def model(server: AnthropicServer, limits: Limits = PATIENT, name: str = "clay", key: str = "right") -> BackedChat:
    return hosted("anthropic", name, server.root, limits, key)


def test_it_streams_and_counts(claude: AnthropicServer) -> None:
    stream = model(claude).stream(ASKED)
    assert [piece for piece in stream if piece] == ["Kilns", " fire", " clay."]
    assert (stream.usage.tokens_in, stream.usage.tokens_out) == (9, 3)
    assert claude.chats[0]["system"] and "tools" not in claude.chats[0]


def test_it_writes_json_that_is_asked_for_in_words(claude: AnthropicServer) -> None:
    claude.script = [Says('{"n": 3}')]
    assert model(claude).structured(ASKED, {"type": "object", "required": ["n"]}).wait() == {"n": 3}


@pytest.mark.parametrize(
    ("deed", "expected", "asked"),
    [
        (anthropic.OVERLOADED, Failure.SERVER_ERROR, 3),
        (anthropic.BUSY, Failure.TOO_BUSY, 3),
        (anthropic.TOO_LONG, Failure.TOO_LONG, 1),
        (anthropic.NO_CREDIT, Failure.TOO_BUSY, 1),
        (Says(cut_after=1), Failure.CUT_OFF, 1),
        (Says(error_after=1), Failure.SERVER_ERROR, 1),
        (Says(stalls_after=1), Failure.TOO_SLOW, 1),
        (Says(""), Failure.EMPTY, 1),
        (Says(finish="refusal"), Failure.EMPTY, 1),
        (Fails(502), Failure.SERVER_ERROR, 3),
    ],
    ids=str,
)
def test_whatever_goes_wrong_is_a_failure(claude: AnthropicServer, deed: Deed, expected: Failure, asked: int) -> None:
    claude.script = [deed]
    slow = expected is Failure.TOO_SLOW
    assert failed(model(claude, QUICK if slow else PATIENT)).failure is expected
    assert len(claude.chats) == asked


def test_stopping_closes_the_connection(claude: AnthropicServer) -> None:
    claude.script = [Says(stalls_after=1)]
    stream = model(claude).stream(ASKED)
    assert next(piece for piece in stream if piece) == "Kilns"
    stream.close()
    assert claude.hung_up.wait(1.0)


def test_a_server_that_does_not_take_the_connection_is_given_up() -> None:
    with crowded() as address:
        assert failed(hosted("anthropic", "clay", address, Limits(0.3, 1, 4))).failure is Failure.UNREACHABLE


def test_a_redirect_is_not_followed(claude: AnthropicServer) -> None:
    with AnthropicServer() as elsewhere:
        claude.script = [Fails(307, {}, {"Location": f"{elsewhere.root}/v1/messages"})]
        assert failed(model(claude)).failure is Failure.SERVER_ERROR
        assert not elsewhere.asked


def test_a_wrong_key_and_a_wrong_name_are_told_apart(claude: AnthropicServer) -> None:
    assert failed(model(claude, key="sk-C4n4ry-wrong")).failure is Failure.WRONG_KEY
    assert failed(model(claude, name="porcelain")).failure is Failure.NO_SUCH_MODEL


class ClientError(Exception):
    """As botocore raises it."""

    def __init__(self, status: int, code: str) -> None:
        super().__init__(f"An error occurred ({code}) when calling the ConverseStream operation")
        self.response = {"Error": {"Code": code}, "ResponseMetadata": {"HTTPStatusCode": status}}


class NoCredentialsError(Exception):
    """As botocore raises it."""


class GoogleError(Exception):
    """As google-genai raises it."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(f"{code} {message}")
        self.code, self.message = code, message


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (ClientError(403, "AccessDeniedException"), Failure.WRONG_KEY),
        (ClientError(429, "ThrottlingException"), Failure.TOO_BUSY),
        (ClientError(404, "ResourceNotFoundException"), Failure.NO_SUCH_MODEL),
        (NoCredentialsError("Unable to locate credentials"), Failure.WRONG_KEY),
        (GoogleError(403, "PERMISSION_DENIED"), Failure.WRONG_KEY),
        (GoogleError(400, "INVALID_ARGUMENT. API key not valid. Please pass a valid API key."), Failure.WRONG_KEY),
        (GoogleError(400, "The input token count (2000000) exceeds the maximum"), Failure.TOO_LONG),
        (GoogleError(503, "The model is overloaded."), Failure.SERVER_ERROR),
        (KeyError("surprise"), Failure.SERVER_ERROR),
    ],
    ids=str,
)
def test_errors_of_other_libraries_are_understood_too(error: Exception, expected: Failure) -> None:
    for name in ("bedrock:claude", "google:gemini"):
        failure = Translator(read(name), ("sk-C4n4ry",)).trouble(error).failed
        assert failure.failure is expected and failure.message and failure.hint


def test_an_error_inside_an_error_is_found() -> None:
    try:
        try:
            raise GoogleError(429, "RESOURCE_EXHAUSTED")
        except GoogleError as error:
            raise RuntimeError("Error calling model") from error
    except RuntimeError as outer:
        assert Translator(read("google:gemini")).trouble(outer).failed.failure is Failure.TOO_BUSY


@pytest.mark.parametrize("name", ["openai:gpt-4o-mini", "anthropic:claude-sonnet-4-5"])
def test_a_hosted_model_is_built_with_a_window_that_is_known(name: str) -> None:
    chat = served_model(name, read(name), "sk-C4n4ry", PATIENT)
    assert chat.window >= 100_000 and chat.leaves_to == read(name).host
    assert "C4n4ry" not in repr(chat)


@pytest.mark.parametrize(
    ("name", "dollars"),
    [
        ("openai:gpt-4o-mini", 0.75),
        ("openai:gpt-4o-mini-2024-07-18", 0.75),
        ("openai:gpt-4o", 12.5),
        ("anthropic:claude-sonnet-4-5-20250929", 18.0),
        ("openai:gpt-4o-audio", None),
        ("ollama:gpt-4o", None),
        ("openai:gpt", None),
    ],
)
def test_a_price_is_told_when_it_is_known(name: str, dollars: float | None) -> None:
    found = price(name, 1_000_000, 1_000_000)
    assert found is None if dollars is None else found == pytest.approx(dollars)
    assert price(name, None, 5) is None


def test_what_a_reply_took_is_told_in_one_line() -> None:
    assert str(Usage(1204, 85, 3.2, 0.42, 0.00128)) == "1,204 tokens read, 85 written, first word after 0.4 s, $0.0013"
    assert str(Usage(None, 85, 3.2, 0.4)) == "first word after 0.4 s"
    assert str(Usage()) == ""
