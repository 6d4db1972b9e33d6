"""A word in whose place the notes have its opposite is told; one that only stands elsewhere is not."""

import pytest
from linkedpages import PlainWords

from claims.contradictions.opposed import opposed
from language.antonyms import alike, opposites


@pytest.mark.parametrize(
    ("statement", "told", "word"),
    [
        ("The glaze is mixed before the firing.", "The glaze is mixed after the firing.", "before"),
        ("Delft has the last kiln with two doors.", "The first kiln with two doors was that of Delft.", "last"),
        ("A damper decreased heat in the kiln.", "A damper increased heat in the kiln.", "decreased"),
        ("The log may hold at least 10 firings.", "The log may hold up to 10 firings.", "least"),
        ("Kilns load asynchronously in the shed.", "Kilns load synchronously in the shed.", "asynchronously"),
        ("The name of a kiln (required) opens the log.", "The name of a kiln (optional) opens the log.", "required"),
        ("Split a cold kiln to add heat.", "Split a hot kiln to add heat, merge cold kilns to save it.", "cold"),
    ],
)
def test_an_opposite_in_the_place_of_a_word_is_told(statement: str, told: str, word: str) -> None:
    assert opposed(statement, told, PlainWords()) == word


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("The glaze dries before the fire is lit.", "The fire is lit after the glaze dries."),
        ("The glaze is mixed before the firing.", "The glaze is mixed before the firing and cleaned after the firing."),
        ("The kiln holds no fewer than 10 pots.", "The kiln holds more than 10 pots."),
        ("Unglaze turns pots to clay, as glaze turns clay to pots.", "Glaze turns clay to pots; unglaze does not."),
        ("Delft bounds the valley in the west.", 'In the West bound by Delft ("old Delft") and in the East by Gouda.'),
        ("The last potter of Delft was Anna.", "The first fire was lit in May."),
    ],
)
def test_an_opposite_elsewhere_is_none(statement: str, told: str) -> None:
    assert opposed(statement, told, PlainWords()) == ""


def test_an_opposite_is_one_in_every_form_and_behind_a_prefix() -> None:
    assert opposites("increasing", frozenset({"decreases", "raised"})) == {"decreases"}
    assert opposites("asymmetric", frozenset({"symmetric"})) == {"symmetric"}
    assert opposites("formal", frozenset({"informal", "formal"})) == frozenset()
    assert alike("smaller", "smaller") and alike("mandatory", "required") and not alike("kiln", "oven")
