"""Whatever goes wrong with a model ends soon, as one kind of failure, with one line why and one what to do."""

import logging
import socket
import time
import traceback
from collections.abc import Iterator

import pytest
from speaking import ASKED, PATIENT, QUICK, Spoken, at, crowded, failed, quick

from domain.chat import ChatFailed, Failure, Limits, Message
from servers import ollama, openai
from servers.openai import OpenAIServer, failure
from servers.script import Deed, Fails, Resets, Says

pytestmark = pytest.mark.slow  # servers that stall are waited for

CANARY = "sk-proj-C4n4ryC4n4ryC4n4ryC4n4ryC4n4ry77"


BROKEN_STREAMS: list[tuple[Deed, Failure]] = [
    (Says(first_after=30), Failure.TOO_SLOW),
    (Says(silent_after=30), Failure.TOO_SLOW),
    (Says(stalls_after=1), Failure.TOO_SLOW),
    (Says("a " * 200, each_after=0.1), Failure.TOO_SLOW),
    (Says(cut_after=0), Failure.CUT_OFF),
    (Says(cut_after=2), Failure.CUT_OFF),
    (Says(ends_after=2), Failure.CUT_OFF),
    (Says(ends_after=0), Failure.CUT_OFF),
    (Resets(), Failure.CUT_OFF),
    (Says(""), Failure.EMPTY),
    (Says(" \n "), Failure.EMPTY),
    (Says("<think>For ever and ever", finish="length"), Failure.EMPTY),
    (Says("clay" * 60_000), Failure.SERVER_ERROR),
    (Says(garbled_after=1), Failure.SERVER_ERROR),
    (Says(error_after=1), Failure.SERVER_ERROR),
    (Fails(502), Failure.SERVER_ERROR),
    (Fails(504), Failure.SERVER_ERROR),
    (Fails(400, {"error": "no"}), Failure.SERVER_ERROR),
    (Fails(403, {"error": "no"}), Failure.WRONG_KEY),
]


@pytest.mark.parametrize(("deed", "expected"), BROKEN_STREAMS, ids=str)
def test_a_broken_reply_is_a_failure_in_time(spoken: Spoken, deed: Deed, expected: Failure) -> None:
    slow = expected is Failure.TOO_SLOW
    server, chat = spoken(deed, limits=QUICK if slow else PATIENT)
    began = time.monotonic()
    assert failed(chat).failure is expected
    assert time.monotonic() - began < QUICK.total + 1.0
    assert not slow or server.hung_up.wait(1.0)


@pytest.mark.parametrize(
    ("kind", "finish"),
    [("openai-compatible", "content_filter"), ("bedrock", "guardrail_intervened"), ("google", "SAFETY")],
    indirect=["kind"],
)
def test_a_reply_that_a_filter_stopped_is_none(spoken: Spoken, finish: str) -> None:
    _, chat = spoken(Says(finish=finish))
    error = failed(chat)
    assert error.failure is Failure.EMPTY and f"held its reply back ({finish})" in error.message


def test_comments_that_keep_a_connection_alive_are_no_words() -> None:
    with OpenAIServer(Says(silent_after=5, keeps_alive=True)) as server:
        assert failed(quick(f"openai-compatible:clay@{server.url}", QUICK)).failure is Failure.TOO_SLOW
        assert server.hung_up.wait(1.0)


@pytest.mark.parametrize(
    ("kind", "deed", "expected", "said"),
    [
        ("ollama", ollama.BROKEN, Failure.SERVER_ERROR, "more system memory"),
        ("ollama", ollama.BUSY, Failure.SERVER_ERROR, "server busy"),
        ("openai-compatible", openai.BROKEN, Failure.SERVER_ERROR, "had an error"),
        ("openai-compatible", openai.OVERLOADED, Failure.SERVER_ERROR, "overloaded"),
        ("openai-compatible", openai.BUSY, Failure.TOO_BUSY, "too much to do"),
        ("openai-compatible", openai.NO_QUOTA, Failure.TOO_BUSY, "quota"),
    ],
)
def test_an_error_of_the_server_is_told_in_its_words(spoken: Spoken, deed: Deed, expected: Failure, said: str) -> None:
    server, chat = spoken(deed)
    error = failed(chat)
    assert error.failure is expected and said in error.message
    assert len(server.chats) == (1 if deed is openai.NO_QUOTA else 3)


def test_a_server_that_is_not_there_is_not_asked_twice(kind: str) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        place = f"127.0.0.1:{taken.getsockname()[1]}"
        began = time.monotonic()
        error = failed(at(kind, "clay", f"http://{place}/v1"))
    assert error.failure is Failure.UNREACHABLE and place in error.message
    assert time.monotonic() - began < 1.5


def test_a_server_that_does_not_take_the_connection_is_given_up(kind: str) -> None:
    with crowded() as address:
        error = failed(at(kind, "clay", f"{address}/v1", Limits(0.3, 1, 4)))
    assert error.failure is Failure.UNREACHABLE


def test_a_model_that_is_not_there_is_named(spoken: Spoken, kind: str) -> None:
    server, chat = spoken(model="porcelain")
    error = failed(chat)
    assert error.failure is Failure.NO_SUCH_MODEL and "porcelain" in error.message
    assert ("ollama pull porcelain" in error.hint) == (kind == "ollama")
    assert len(server.chats) == 1


def test_an_address_without_such_a_server_is_named() -> None:
    with OpenAIServer() as server:
        error = failed(quick(f"openai-compatible:clay@{server.root}/other"))
    assert error.failure is Failure.NO_SUCH_MODEL and "address" in error.hint


