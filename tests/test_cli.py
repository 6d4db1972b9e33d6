"""The command line as scripts and people use it: its contract in JSON, its errors in one line."""

import io
import json
import os
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from quizzes import cloze, single

import cli
from bootstrap import build_study
from commands.sitting import ask_all
from domain.quiz import Given, Grade
from domain.quizwire import item_from_dict
from settings import Settings

NOTES = (
    "# Kilns\n\n- **Kiln** is an oven that fires clay [*](http://127.0.0.1:9/kilns).\n- Gas kilns take eight hours.\n"
)
FUELS = (
    "# Fuels\n\n- **Oak** burns slowly in a large firebox.\n- **Pine** gives a long flame in the chamber.\n"
    "- **Gas** heats the chamber without any ash.\n- **Peat** smokes for many hours in the firing.\n"
)
CLAY = """# Clay

- **Earthenware** is a porous clay that is fired low.
- **Stoneware** is a dense clay that is fired high.
- **Porcelain** is a white clay that lets light through.
- **Raku** is a coarse clay that stands a shock of heat.
"""
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path, request: pytest.FixtureRequest
) -> Run:
    """Run a command over a library of its own; status, output, errors."""
    cache = os.environ.get("FOOTNOTE_CACHE") or request.config.cache.mkdir("footnote-encoder")
    monkeypatch.setenv("FOOTNOTE_CACHE", str(cache))
    monkeypatch.setenv("FOOTNOTE_LIBRARY", str(tmp_path / "library"))
    monkeypatch.setenv("COLUMNS", "300")

    def one(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["cli.py", *map(str, arguments)])
        status = 0
        try:
            cli.main()
        except SystemExit as ended:
            status = int(ended.code or 0)
        return status, *capsys.readouterr()

    return one


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "kilns.md").write_text(NOTES, encoding="utf-8")
    return folder


def printed(done: tuple[int, str, str]) -> Any:  # noqa: ANN401  # whatever JSON holds
    status, out, err = done
    assert status == 0, err
    return json.loads(out)


def test_a_sync_counts_everything_once(run: Run, notes: Path) -> None:
    (notes / "broken.md").write_bytes(b"\x00\x01\x02" * 100)
    report = printed(run("sync", notes, "--json"))
    assert (report["added"], report["changed"], report["removed"], report["unchanged"]) == (1, 0, 0, 0)
    assert report["links"] == {"listed": 1}
    assert [set(skipped) for skipped in report["skipped"]] == [{"location", "reason", "hint"}]
    assert printed(run("sync", "--json"))["unchanged"] == 1


def test_a_search_keeps_its_contract(run: Run, notes: Path) -> None:
    run("sync", notes)
    found = printed(run("search", "what fires clay", "--json", "-k", "1"))
    assert found.keys() >= {"id", "query", "ms", "hits"}
    (hit,) = found["hits"]
    assert hit.keys() >= {"rank", "score", "found_by", "passage"}
    passage = hit["passage"]
    assert passage.keys() >= {"id", "source", "headings", "start", "end", "page", "text", "url"}
    assert NOTES[passage["start"] : passage["end"]] == passage["text"]
    assert passage["source"].keys() >= {"id", "kind", "title", "location"}


def test_an_answer_and_a_refusal_keep_their_contract(run: Run, notes: Path) -> None:
    run("sync", notes)
    keys = {"id", "question", "asked_as", "status", "answer", "reason", "citations", "nearest", "model", "fallback"}
    answer = printed(run("ask", "What is a kiln?", "--json"))
    assert answer.keys() >= keys | {"ms", "first_token_ms"}
    assert answer["status"] == "answered"
    (citation, *_) = answer["citations"]
    assert citation["quote"] in citation["passage"]["text"]
    assert NOTES[citation["start"] : citation["end"]] == citation["quote"]
    refusal = printed(run("ask", "How much does a kiln cost?", "--json"))
    assert (refusal["status"], refusal["answer"], refusal["citations"]) == ("refused", "", [])
    assert refusal["reason"]
    assert refusal["nearest"]


