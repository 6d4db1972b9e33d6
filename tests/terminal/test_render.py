"""What people read in a terminal."""

from io import StringIO

from rich.console import Console

from domain.documents import Kind, Passage, Source
from domain.linked import LINKED, LinkedFrom
from domain.replies import Answer, Citation, Question, Support
from terminal.render import reply

LED = LinkedFrom("note:aws.md", "notes/aws.md", ("AWS", "Glue", "DataBrew"), 12, 0, 9, "It has 250 steps")


def shown(citation: Citation) -> str:
    console = Console(file=StringIO(), width=300)
    console.print(reply(Answer(Question("?"), "?", "So [^1].", (citation,), "extractive")))
    assert isinstance(console.file, StringIO)
    return console.file.getvalue()


def test_a_page_is_cited_at_its_quote_and_with_the_bullet_that_led_to_it() -> None:
    page = Passage(Source("web:u", Kind.WEB, "Guide", "https://a.b/c", LINKED), 0, 21, "First. Then the rest.")
    text = shown(Citation(1, page, 7, 21, linked_from=LED))
    assert "https://a.b/c#:~:text=Then%20the%20rest." in text
    assert "linked from your note: It has 250 steps (notes/aws.md › Glue › DataBrew, line 12)" in text


def test_a_pdf_is_cited_with_its_page() -> None:
    pdf = Passage(Source("web:p", Kind.PDF, "Paper", "https://a.b/p.pdf"), 0, 6, "First.", ("Intro",), page=12)
    assert "Intro, p. 12  https://a.b/p.pdf#page=12" in shown(Citation(1, pdf, 0, 6))


def test_a_weak_footnote_says_so_and_what_is_not_in_the_notes_stands_apart() -> None:
    note = Passage(Source("note:n", Kind.NOTE, "Note", "n.md"), 0, 6, "First.")
    answer = Answer(
        Question("?"), "?", "So [^1].", (Citation(1, note, 0, 6, Support.WEAK),), "m", unsupported=("Never *seen*.",)
    )
    console = Console(file=StringIO(), width=300)
    console.print(reply(answer))
    assert isinstance(console.file, StringIO)
    text = console.file.getvalue()
    assert "n.md#L1  loosely supported" in text and "Not in your notes:" in text and "Never seen." in text