def test_what_is_too_long_is_not_sent(spoken: Spoken) -> None:
    server, chat = spoken()
    error = failed(chat, [Message("user", "clay " * 40_000)])
    assert error.failure is Failure.TOO_LONG
    assert not server.chats


def test_a_server_that_finds_it_too_long_is_understood() -> None:
    with OpenAIServer() as server:
        error = failed(quick(f"openai-compatible:clay@{server.url}"), [Message("user", "clay " * 4000)])
        assert error.failure is Failure.TOO_LONG and len(server.chats) == 1


@pytest.mark.parametrize(
    "message",
    [
        "the request exceeds the available context size, try increasing it",  # llama.cpp
        "This model's maximum context length is 4096 tokens. However, you requested 5000 tokens",  # vLLM
        "Trying to keep the first 9000 tokens when context the overflows. However, the context length is 4096",
        "prompt is too long: 210000 tokens > 200000 maximum",  # Anthropic
    ],
)
def test_every_way_to_say_too_long_is_understood(message: str) -> None:
    with OpenAIServer(failure(400, message, "invalid_request_error")) as server:
        assert failed(quick(f"openai-compatible:clay@{server.url}")).failure is Failure.TOO_LONG


@pytest.mark.parametrize(
    "deed", [openai.BUSY, openai.OVERLOADED, openai.BROKEN, Fails(502), Resets(), Says(cut_after=0)]
)
def test_what_may_pass_is_tried_again(spoken: Spoken, deed: Deed) -> None:
    server, chat = spoken(deed, deed, Says())
    assert "".join(chat.stream(ASKED)) == "Kilns fire clay."
    assert len(server.chats) == 3


def test_the_server_says_when_it_is_asked_again() -> None:
    busy = failure(429, "Rate limit reached", "requests", Retry_After="0.4")
    with OpenAIServer(busy, Says()) as server:
        began = time.monotonic()
        assert "".join(quick(f"openai-compatible:clay@{server.url}").stream(ASKED))
        assert 0.4 <= time.monotonic() - began < 1.2


@pytest.mark.parametrize("after", ["3600", "Wed, 21 Oct 2099 07:28:00 GMT"])
def test_nobody_waits_longer_than_the_total_time(after: str) -> None:
    with OpenAIServer(failure(429, "Rate limit reached", "requests", Retry_After=after)) as server:
        began = time.monotonic()
        assert failed(quick(f"openai-compatible:clay@{server.url}")).failure is Failure.TOO_BUSY
        assert time.monotonic() - began < 1.0 and len(server.chats) == 1


@pytest.mark.parametrize("deed", [Says(cut_after=1), Says(error_after=1), Says(ends_after=1)])
def test_nothing_is_tried_again_once_words_were_shown(spoken: Spoken, deed: Deed) -> None:
    server, chat = spoken(deed, Says())
    assert failed(chat).failure in (Failure.CUT_OFF, Failure.SERVER_ERROR)
    assert len(server.chats) == 1


@pytest.mark.parametrize("reply", ["no JSON at all", '{"n": "three"}', '{"n": 3', "[3]"])
def test_json_that_never_fits_is_a_failure(spoken: Spoken, reply: str) -> None:
    server, chat = spoken(Says(reply))
    with pytest.raises(ChatFailed) as caught:
        chat.structured(ASKED, {"type": "object", "properties": {"n": {"type": "integer"}}, "required": ["n"]}).wait()
    assert caught.value.failure is Failure.BAD_JSON and len(server.chats) == 2


def test_a_wrong_key_names_the_variable_and_not_the_key() -> None:
    with OpenAIServer(key="right") as server:
        error = failed(quick(f"openai-compatible:clay@{server.url}", key=CANARY))
    assert error.failure is Failure.WRONG_KEY
    assert "OPENAI_COMPATIBLE_API_KEY" in error.hint


@pytest.fixture
def loose_logs() -> Iterator[None]:
    """Whatever the libraries would log if somebody turned everything on."""
    before = logging.root.manager.disable
    logging.disable(logging.NOTSET)
    yield
    logging.disable(before)


LEAKS: list[Deed] = [deed for deed, _ in BROKEN_STREAMS if not (isinstance(deed, Says) and deed.silent_after)]
LEAKS += [openai.BUSY, openai.BROKEN, Fails(400, {"error": {"message": f"bad header Bearer {CANARY}"}})]
LEAKS += [
    Fails(500, {"error": f"api_key={CANARY} failed"}),
    Fails(401, {"error": {"message": f"Wrong: {CANARY[:14]}"}}),
]


@pytest.mark.usefixtures("loose_logs")
@pytest.mark.parametrize("deed", LEAKS, ids=str)
def test_a_key_is_in_no_error_and_no_log(deed: Deed, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with OpenAIServer(deed) as server:
        chat = quick(f"openai-compatible:clay@{server.url}", Limits(0.3, 0.2, 0.6), CANARY)
        error = failed(chat)
        assert server.asked[-1][2]["authorization"] == f"Bearer {CANARY}", "it is sent to the server, as it must be"
    told = "".join(traceback.format_exception(error)) + repr(error) + repr(vars(error)) + caplog.text + repr(chat)
    assert CANARY[:14] not in told


def test_a_wrong_address_of_a_model_is_refused_by_its_client_in_words(kind: str) -> None:
    error = failed(at(kind, "clay", "http://no-such-host.invalid/v1"))
    assert error.failure is Failure.UNREACHABLE
