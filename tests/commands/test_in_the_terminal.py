"""The command line as people use it: words, quizzes and reviews in the terminal, an Anki deck."""

import io
import sys
import zipfile
from pathlib import Path

import pytest
from lines import CLAY, Run, printed
from quizzes import cloze, single

from bootstrap import build_study
from commands.sitting import ask_all
from domain.quiz import Given, Grade
from domain.wire.quiz import item_from_dict
from settings import Settings


def test_people_read_words_not_json(run: Run, notes: Path) -> None:
    assert "1 added" in run("sync", notes)[1]
    _, out, _ = run("ask", "What is a kiln?")
    assert "oven that fires clay" in out
    assert "answered from your notes by: extractive" in out
    assert "kilns.md" in run("sources")[1]
    assert "embedder" in run("doctor")[1]
    assert "listed" in run("links")[1]


def test_a_quiz_in_a_pipe_has_its_answers(run: Run, notes: Path) -> None:
    run("sync", notes)
    status, out, _ = run("quiz", "--source", "note:kilns.md")
    assert status == 0
    assert "_____ is an oven that fires clay." in out
    assert "not 10" in out


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


@pytest.fixture
def missed(run: Run, notes: Path, tmp_path: Path) -> None:
    """A question was answered wrongly by somebody who was sure; its source is no note."""
    run("sync", notes)
    study = build_study(Settings.load(tmp_path / "library"))
    study.memory.answered(single(), Given((1,), sure=True), Grade(False, 0.0))
    study.close()


@pytest.mark.usefixtures("missed")
def test_a_card_is_reviewed_in_the_terminal(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    (due,) = printed(run("review", "--json"))["due"]
    assert (due["item"]["id"], due["confident"], due["source_changed"]) == ("single", True, True)
    monkeypatch.setattr(sys, "stdin", io.StringIO("a\nfive\n4\n"))
    status, out, _ = run("review")
    assert status == 0
    assert "Right." in out and "The source has changed since" in out
    assert "4 easy (1 d)" in out and "1, 2, 3, 4, r or d." in out and "comes back tomorrow" in out
    assert printed(run("review", "--json"))["due"] == []


@pytest.mark.usefixtures("missed")
def test_a_card_whose_source_changed_is_dropped_in_the_terminal(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("b\nr\nd\n1\n"))
    status, out, _ = run("review")
    assert status == 0
    assert "d drop" in out and "no such question in the source" in out and "[1]" in out, "a miss speaks for again"
    monkeypatch.setattr(sys, "stdin", io.StringIO("\nd\n"))
    run("review")
    assert printed(run("review", "--json")) == {"due": [], "next": None}


def test_names_with_brackets_are_shown_as_they_are(run: Run, notes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    odd = notes / "[draft] Bio"
    odd.mkdir()
    (odd / "n[x].md").write_text("# [/] closing\n\nThe kea steals food.\n", encoding="utf-8")
    (notes / "kilns.md").rename(notes / "[b]kilns[b].md")
    monkeypatch.setenv("FOOTNOTE_LIBRARY", str(notes.parent / "lib[/]x"))
    assert run("sync", notes)[0] == 0
    shown = "".join(run(command)[1] for command in ("sources", "doctor"))
    assert all(part in shown for part in ("[draft] Bio/n[x].md", "[/] closing", "[b]kilns[b].md", "lib[/]x"))
    assert "[draft] Bio" in run("ask", "Who steals food?")[1]
