"""A "not" on one side alone makes two texts contradict each other; other words for the same do not."""

import pytest
from linkedpages import PlainWords

from language.negation import denial_of


@pytest.mark.parametrize(
    ("statement", "told", "no"),
    [
        ("The kiln is not opened while it glows.", "The kiln is opened while it glows.", ("not",)),
        ("The kiln is opened while it glows.", "The kiln is never opened while it glows.", ()),
        ("A small kiln fires without a separate chimney.", "A small kiln fires with a separate chimney.", ("without",)),
        ("Raku needs slow cooling.", "Raku comes without the need for slow cooling.", ()),
        ("Glazed pots are stored unsealed.", "Glazed pots are stored sealed.", ("unsealed",)),
    ],
)
def test_a_denial_of_what_the_other_says_is_told(statement: str, told: str, no: tuple[str, ...]) -> None:
    found = denial_of(statement, told, PlainWords())
    assert found and found.words == no


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("The kiln is not opened while it glows.", "Never open the kiln while it glows."),
        ("Raku is fired without slow cooling.", "Raku is fired without the need for slow cooling."),
        ("Raku is fired without having to wait.", "Raku is fired with no need to wait."),
        ("Kilns are fired at night.", "Kilns are fired at night, not in the rain."),
    ],
)
def test_the_same_in_other_words_is_no_denial(statement: str, told: str) -> None:
    assert denial_of(statement, told, PlainWords()) is None
