"""What goes wrong on the command line is told in one line, and nothing is sent anywhere unasked."""

import json
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
