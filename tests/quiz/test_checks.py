"""What does not pass the gate, and why."""

from dataclasses import replace

import pytest

from domain.documents import Kind, Passage, Source
from domain.quiz import Item, ItemKind
from domain.replies import Citation
from index.library import Library
from quiz.facts.evidence import EvidenceIndex, shares
from quiz.items.checks import Gate

TEXT = "The banneton holds a loaf in form. The lame cuts its skin. The peel slides it onto the stone."
PASSAGE = Passage(Source("note:tools.md", Kind.NOTE, "Tools", "tools.md"), 0, len(TEXT), TEXT, ("Tools",), plain=TEXT)
GOOD = Item(
    "1",
    ItemKind.SINGLE,
    "Which tool slides a loaf onto the stone?",
    Citation(1, PASSAGE, 59, len(TEXT)),
    ("banneton", "lame", "peel"),
    (2,),
)


@pytest.fixture
def gate(baking: Library) -> Gate:
    return Gate(baking.words)


def test_a_sound_item_passes(gate: Gate) -> None:
    assert gate.reason(GOOD) == ""


@pytest.mark.parametrize(
    ("flawed", "reason"),
    [
        (replace(GOOD, options=("banneton", "lame", "oven glove")), "the key is not in its evidence"),
        (replace(GOOD, stem="Which tool, the peel, slides a loaf?"), "the stem gives the answer away"),
        (replace(GOOD, options=("peel", "lame", "Peel.")), "two options are the same"),
        (replace(GOOD, options=("a tool that holds a very long loaf in form for hours", "lame", "peel")), "length"),
        (replace(GOOD, stem="Which tool slides **it** onto the [[stone]]?"), "markup"),
        (replace(GOOD, stem="Which tool slides a loaf, according to the notes?"), "does not stand alone"),
        (replace(GOOD, stem="Which of these slides it?"), "does not stand alone"),
        (replace(GOOD, stem="Which tool slides a loaf"), "does not end well"),
        (replace(GOOD, stem="Which tool has a long peel handle?", options=("lame", "mixer", "peel tool")), "stem"),
    ],
)
def test_a_flaw_is_named(gate: Gate, flawed: Item, reason: str) -> None:
    assert reason in gate.reason(flawed)


def test_what_was_asked_is_not_asked_again_in_nearly_the_same_words(gate: Gate) -> None:
    gate.admit(GOOD)
    again = replace(GOOD, id="2", stem="Which tool slides a loaf onto the hot stone?")
    assert gate.reason(again) == "it asks what another item asks"


def test_what_any_sentence_says_of_a_thing_is_known(baking: Library) -> None:
    documents = [baking.document(source.id) for source in baking.sources()]
    evidence = EvidenceIndex.of(documents, baking.words)
    assert evidence.says("rye dough", "keeps fresh for a week")
    assert evidence.says("Dense crumb", "old yeast")
    assert not evidence.says("brioche", "keeps fresh for a week")
    assert not evidence.says("rye dough", "browns quickly because it holds sugar")


def test_a_name_that_holds_another_is_too_near(baking: Library) -> None:
    assert shares("rye", "rye dough", baking.words)
    assert not shares("brioche", "rye dough", baking.words)
