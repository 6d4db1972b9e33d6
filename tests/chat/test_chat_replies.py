"""What a model says arrives as it comes, through the real clients of real protocols."""

import time
from typing import Any

import pytest
from speaking import Spoken, quick

from domain.chat import ChatFailed, Failure, Message
from servers.openai import OpenAIServer
from servers.script import Fails, Says

ASKED = [Message("system", "You are a potter."), Message("user", "What do kilns do?")]
SCHEMA = {"type": "object", "properties": {"n": {"type": "integer"}}, "required": ["n"], "additionalProperties": False}


def test_the_words_come_one_by_one_and_are_counted(spoken: Spoken) -> None:
    server, chat = spoken(Says("Kilns fire clay.", each_after=0.05))
    stream = chat.stream(ASKED)
    assert [piece for piece in stream if piece] == ["Kilns", " fire", " clay."]
    assert stream.usage.tokens_out == 3 and (stream.usage.tokens_in or 0) > 5
    assert stream.usage.first_token_seconds is not None
    assert stream.usage.seconds >= stream.usage.first_token_seconds + 0.05
    assert stream.usage.price is None
    assert [m["role"] for m in server.chats[0]["messages"]] == ["system", "user"]


def test_the_first_word_is_handed_on_at_once(spoken: Spoken) -> None:
    server, chat = spoken(Says())
    delays = []
    for _ in range(5):
        stream = chat.stream(ASKED)
        next(piece for piece in stream if piece)
        delays.append(time.perf_counter() - server.first_word_at)
        stream.close()
    assert sorted(delays)[2] < 0.05  # 0.15 s is what a screen has in all


@pytest.mark.parametrize("kind", ["ollama", "openai-compatible"], indirect=True)
def test_the_window_is_that_of_the_server(spoken: Spoken) -> None:
    server, chat = spoken()
    server.window = 2000
    assert chat.window == 2000


def test_a_model_on_this_machine_tells_nobody(spoken: Spoken) -> None:
    _, chat = spoken()
    assert chat.leaves_to == ""


def test_while_the_model_is_silent_there_are_signs_of_life(spoken: Spoken) -> None:
    _, chat = spoken(Says("Clay.", first_after=0.35))
    pieces = list(chat.stream(ASKED))
    assert pieces.count("") >= 2 and "".join(pieces) == "Clay."


@pytest.mark.parametrize("moment", ["before the first word", "between words"])
def test_stopping_closes_the_connection(spoken: Spoken, moment: str) -> None:
    early = moment == "before the first word"
    server, chat = spoken(Says("Kilns fire clay.", first_after=30 if early else 0, stalls_after=1))
    stream = chat.stream(ASKED)
    for piece in stream:
        if piece or (early and server.chats):
            break
    stream.close()
    assert server.hung_up.wait(1.0)
    assert list(stream) == []


def test_thoughts_are_not_part_of_the_reply(spoken: Spoken) -> None:
    _, chat = spoken(Says("<think>Is it < 5?\nNo.</think>\n\nKilns <b> fire."))
    assert "".join(chat.stream(ASKED)) == "Kilns <b> fire."
    _, chat = spoken(Says("Clay.", thinks="Well, well."))
    assert "".join(chat.stream(ASKED)) == "Clay."


def test_what_only_begins_like_a_thought_is_said(spoken: Spoken) -> None:
    _, chat = spoken(Says("<thin"))
    assert "".join(chat.stream(ASKED)) == "<thin"


@pytest.mark.parametrize("kind", ["ollama", "openai-compatible"], indirect=True)
def test_json_comes_back_as_an_object_that_fits(spoken: Spoken) -> None:
    server, chat = spoken(Says('{"n": 3}'))
    assert chat.structured(ASKED, SCHEMA).wait() == {"n": 3}
    assert "integer" in str(server.chats[0].get("format") or server.chats[0]["response_format"])


@pytest.mark.parametrize(
    "reply", ['```json\n{"n": 3}\n```', 'Here it is: {"n": 3} I hope it helps.', '{"a": 1} {"n": 3}']
)
def test_json_is_found_among_other_words(spoken: Spoken, reply: str) -> None:
    _, chat = spoken(Says(reply))
    assert chat.structured(ASKED, SCHEMA).wait() == {"n": 3}


def test_json_that_does_not_fit_is_asked_for_once_more(spoken: Spoken) -> None:
    server, chat = spoken(Says('{"n": "three"}'), Says('{"n": 3}'))
    assert chat.structured(ASKED, SCHEMA).wait() == {"n": 3}
    assert "three" in server.chats[1]["messages"][-2]["content"]
    assert "$.n" in server.chats[1]["messages"][-1]["content"]


