"""Whole answers over small libraries: what is told, what is left out, and when there is none."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from bundled import encoder, scorer

from answer.extractive import ExtractiveAnswerer
from domain.replies import Answer, Question, Reason, Refusal, Reply, Scope, without_markers
from index.library import Library

HERE = Path(__file__).parent
CASES = [json.loads(line) for line in (HERE / "answers.jsonl").read_text(encoding="utf-8").splitlines()]
RIGHT = 0.7  # of the cases, at least: none of them is a law
Ask = Callable[..., Reply]


@pytest.fixture(scope="module")
def answerers(over: Callable[..., Library]) -> dict[str, ExtractiveAnswerer]:
    """Answerers over two notes, with all that is bundled."""
    texts = {name: (HERE / f"{name}.md").read_text(encoding="utf-8") for name in ("pottery", "weaving")}
    libraries = {name: over(text, encoder()) for name, text in texts.items()}
    return {n: ExtractiveAnswerer(lib, lib, lib.words, scorer(), encoder()) for n, lib in libraries.items()}


@pytest.fixture(scope="module")
def answerer(answerers: dict[str, ExtractiveAnswerer]) -> ExtractiveAnswerer:
    return answerers["pottery"]


@pytest.fixture(scope="module")
def ask(answerer: ExtractiveAnswerer) -> Ask:
    return lambda question: answerer.answer(Question(question))


def is_right(case: dict[str, object], reply: Reply) -> bool:
    """Whether a reply holds all that the case wants and nothing that it does not."""
    if case.get("refused"):
        return isinstance(reply, Refusal)
    told = " ".join(c.quote for c in reply.citations) if isinstance(reply, Answer) else ""
    holds, lacks = case.get("holds", ()), case.get("lacks", ())
    assert isinstance(holds, list | tuple) and isinstance(lacks, list | tuple)
    return all(words in told for words in holds) and not any(words in told for words in lacks)


def test_most_questions_get_all_that_answers_them_and_nothing_beside_the_point(
    answerers: dict[str, ExtractiveAnswerer],
) -> None:
    wrong = [case for case in CASES if not is_right(case, answerers[case["notes"]].answer(Question(case["question"])))]
    assert 1 - len(wrong) / len(CASES) >= RIGHT, [case["question"] for case in wrong]


def test_an_answer_is_short_and_says_quietly_where_it_stands(ask: Ask) -> None:
    reply = ask("Why do potters wedge stoneware by hand?")
    assert isinstance(reply, Answer)
    assert reply.text.startswith("*Pottery › Clay*\n\n")
    assert len(without_markers(reply.text).split()) < 90


def test_the_same_question_gives_the_same_bytes(ask: Ask) -> None:
    assert ask("What is a kiln?") == ask("What is a kiln?")


def test_what_has_nothing_to_do_with_the_notes_is_refused_with_what_comes_closest(ask: Ask) -> None:
    reply = ask("What is photosynthesis?")
    assert isinstance(reply, Refusal)
    assert reply.reason in (Reason.UNSUPPORTED, Reason.NOTHING_FOUND)
    assert reply.nearest
    assert reply.missing == ("photosynthesis",)


def test_an_empty_scope_says_so(answerer: ExtractiveAnswerer) -> None:
    reply = answerer.answer(Question("Who is the king?", scope=Scope(sources=frozenset({"note:none.md"}))))
    assert isinstance(reply, Refusal)
    assert reply.reason is Reason.EMPTY


def test_what_only_lies_outside_the_scope_is_told_to_lie_there(answerer: ExtractiveAnswerer) -> None:
    reply = answerer.answer(Question("What is a kiln?", scope=Scope(section="Clay")))
    assert isinstance(reply, Refusal)
    assert reply.reason is Reason.ELSEWHERE
    assert "oven that fires clay" in reply.nearest[0].passage.text
    assert isinstance(answerer.answer(Question("What is stoneware?", scope=Scope(section="Clay"))), Answer)


def test_text_is_handed_out_as_it_will_be_kept(answerer: ExtractiveAnswerer) -> None:
    heard: list[str] = []
    reply = answerer.answer(Question("What is a kiln?"), on_text=heard.append)
    assert isinstance(reply, Answer)
    assert "".join(heard) == reply.text


def test_a_refusal_says_that_the_notes_touch_on_what_they_name(over: Callable[..., Library]) -> None:
    library = over("# Streams\n\nKCL spreads shards over workers and keeps checkpoints in a table.\n", encoder())
    answerer = ExtractiveAnswerer(library, library, library.words, scorer(), encoder())
    reasons = [answerer.answer(Question(asked)) for asked in ("who invented the KCL", "who invented the bicycle")]
    assert [reply.reason for reply in reasons if isinstance(reply, Refusal)] == [
        Reason.UNSUPPORTED,
        Reason.NOTHING_FOUND,
    ]
