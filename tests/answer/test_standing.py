"""A sentence is quoted alone only when it can be read alone, and once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answer.standing import asks, introduces, leans, only_links, says_again, titles


@pytest.mark.parametrize("plain", ["It fires clay.", "these are glazed twice", "For example, a bowl.", "However hot"])
def test_what_points_back_leans(plain: str) -> None:
    assert leans(plain)


@pytest.mark.parametrize("plain", ["Kilns fire clay.", "Items are glazed.", "Sort keys order rows.", "Thereafter"])
def test_what_names_its_subject_does_not(plain: str) -> None:
    assert not leans(plain)


def test_a_colon_introduces_what_follows() -> None:
    assert introduces("Three kinds of clay: ") and not introduces("Clay: of three kinds.")


def test_a_question_tells_nothing_and_a_title_only_a_name() -> None:
    assert asks("What fires clay?") and asks('*(who asks "what?")*') and not asks("A kiln fires clay.")
    assert titles("2/ Gas kilns.") and not titles("Gas kilns reach 1,300 degrees.")


def test_addresses_alone_tell_nothing() -> None:
    assert only_links("https://kilns.example/fire, <http://clay.example>") and not only_links(
        "See https://kilns.example"
    )


@pytest.mark.parametrize(
    ("one", "other", "again"),
    [
        ("Kilns fire clay.", "KILNS fire clay at 1,000 °C", True),
        ("Kilns fire clay at 1,000 °C", "Kilns fire clay.", False),
        ("Kilns fire clay.", "Wheels shape clay.", False),
    ],
)
def test_less_than_another_sentence_says_nothing_new(one: str, other: str, again: bool) -> None:
    assert says_again(one, other) is again


@given(st.text())
def test_every_sentence_says_itself_again(plain: str) -> None:
    assert says_again(plain, plain)
