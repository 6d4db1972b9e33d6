"""How a question is read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answer.shape import Shape, read


@pytest.mark.parametrize(
    ("question", "sides"),
    [
        ("What is the difference between ETL and ELT?", ("ETL", "ELT")),
        ("Parquet vs CSV", ("Parquet", "CSV")),
        ("How is a star schema different from a snowflake schema?", ("a star schema", "snowflake schema")),
        ("When should I use Athena and when EMR?", ("Athena", "EMR")),
        ("sync or async, which one is better for big files?", ("sync", "async")),
    ],
)
def test_a_comparison_names_both_sides(question: str, sides: tuple[str, str]) -> None:
    reading = read(question)
    assert reading.shape is Shape.COMPARISON
    assert reading.sides == tuple(s.removeprefix("a ") for s in sides)


@pytest.mark.parametrize(
    "question",
    [
        "Which node types does a cluster have?",
        "what are the benefits of caching",
        "List the storage classes",
        "What can I do with tags?",
    ],
)
def test_a_plural_asks_for_a_list(question: str) -> None:
    assert read(question).shape is Shape.LIST


@pytest.mark.parametrize(
    "question", ["What happens to my rows?", "Which class holds the parser?", "What status does it return?"]
)
def test_a_verb_or_a_singular_in_s_does_not_ask_for_a_list(question: str) -> None:
    assert read(question).shape is not Shape.LIST


@pytest.mark.parametrize(
    ("question", "subject"),
    [
        ("What's a shard?", "shard"),
        ("explain backpressure", "backpressure"),
        ("What does WLM stand for?", "WLM"),
        ("lake house what is it", "lake house"),
    ],
)
def test_a_definition_names_its_subject(question: str, subject: str) -> None:
    reading = read(question)
    assert (reading.shape, reading.subject) == (Shape.DEFINITION, subject)


def test_the_focus_is_the_noun_asked_for() -> None:
    assert read("In which regions is the service offered?").focus == "regions"
    assert read("How many partitions can a table have?").focus == "partitions"
    assert read("Does it scale?").focus == ""


@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    assert read(text).shape in Shape


@pytest.mark.parametrize(
    "question", ["Quali sono le parti?", "Quels sont les outils", "Nenne die Glasuren", "¿Cuáles son?"]
)
def test_lists_are_asked_for_in_the_languages_of_the_notes(question: str) -> None:
    assert read(question).shape is Shape.LIST


def test_a_word_is_defined_by_what_it_names() -> None:
    assert read("What does the word bisque mean in pottery?").subject == "bisque"
    assert read("definition of a slab pls").subject == "slab"
    assert read("What is a damper good for?").subject == "damper"
    sides = read("Wood or gas firing: which one is cheaper?").sides
    assert sides == ("Wood", "gas firing")
