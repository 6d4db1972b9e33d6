"""The library's own words: how rare, and what a misspelt one was meant to be."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from library_facts import write

from index.keyword.vocabulary import Vocabulary, nearest
from index.library import Library
from index.sqlite.store import Store

COMMON = {"banana", "weather", "compare", "distinction", "class", "glut"}
SPELLINGS = {"kinesis": 9, "redshift": 9, "glue": 9, "crawler": 5, "athena": 4, "partition": 3, "partitions": 7}


@pytest.fixture(scope="module")
def vocabulary(unchanged: Library) -> Vocabulary:
    return Vocabulary(Store(unchanged._folder), lambda word: word in COMMON)


def test_a_rarer_term_counts_more_and_an_unknown_one_most(vocabulary: Vocabulary) -> None:
    assert 0 < vocabulary.rarity("glue") < vocabulary.rarity("crawler") < vocabulary.rarity("unheardof")


def test_the_library_knows_what_its_passages_and_headings_hold(vocabulary: Vocabulary) -> None:
    assert vocabulary.knows("crawler")
    assert vocabulary.knows("price"), "a heading"
    assert not vocabulary.knows("unheardof")


def test_terms_are_those_that_are_searched(vocabulary: Vocabulary) -> None:
    assert vocabulary.terms("What is the DynamicFrame?") == ("dynamicframe", "dynam", "frame")


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("What are crawelrs?", "What are crawlers?"),
        ("Distribusion keys", "Distribution keys"),
        ("Redshfit, Kineses and Glu", "Redshift, Kinesis and Glu"),
        ("the banana weather", "the banana weather"),
        (
            "ra3.4xlarg DynamoDB KINESIZ x_crawlr s3://crawlr 12345",
            "ra3.4xlarg DynamoDB KINESIZ x_crawlr s3://crawlr 12345",
        ),
        ("shema and shemas", "schema and shemas"),
        ("crawling crawlers", "crawling crawlers"),
        ("scema", "schema"),
        ("wich", "wich"),
        ("", ""),
        ("supercalifragilistic", "supercalifragilistic"),
    ],
)
def test_only_misspelt_words_are_mended(vocabulary: Vocabulary, text: str, mended: str) -> None:
    assert vocabulary.mend(text) == mended


@given(st.text())
def test_mending_keeps_words_that_are_known(text: str) -> None:
    assert nearest("kinesis", SPELLINGS) == "kinesis"
    assert nearest(text[:3], {}) == ""


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("kinisis", "kinesis"),
        ("kinsesis", "kinesis"),
        ("reshift", "redshift"),
        ("gleu", "glue"),
        ("gluee", "glue"),
        ("xathena", "athena"),
        ("zzhena", ""),
        ("partitons", "partitions"),
        ("partitoin", "partition"),
        ("snowflake", ""),
        ("cake", ""),
        ("blue", ""),
    ],
)
def test_the_nearest_word(word: str, meant: str) -> None:
    assert nearest(word, SPELLINGS) == meant


def test_a_name_is_forgiven_less() -> None:
    assert nearest("partixxons", SPELLINGS) == "partitions"
    assert nearest("redshoft", SPELLINGS, is_name=True) == "redshift"
    assert nearest("redshoff", SPELLINGS) == "redshift"
    assert nearest("redshoff", SPELLINGS, is_name=True) == ""


def test_two_slips_in_a_short_word_make_another_word() -> None:
    assert nearest("spigot", {"spot": 3}) == ""
    assert nearest("piling", {"paging": 3}) == ""
    assert nearest("kinisis", SPELLINGS, is_name=True) == "kinesis"


def test_an_inflected_everyday_word_is_no_misspelling(vocabulary: Vocabulary) -> None:
    assert vocabulary.mend("classer classes comparing weathers") == "classer classes comparing weathers"


def test_counts_follow_a_sync(library: Library, notes: Path) -> None:
    assert not library.words.knows("bookmark")
    rare = library.words.rarity("glue")
    write(notes / "more.md", "Glue bookmarks\nGlue again\n")
    library.sync()
    assert library.words.knows("bookmark")
    assert library.words.rarity("glue") < rare
    assert library.words.mend("bokmarks") == "bookmarks"
