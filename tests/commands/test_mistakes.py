"""What goes wrong on the command line is told in one line, and nothing is sent anywhere unasked."""

import json
from errno import ENOSPC
from pathlib import Path

import pytest
from lines import Run


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["coverage", "--blueprint", "nowhere.yaml"], "nowhere.yaml cannot be read"),
        (["sync", "nowhere"], "does not exist"),
        (["ask", "What?", "--model", "gpt"], "no model named gpt"),
        (["ask", "--batch", "nowhere.jsonl"], "nowhere.jsonl"),
        (["links", "https://example.org/", "--retry"], "No note links to"),
        (["quiz"], "no notes to ask about"),
        (["sync", ".", "--allow-host", "a b/c", "--follow-links"], "a b/c"),
    ],
)
def test_what_goes_wrong_is_told_in_one_line_with_a_hint(
    run: Run, monkeypatch: pytest.MonkeyPatch, notes: Path, arguments: list[str], told: str
) -> None:
    monkeypatch.chdir(notes)
    status, out, err = run(*arguments)
    assert status == 1
    assert told in err
    assert len(err.strip().splitlines()) == 1
    assert "Traceback" not in out + err


def assert_one_line(result: tuple[int, str, str], *told: str) -> None:
    status, out, err = result
    assert status == 1
    assert len(err.strip().splitlines()) == 1
    assert "Traceback" not in out + err
    assert all(words in err for words in told)


LINES = {
    "not UTF-8": b'{"question": "\xff"}',
    "half a pair in a history": b'{"question": "What?", "history": [{"role": "user", "content": 7}]}',
    "a nest": b"[" * 200_000,
    "a list": b'["What?"]',
    "no text": b'{"question": null}',
}


@pytest.mark.parametrize("line", LINES.values(), ids=LINES)
def test_a_line_that_is_no_question_is_named(run: Run, notes: Path, tmp_path: Path, line: bytes) -> None:
    run("sync", notes)
    batch = tmp_path / "batch.jsonl"
    batch.write_bytes(line)
    assert_one_line(run("ask", "--batch", batch, "--json"), "batch.jsonl")


def test_odd_letters_in_a_question_are_only_letters(run: Run, notes: Path, tmp_path: Path) -> None:
    """Half a pair of surrogates, what Unicode calls the end of a line, and an argument that is no UTF-8."""
    run("sync", notes)
    batch = tmp_path / "batch.jsonl"
    questions = ["What does a kiln do\ud800?", "What does\u2028a kiln\x85do?", "\x00\x1b[31m kiln"]
    lines = [json.dumps({"id": str(n), "question": text}) for n, text in enumerate(questions)]
    lines.append('{"id": "raw", "question": "What does\u2028a kiln do?"}')
    batch.write_text("\r\n".join(lines), encoding="utf-8")
    for command in ("ask", "search"):
        status, out, _ = run(command, "--batch", batch, "--json")
        assert (status, len(out.strip("\n").split("\n"))) == (0, 4)
    assert run("ask", "What does a kiln do \udcff?")[0] == 0


SETTINGS = {
    "nested": '[chroma_url]\nhost = "here"',
    "wrong type": "notes = 7",
    "no TOML": "library = ",
    "unknown": "colour = 'red'",
    "a nest": "notes = " + "[" * 5_000,
}


@pytest.mark.parametrize("text", SETTINGS.values(), ids=SETTINGS)
def test_a_settings_file_that_cannot_be_used_is_told(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "footnote.toml").write_text(text)
    assert_one_line(run("sources"), "setting", "footnote.toml")


def test_a_settings_file_that_is_no_text_is_told(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "footnote.toml").write_bytes(b"\xff\xfe")
    assert_one_line(run("sources"), "settings cannot be read")


def test_a_database_without_its_driver_is_told(run: Run, notes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOOTNOTE_STUDY_URL", "oracle://localhost/study")
    assert_one_line(run("quiz", "--weak"), "driver of the study database is not installed")


def test_what_nobody_foresaw_is_told_in_a_line_and_shown_when_asked_for(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "library").mkdir()
    for surprise in (OSError(ENOSPC, "No space left on device"), RuntimeError("two\nlines"), MemoryError()):

        def surprised(*_: object, _surprise: Exception = surprise) -> None:
            raise _surprise

        monkeypatch.setattr("bootstrap.build_study", surprised)
        assert_one_line(run("doctor"), "disk is full" if isinstance(surprise, OSError) else type(surprise).__name__)
        monkeypatch.setenv("FOOTNOTE_DEBUG", "1")
        with pytest.raises(type(surprise)):
            run("doctor")
        monkeypatch.delenv("FOOTNOTE_DEBUG")


def test_a_library_is_for_its_owner_alone(run: Run, notes: Path, tmp_path: Path) -> None:
    run("sync", notes)
    library = tmp_path / "library"
    library.chmod(0o755)
    run("ask", "What is a kiln?")
    assert library.stat().st_mode & 0o077 == 0
    assert [path for path in library.rglob("*") if path.stat().st_mode & 0o077] == []


@pytest.mark.parametrize(
    "arguments",
    [
        ["ask"],
        ["ask", "a", "--batch", "b"],
        ["search", "a", "-k", "0"],
        ["links", "--pause"],
        ["quiz", "--level", "medium"],
        ["nonsense"],
        ["ask", " "],
        ["quiz", "--kind", "essay"],
        ["quiz", "-n", "0"],
    ],
)
def test_wrong_usage_ends_with_status_2(run: Run, arguments: list[str]) -> None:
    assert run(*arguments)[0] == 2


def test_a_hosted_model_is_not_asked_before_somebody_agreed(run: Run, tmp_path: Path) -> None:
    kept = tmp_path / "library" / "preferences.json"
    run("ask", "What is a kiln?", "--model", "openai:gpt-4o-mini", "--json")
    assert not kept.exists()
    run("ask", "What is a kiln?", "--model", "openai:gpt-4o-mini", "--json", "--yes")
    assert json.loads(kept.read_text())["agreed_hosts"] == ["api.openai.com"]
