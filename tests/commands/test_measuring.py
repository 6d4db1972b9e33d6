"""A student measures their own library: `cli.py eval`."""

import json
from pathlib import Path

import pytest
from lines import Run, printed


def test_a_library_is_measured_by_its_own_headings_and_compared_with_last_time(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "own"
    folder.mkdir()
    clay = "# Clay\n\n- **Kaolin** is a white clay that keeps its colour in the fire of every kiln in use.\n"
    (folder / "clay.md").write_text(clay, encoding="utf-8")
    glaze = "# Glaze\n\n- **Celadon** is a green glaze that potters of Longquan made from wood ash and iron.\n"
    (folder / "glaze.md").write_text(glaze, encoding="utf-8")
    run("sync", folder)
    first = printed(run("eval", "--auto", "--json"))
    assert first["figures"]["hit@5"] == 1.0 and first["before"] is None
    second = printed(run("eval", "--auto", "--json"))
    assert second["before"]["figures"]["hit@5"] == 1.0
    status, output, _ = run("eval", "--auto")
    assert status == 0 and "before" in output and "hit@5" in output


def test_a_student_measures_with_questions_of_their_own(run: Run, notes: Path, tmp_path: Path) -> None:
    run("sync", notes)
    file = tmp_path / "mine.jsonl"
    rows = [
        {"question": "What is a kiln?", "evidence": ["an oven that fires clay"], "keywords": ["oven"]},
        {"question": "Who was the first emperor of Rome?", "answerable": False},
    ]
    file.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    figures = printed(run("eval", file, "--json"))["figures"]
    assert figures["hit@5"] == figures["right"] == figures["refusal recall"] == figures["citations correct"] == 1.0


@pytest.mark.parametrize("line", ["{", "{}", '{"question": "What?"}', "[]", '{"question": "What?", "evidence": 3}'])
def test_a_line_that_is_no_gold_question_is_named(run: Run, notes: Path, tmp_path: Path, line: str) -> None:
    run("sync", notes)
    file = tmp_path / "mine.jsonl"
    file.write_text(line, encoding="utf-8")
    status, _, errors = run("eval", file)
    assert status == 1 and "mine.jsonl line 1" in errors and "Each line looks like" in errors


def test_an_empty_library_cannot_be_measured(run: Run) -> None:
    status, _, errors = run("eval", "--auto")
    assert status == 1 and "The library is empty." in errors
