"""How a given answer is graded: choices exactly, words leniently, numbers and negations strictly."""

import pytest
from hypothesis import given as given_by
from hypothesis import strategies as st
from quizzes import cloze, matching, multi, short, single

from domain.quiz import Given, Item
from quiz.grading.grade import grade, overruled


def told(item: Item, text: str) -> tuple[bool, tuple[str, ...]]:
    graded = grade(item, Given(text=text))
    return graded.right, graded.missing


def test_one_choice_is_right_or_wrong() -> None:
    assert grade(single(), Given((0,))).right
    wrong = grade(single(), Given((1,)))
    assert (wrong.right, wrong.share, wrong.missing) == (False, 0.0, ("A crawler",))
    assert grade(single(), Given()).remark == "Nothing was chosen."


def test_of_several_all_must_be_chosen_and_nothing_else() -> None:
    assert grade(multi(), Given((1, 0))).right
    half = grade(multi(), Given((0,)))
    assert (half.right, half.share, half.missing) == (False, 0.5, ("DataBrew",))
    assert grade(multi(), Given((0, 3))).share == 0.0, "a wrong choice takes a right one's share away"
    assert not grade(multi(), Given((0, 1, 2, 3))).right


def test_a_matching_names_the_pairs_that_are_wrong() -> None:
    assert grade(matching(), Given((0, 1))).right
    half = grade(matching(), Given((0, 2)))
    assert (half.share, half.missing) == (0.5, ("masks data: DataBrew",))
    assert grade(matching(), Given((0,))).share == 0.5, "a prompt without an option is not matched"


@pytest.mark.parametrize(
    "text", ["crawler", "Crawlers", "a crawler", "THE CRAWLER", "crawller", "carwler", "`crawler`"]
)
def test_case_articles_endings_and_spelling_do_not_count(text: str) -> None:
    assert told(cloze("crawler"), text) == (True, ())


@pytest.mark.parametrize("text", ["classifier", "trawler", "", "craw", "not a crawler"])
def test_another_word_is_wrong(text: str) -> None:
    assert told(cloze("crawler"), text) == (False, ("crawler",))


def test_the_order_of_words_does_not_count() -> None:
    assert told(short("personal data is masked"), "masked personal data")[0]


def test_what_is_missing_is_named_in_the_words_of_the_evidence() -> None:
    item = short("reads from Kinesis Data Streams and Kafka")
    assert told(item, "reads from kafka") == (False, ("Kinesis Data Streams",))


@pytest.mark.parametrize("text", ["KMS", "kms", "the Key Management Service", "key managment service"])
def test_names_that_the_evidence_itself_gives_are_the_same(text: str) -> None:
    assert told(cloze("Key Management Service"), text)[0]
    assert told(cloze("KMS"), text)[0]


def test_an_acronym_that_the_evidence_does_not_give_is_not_known() -> None:
    assert not told(cloze("Relational Database Service"), "RDS")[0]


@pytest.mark.parametrize(
    ("answer", "text", "right"),
    [
        ("24 hours", "24 hours", True),
        ("24 hours", "24 hour", True),
        ("24 hours", "25 hours", False),
        ("24 hours", "hours", False),
        ("1,000 records", "1000 records", True),
        ("two phases", "2 phases", True),
        ("two phases", "three phases", False),
        ("1.5 TB", "1.5 TB", True),
        ("1.5 TB", "1.5 GB", False),
        ("never run without a role", "run with a role", False),
        ("is not encrypted", "is encrypted", False),
        ("is encrypted", "isn't encrypted", False),
        ("is not encrypted", "isn’t encrypted", True),
    ],
)
def test_numbers_units_and_negations_are_strict(answer: str, text: str, right: bool) -> None:
    assert told(short(answer), text)[0] is right


@pytest.mark.parametrize(
    ("answer", "text"), [("increase", "decrease"), ("encryption", "decryption"), ("synchronous", "asynchronous")]
)
def test_an_opposite_is_no_misspelling(answer: str, text: str) -> None:
    assert not told(cloze(answer), text)[0]


def test_a_word_of_the_library_is_no_misspelling_of_another() -> None:
    assert grade(cloze("unload"), Given(text="upload")).right
    assert not grade(cloze("unload"), Given(text="upload"), knows={"upload"}.__contains__).right


def test_what_the_stem_says_need_not_be_said_again() -> None:
    item = cloze("Glue crawler", stem="A Glue _____ infers the schema.")
    assert told(item, "crawler")[0] and told(item, "Glue crawler")[0] and not told(item, "Glue")[0]


def test_naming_everything_does_not_fill_a_gap() -> None:
    assert not told(cloze("crawler"), "role bookmark crawler bucket stream table job")[0]


@pytest.mark.parametrize(("answer", "text", "right"), [("never", "Never", True), ("never", "always", False)])
def test_a_small_word_can_be_the_answer(answer: str, text: str, right: bool) -> None:
    assert told(cloze(answer, stem="Jobs _____ run without a role."), text)[0] is right


def test_any_accepted_answer_will_do() -> None:
    assert told(cloze("crawler", "spider"), "spider")[0]


def test_the_student_has_the_last_word() -> None:
    wrong = grade(cloze("crawler"), Given(text="robot"))
    assert overruled(wrong, right=True).right and overruled(wrong, right=True).share == 1.0
    assert not overruled(grade(single(), Given((0,))), right=False).right


@given_by(st.text(max_size=80))
def test_any_text_is_graded(text: str) -> None:
    graded = grade(short("reads from Kinesis and Kafka"), Given(text=text))
    assert 0 <= graded.share <= 1 and graded.right == (graded.share == 1.0) and graded.remark


@given_by(st.from_regex(r"[A-Za-z0-9 ,.']{1,60}", fullmatch=True).filter(lambda t: any(c.isalnum() for c in t)))
def test_the_accepted_answer_itself_is_right(answer: str) -> None:
    item = short(answer, stem="???")
    assert grade(item, Given(text=answer)).right
