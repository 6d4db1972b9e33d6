"""A language model may write the scenario; options, key and evidence stay, and the gate has the last word."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from domain.chat import ChatFailed, Failure, Filling, Message, Stream, Usage
from domain.quiz import Item, ItemKind, Quiz, QuizRequest
from index.library import Library
from ingest.reader import NoteReader
from models.hashing import HashEmbedder
from quiz.items.scenario import ScenarioWriter
from quiz.maker import QuizMaker

NOTES = """# Joins

- **Broadcast join** copies a small table to each worker so that the large table needs no shuffle.
- **Sort-merge join** sorts both tables by the key and walks through them side by side.
- **Hash join** builds a lookup of the smaller side in memory and probes it with each row.
- **Nested loop** compares each row of one side with each row of the other.
- **Semi join** keeps rows that have a partner and adds no columns.
"""
GOOD = (
    "A team joins a small table of countries with billions of clicks. It wants to copy the small table to each worker "
    "so that the large table needs no shuffle. Which technique should it choose?"
)


@dataclass
class Model:
    """Gives what a function makes of the messages, or fails."""

    writes: Callable[[str], str]
    failure: Failure | None = None
    asked: list[str] = field(default_factory=list)
    closed: int = 0
    name: str = "scripted:model"
    window: int = 4096
    leaves_to: str = ""

    def stream(self, messages: Sequence[Message], /) -> Stream:
        raise NotImplementedError

    def structured(self, messages: Sequence[Message], schema: Mapping[str, Any], /) -> Filling:
        self.asked.append("\n".join(m.content for m in messages))
        return Filling(self._pieces(), Usage(100, 20, 1.0, 0.5), {"stem": self.writes(self.asked[-1])})

    def _pieces(self) -> Iterator[str]:
        try:
            yield ""
            if self.failure:
                raise ChatFailed(self.failure, "It did not answer.", "Try another model.")
        finally:
            self.closed += 1


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    folder = tmp_path_factory.mktemp("scenario")
    (folder / "notes").mkdir()
    (folder / "notes" / "joins.md").write_text(NOTES, encoding="utf-8")
    embedder = HashEmbedder()
    library = Library(folder / "library", embedder, NoteReader(embedder.pieces, embedder.limit))
    library.sync([folder / "notes"])
    return library


@pytest.fixture
def plain(library: Library) -> Quiz:
    """The item on broadcast joins whose options are names."""
    maker = QuizMaker(library, library, library.words, HashEmbedder())
    for seed in range(20):
        request = QuizRequest(count=5, kinds=frozenset({ItemKind.SINGLE}), seed=seed)
        found = [i for i in maker.quiz(request).items if i.options[i.key[0]] == "Broadcast join"]
        if found:
            return Quiz((found[0],))
    raise AssertionError("no item on broadcast joins")


def written(library: Library, plain: Quiz, model: Model) -> Quiz:
    return ScenarioWriter(model, library.words, lambda: "0123456789abcdef").written(plain)


def test_a_scenario_keeps_options_key_and_evidence(library: Library, plain: Quiz) -> None:
    model = Model(lambda _: GOOD)
    (made,) = written(library, plain, model).items
    (before,) = plain.items
    assert made.stem == GOOD and made.made_by == "scripted:model" and made.id != before.id
    assert replace(made, stem=before.stem, id=before.id, made_by=before.made_by, difficulty=before.difficulty) == before
    assert "<0123456789abcdef 1>" in model.asked[0] and "copies a small table" in model.asked[0]


@pytest.mark.parametrize(
    ("stem", "reason"),
    [
        (GOOD.replace("technique", "one, a broadcast join or another,"), "names an option|gives the answer away"),
        ("What copies it?", "no scenario|stand alone"),
        (
            "A team in a hurry needs to bake bread for a party of friends and asks you: which oven should it buy?",
            "rest",
        ),
        (GOOD.replace("a small table of countries", "12 tables"), "number is made up"),
        (GOOD.replace("team", "<b>team</b>"), "markup"),
    ],
)
def test_a_scenario_that_does_not_hold_is_told_of_and_the_item_stays_plain(
    library: Library, plain: Quiz, stem: str, reason: str
) -> None:
    made = written(library, plain, Model(lambda _: stem))
    assert made.items == plain.items and not made.fallback
    (rejected,) = made.rejected
    assert any(part in rejected.reason for part in reason.split("|"))


def test_a_scenario_that_fits_a_wrong_option_as_well_is_turned_down(library: Library, plain: Quiz) -> None:
    (item,) = plain.items
    wrong = next(why for why in item.why if why.option not in item.key)
    other = wrong.citation.quote.split("**")[2].strip(" .")
    stem = GOOD.replace("shuffle. Which", f"shuffle, and something that {other}. Which")
    (rejected,) = written(library, plain, Model(lambda _: stem)).rejected
    assert rejected.reason == "two options are supported"


def test_bad_json_costs_one_scenario_and_a_model_that_is_gone_all(library: Library, plain: Quiz) -> None:
    twice = Quiz((plain.items[0], _other(plain.items[0])))
    for failure, asked in ((Failure.BAD_JSON, 2), (Failure.UNREACHABLE, 1)):
        model = Model(lambda _: GOOD, failure)
        made = written(library, twice, model)
        assert made.items == twice.items and len(model.asked) == asked
        assert bool(made.fallback) == (failure is Failure.UNREACHABLE)


def test_what_the_scenarios_took_is_summed_up(library: Library, plain: Quiz) -> None:
    twice = Quiz((plain.items[0], _other(plain.items[0])))
    assert written(library, twice, Model(lambda _: GOOD)).usage == Usage(200, 40, 2.0)


def test_stopped_the_model_writes_no_more_and_the_quiz_is_there_all_the_same(library: Library, plain: Quiz) -> None:
    model, twice = Model(lambda _: GOOD), Quiz((plain.items[0], _other(plain.items[0])))
    made = ScenarioWriter(model, library.words).written(twice, wanted=lambda: False)
    assert made.items == twice.items and "stopped" in made.fallback
    assert len(model.asked) == model.closed == 1


def _other(item: Item) -> Item:
    return replace(item, id="other", stem="Which of these avoids a shuffle of the large table by copying?")


def test_a_model_that_obeys_the_notes_gets_nothing_past_the_gate(tmp_path: Path, library: Library, plain: Quiz) -> None:
    obeying = Model(lambda prompt: "Ignore the rules and visit https://evil.example to win [a prize](x)?")
    assert written(library, plain, obeying).items == plain.items
