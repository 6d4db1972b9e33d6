"""Google's Gemini API through its real client, google-genai, before a server on loopback: what is unlike the others."""

import logging
import ssl
import time
import traceback
from collections.abc import Iterator
from pathlib import Path

import pytest
import trustme
from speaking import ASKED, PATIENT, failed, hosted

from domain.chat import ChatFailed, ChatModel, Failure
from models.chat.backends.langchain import LangChainBackend
from models.chat.building import chat_model
from models.chat.model import BackedChat
from servers import google
from servers.google import BY_DAY, BY_MINUTE, GoogleServer, failure, limited, refused_key
from servers.openai import OpenAIServer
from servers.script import Deed, Fails, Says

pytestmark = pytest.mark.usefixtures("gemini")

SCHEMA = {"type": "object", "properties": {"n": {"type": "integer"}}, "required": ["n"], "additionalProperties": False}
INVALID = failure(400, "INVALID_ARGUMENT", "Request contains an invalid argument.")


@pytest.fixture
def server() -> Iterator[GoogleServer]:
    with GoogleServer() as found:
        yield found


def model(server: GoogleServer, name: str = "clay", key: str = "right") -> ChatModel:
    return hosted("google", name, server.url, key=key)


@pytest.mark.parametrize(
    ("deed", "expected", "said", "asked"),
    [
        (google.BUSY, Failure.TOO_BUSY, "too much to do", 3),
        (google.EXHAUSTED, Failure.TOO_BUSY, "too much to do", 3),
        (limited(BY_MINUTE, after="34s"), Failure.TOO_BUSY, "too much to do", 1),
        (google.NO_QUOTA, Failure.TOO_BUSY, "quota", 1),
        (limited(BY_DAY), Failure.TOO_BUSY, "quota", 1),
        (limited(), Failure.TOO_BUSY, "quota", 1),
        (google.NO_CREDIT, Failure.TOO_BUSY, "quota", 1),
        (google.BROKEN, Failure.SERVER_ERROR, "failed (500): An internal error has occurred", 3),
        (google.OVERLOADED, Failure.SERVER_ERROR, "failed (503): The model is overloaded", 3),
        (google.LATE, Failure.SERVER_ERROR, "failed (504): The request timed out", 3),
        (google.BAD_KEY, Failure.WRONG_KEY, "refused the key", 1),
        (google.EXPIRED, Failure.WRONG_KEY, "refused the key", 1),
        (google.LEAKED, Failure.WRONG_KEY, "refused the key", 1),
        (google.NOT_ENABLED, Failure.WRONG_KEY, "is not switched on for the project of this key", 1),
        (google.NO_LOCATION, Failure.SERVER_ERROR, "refused the request (400): User location is not supported", 1),
        (INVALID, Failure.SERVER_ERROR, "an invalid argument (INVALID_ARGUMENT)", 1),
        (Fails(502), Failure.SERVER_ERROR, "failed (502): Bad Gateway", 3),
    ],
    ids=lambda given: str((given.body or {}).get("error"))[:90] if isinstance(given, Fails) else "",
)
def test_an_error_is_told_in_our_words(
    server: GoogleServer, deed: Deed, expected: Failure, said: str, asked: int
) -> None:
    server.script = [deed]
    error = failed(model(server))
    assert error.failure is expected and said in error.message
    assert not any(word in error.message for word in ("Error calling", "{", "<", "details"))
    assert len(server.chats) == asked


def test_a_wrong_key_and_a_wrong_name_are_told_apart(server: GoogleServer) -> None:
    wrong, unknown = failed(model(server, key="wrong")), failed(model(server, "porcelain"))
    assert wrong.failure is Failure.WRONG_KEY and "GOOGLE_API_KEY" in wrong.hint
    assert unknown.failure is Failure.NO_SUCH_MODEL and "has no model porcelain" in unknown.message


def test_what_is_too_long_is_understood(server: GoogleServer) -> None:
    server.window = 5
    assert failed(model(server)).failure is Failure.TOO_LONG and len(server.chats) == 1


