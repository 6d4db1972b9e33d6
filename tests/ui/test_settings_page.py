"""The Settings page: a model is found, tried and chosen; hosts, the index, and the student's own data."""

import io
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from scripted import ScriptedStudy
from streamlit.testing.v1 import AppTest

from domain.replies import Question
from servers.ollama import OllamaServer
from servers.script import Says

pytestmark = pytest.mark.slow  # each test draws whole pages, and talks to servers

Opened = Callable[[], AppTest]


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Opened:
    """Opens the Settings page over a library of its own."""
    monkeypatch.setenv("FOOTNOTE_LIBRARY", str(tmp_path))
    monkeypatch.delenv("FOOTNOTE_TEST_OLLAMA", raising=False)
    ScriptedStudy(tmp_path).sync()

    def opened() -> AppTest:
        app = AppTest.from_file(str(Path(__file__).parent / "scripted_app.py"), default_timeout=20).run()
        pages = app._registered_pages
        app._page_hash = next(key for key, page in pages.items() if page.get("url_pathname") == "settings")
        return app.run()

    return opened


@pytest.fixture
def ollama(monkeypatch: pytest.MonkeyPatch, settings: Opened) -> Iterator[OllamaServer]:
    """A server on this machine with two models."""
    with OllamaServer(Says("I am ready."), Says('{"ready": true}')) as server:
        monkeypatch.setenv("FOOTNOTE_TEST_OLLAMA", server.url)
        yield server


def study() -> ScriptedStudy:
    return ScriptedStudy(Path(os.environ["FOOTNOTE_LIBRARY"]), synced=True)


def said(page: AppTest) -> str:
    return " ".join(e.value for e in (*page.markdown, *page.caption)).replace("\\", "")


def test_without_a_server_the_notes_alone_answer(settings: Opened) -> None:
    page = settings()
    assert not page.exception and page.title[0].value == "Settings"
    assert page.selectbox(key="model").value == "extractive"
    assert "No Ollama" in said(page) and "Nothing leaves this computer." in said(page)
    assert not [b for b in page.button if b.key in ("test-model", "use-model")]


def test_a_model_on_this_machine_is_offered_tried_and_remembered(settings: Opened, ollama: OllamaServer) -> None:
    page = settings()
    name = f"ollama:clay:latest@{ollama.url}"
    page = page.selectbox(key="model").select(name).run()
    assert "Nothing leaves this computer." in said(page)
    page = page.button(key="test-model").click().run()
    assert not page.exception and not page.error
    assert "streams, JSON works" in page.success[0].value
    page = page.button(key="use-model").click().run()
    assert study().models.chosen == name
    assert settings().selectbox(key="model").value == name


def test_a_model_that_fails_says_what_to_do(settings: Opened, ollama: OllamaServer) -> None:
    page = settings()
    page = page.selectbox(key="model").select("other").run()
    page = page.text_input(key="model-name").input(f"ollama:porcelain@{ollama.url}").run()
    page = page.button(key="test-model").click().run()
    assert "ollama pull porcelain" in page.error[0].value.replace("\\", "")
    assert study().models.chosen == "extractive"


def test_what_is_no_model_is_told(settings: Opened) -> None:
    page = settings()
    page = page.selectbox(key="model").select("other").run()
    page = page.text_input(key="model-name").input("gpt").run()
    assert "There is no model named gpt" in page.error[0].value


def test_before_a_hosted_model_the_student_is_asked_once_what_leaves_the_machine(settings: Opened) -> None:
    page = settings()
    page = page.selectbox(key="model").select("other").run()
    page = page.text_input(key="model-name").input("openai:gpt-4o-mini").run()
    assert "are sent to api.openai.com" in said(page)
    assert not [b for b in page.button if b.key in ("test-model", "use-model")]
    page = page.button(key="agree").click().run()
    assert study().models.agreed("api.openai.com")
    page = page.button(key="test-model").click().run()
    assert "OPENAI_API_KEY" in page.error[0].value.replace("\\", ""), "there is no key"
    page = settings().selectbox(key="model").select("other").run()
    page = page.text_input(key="model-name").input("openai:gpt-4o").run()
    assert not [b for b in page.button if b.key == "agree"]


def test_unsupported_sentences_can_be_left_out(settings: Opened) -> None:
    page = settings()
    assert page.toggle(key="drop-unsupported").value is False
    page.toggle(key="drop-unsupported").set_value(True).run()
    assert study().preferences.load().drop_unsupported
    assert settings().toggle(key="drop-unsupported").value is True


def test_private_hosts_are_kept_and_wrong_ones_refused(settings: Opened) -> None:
    page = settings()
    page.text_input(key="hosts").input("wiki.intranet, localhost:8080")
    page = next(b for b in page.button if b.label == "Save hosts").click().run()
    assert study().preferences.load().allow_hosts == ("wiki.intranet", "localhost:8080")
    page.text_input(key="hosts").input("http://")
    page = next(b for b in page.button if b.label == "Save hosts").click().run()
    assert "names no host" in page.error[0].value
    assert study().preferences.load().allow_hosts == ("wiki.intranet", "localhost:8080")


def test_the_index_is_told_and_built_anew(settings: Opened) -> None:
    page = settings()
    assert "Version of the index" in said(page)
    page = page.button(key="rebuild").click().run()
    assert not page.exception and "Up to date" in said(page)


def test_an_export_holds_all_that_the_student_left(settings: Opened) -> None:
    kept = study()
    conversation = kept.diary.start("Kilns")
    kept.take_in([("kilns.md", b"# Kilns")])
    with ZipFile(io.BytesIO(kept.belongings.export())) as archive:
        assert json.loads(archive.read("conversations.json"))[0]["title"] == conversation.title
        assert {"to-dos.json", "study.sqlite3", "uploads/kilns.md"} <= set(archive.namelist())


def test_everything_is_deleted_only_after_a_word(settings: Opened) -> None:
    kept = study()
    kept.diary.start("Kilns")
    kept.ask(Question("Who wrote Rust?"))
    stranger = kept.library / "mine.txt"
    stranger.write_text("not Footnote's")
    page = settings().button(key="delete-all").click().run()
    page.button(key="delete-yes").click().run()
    assert len(study().diary.conversations()) == 1
    page = settings().button(key="delete-all").click().run()
    page.text_input(key="delete-word").input("delete")
    page = page.button(key="delete-yes").click().run()
    assert not page.exception
    assert study().diary.conversations() == [] and study().diary.to_dos() == []
    assert stranger.exists()
