"""A Hugging Face model in this process: a tiny Llama whose weights are noise, made by the tests."""

import time
from itertools import islice
from pathlib import Path
from threading import active_count
from threading import enumerate as threads

import pytest
from speaking import ASKED, WINDOW, failed, quick

from domain.chat import ChatFailed, ChatModel, Failure, Limits, Message

pytestmark = pytest.mark.slow  # imports torch and transformers
UNHURRIED = Limits(connect=1, first_token=30, total=60)


@pytest.fixture(scope="module")
def chat(llama: Path) -> ChatModel:
    return quick(f"transformers:{llama}", UNHURRIED)


def test_it_streams_and_counts(chat: ChatModel) -> None:
    stream = chat.stream(ASKED)
    pieces = [piece for piece in stream if piece]
    assert len(pieces) > 3 and chat.leaves_to == ""
    assert stream.usage.tokens_in == 17  # words and marks, those of the template included
    assert 0 < (stream.usage.tokens_out or 0) <= WINDOW
    assert 0 < (stream.usage.first_token_seconds or 0) < stream.usage.seconds


def test_the_same_question_gets_the_same_noise(chat: ChatModel) -> None:
    assert "".join(chat.stream(ASKED)) == "".join(chat.stream(ASKED))


def test_its_window_is_known_before_its_weights_are_loaded(llama: Path) -> None:
    assert quick(f"transformers:{llama}").window == WINDOW


def test_it_stops_when_nobody_wants_more(chat: ChatModel) -> None:
    stream = chat.stream(ASKED)
    assert len(list(islice((piece for piece in stream if piece), 2))) == 2
    stream.close()
    until = time.monotonic() + 5
    while any(thread.name == "generate" for thread in threads()) and time.monotonic() < until:
        time.sleep(0.01)
    assert not [thread.name for thread in threads() if thread.name == "generate"], active_count()


def test_it_is_given_up_when_it_takes_too_long(llama: Path, chat: ChatModel) -> None:
    "".join(chat.stream(ASKED))  # torch is loaded
    hurried = quick(f"transformers:{llama}", Limits(connect=0.001, first_token=0.001, total=30))
    assert failed(hurried).failure is Failure.TOO_SLOW
    assert failed(quick(f"transformers:{llama}", Limits(1, 10, 0.05))).failure is Failure.TOO_SLOW


def test_noise_is_no_json(chat: ChatModel) -> None:
    with pytest.raises(ChatFailed) as caught:
        chat.structured([Message("user", "n?")], {"type": "object", "required": ["n"]}).wait()
    assert caught.value.failure in (Failure.BAD_JSON, Failure.TOO_LONG)


def test_what_does_not_fit_into_its_window_is_said_to_be_too_long(chat: ChatModel) -> None:
    assert failed(chat, [Message("user", "clay " * 600)]).failure is Failure.TOO_LONG


@pytest.mark.parametrize("made", ["nothing", "an empty folder", "a broken config"])
def test_a_folder_without_a_model_is_named(tmp_path: Path, made: str) -> None:
    folder = tmp_path / "model"
    if made != "nothing":
        folder.mkdir()
    if made == "a broken config":
        (folder / "config.json").write_text("{")
    error = failed(quick(f"transformers:{folder}", UNHURRIED))
    assert error.failure is Failure.NO_SUCH_MODEL and str(folder) in error.message and error.hint


def test_weights_that_are_no_weights_are_told(llama: Path, tmp_path: Path) -> None:
    for path in llama.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "model.safetensors").write_bytes(b"nothing of the kind")
    assert failed(quick(f"transformers:{tmp_path}", UNHURRIED)).hint
