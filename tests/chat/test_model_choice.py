"""How a model is found, tried, agreed to, chosen and remembered."""

import gzip
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from speaking import PATIENT

from domain.chat import ChatFailed, Failure, Message
from domain.errors import LibraryBroken, ModelUnavailable
from domain.preferences import EXTRACTIVE, Preferences, what_leaves
from models.chat.choice import ModelChoice
from models.chat.servers.finder import LocalFinder
from servers.ollama import OllamaServer
from servers.openai import OpenAIServer
from servers.script import Says
from study.preferences import JsonPreferences

ASKED = [Message("user", "What do kilns do?")]
Choose = Callable[..., ModelChoice]


@pytest.fixture
def choose(tmp_path: Path) -> Choose:
    """The models of a library of its own."""

    def make(finder: LocalFinder | None = None, key: str = "") -> ModelChoice:
        keeper = JsonPreferences(tmp_path / "library" / "preferences.json")
        return ModelChoice(keeper, finder or LocalFinder((), ()), PATIENT, lambda name: key)

    return make


def test_running_servers_are_found_with_their_models(choose: Choose) -> None:
    with OllamaServer(models=("llama3.2", "nomic-embed-text")) as ollama, OpenAIServer(models=("qwen",)) as other:
        models = choose(LocalFinder((ollama.url,), (other.url,)))
        assert [m.name for m in models.find()] == [
            f"ollama:llama3.2:latest@{ollama.url}",
            f"openai-compatible:qwen@{other.url}",
        ]
        assert "".join(models.chat(models.find()[0].name).stream(ASKED)) == "Kilns fire clay."


def test_what_answers_no_list_is_no_model_server(choose: Choose) -> None:
    with socket.socket() as silent, OpenAIServer() as wrong, OllamaServer(models=()) as empty:
        silent.bind(("127.0.0.1", 0))
        silent.listen(8)
        mute = f"http://127.0.0.1:{silent.getsockname()[1]}"
        began = time.monotonic()
        found = choose(LocalFinder((mute, wrong.root, empty.url), (f"{mute}/v1", f"{wrong.root}/nothing"))).find()
        assert found == []
        assert time.monotonic() - began < 1.5, "all are asked at the same time, each for a moment"


@contextmanager
def pouring(opening: bytes, drop: bytes, pause: float) -> Iterator[str]:
    """The address of a server that never ends its answer."""

    def pour(listener: socket.socket) -> None:
        with suppress(OSError):
            while True:
                caller, _ = listener.accept()
                threading.Thread(target=pour_into, args=(caller,), daemon=True).start()

    def pour_into(caller: socket.socket) -> None:
        with suppress(OSError), caller:
            caller.sendall(opening)
            while True:
                caller.sendall(drop)
                time.sleep(pause)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=pour, args=(listener,), daemon=True).start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"


@pytest.mark.parametrize(
    ("opening", "drop", "pause"),
    [
        (HEAD, b"X-More: 1\r\n", 0.05),
        (b"", b"H", 0.05),
        (HEAD + b"\r\n", b" ", 0.05),
        (HEAD + b"\r\n", b" " * 65_536, 0),
        (HEAD + b"Content-Encoding: gzip\r\n\r\n", gzip.compress(b" " * 50_000_000), 0.01),
        (HEAD + b"\r\n" + b"[" * 60_000, b"", 9),
    ],
    ids=["endless headers", "an endless status line", "drop by drop", "a flood", "a bomb", "deep nesting"],
)
def test_what_listens_on_a_port_cannot_hold_the_finder_up(opening: bytes, drop: bytes, pause: float) -> None:
    with pouring(opening, drop, pause) as url:
        began = time.monotonic()
        assert LocalFinder((url,), (f"{url}/v1",)).find() == []
        assert time.monotonic() - began < 2


def test_without_a_choice_no_model_answers(choose: Choose) -> None:
    assert choose().chosen == EXTRACTIVE


def test_a_choice_is_remembered(choose: Choose) -> None:
    choose().choose("ollama:llama3.2")
    assert choose().chosen == "ollama:llama3.2"
    choose().choose(EXTRACTIVE)
    assert choose().chosen == EXTRACTIVE


def test_what_is_no_model_is_not_chosen(choose: Choose) -> None:
    with pytest.raises(ModelUnavailable):
        choose().choose("gpt")
    assert choose().chosen == EXTRACTIVE


