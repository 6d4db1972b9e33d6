"""A wish for a quiz is told from a question, and "why is B wrong?" from other whys."""

import pytest
from quizzes import SCHEMA, TRUTHS, cloze, single

from domain.quiz import ItemKind, QuizRequest
from domain.replies import markers
from quiz.chat_requests import quiz_asked, why_asked
from quiz.explain import explained


@pytest.mark.parametrize(
    ("text", "topic", "count"),
    [
        ("quiz me on SPICE, 5 questions", "SPICE", 5),
        ("Quiz me on SPICE, 5 questions.", "SPICE", 5),
        ("Quiz me on AWS Glue", "AWS Glue", 10),
        ("quiz me", "", 10),
        ("Quiz", "", 10),
        ("Test me on row-level security with three questions", "row-level security", 3),
        ("please quiz me about the Data Catalog", "the Data Catalog", 10),
        ("Could you quiz me on Kinesis?", "Kinesis", 10),
        ("give me 5 questions on Glue", "Glue", 5),
        ("ask me ten questions about S3 storage classes please", "S3 storage classes", 10),
        ("5 questions on SPICE", "SPICE", 5),
        ("quiz: Lake Formation", "Lake Formation", 10),
        ("quiz on Athena", "Athena", 10),
        ("Give me a quiz on EMR", "EMR", 10),
        ("quiz me on everything, 20 questions", "", 20),
        ("quiz me on S3, 900 questions", "S3", 50),
        ("quiz me on 3 phases of ETL", "3 phases of ETL", 10),
        ("quiz me with 4 questions on DMS", "DMS", 4),
    ],
)
def test_a_wish_for_a_quiz_is_understood(text: str, topic: str, count: int) -> None:
    assert quiz_asked(text) == QuizRequest(count, topic=topic)


def test_tasks_and_kinds_are_understood() -> None:
    assert quiz_asked("quiz me on task 3.4") == QuizRequest(10, task="3.4")
    assert quiz_asked("quiz me on domain 2, 5 questions") == QuizRequest(5, task="2")
    cloze_only = quiz_asked("quiz me on Glue, 5 cloze questions")
    assert cloze_only == QuizRequest(5, topic="Glue", kinds=frozenset({ItemKind.CLOZE}))


@pytest.mark.parametrize(
    "text",
    [
        "What is a quiz?",
        "How do I test a crawler?",
        "test data in DataBrew",
        "Which questions does the exam ask?",
        "quiz questions are made how?",
        "Does Glue test connections?",
        "me and the quiz",
        "How many questions on SPICE are there?",
        "",
    ],
)
def test_a_question_is_no_wish(text: str) -> None:
    assert quiz_asked(text) is None


@pytest.mark.parametrize(
    ("text", "option"),
    [
        ("why is B wrong?", 1),
        ("Why is b wrong", 1),
        ("why was C right?", 2),
        ("Why not D?", 3),
        ("why isn't A correct?", 0),
        ("why isn’t A the right answer?", 0),
        ("explain option B", 1),
        ("Why B?", 1),
        ("why is option A incorrect?", 0),
    ],
)
def test_an_option_is_asked_about(text: str, option: int) -> None:
    assert why_asked(text) == option


@pytest.mark.parametrize(
    "text",
    ["why is a crawler slow?", "Why is A faster than B?", "why?", "explain a job", "What is B?", "why is data wrong?"],
)
def test_other_whys_go_to_the_notes(text: str) -> None:
    assert why_asked(text) is None


def test_a_wrong_option_is_explained_by_what_it_is_and_by_what_is_right() -> None:
    answer = explained(single(), 1, "why is B wrong?")
    assert answer and markers(answer.text) == (1, 2)
    assert "**B** (DataBrew) is not the answer" in answer.text and "The answer is: A crawler." in answer.text
    assert [c.quote for c in answer.citations] == [TRUTHS[1].quote, SCHEMA.quote]


def test_the_right_option_and_a_gap_are_explained_by_their_evidence() -> None:
    right, gap = explained(single(), 0, "why A?"), explained(cloze("crawler"), None, "why?")
    assert right and "is right" in right.text and markers(right.text) == (1,)
    assert gap and gap.text == "The answer is: crawler. [^1]"
    assert explained(single(), 7, "why H?") is None
