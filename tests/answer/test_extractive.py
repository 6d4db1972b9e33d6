"""Whole answers over a small library: what is told, what is left out, and when there is none."""

from collections.abc import Callable

import pytest

from answer.evidence import WEIGHTS, signs
from answer.extractive import ExtractiveAnswerer
from answer.weighed import Weighed
from domain.replies import Answer, Question, Reason, Refusal, Reply, Scope, without_markers
from index.library import Library

Ask = Callable[..., Reply]
Weigh = Callable[[str], Weighed]


def told(weighed: Weighed) -> list[str]:
    return [unit.plain for unit in weighed.told]


def test_a_list_question_gets_the_whole_list(weigh: Weigh) -> None:
    chosen = told(weigh("What are the ways to heat a kiln?"))
    assert chosen == ["Wood fires give ash marks.", "Gas burners are quick to control.", "Electric coils heat evenly."]


def test_a_list_is_whole_although_only_one_of_its_passages_was_found(
    answerer: ExtractiveAnswerer, library: Library
) -> None:
    hits = library.search("Which tools are there for trimming?", limit=12)
    found = [hit for hit in hits if "loop tool takes" in hit.passage.text][:1]
    assert "sponge" not in found[0].passage.text
    weighed = answerer.weigh("Which tools are there for trimming?", found)
    assert weighed
    assert [text.split()[1] for text in told(weighed)] == ["loop", "needle", "metal", "damp"]


def test_a_definition_gets_the_sentence_that_opens_with_its_subject(weigh: Weigh) -> None:
    assert told(weigh("What is celadon?"))[0].startswith("Celadon is a green glaze")


def test_an_acronym_is_spelt_out(weigh: Weigh) -> None:
    assert "FCS - Fast Cooling Schedule" in told(weigh("What does FCS stand for?"))


def test_a_comparison_has_both_sides(weigh: Weigh) -> None:
    chosen = " ".join(told(weigh("How is celadon different from tenmoku?")))
    assert "green glaze" in chosen
    assert "dark glaze" in chosen


def test_a_sentence_that_leans_on_the_one_before_brings_it_along(weigh: Weigh) -> None:
    assert "Celadon is a green glaze with iron in it." in told(weigh("Which glaze needs a reducing fire?"))


def test_what_only_introduces_is_never_told_alone(weigh: Weigh) -> None:
    for question in ("electric kilns", "Tell me about shino glazes", "ways to heat a kiln"):
        assert not all(text.endswith(":") for text in told(weigh(question)))


def test_an_answer_is_short_and_begins_with_what_it_is_about(ask: Ask) -> None:
    reply = ask("Why do potters wedge stoneware by hand?")
    assert isinstance(reply, Answer)
    assert reply.text.startswith("**Pottery › Clay:**")
    assert "no air" in reply.text
    assert len(without_markers(reply.text).split()) < 90


def test_the_same_question_gives_the_same_bytes(ask: Ask) -> None:
    assert ask("What is a kiln?") == ask("What is a kiln?")


@pytest.mark.parametrize(
    "question",
    [
        "When was celadon invented?",
        "Who designed the tenmoku glaze?",
        "How many shelves does an electric kiln have?",
        "What is photosynthesis?",
    ],
)
def test_what_the_notes_do_not_say_is_refused_with_what_comes_closest(ask: Ask, question: str) -> None:
    reply = ask(question)
    assert isinstance(reply, Refusal)
    assert reply.reason in (Reason.UNSUPPORTED, Reason.NOTHING_FOUND)
    assert reply.nearest


def test_a_refusal_names_the_words_that_the_notes_lack(ask: Ask) -> None:
    reply = ask("What is photosynthesis?")
    assert isinstance(reply, Refusal)
    assert reply.missing == ("photosynthesis",)


def test_a_fact_that_is_there_is_told(ask: Ask) -> None:
    for question, fact in {
        "How much does a firing cost?": "12 dollars",
        "How many coats does Tenmoku need?": "2 coats",
        "When was the Zorro9 kiln built?": "1987",
        "how long do gas kilns take": "eight hours",
    }.items():
        reply = ask(question)
        assert isinstance(reply, Answer), question
        assert fact in reply.text


def test_an_empty_scope_says_so(answerer: ExtractiveAnswerer) -> None:
    reply = answerer.answer(Question("What is a kiln?", scope=Scope(sources=frozenset({"note:none.md"}))))
    assert isinstance(reply, Refusal)
    assert reply.reason is Reason.EMPTY


def test_text_is_handed_out_as_it_will_be_kept(answerer: ExtractiveAnswerer) -> None:
    heard: list[str] = []
    reply = answerer.answer(Question("What is a kiln?"), on_text=heard.append)
    assert isinstance(reply, Answer)
    assert "".join(heard) == reply.text


def test_a_number_of_something_else_is_no_answer_about_what_is_named(
    weigh: Weigh, answerer: ExtractiveAnswerer
) -> None:
    assert signs(weigh("How many coats does a Zorro9 need?"), answerer.words)["names elsewhere"] > 0
    assert signs(weigh("In which year was the Zorro9 kiln built?"), answerer.words)["names elsewhere"] == 0
    assert signs(weigh("What is the Zorro9 kiln?"), answerer.words)["names elsewhere"] == 0


def test_every_sign_has_its_weight(weigh: Weigh, answerer: ExtractiveAnswerer) -> None:
    found = signs(weigh("What is a kiln?"), answerer.words)
    assert found.keys() == WEIGHTS.keys()
    assert all(-1 <= value <= 1 for value in found.values())
