"""Batches of texts: none lost, none twice, hardly anything padded."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from models.batches import PIECES, STEP, batches, cut, padded

LENGTHS = st.lists(st.integers(2, 256), max_size=200)


@given(LENGTHS)
def test_every_text_is_in_exactly_one_batch(lengths: list[int]) -> None:
    assert sorted(place for batch in batches(lengths) for place in batch) == list(range(len(lengths)))


@given(LENGTHS)
def test_a_batch_is_no_larger_than_it_may_be(lengths: list[int]) -> None:
    for batch in batches(lengths):
        longest = max(lengths[place] for place in batch)
        assert len(batch) == 1 or len(batch) * longest <= PIECES


@given(LENGTHS)
def test_the_longest_come_first(lengths: list[int]) -> None:
    in_order = [lengths[place] for batch in batches(lengths) for place in batch]
    assert in_order == sorted(lengths, reverse=True)


@given(st.lists(st.lists(st.integers(1, 30_000), min_size=2, max_size=256), min_size=1, max_size=8))
def test_what_is_padded_is_masked(pieces: list[list[int]]) -> None:
    ids, mask = padded(pieces)
    assert ids.shape == mask.shape
    assert ids.shape[1] < max(map(len, pieces)) + STEP
    assert [ids[row][mask[row] == 1].tolist() for row in range(len(pieces))] == pieces
    assert np.all(ids[mask == 0] == 0)


def test_a_long_text_keeps_its_closing_piece() -> None:
    assert cut([101, *range(1000, 1300), 102], 256) == [101, *range(1000, 1254), 102]
    assert cut([101, 102], 256) == [101, 102]
