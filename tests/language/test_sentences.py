"""A sentence that says nothing new is not told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from language.sentences import introduces, says_again


def test_a_colon_introduces_what_follows() -> None:
    assert introduces("Three kinds of clay: ") and not introduces("Clay: of three kinds.")


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