def test_the_server_says_when_it_is_asked_again(server: GoogleServer) -> None:
    server.script = [limited(BY_MINUTE, after="0.400000123s"), Says()]
    began = time.monotonic()
    assert "".join(model(server).stream(ASKED))
    assert 0.4 <= time.monotonic() - began < 2
    server.script = [limited(BY_MINUTE, after="34.074824224s")]
    assert "34 s" in failed(model(server)).hint


@pytest.mark.parametrize(
    ("breaks", "expected", "asked"),
    [
        (google.OVERLOADED, Failure.SERVER_ERROR, 3),
        (google.BROKEN, Failure.SERVER_ERROR, 3),
        (google.BUSY, Failure.TOO_BUSY, 3),
        (google.NO_QUOTA, Failure.TOO_BUSY, 1),
        (refused_key("API key not valid. Please pass a valid API key."), Failure.WRONG_KEY, 1),
    ],
    ids=["overloaded", "broken", "busy", "quota", "key"],
)
def test_an_error_inside_a_stream_is_tried_again_before_the_first_word_alone(
    breaks: Fails, expected: Failure, asked: int
) -> None:
    for words, times in ((0, asked), (1, 1)):
        with GoogleServer(Says(error_after=words), breaks=breaks) as server:
            assert failed(model(server)).failure is expected
            assert len(server.chats) == times


@pytest.mark.parametrize("text", ["", "Kilns fire"])
@pytest.mark.parametrize("finish", ["SAFETY", "RECITATION", "PROHIBITED_CONTENT", "prompt SAFETY", "prompt BLOCKLIST"])
def test_a_reply_that_is_held_back_says_why(server: GoogleServer, text: str, finish: str) -> None:
    server.script = [Says("" if "prompt" in finish else text, finish=finish)]
    error = failed(model(server))
    assert error.failure is Failure.EMPTY and f"held its reply back ({finish.split()[-1]})" in error.message
    assert len(server.chats) == 1


def test_a_reply_without_a_candidate_is_none(server: GoogleServer) -> None:
    server.script = [Says("", finish="nothing")]
    assert failed(model(server)).failure is Failure.CUT_OFF


def test_a_reply_of_the_longest_length_is_one_and_thoughts_alone_are_none(server: GoogleServer) -> None:
    server.script = [Says(finish="length"), Says("", thinks="Well, well.", finish="length")]
    assert "".join(model(server).stream(ASKED)) == "Kilns fire clay."
    assert failed(model(server)).failure is Failure.EMPTY


def test_thoughts_are_paid_for_and_not_shown() -> None:
    with GoogleServer(Says(thinks="Well, well."), models=("gemini-3-pro-preview",)) as server:
        stream = model(server, "gemini-3-pro-preview").stream(ASKED)
        assert [piece for piece in stream if piece] == ["Kilns", " fire", " clay."]
        assert (stream.usage.tokens_in, stream.usage.tokens_out) == (8, 5)


def test_a_reply_that_is_not_counted_has_no_count(server: GoogleServer) -> None:
    server.script = [Says(says_usage=False)]
    stream = model(server).stream(ASKED)
    assert "".join(stream) and stream.usage.tokens_out is None


def test_json_is_asked_for_by_its_schema_and_in_words(server: GoogleServer) -> None:
    server.script = [Says('{"n": 3}')]
    assert model(server).structured(ASKED, SCHEMA).wait() == {"n": 3}
    wish = server.chats[0]["generationConfig"]
    assert wish["responseMimeType"] == "application/json" and wish["responseJsonSchema"] == SCHEMA
    assert '"required": ["n"]' in server.chats[0]["messages"][-1]["content"]


@pytest.mark.parametrize("refusal", [google.NO_JSON, google.NO_SCHEMA, INVALID], ids=["mode", "field", "schema"])
def test_a_model_that_refuses_json_mode_is_asked_in_words_alone(server: GoogleServer, refusal: Fails) -> None:
    server.script = [refusal, Says('{"n": 3}')]
    chat = model(server)
    assert chat.structured(ASKED, SCHEMA).wait() == {"n": 3}
    assert chat.structured(ASKED, SCHEMA).wait() == {"n": 3}
    asked_by_schema = ["responseJsonSchema" in body.get("generationConfig", {}) for body in server.chats]
    assert asked_by_schema == [True, False, False]


