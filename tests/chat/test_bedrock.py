"""Amazon Bedrock through its real client, boto3, before a server on loopback: what is unlike the other servers."""

import logging
import time
import traceback
from collections.abc import Iterator

import pytest
from speaking import ASKED, PATIENT, failed, quick

from domain.chat import ChatFailed, ChatModel, Failure
from models.chat.backends.langchain import LangChainBackend
from models.chat.building import chat_model
from models.chat.model import BackedChat
from servers import bedrock
from servers.bedrock import KEY_ID, BedrockServer, failure
from servers.openai import OpenAIServer
from servers.script import Deed, Fails, Says

pytestmark = pytest.mark.usefixtures("amazon")

ARN = "arn:aws:bedrock:eu-west-1:123456789012:inference-profile/eu.meta.clay"


@pytest.fixture
def server() -> Iterator[BedrockServer]:
    with BedrockServer(models=("meta.clay", "potter.slip", ARN)) as found:
        yield found


def model(server: BedrockServer, name: str = "meta.clay") -> ChatModel:
    return quick(f"bedrock:{name}@{server.url}")


@pytest.mark.parametrize(
    ("deed", "expected", "said", "asked"),
    [
        (bedrock.BUSY, Failure.TOO_BUSY, "too much to do", 3),
        (bedrock.NOT_READY, Failure.TOO_BUSY, "too much to do", 3),
        (bedrock.NO_QUOTA, Failure.TOO_BUSY, "quota", 1),
        (bedrock.BROKEN, Failure.SERVER_ERROR, "failed (500): The server had an error", 3),
        (bedrock.OVERLOADED, Failure.SERVER_ERROR, "failed (503): Bedrock is overloaded", 3),
        (bedrock.MODEL_BROKEN, Failure.SERVER_ERROR, "The model failed while", 1),
        (bedrock.MODEL_LATE, Failure.TOO_SLOW, "gave up waiting for meta.clay", 1),
        (bedrock.BAD_TOKEN, Failure.WRONG_KEY, "does not let us in", 1),
        (bedrock.EXPIRED, Failure.WRONG_KEY, "does not let us in", 1),
        (bedrock.NOT_ALLOWED, Failure.WRONG_KEY, "does not let us in", 1),
        (bedrock.NO_ACCESS, Failure.NO_SUCH_MODEL, "has no model meta.clay", 1),
        (bedrock.NO_MODEL, Failure.NO_SUCH_MODEL, "has no model meta.clay", 1),
        (bedrock.MODEL_GONE, Failure.NO_SUCH_MODEL, "has no model meta.clay", 1),
        (bedrock.ON_DEMAND, Failure.NO_SUCH_MODEL, "has no model meta.clay", 1),
    ],
    ids=lambda given: str(dict(given.headers))[22:60] if isinstance(given, Fails) else "",
)
def test_an_error_is_told_in_our_words(
    server: BedrockServer, deed: Deed, expected: Failure, said: str, asked: int
) -> None:
    server.script = [deed]
    error = failed(model(server))
    assert error.failure is expected and said in error.message and "An error occurred" not in error.message
    assert len(server.chats) == asked


@pytest.mark.parametrize(
    "message",
    [
        "Input is too long for requested model.",
        "The model returned the following errors: prompt is too long: 210000 tokens > 200000 maximum",
        "Input Tokens Exceeded: Number of input tokens exceeds maximum length.",
        "The model returned the following errors: This model's maximum context length is 8192 tokens.",
    ],
)
def test_every_way_to_say_too_long_is_understood(server: BedrockServer, message: str) -> None:
    server.script = [failure(400, "ValidationException", message)]
    assert failed(model(server)).failure is Failure.TOO_LONG
    assert len(server.chats) == 1


