"""An embedder that remembers says what the one behind it says, and asks it only for what is new."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from models.hashing import HashEmbedder
from models.remembered import RememberedEmbedder

if TYPE_CHECKING:
    from domain.ports import Vectors


class Counting(HashEmbedder):
    """Notes every text that it embeds."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def embed(self, texts: Sequence[str], /) -> "Vectors":
        self.asked += texts
        return super().embed(texts)


@given(st.lists(st.lists(st.sampled_from(["a", "b", "c d", "e", ""]), max_size=6), max_size=6), st.integers(1, 4))
def test_the_rows_are_those_of_the_embedder_behind_it(calls: list[list[str]], most: int) -> None:
    remembered = RememberedEmbedder(HashEmbedder(), most)
    for texts in calls:
        assert np.array_equal(remembered.embed(texts), HashEmbedder().embed(texts))


def test_a_text_is_embedded_once() -> None:
    counting = Counting()
    remembered = RememberedEmbedder(counting)
    remembered.embed(["a", "b", "a"])
    remembered.embed(["b", "c"])
    assert counting.asked == ["a", "b", "c"]


def test_what_was_asked_for_longest_ago_is_forgotten_first() -> None:
    counting = Counting()
    remembered = RememberedEmbedder(counting, most=2)
    remembered.embed(["a", "b"])
    remembered.embed(["a", "c"])
    remembered.embed(["a"])
    remembered.embed(["b"])
    assert counting.asked == ["a", "b", "c", "b"]