def test_a_batch_gives_one_object_a_line_with_its_id(run: Run, notes: Path, tmp_path: Path) -> None:
    run("sync", notes)
    rows = [
        {"id": "a", "question": "What is a kiln?"},
        {"id": "b", "question": "how long do they take?", "history": [{"role": "user", "content": "Gas kilns?"}]},
    ]
    batch = tmp_path / "batch.jsonl"
    batch.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    for command in ("ask", "search"):
        status, out, _ = run(command, "--batch", batch, "--json")
        assert status == 0
        assert [json.loads(line)["id"] for line in out.splitlines()] == ["a", "b"]


def test_a_quiz_keeps_its_contract(run: Run, notes: Path) -> None:
    (notes / "fuels.md").write_text(FUELS, encoding="utf-8")
    run("sync", notes)
    made = printed(run("quiz", "-n", "6", "--seed", "3", "--json"))
    assert made.keys() == {"items", "rejected", "fallback", "usage"}
    assert made == printed(run("quiz", "-n", "6", "--seed", "3", "--json"))
    item = printed(run("quiz", "--kind", "single", "--section", "Fuels", "--json"))["items"][0]
    assert {"id", "kind", "stem", "options", "key", "why", "citation", "headings", "difficulty", "task"} <= item.keys()
    assert (item["kind"], len(item["options"]), len(item["key"])) == ("single", 4, 1)
    assert item["citation"]["quote"] in item["citation"]["passage"]["text"]
    assert [why["option"] for why in item["why"]] == [0, 1, 2, 3]
    assert all(why["citation"]["quote"] and why["text"] for why in item["why"])


def test_a_quiz_in_a_pipe_has_its_answers(run: Run, notes: Path) -> None:
    run("sync", notes)
    status, out, _ = run("quiz", "--source", "note:kilns.md")
    assert status == 0
    assert "_____ is an oven that fires clay." in out
    assert "not 10" in out


def test_people_read_words_not_json(run: Run, notes: Path) -> None:
    assert "1 added" in run("sync", notes)[1]
    _, out, _ = run("ask", "What is a kiln?")
    assert "oven that fires clay" in out
    assert "answered from your notes by: extractive" in out
    assert "kilns.md" in run("sources")[1]
    assert "embedder" in run("doctor")[1]
    assert "listed" in run("links")[1]


def test_links_are_followed_and_mended(run: Run, notes: Path, tmp_path: Path) -> None:
    url = "http://127.0.0.1:9/kilns"
    report = printed(run("sync", notes, "--follow-links", "--json"))
    assert report["links"] == {"blocked": 1}, "a private address"
    (link,) = printed(run("links", "--json"))["links"]
    assert (link["url"], link["state"], link["places"][0]["line"]) == (url, "blocked", 3)
    assert link["reason"]
    run("links", url, "--pause")
    assert printed(run("links", url, "--json"))["links"][0]["state"] == "paused"
    saved = tmp_path / "saved.html"
    saved.write_text("<h1>Kilns</h1><p>A raku kiln is opened while it glows.</p>", encoding="utf-8")
    assert run("links", url, "--replace", saved)[0] == 0
    assert printed(run("links", url, "--json"))["links"][0]["state"] == "fetched"
    assert "glows" in printed(run("search", "raku kiln", "--json", "--kind", "web"))["hits"][0]["passage"]["text"]
    assert run("links", url, "--remove")[0] == 0
    assert not printed(run("search", "raku kiln", "--json", "--kind", "web"))["hits"]


def test_the_blueprint_matrix_keeps_its_contract(run: Run, notes: Path, tmp_path: Path) -> None:
    run("sync", notes)
    other = tmp_path / "pottery.yaml"
    other.write_text(
        "id: pottery\ntitle: Pottery\ndomains:\n  - {id: 1, title: Firing, weight: 1, tasks: ["
        "{id: 1.1, title: Kilns, knowledge: [a kiln fires clay in an oven]}, {id: 1.2, title: Knitting of socks}]}\n",
        encoding="utf-8",
    )
    found = printed(run("coverage", "--json", "--blueprint", other))
    kilns, knitting = found["domains"][0]["tasks"]
    assert kilns["notes"] > 0 and kilns["shown"] == "not asked yet"
    assert knitting["held"] == "nothing in your notes on task 1.2"
    everything = printed(run("coverage", "--json"))
    assert [len(domain["tasks"]) for domain in everything["domains"]] == [4, 4, 4, 5]
    assert "nothing in your notes on task 3.4" in run("coverage")[1]


