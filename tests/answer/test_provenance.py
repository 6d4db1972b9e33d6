"""Notes and the pages they link to speak apart in one answer."""

import pytest
from linkedpages import PlainWords, Shelves, note, page
from test_compose import unit

from answer.beside import MOST, WORDS, added
from answer.compose import Group, compose
from answer.extractive import ExtractiveAnswerer
from answer.scoring import Scored
from answer.units import Unit
from domain.documents import Document, Kind
from domain.linked import LINKED
from domain.replies import Answer, Question, markers
from models.hashing import HashEmbedder

URL = "https://kilns.example/glazes"
QUESTION = "How much iron oxide does the green glaze celadon have in it?"


def reply(*held: Document) -> Answer:
    shelves = Shelves(held)
    found = ExtractiveAnswerer(shelves, shelves, PlainWords(), HashEmbedder()).answer(Question(QUESTION))
    assert isinstance(found, Answer)
    return found


NOTES = note((0, "Celadon is a green glaze with 2 percent of iron oxide in it."))
PAGE = page(
    URL, "How green the glaze celadon is tells how much iron oxide it does have: 1 part in 99.", title="Glaze guide"
)


def linked(plain: str, title: str = "Guide", logit: float = 9.0, alone: float = 0.9, covered: float = 1.0) -> Scored:
    return Scored(linked_unit(plain, title), logit, 0.0, alone, covered)


def linked_unit(plain: str, title: str = "Guide") -> Unit:
    return unit(plain, kind=Kind.WEB, title=title, shelf=LINKED)


def test_the_notes_speak_first_and_the_page_after_them_under_its_title() -> None:
    told = reply(PAGE, NOTES)
    notes, _, page = told.text.partition("*The linked page Glaze guide:*")
    assert notes.startswith("*Your notes:*\n\nCeladon is a green glaze")
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
        Group("", (unit("Kilns are hot."),)),
        Group("", (linked_unit("Gas is quick."), linked_unit("Wood is slow."))),
        Group("", (linked_unit("Pots crack.", "*Pots*"),)),
    ]
    assert compose(groups).text == (
        "*Your notes:*\n\nKilns are hot.[^1]\n\n"
        "*The linked page Guide:* Gas is quick.[^2] Wood is slow.[^3]\n\n"
        "*The linked page \\*Pots\\*:* Pots crack.[^4]"
    )


def test_a_page_adds_a_sentence_or_two_and_few_words() -> None:
    pages = [linked(f"Kiln {name} is heated by {name} fire.") for name in ("one", "two", "three")]
    assert len(added(pages, 9.0, [])) <= MOST
    assert not added([linked(" ".join(["long"] * (WORDS + 1)))], 9.0, [])


@pytest.mark.parametrize(
    "page",
    [
        linked("Kilns are very hot inside."),  # told already
        linked("They are also made of brick."),  # about whom?
        linked("Kinds of kilns there are:"),
        linked("Membership runs for one year.", logit=7.0),
        linked("Membership runs for one year.", alone=0.2),
        linked("Membership runs for one year.", covered=0.3),
    ],
)
def test_a_page_adds_nothing_that_the_notes_say_or_that_is_no_answer(page: Scored) -> None:
    assert not added([page], 9.0, [unit("Kilns are hot inside.")])
