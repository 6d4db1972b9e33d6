"""Notes and the pages they link to speak apart in one answer."""

from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import copy

import pytest
from test_compose import unit

from answer.beside import MOST, WORDS, added
from answer.compose import Group, compose
from answer.extractive import ExtractiveAnswerer
from answer.scoring import Scored
from answer.units import Unit
from domain.documents import Kind
from domain.linked import LINKED
from domain.replies import EVERYWHERE, Answer, Question, Scope, markers
from index.library import Library
from ingest.reader import NoteReader
from models.hashing import HashEmbedder

PAGE = """<html><head><title>Glaze guide</title></head><body><main><h1>Glaze guide</h1>
<p>Celadon is a green glaze with iron in it, and it needs one percent of iron oxide.</p>
<p>Raku glaze is a soft glaze that is fired within one hour.</p></main></body></html>"""
Reply = Callable[[str, Scope], Answer]


@pytest.fixture(scope="module")
def reply(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reply]:
    folder, embedder = tmp_path_factory.mktemp("linked"), HashEmbedder()
    for name in ("notes", LINKED):
        (folder / name).mkdir()
    copy(Path(__file__).with_name("pottery.md"), folder / "notes")
    (folder / LINKED / "glazes.html").write_text(PAGE, "utf-8")
    library = Library(folder / "library", embedder, NoteReader(embedder.pieces, embedder.limit))
    library.sync([folder / "notes", folder / LINKED])
    answerer = ExtractiveAnswerer(library, library, library.words, embedder)

    def answered(question: str, scope: Scope) -> Answer:
        found = answerer.answer(Question(question, scope=scope))
        assert isinstance(found, Answer)
        return found

    yield answered
    library.close()


def linked(plain: str, title: str = "Guide", logit: float = 9.0, alone: float = 0.9, covered: float = 1.0) -> Scored:
    return Scored(linked_unit(plain, title), logit, 0.0, alone, covered)


def linked_unit(plain: str, title: str = "Guide") -> Unit:
    return unit(plain, kind=Kind.WEB, title=title, shelf=LINKED)


def test_the_notes_speak_first_and_the_page_after_them_under_its_title(reply: Reply) -> None:
    told = reply("How much iron does the green glaze celadon need?", EVERYWHERE)
    notes, _, page = told.text.partition("*The linked page Glaze guide:*")
    assert notes.startswith("*Your notes:*")
    assert "one percent of iron oxide" in page
    shelves = [c.passage.source.shelf for c in told.citations]
    assert shelves == sorted(shelves, key=lambda shelf: shelf == LINKED)
    assert set(markers(page)) == {c.number for c in told.citations if c.passage.source.shelf == LINKED}


def test_when_only_the_notes_or_only_a_page_speaks_nobody_is_announced(reply: Reply) -> None:
    page = f"note:{LINKED}/glazes.html"
    for question, source in (("How much does a firing cost?", "note:pottery.md"), ("What is raku glaze?", page)):
        told = reply(question, Scope(sources=frozenset({source})))
        assert {c.passage.source.id for c in told.citations} == {source}
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
