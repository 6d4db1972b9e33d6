"""Which numbers of a text say the same, and which can be held against each other."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from linkedpages import PlainWords

from language.quantities import Figure, comparable, figures, same, without

WORDS = PlainWords()


def only(text: str) -> Figure:
    (found,) = figures(text, WORDS)
    return found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("10 GB", "10GB"),
        ("10 GB", "10 gigabytes"),
        ("1 TB", "1,024 GB"),
        ("1 TB", "1000 GB"),
        ("1,000 records", "1000 records"),
        ("1,000 records", "1 thousand records"),
        ("24 hours", "1 day"),
        ("a 24-hour window", "24 hours"),
        ("50%", "50 percent"),
        ("10x", "10 times"),
        ("three modes", "3 modes"),
        ("version 3.0", "version 3"),
        ("Spark 3.3.0", "Spark 3.3"),
        ("ra3.4xl", "ra3.4xlarge"),
        ("$5", "5 dollars"),
        ("3 days", "three consecutive days"),
        ("1.5 km", "1,500 meters"),
        ("4 feet", "48 inches"),
        ("5 °C", "5 degrees Celsius"),
        ("a ten-minute walk", "10 minutes"),
    ],
)
def test_one_figure_written_in_two_ways_is_the_same(one: str, other: str) -> None:
    assert same(only(one), only(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("10 GB", "10 MB"),
        ("24 hours", "24 days"),
        ("Python 3.9", "Python 3.10"),
        ("ra3.4xl", "ra3.16xl"),
        ("2 modes", "3 modes"),
        ("10%", "10x"),
        ("10%", "10 percentage points"),
        ("5 km", "5 miles"),
        ("5 °C", "5 °F"),
        ("$5", "€5"),
        ("5 g", "5G"),
    ],
)
def test_other_numbers_and_units_are_not_the_same(one: str, other: str) -> None:
    assert not same(only(one), only(other))


def test_what_is_counted_must_agree_before_counts_are_compared() -> None:
    assert comparable(only("10 nodes"), only("12 nodes"))
    assert not comparable(only("10 nodes"), only("12 tables"))
    assert not comparable(only("Spark 3.3"), only("Python 3.9"))
    assert not comparable(only("ra3.4xl"), only("dc2.8xlarge"))


def test_both_ends_of_a_range_have_its_unit() -> None:
    low, high = figures("from 1 to 10 GB", WORDS)
    assert same(low, only("1 GB"))
    assert same(high, only("10 GB"))


def test_a_bound_is_known() -> None:
    assert only("up to 365 days").bound == "most"
    assert only("at least 2 nodes").bound == "least"
    assert only("2 nodes").bound == ""


@pytest.mark.parametrize("text", ["In 2023", "on January 5, 2024", "S3 and EC2", "IPv4", "SHA-256", "ISO-8601", "1:1"])
def test_years_dates_and_names_are_no_figures(text: str) -> None:
    assert not figures(text, WORDS)


@given(st.text(alphabet="ab 019.,-%$xKMGB/:", max_size=40))
def test_every_figure_stands_where_it_says(text: str) -> None:
    found = figures(text, WORDS)
    assert all(text[f.start : f.end] == f.written for f in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert len(without(text, found)) <= len(text) + 2 * len(found)


@given(st.integers(0, 10**9).filter(lambda n: not 1900 <= n < 2100))
def test_thousands_may_be_grouped(number: int) -> None:
    assert same(only(f"{number:,} items"), only(f"{number} items"))