@pytest.mark.parametrize(
    ("kind", "message", "expected", "asked"),
    [
        ("modelStreamErrorException", "The model stopped writing.", Failure.SERVER_ERROR, 1),
        ("internalServerException", "Something broke.", Failure.SERVER_ERROR, 3),
        ("serviceUnavailableException", "Not now.", Failure.SERVER_ERROR, 3),
        ("throttlingException", "Too many tokens, please wait before trying again.", Failure.TOO_BUSY, 3),
        ("validationException", "Input is too long for requested model.", Failure.TOO_LONG, 1),
    ],
)
def test_an_error_inside_a_stream_is_tried_again_before_the_first_word_alone(
    kind: str, message: str, expected: Failure, asked: int
) -> None:
    for words, times in ((0, asked), (1, 1)):
        with BedrockServer(Says(error_after=words), breaks=(kind, message)) as server:
            assert failed(model(server)).failure is expected
            assert len(server.chats) == times


def test_a_model_of_which_it_is_not_known_that_it_streams_replies_all_at_once(server: BedrockServer) -> None:
    stream = model(server, "potter.slip").stream(ASKED)
    assert [piece for piece in stream if piece] == ["Kilns fire clay."]
    assert stream.usage.tokens_out == 3 and server.asked[0][0] == "/model/potter.slip/converse"


def test_a_model_can_be_named_by_its_arn(server: BedrockServer) -> None:
    assert list(filter(None, model(server, ARN).stream(ASKED))) == ["Kilns", " fire", " clay."]


def test_json_is_asked_for_in_words(server: BedrockServer) -> None:
    server.script = [Says('{"n": 3}')]
    assert model(server).structured(ASKED, {"type": "object", "required": ["n"]}).wait() == {"n": 3}
    assert '"required": ["n"]' in server.chats[0]["messages"][-1]["content"]


def test_the_server_says_when_it_is_asked_again(server: BedrockServer) -> None:
    server.script = [failure(429, "ThrottlingException", "Too many requests", Retry_After="0.4"), Says()]
    began = time.monotonic()
    assert "".join(model(server).stream(ASKED))
    assert 0.4 <= time.monotonic() - began < 2


def test_whoever_is_not_signed_in_is_told_how(server: BedrockServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    error = failed(model(server))
    assert error.failure is Failure.WRONG_KEY and "aws configure" in error.hint and not server.asked
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", KEY_ID)
    assert "".join(model(server).stream(ASKED)), "signing in while the program runs is enough"


def test_without_a_region_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_REGION")
    with pytest.raises(ChatFailed) as caught:
        chat_model("bedrock:meta.clay", PATIENT, lambda variable: "")
    assert caught.value.failure is Failure.WRONG_KEY and "AWS_REGION" in caught.value.hint


def test_no_variable_leads_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    with OpenAIServer() as elsewhere:
        for name in ("AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_BEDROCK_RUNTIME", "LANGSMITH_GATEWAY"):
            monkeypatch.setenv(name, elsewhere.root)
        chat = chat_model("bedrock:meta.clay", PATIENT, lambda variable: "")
        assert isinstance(chat, BackedChat) and isinstance(chat.backend, LangChainBackend)
        address = chat.backend.model.client.meta.endpoint_url  # type: ignore[attr-defined]
        assert address == "https://bedrock-runtime.eu-west-1.amazonaws.com" and not elsewhere.asked


@pytest.mark.parametrize("deed", [Says(), bedrock.BAD_TOKEN, bedrock.BROKEN, Says(error_after=1), Says(cut_after=0)])
@pytest.mark.parametrize("variable", ["AWS_SESSION_TOKEN", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"])
def test_a_key_is_in_no_error_and_no_log(
    deed: Deed, variable: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    canary = "C4n4ry" * 7
    monkeypatch.setenv(variable, canary)
    told = ""
    caplog.set_level(logging.DEBUG)
    with BedrockServer(deed, key_id=canary if variable == "AWS_ACCESS_KEY_ID" else KEY_ID) as server:
        chat = model(server)
        try:
            "".join(chat.stream(ASKED))
        except ChatFailed as error:
            told = "".join(traceback.format_exception(error)) + repr(error) + repr(vars(error))
        sent = str(server.asked[-1][2])
    assert (canary in sent) == ("SECRET" not in variable), "it is sent as it must be, or signed with"
    assert canary[:12] not in told + caplog.text + repr(chat)
