"""What a question wants to be told, and whether a text tells any."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answer.wanted import deed_missing, tells, thing_missing
from index.library import Library

PRICE = "A firing at the club costs 12 dollars."
DATE = "The kiln was built in 1987."
COUNT = "It has 65 shelves and a door."
NONE = "A kiln is an oven that fires clay, and you pay for the gas."


@pytest.mark.parametrize(
    ("question", "telling", "silent"),
    [
        ("How much does a firing cost?", PRICE, NONE),
        ("what is the price of a firing", PRICE, COUNT),
        ("And what does it cost per month?", "There is no extra cost.", NONE),
        ("When was the kiln built?", DATE, NONE),
        ("In which year did they meet?", DATE, COUNT),
        ("How many shelves does it have?", COUNT, "It has shelves and 2 doors, and they are all made of steel."),
        ("and how many shelves are there?", "Shelves: 65 in all.", DATE),
        ("How many shelves fit in a kiln?", "Limit: Number of shelves per kiln; Value: 65", DATE),
        ("Which Kilnware version does it run?", "It runs Kilnware 3.2 and up.", "Kilnware has a version for 2 kilns."),
        ("How many rows fit?", "Two rows fit.", "It gives 5 coats per row."),
        ("What's the maximum size of a pot?", "A pot is at most 40 cm high.", NONE),
        ("What is the longest firing period?", "A firing may last 12 hours.", COUNT),
        ("and the default timeout?", "It gives up after 30s.", "It gives up after 30 sheets."),
        ("How long does it take?", "It takes eight hours.", NONE),
        ("How often is it cleaned?", "It is cleaned daily.", NONE),
        ("who invented it", "Anna Holm invented it.", DATE),
        ("How does a damper work?", "The damper lets air out.", NONE),
    ],
)
def test_a_reply_must_be_of_the_kind_that_is_asked_for(
    library: Library, question: str, telling: str, silent: str
) -> None:
    assert tells(question, [silent, telling], library.words)
    assert not tells(question, [silent], library.words)


@pytest.mark.parametrize(
    "question",
    [
        "What is a kiln?",
        "Must I pay a surcharge to get it done faster?",
        "I know roughly how many pots there are, can the club fire them?",
        "How do I make a damper work with gas?",
        "How does the shape of a damper function change when it is hot?",
        "The person who wrote this, is she a potter?",
    ],
)
def test_other_questions_want_nothing_in_particular(library: Library, question: str) -> None:
    assert tells(question, [NONE], library.words)


def test_the_topic_of_a_follow_up_is_not_part_of_what_it_asks(library: Library) -> None:
    assert tells("why is that so? (how many pots cost)", [NONE], library.words)


def test_a_thing_that_no_sentence_names_is_missing(library: Library) -> None:
    terms = set(library.words.terms(NONE))
    assert thing_missing("Which fonts can I use?", terms, library.words)
    assert thing_missing("in what colours is it sold", terms, library.words)
    assert not thing_missing("Which kiln is it?", terms, library.words)
    assert not thing_missing("Which service is it?", terms, library.words), "the name of anything answers this"
    assert not thing_missing("What does it do?", terms, library.words)
    assert not thing_missing("List the kilns and what each does", terms, library.words)
    assert not thing_missing("Which of them gets hot and which doesn't?", terms, library.words)


def test_a_deed_that_no_sentence_speaks_of_is_missing(library: Library) -> None:
    terms = set(library.words.terms(NONE))
    assert deed_missing("How do I install a kiln?", terms, library.words)
    assert not deed_missing("How do I fire clay?", terms, library.words)
    assert not deed_missing("How do I use a kiln?", terms, library.words)
    assert not deed_missing("Why is it hot?", terms, library.words)


@given(question=st.text(max_size=120), told=st.lists(st.text(max_size=60), max_size=3))
def test_any_text_can_be_judged(library: Library, question: str, told: list[str]) -> None:
    assert tells(question, told, library.words) in (True, False)
    assert thing_missing(question, set(), library.words) in (True, False)
