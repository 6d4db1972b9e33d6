"""What is copied or exported stands on its own."""

from domain.conversations import Exchange
from domain.documents import Kind, Passage, Source
from domain.replies import Answer, Citation, Hit, Question, Reason, Refusal
from ui.export import filename_of, markdown_of

PASSAGE = Passage(
    Source("note:aws.md", Kind.NOTE, "AWS", "notes/aws.md"), 10, 31, "Glue is\n  serverless.", ("Notes", "Glue"), line=4
)


def test_an_answer_carries_its_quotes_trails_and_places() -> None:
    answer = Answer(Question("What?"), "What?", "It is serverless [^1].", (Citation(1, PASSAGE, 10, 31),), "extractive")
    assert markdown_of(Exchange("What?", answer, 0.1)) == (
        "## What?\n\nIt is serverless [^1].\n\n[^1]: “Glue is serverless.” (Notes › Glue, notes/aws.md#L4)\n"
    )


def test_a_refusal_says_what_came_closest() -> None:
    refusal = Refusal(Question("Why?"), "Why?", Reason.UNSUPPORTED, (Hit(PASSAGE, 0.1, ("words",)),))
    assert markdown_of(Exchange("Why?", refusal, 0.1)).endswith("Nearest:\n\n- Notes › Glue (aws.md, line 4)\n")


def test_a_file_name_holds_words_only() -> None:
    assert filename_of("What is ../../etc/passwd?") == "what-is-etc-passwd.md"
    assert filename_of("???") == "footnote.md"
