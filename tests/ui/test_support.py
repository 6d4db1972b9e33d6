"""How well each sentence is supported is told quietly, and what is not in the notes stands apart."""

from domain.conversations import Exchange
from domain.documents import Kind, Passage, Source
from domain.replies import Answer, Citation, Question, Support
from ui.chat.exchanges import view_of
from ui.chat.export import markdown_of

TEXT = "Celadon is a green glaze. It needs 3 coats."
PASSAGE = Passage(Source("note:clay.md", Kind.NOTE, "Clay", "clay.md"), 0, len(TEXT), TEXT, ("Glazes",))


def exchange(*apart: str, model: str = "scripted:model", fallback: str | None = None) -> Exchange:
    citations = (Citation(1, PASSAGE, 0, 25, Support.SUPPORTED), Citation(2, PASSAGE, 26, 43, Support.WEAK))
    text = "Celadon glazes are green.[^1] One coats them thrice.[^2]"
    reply = Answer(Question("?"), "?", text, citations, model, fallback, apart)
    return Exchange("?", reply, 1.0)


def test_only_a_weak_sentence_is_marked_and_its_footnote_says_so() -> None:
    view = view_of(exchange())
    assert view.html.count('class="weak"') == 1 and ">One coats them thrice.</span>" in view.html
    assert [card.support for card in view.footnotes] == ["Supported by your notes", "Loosely supported by your notes"]
    assert [card.label.endswith("Loosely supported by your notes") for card in view.footnotes] == [False, True]


def test_what_is_not_in_the_notes_stands_apart_without_links_or_markup() -> None:
    view = view_of(exchange("Celadon is [Korean](https://x.example).", "<img src=x> It sells well."))
    assert "Korean" not in view.html and view.apart.count("<li>") == 2
    assert "<a" not in view.apart and "<img" not in view.apart and "<button" not in view.apart
    assert "Not in your notes:\n\n- Celadon is" in markdown_of(exchange("Celadon is Korean."))


def test_nothing_stands_apart_when_all_is_supported() -> None:
    assert view_of(exchange()).apart == "" and "Not in your notes" not in markdown_of(exchange())


def test_the_line_that_says_why_the_model_did_not_answer_is_shown() -> None:
    notes = view_of(exchange(model="extractive", fallback="The reply broke off. Try again.")).notes
    assert any("The reply broke off. Try again." in note for note in notes)