def test_what_json_took_is_counted_however_often_it_was_asked_for(spoken: Spoken) -> None:
    _, chat = spoken(Says('{"n": 3}'))
    once = chat.structured(ASKED, SCHEMA)
    once.wait()
    _, chat = spoken(Says('{"n": "three"}'), Says('{"n": 3}'))
    twice = chat.structured(ASKED, SCHEMA)
    twice.wait()
    assert once.usage.tokens_out and (twice.usage.tokens_out or 0) > once.usage.tokens_out
    assert (twice.usage.tokens_in or 0) > 2 * (once.usage.tokens_in or 0)


def test_json_on_its_way_can_be_stopped(spoken: Spoken) -> None:
    server, chat = spoken(Says('{"n": 3}', first_after=30))
    filling = chat.structured(ASKED, SCHEMA)
    next(iter(filling))
    while not server.chats:
        next(iter(filling))
    filling.close()
    assert server.hung_up.wait(1.0)
    assert list(filling) == [] and not filling.value


def test_a_server_that_refuses_json_mode_is_asked_in_words_alone() -> None:
    with OpenAIServer(Says('{"n": 3}'), refuses=("response_format",)) as server:
        chat = quick(f"openai-compatible:clay@{server.url}")
        assert chat.structured(ASKED, SCHEMA).wait() == {"n": 3}
        assert chat.structured(ASKED, SCHEMA).wait() == {"n": 3}
        assert ["response_format" in body for body in server.chats] == [True, False, False]
        assert "integer" in server.chats[-1]["messages"][-1]["content"]


@pytest.mark.parametrize("refused", ["stream_options", "temperature", "max_tokens"])
def test_an_option_that_a_server_does_not_know_is_left_out(refused: str) -> None:
    with OpenAIServer(refuses=(refused,)) as server:
        stream = quick(f"openai-compatible:clay@{server.url}").stream(ASKED)
        assert "".join(stream) == "Kilns fire clay."
        assert (stream.usage.tokens_out is None) == (refused == "stream_options")
        assert [refused in body for body in server.chats] == [True, False]


def test_nothing_but_words_is_asked_for(spoken: Spoken) -> None:
    server, chat = spoken()
    "".join(chat.stream(ASKED))
    assert not server.chats[0].get("tools")


def test_a_reply_goes_to_nobody_else(spoken: Spoken, monkeypatch: pytest.MonkeyPatch) -> None:
    """The variables by which LangChain would send what was said to LangSmith, or through it."""
    with OpenAIServer() as elsewhere:
        for name in ("LANGSMITH_TRACING", "LANGCHAIN_TRACING_V2", "LANGSMITH_TRACING_V2"):
            monkeypatch.setenv(name, "true")
        for name in ("LANGSMITH_ENDPOINT", "LANGCHAIN_ENDPOINT", "LANGSMITH_GATEWAY", "OPENAI_BASE_URL", "OLLAMA_HOST"):
            monkeypatch.setenv(name, elsewhere.root)
        for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(name, elsewhere.root)
        monkeypatch.setenv("LANGSMITH_API_KEY", "lsv2-nothing")
        server, chat = spoken()
        assert "".join(chat.stream(ASKED)) == "Kilns fire clay."
        time.sleep(0.2)
        assert server.chats and not elsewhere.asked


def test_a_redirect_is_not_followed(spoken: Spoken) -> None:
    """Whoever answers at the address could send the excerpts on to anybody."""
    with OpenAIServer() as elsewhere:
        _, chat = spoken(Fails(307, {}, {"Location": f"{elsewhere.url}/chat/completions"}))
        with pytest.raises(ChatFailed) as caught:
            "".join(chat.stream(ASKED))
        assert caught.value.failure is Failure.SERVER_ERROR
        assert not elsewhere.asked


def test_two_conversations_at_a_time_do_not_mix(spoken: Spoken) -> None:
    def react(body: dict[str, Any]) -> Says:
        return Says(f"{body['messages'][-1]['content']} is heard.", each_after=0.02)

    _, chat = spoken(react)
    one, other = chat.stream([Message("user", "One")]), chat.stream([Message("user", "Other")])
    words = {"one": "", "other": ""}
    for a, b in zip(one, other, strict=False):
        words = {"one": words["one"] + a, "other": words["other"] + b}
    assert words["one"].startswith("One is") and words["other"].startswith("Other is")
