"""Links that open a page at the words that are quoted."""

from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.textfragment import text_fragment


@pytest.mark.parametrize(
    ("quote", "directive"),
    [
        ("Glue, ok?", "Glue%2C%20ok%3F"),
        ("on-demand", "on%2Ddemand"),
        ("on\\-demand & more", "on%2Ddemand%20%26%20more"),
        ("**bold** and `code`", "bold%20and%20code"),
        ("see [the guide](https://a.b/c_(d)) now", "see%20the%20guide%20now"),
        ("snake_case_name and 2 * 3 * 4", "snake_case_name%20and%202%20%2A%203%20%2A%204"),
        ("a &lt; b", "a%20%3C%20b"),
        ("- an item\n  wrapped by hand", "an%20item%20wrapped%20by%20hand"),
    ],
)
def test_a_short_quote_is_given_whole_without_its_markup(quote: str, directive: str) -> None:
    assert text_fragment(quote, "") == f":~:text={directive}"


def test_a_long_quote_is_given_by_its_ends() -> None:
    words = "one two three four five six seven eight nine ten eleven twelve"
    assert text_fragment(words, "") == ":~:text=one%20two%20three%20four,nine%20ten%20eleven%20twelve"


def test_the_cells_of_a_row_are_blocks_of_their_own() -> None:
    assert text_fragment("| MASK | hides it |", "") == ":~:text=MASK,hides%20it"


def test_a_quote_that_shows_nothing_gives_way_to_the_passage() -> None:
    assert text_fragment("", "its words") == ":~:text=its%20words"


@given(st.text(min_size=1, max_size=80))
def test_the_syntax_of_directives_never_stands_inside_words(quote: str) -> None:
    directive = text_fragment(quote, "").removeprefix(":~:text=")
    assert directive.count(",") <= 1
    assert not set(directive) & set("-& #")
    assert all(unquote(part).strip() or not directive for part in directive.split(","))
