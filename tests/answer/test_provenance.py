"""Notes and the pages they link to speak apart in one answer."""

import pytest
from bundled import scorer
from linkedpages import PlainWords, Shelves, note, page
from test_markdown import unit

from answer.extractive import ExtractiveAnswerer
from answer.markdown import Section, render
from answer.reading.candidate import Candidate
from answer.reading.selection import BESIDE_MOST, BESIDE_WORDS, select
from claims.units import Unit
from domain.documents import Document, Kind
from domain.linked import LINKED
from domain.replies import Answer, Question, markers
from models.hashing import HashEmbedder

URL = "https://kilns.example/glazes"
QUESTION = "How much iron oxide does the green glaze celadon have in it?"


def reply(*held: Document) -> Answer:
    shelves = Shelves(held)
    found = ExtractiveAnswerer(shelves, shelves, PlainWords(), scorer(), HashEmbedder()).answer(Question(QUESTION))
    assert isinstance(found, Answer)
    return found


NOTES = note((0, "Celadon is a green glaze with 2 percent of iron oxide in it."))
PAGE = page(
    URL, "How green the glaze celadon is tells how much iron oxide it does have: 1 part in 99.", title="Glaze guide"
)


def said(unit: Unit, chance: float = 0.9) -> Candidate:
    return Candidate(unit, 0, {"score": 0.0, "asks": unit.plain.endswith("?")}, chance)


def linked(plain: str, chance: float = 0.9) -> Candidate:
    return said(linked_unit(plain), chance)


def added(pages: list[Candidate], note: str = "Kilns are hot inside.") -> list[str]:
    """What linked pages add to one sentence of a note."""
    return [c.unit.plain for c in select([said(unit(note), 1.0), *pages], 0.4).told[1:]]


def linked_unit(plain: str, title: str = "Guide") -> Unit:
    return unit(plain, kind=Kind.WEB, title=title, shelf=LINKED)


def test_the_notes_speak_first_and_the_page_after_them_under_its_title() -> None:
    told = reply(PAGE, NOTES)
    notes, _, page = told.text.partition("*The linked page Glaze guide:*")
    assert notes.startswith("*Your notes:*\n\n*Clay*\n\nCeladon is a green glaze")
    assert "1 part in 99" in page
    assert [c.passage.source.kind for c in told.citations] == [Kind.NOTE, Kind.WEB]
    assert (markers(notes), markers(page)) == ((1,), (2,))


@pytest.mark.parametrize("only", [NOTES, PAGE])
def test_when_only_the_notes_or_only_a_page_speaks_nobody_is_announced(only: Document) -> None:
    told = reply(only)
    assert "Your notes:" not in told.text
    assert "linked page" not in told.text


def test_pages_are_told_apart_and_their_footnotes_are_numbered_on() -> None:
    groups = [
        Section("", (unit("Kilns are hot."),)),
        Section("", (linked_unit("Gas is quick."), linked_unit("Wood is slow."))),
        Section("", (linked_unit("Pots crack.", "*Pots*"),)),
    ]
    assert render(groups).text == (
        "*Your notes:*\n\nKilns are hot.[^1]\n\n"
        "*The linked page Guide:* Gas is quick.[^2] Wood is slow.[^3]\n\n"
        "*The linked page \\*Pots\\*:* Pots crack.[^4]"
    )


def test_a_page_adds_a_sentence_or_two_and_few_words() -> None:
    pages = [linked(f"Kiln {name} is heated by {name} fire.") for name in ("one", "two", "three")]
    assert 0 < len(added(pages)) <= BESIDE_MOST
    assert not added([linked(" ".join(["long"] * (BESIDE_WORDS + 1)))])


@pytest.mark.parametrize(
    "page",
    [
        linked("Kilns are very hot inside."),  # told already
        linked("Kinds of kilns there are:"),
        linked("Membership runs for one year.", 0.3),
    ],
)
def test_a_page_adds_nothing_that_the_notes_say_or_that_is_no_answer(page: Candidate) -> None:
    assert added([page]) == []


def test_where_the_notes_have_no_answer_a_page_speaks_alone() -> None:
    chosen = select([linked("Gas kilns reach 1,300 degrees."), said(unit("Membership runs for one year."), 0.1)], 0.4)
    assert [c.unit.plain for c in chosen.told] == ["Gas kilns reach 1,300 degrees."]


def test_a_question_in_the_notes_answers_none() -> None:
    chosen = select([said(unit("Which kilns are hot?"), 0.9), said(unit("Gas kilns reach 1,300 degrees."), 0.6)], 0.4)
    assert [c.unit.plain for c in chosen.told] == ["Gas kilns reach 1,300 degrees."]
