"""What is copied or exported stands on its own."""

from domain.conversations import Exchange
from domain.documents import Kind, Passage, Source
from domain.linked import LinkedFrom
from domain.replies import Answer, Citation, Hit, Question, Reason, Refusal
from ui.chat.export import filename_of, markdown_of
from ui.citations.view import footnote_card

PASSAGE = Passage(
    Source("note:aws.md", Kind.NOTE, "AWS", "notes/aws.md"), 10, 31, "Glue is\n  serverless.", ("Notes", "Glue"), line=4
)


def test_an_answer_carries_its_quotes_trails_and_places() -> None:
    answer = Answer(Question("What?"), "What?", "It is serverless [^1].", (Citation(1, PASSAGE, 10, 31),), "extractive")
    assert markdown_of(Exchange("What?", answer, 0.1)) == (
        "## What?\n\nIt is serverless [^1].\n\n[^1]: “Glue is serverless.” (Notes › Glue, notes/aws.md#L4)\n"
    )


def test_a_linked_page_is_cited_at_its_quote_and_with_the_bullet_that_led_to_it() -> None:
    led = LinkedFrom("note:aws.md", "notes/aws.md", ("AWS", "Glue", "DataBrew"), 12, 0, 9, "It has 250 steps")
    page = Passage(Source("web:u", Kind.WEB, "Guide", "https://a.b/c"), 0, 21, "First. Then the rest.")
    answer = Answer(Question("What?"), "What?", "So [^1].", (Citation(1, page, 7, 21, linked_from=led),), "extractive")
    assert markdown_of(Exchange("What?", answer, 0.1)).endswith(
        "[^1]: “Then the rest.” (Guide, https://a.b/c#:~:text=Then%20the%20rest.). "
        "Linked from your note: “It has 250 steps”, Glue › DataBrew (aws.md, line 12)\n"
    )
    card = footnote_card(answer.citations[0])
    assert (card.led, card.led_url) == (
        "“It has 250 steps”, Glue › DataBrew (aws.md, line 12)",
        "read?source=note%3Aaws.md&from=0&to=9",
    )
    assert card.url == "https://a.b/c#:~:text=Then%20the%20rest."


def test_a_pdf_is_cited_with_its_page() -> None:
    pdf = Passage(Source("web:p", Kind.PDF, "Paper", "https://a.b/p.pdf"), 0, 6, "First.", page=12)
    answer = Answer(Question("What?"), "What?", "So [^1].", (Citation(1, pdf, 0, 6),), "extractive")
    assert "(Paper, p. 12, https://a.b/p.pdf#page=12)" in markdown_of(Exchange("What?", answer, 0.1))
    assert footnote_card(answer.citations[0]).where == "p.pdf, p. 12"


def test_a_refusal_says_what_came_closest() -> None:
    refusal = Refusal(Question("Why?"), "Why?", Reason.UNSUPPORTED, (Hit(PASSAGE, 0.1, ("words",)),))
    assert markdown_of(Exchange("Why?", refusal, 0.1)).endswith("Nearest:\n\n- Notes › Glue (aws.md, line 4)\n")


def test_a_file_name_holds_words_only() -> None:
    assert filename_of("What is ../../etc/passwd?") == "what-is-etc-passwd.md"
    assert filename_of("???") == "footnote.md"