def test_a_try_says_how_soon_it_answers_and_what_it_can_do(choose: Choose) -> None:
    replies = Says("I am ready.", silent_after=0.12), Says('{"ready": true}')
    with OpenAIServer(*replies) as server:
        trial = choose().try_out(f"openai-compatible:clay@{server.url}")
    assert trial.streams and trial.json and 0.1 < trial.first_token_seconds <= trial.seconds
    assert str(trial) == f"answers in {trial.first_token_seconds:.1f} s, streams, JSON works"


def test_a_try_says_what_it_cannot_do(choose: Choose) -> None:
    with OllamaServer(Says("Ready.")) as server:
        trial = choose().try_out(f"ollama:clay@{server.url}")
    assert str(trial).endswith("does not stream, JSON does not work")


def test_a_try_of_a_model_that_fails_says_why(choose: Choose) -> None:
    with OllamaServer() as server, pytest.raises(ChatFailed) as caught:
        choose().try_out(f"ollama:porcelain@{server.url}")
    assert caught.value.failure is Failure.NO_SUCH_MODEL


def test_nothing_is_sent_to_another_machine_before_the_student_agreed(choose: Choose) -> None:
    name = "openai-compatible:clay@http://no-such-host.invalid:1234/v1"
    models = choose()
    host = models.leaves_to(name)
    assert host == "no-such-host.invalid:1234" and host in what_leaves(host)
    for ask in (lambda: list(models.chat(name).stream(ASKED)), lambda: models.chat(name).structured(ASKED, {}).wait()):
        with pytest.raises(ChatFailed) as caught:
            ask()
        assert caught.value.failure is Failure.NOT_AGREED
    models.agree(host)
    assert choose().agreed(host) and not choose().agreed("no-such-host.invalid")
    with pytest.raises(ChatFailed) as caught:
        list(models.chat(name).stream(ASKED))
    assert caught.value.failure is Failure.UNREACHABLE


def test_a_model_on_this_machine_needs_no_agreement(choose: Choose) -> None:
    assert choose().agreed(choose().leaves_to("ollama:llama3.2"))


def test_what_is_wrong_with_a_model_comes_out_when_it_is_asked(choose: Choose) -> None:
    models = choose()
    models.choose("openai:gpt-4o-mini")
    models.agree("api.openai.com")
    chat = models.chat("openai:gpt-4o-mini")
    assert chat.name == "openai:gpt-4o-mini" and chat.leaves_to == "api.openai.com" and chat.window > 0
    with pytest.raises(ChatFailed) as caught:
        list(chat.stream(ASKED))
    assert caught.value.failure is Failure.WRONG_KEY


def test_a_key_is_never_kept(choose: Choose, tmp_path: Path) -> None:
    with OpenAIServer(key="sk-C4n4ry") as server:
        models = choose(key="sk-C4n4ry")
        models.choose(f"openai-compatible:clay@{server.url}")
        assert "".join(models.chat(models.chosen).stream(ASKED)) == "Kilns fire clay."
    kept = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert b"openai-compatible" in kept and b"C4n4ry" not in kept
    assert "C4n4ry" not in repr(models)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"model": 3, "agreed_hosts": "all", "surprise": 1}', '"model"'])
def test_preferences_that_cannot_be_understood_are_the_defaults(tmp_path: Path, text: str) -> None:
    (tmp_path / "preferences.json").write_text(text)
    assert JsonPreferences(tmp_path / "preferences.json").load() == Preferences()


def test_preferences_come_back_as_they_were(tmp_path: Path) -> None:
    wanted = Preferences("ollama:clay", True, ("api.openai.com",), ("intranet:8080",))
    JsonPreferences(tmp_path / "deep" / "preferences.json").keep(wanted)
    assert JsonPreferences(tmp_path / "deep" / "preferences.json").load() == wanted
    assert json.loads((tmp_path / "deep" / "preferences.json").read_text())["model"] == "ollama:clay"


def test_preferences_that_cannot_be_written_say_so(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(LibraryBroken) as caught:
        JsonPreferences(tmp_path / "file" / "preferences.json").keep(Preferences())
    assert caught.value.hint


@pytest.mark.parametrize("name", [EXTRACTIVE, "ollama:clay", "openai:gpt-4o-mini", "gibberish"])
def test_getting_ready_asks_nobody_and_never_fails(choose: Choose, name: str) -> None:
    models = choose()
    models.keeper.keep(Preferences(model=name))
    models.get_ready()