def test_nothing_is_due_before_the_first_quiz(run: Run, notes: Path) -> None:
    run("sync", notes)
    assert printed(run("review", "--json")) == {"due": [], "next": None}
    assert "Nothing is due" in run("review")[1]


def test_a_quiz_becomes_an_anki_deck(run: Run, notes: Path, tmp_path: Path) -> None:
    (notes / "clay.md").write_text(CLAY, encoding="utf-8")
    run("sync", notes)
    deck = tmp_path / "clay.apkg"
    status, out, err = run("quiz", "--anki", deck, "-n", "5")
    assert (status, out) == (0, "") and "items written" in err
    with zipfile.ZipFile(deck) as opened:
        assert "collection.anki2" in opened.namelist()
    first, *_ = printed(run("quiz", "--anki", deck, "-n", "5", "--json"))["items"]
    study = build_study(Settings.load(tmp_path / "library"))
    study.memory.flag(item_from_dict(first), "unclear")
    study.close()
    again = printed(run("quiz", "-n", "50", "--json"))["items"]
    assert again and first["id"] not in {item["id"] for item in again}, "what is flagged never comes back"


def test_a_quiz_in_the_terminal_keeps_what_was_missed(
    run: Run, notes: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    study = build_study(Settings.load(tmp_path / "library"))
    monkeypatch.setattr(sys, "stdin", io.StringIO("a\ny\nb\nn\n\n"))
    ask_all([single("known"), single("missed"), cloze("crawler")], study)
    out = capsys.readouterr().out
    assert "1 of 3 right." in out and "Comes back in 1 minute." in out
    assert {card.item.id for card in study.cards.cards()} == {"missed", "cloze"}
    study.close()
    weak = printed(run("quiz", "--weak", "--json"))["items"]
    assert {item["id"] for item in weak} == {"missed", "cloze"}


def test_a_word_of_the_library_is_no_misspelling(run: Run, notes: Path, tmp_path: Path) -> None:
    (notes / "moving.md").write_text("# Moving\n\n- An upload brings data in.\n", encoding="utf-8")
    run("sync", notes)
    study = build_study(Settings.load(tmp_path / "library"))
    assert study.grade(cloze("unload"), Given(text="unlaod")).right
    assert not study.grade(cloze("unload"), Given(text="upload")).right
    study.close()


def test_a_card_is_reviewed_in_the_terminal(
    run: Run, notes: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("sync", notes)
    study = build_study(Settings.load(tmp_path / "library"))
    study.memory.answered(single(), Given((1,), sure=True), Grade(False, 0.0))
    study.close()
    (due,) = printed(run("review", "--json"))["due"]
    assert (due["item"]["id"], due["confident"], due["source_changed"]) == ("single", True, True)
    monkeypatch.setattr(sys, "stdin", io.StringIO("a\nfive\n4\n"))
    status, out, _ = run("review")
    assert status == 0
    assert "Right." in out and "The source has changed since" in out
    assert "4 easy (1 d)" in out and "1, 2, 3, 4, r or d." in out and "comes back tomorrow" in out
    assert printed(run("review", "--json"))["due"] == []


def test_a_card_whose_source_changed_is_dropped_in_the_terminal(
    run: Run, notes: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("sync", notes)
    study = build_study(Settings.load(tmp_path / "library"))
    study.memory.answered(single(), Given((1,), sure=True), Grade(False, 0.0))
    study.close()
    monkeypatch.setattr(sys, "stdin", io.StringIO("b\nr\nd\n1\n"))
    status, out, _ = run("review")
    assert status == 0
    assert "d drop" in out and "no such question in the source" in out and "[1]" in out, "a miss speaks for again"
    monkeypatch.setattr(sys, "stdin", io.StringIO("\nd\n"))
    run("review")
    assert printed(run("review", "--json")) == {"due": [], "next": None}


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
