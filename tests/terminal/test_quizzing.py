"""How a quiz looks in a terminal."""

from io import StringIO

from rich.console import Console

from domain.documents import Kind, Passage, Source
from domain.quiz import Item, ItemKind, Why
from domain.replies import Citation
from terminal.quizzing import printed, right_answer

PASSAGE = Passage(Source("note:a.md", Kind.NOTE, "a", "notes/a.md"), 0, 9, "Oak burns", ("Fuels",), line=4)
BURNS = Citation(1, PASSAGE, 0, 9)


def test_a_question_stands_over_its_answer_and_the_reasons() -> None:
    why = (Why(0, "Pine: gives a flame.", BURNS), Why(1, "Right: Oak burns.", BURNS))
    item = Item("1", ItemKind.SINGLE, "What burns?", BURNS, ("Pine", "Oak"), (1,), why)
    console = Console(file=StringIO(), width=200)
    console.print(printed([item]))
    assert isinstance(console.file, StringIO)
    text = console.file.getvalue()
    told = ("1. What burns?", "A. Pine", "B. Oak", "B. Oak", "Oak burns", "notes/a.md#L4", "A: Pine: gives a flame.")
    places = [text.index(part) for part in told]
    assert places == sorted(places)


def test_the_right_answer_of_every_kind_is_a_line() -> None:
    gap = Item("2", ItemKind.CLOZE, "_____ burns.", BURNS, accepted=("Oak", "oak wood"))
    pairs = Item("3", ItemKind.MATCHING, "Match.", BURNS, ("Pine", "Oak"), (1, 0), prompts=("burns", "flames"))
    assert [right_answer(gap), right_answer(pairs)] == ["Oak / oak wood", "1B, 2A"]
