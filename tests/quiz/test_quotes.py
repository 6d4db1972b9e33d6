import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.facts.quotes import place_of, said

NOTE = "# Stores\n\nA data-\nbase keeps rows; it is  well-known. It cools to -5 degrees."


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("A database keeps rows", "A data-\nbase keeps rows"),
        ("it is wellknown.", "it is  well-known."),
        ("It cools to -5 degrees.", "It cools to -5 degrees."),
        ("It cools to 5 degrees.", None),
        ("It cools to -50 degrees.", None),
        ("", ""),
    ],
)
def test_a_quote_is_known_again_whatever_its_breaks_and_hyphens(quote: str, found: str | None) -> None:
    place = place_of(quote, NOTE)
    assert (NOTE[slice(*place)] if place else None) == found


@given(st.text("ab -\n", min_size=1), st.text("ab -\n"), st.text("ab -\n"))
def test_what_stands_in_a_text_is_found_there(quote: str, before: str, after: str) -> None:
    text = before + quote + after
    place = place_of(quote, text)
    assert place and said(text[slice(*place)]) == said(quote)


def test_the_same_words_are_said_whatever_their_breaks() -> None:
    assert said("A data-\nbase  keeps") == said("a database keeps")
    assert said("-5 and 1.5") != said("5 and 15")
