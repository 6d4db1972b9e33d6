"""What asks for a list gets all of it, however the notes write lists."""

from collections.abc import Callable

import pytest

from answer.extractive import ExtractiveAnswerer
from index.library import Library
from models.hashing import HashEmbedder

NOTES = """# Weaving

## Starting

1. Buy a `shuttle` folder for the loom.
2. Buy a `heddle` folder for the loom.
3. Buy a `reed` folder for the loom.

After that the loom is ready.

## Yarns

Yarn is twisted from fibres. There are four yarn commands.

1/ Yarn Twist. It winds fibres together. 2/ Yarn Ply. It joins strands. 3/ Yarn Skein. It makes loops.
4/ Yarn Dye. It colours.

## Pauses

A pause halts the loom for a while. It has one of the following fields.

**`Picks`**
How many picks it lasts.

**`Bell`**
A clock time at which it ends.

**`Foot`**
The pedal that ends it.

## Permits

Visitors need a permit. The studio has three categories of permits.

Loom permits let people sit at a loom.

Dye permits let people use the vats.

Shop permits let people sell cloth.

Nobody may smoke.

## Cloth

- Width of a cloth depends on the loom.
- Edge kinds: fringed, hemmed and rolled.
- Dust is shaken out of a cloth.

## Exam

- which knots hold a warp?
- what are the knots for?
- how many knots are there?

## Knots

- Reef knots hold the warp on its beam.
- Square knots hold the tassels.
- Weaver's knots join two broken threads.
"""


@pytest.fixture(scope="module")
def told(over: Callable[[str], Library]) -> Callable[[str], list[str]]:
    """A question -> the sentences that an answer tells."""
    library = over(NOTES)
    answerer = ExtractiveAnswerer(library, library, library.words, HashEmbedder())

    def sentences(question: str) -> list[str]:
        found = answerer.weigh(question, library.search(question, limit=12))
        assert found
        return [unit.plain for unit in found.told]

    return sentences


def holds(told: list[str], *words: str) -> bool:
    return all(any(word in sentence for sentence in told) for word in words)


def test_the_items_of_a_numbered_list(told: Callable[[str], list[str]]) -> None:
    assert holds(told("Which folders do I buy for the loom?"), "shuttle", "heddle", "reed")


def test_sentences_that_are_counted_out_in_one_paragraph(told: Callable[[str], list[str]]) -> None:
    assert holds(told("List the yarn commands"), "Twist", "Ply", "Skein", "Dye")


def test_paragraphs_that_open_with_a_name_in_bold(told: Callable[[str], list[str]]) -> None:
    assert holds(told("Which fields can a pause of the loom have?"), "Picks", "Bell", "Foot")


def test_as_many_plain_paragraphs_as_are_announced_and_no_more(told: Callable[[str], list[str]]) -> None:
    found = told("Name the categories of permits that the studio has")
    assert holds(found, "three categories", "Loom permits", "Dye permits", "Shop permits")
    assert found.index("The studio has three categories of permits.") < found.index(
        "Loom permits let people sit at a loom."
    )


def test_a_question_in_the_notes_answers_none(told: Callable[[str], list[str]]) -> None:
    found = told("Which knots hold a warp?")
    assert holds(found, "Reef knots") and not any(sentence.endswith("?") for sentence in found)


def test_a_sentence_that_lists_what_is_asked_for_is_the_list(told: Callable[[str], list[str]]) -> None:
    found = told("Which edge kinds are there?")
    assert holds(found, "fringed, hemmed and rolled") and not holds(found, "Width") and not holds(found, "Dust")


def test_what_asks_for_one_thing_gets_no_list(told: Callable[[str], list[str]]) -> None:
    assert not holds(told("Who may use the vats?"), "Loom permits", "Shop permits")