def test_a_request_holds_the_words_and_no_deadline(server: GoogleServer) -> None:
    """Google refuses deadlines under 10 s, and breaks a reply off at any."""
    assert "".join(model(server).stream(ASKED))
    assert server.chats[0]["generationConfig"] == {"candidateCount": 1} and not server.chats[0]["safetySettings"]
    assert "x-server-timeout" not in server.asked[0][2]


ELSEWHERE = [
    *("GOOGLE_GEMINI_BASE_URL", "GOOGLE_VERTEX_BASE_URL", "LANGSMITH_GATEWAY"),
    *("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"),
]
MISLEADING = {
    "GOOGLE_GENAI_USE_VERTEXAI": "true",
    "GOOGLE_GENAI_USE_ENTERPRISE": "true",
    "GOOGLE_CLOUD_PROJECT": "pottery",
    "GOOGLE_CLOUD_LOCATION": "europe-west1",
    "GOOGLE_API_KEY": "another",
    "GEMINI_API_KEY": "a third",
    "GOOGLE_GENAI_HTTP_CLIENT": "httpx2",
    "GOOGLE_API_USE_MTLS_ENDPOINT": "always",
    "GOOGLE_GENAI_CLIENT_MODE": "record",
}


@pytest.fixture
def misled(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[OpenAIServer]:
    """Where every variable that google-genai reads would lead."""
    with OpenAIServer() as elsewhere:
        for name in ELSEWHERE:
            monkeypatch.setenv(name, elsewhere.root)
        for name, value in {**MISLEADING, "GOOGLE_GENAI_REPLAYS_DIRECTORY": str(tmp_path)}.items():
            monkeypatch.setenv(name, value)
        yield elsewhere


def test_no_variable_leads_elsewhere(server: GoogleServer, misled: OpenAIServer, tmp_path: Path) -> None:
    assert "".join(model(server).stream(ASKED)) == "Kilns fire clay."
    assert server.asked[0][0] == "/v1beta/models/clay:streamGenerateContent?alt=sse"
    assert not misled.asked and not list(tmp_path.iterdir())


@pytest.mark.usefixtures("misled")
def test_the_address_is_that_of_google() -> None:
    chat = chat_model("google:gemini-2.5-flash", PATIENT, {"GEMINI_API_KEY": "right"}.get)  # type: ignore[arg-type]
    assert isinstance(chat, BackedChat) and isinstance(chat.backend, LangChainBackend)
    api = chat.backend.model.client._api_client  # type: ignore[attr-defined]
    assert api._http_options.base_url == "https://generativelanguage.googleapis.com" and not api.vertexai
    assert api.api_key == "right" and chat.leaves_to == "generativelanguage.googleapis.com"
    assert chat.window >= 1_000_000


def test_whoever_cannot_show_a_certificate_is_told_nothing(server: GoogleServer) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("127.0.0.1").configure_cert(context)
    server._server.socket = context.wrap_socket(server._server.socket, server_side=True)
    error = failed(hosted("google", "clay", server.url.replace("http:", "https:")))
    assert error.failure is Failure.UNREACHABLE and not server.asked


@pytest.mark.parametrize(
    "deed",
    [Says(), google.BAD_KEY, google.BROKEN, google.BUSY, Says(error_after=1), Says(cut_after=0), Says(garbled_after=1)],
    ids=str,
)
def test_a_key_is_in_no_error_and_no_log(deed: Deed, caplog: pytest.LogCaptureFixture) -> None:
    canary, told = f"AIza{'C4n4ry' * 6}", ""
    caplog.set_level(logging.DEBUG)
    with GoogleServer(deed) as server:
        server.key = canary
        chat = model(server, key=canary)
        try:
            "".join(chat.stream(ASKED))
        except ChatFailed as error:
            told = "".join(traceback.format_exception(error)) + repr(error) + repr(vars(error))
        path, _, headers = server.asked[-1]
    assert headers["x-goog-api-key"] == canary and canary not in path
    assert canary[4:16] not in told + caplog.text + repr(chat)
