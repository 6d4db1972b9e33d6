"""What an item of the outline is called."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.units import label, name


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("Salting - add a random part to the key", "Salting"),
        ("Ways to heat a kiln:", "Ways to heat a kiln"),
        ("Celadon is a green glaze", "Celadon"),
        ("The data catalog is the central store: databases, tables", "The data catalog"),
        ("It is hot: take care", "It is hot"),
        ("Retention: 24 hours by default", "Retention"),
        ("This sentence has no name of its own and goes on for quite a while.", ""),
    ],
)
def test_an_item_goes_by_the_words_before_its_dash_colon_or_is(text: str, called: str) -> None:
    assert name(text) == called


@given(st.text(max_size=80))
def test_any_item_has_a_label_of_few_words(text: str) -> None:
    assert len(label(text).split()) <= 9
