"""Of many vectors only those that may be near are compared, and the nearest are among them."""

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.vectors.matrix import Matrix
from index.vectors.sketch import LEAST, SHARE, sketches

if TYPE_CHECKING:
    from domain.ports import Vectors


def of_unit_length(vectors: "Vectors") -> "Vectors":
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    scaled: Vectors = np.divide(vectors, lengths, dtype=np.float32)
    return scaled


def unit(rows: int, dimension: int = 384, seed: int = 0) -> "Vectors":
    return of_unit_length(np.random.default_rng(seed).standard_normal((rows, dimension), dtype=np.float32))


def near_to(vector: "Vectors", rows: int, noise: float, seed: int = 1) -> "Vectors":
    return of_unit_length(vector + np.float32(noise) * unit(rows, len(vector), seed))


def matrix_over(vectors: "Vectors") -> Matrix:
    return Matrix(np.arange(len(vectors)) * 3, vectors, {})


@given(st.integers(1, 200), st.integers(0, 300))
def test_few_are_all_looked_at(dimension: int, rows: int) -> None:
    found = sketches(unit(rows, dimension)).near(unit(1, dimension, seed=2)[0])
    assert found.tolist() == list(range(rows))


@pytest.mark.parametrize("noise", [0.3, 1.0])
def test_the_nearest_of_many_are_among_those_compared(noise: float) -> None:
    query = unit(1, seed=5)[0]
    vectors = np.concatenate([unit(30_000), near_to(query, 50, noise)])[np.random.default_rng(3).permutation(30_050)]
    numbers, cosines = matrix_over(vectors).compared(query, None)
    assert len(numbers) < 30_050 / SHARE + LEAST + 500
    exact = vectors @ query
    best = np.argsort(-exact)[:50]
    assert set((best * 3).tolist()) <= set(numbers.tolist())
    assert np.allclose(cosines, exact[numbers // 3], atol=1e-5)


def test_a_mask_leaves_the_nearest_of_what_it_admits() -> None:
    query = unit(1, seed=5)[0]
    vectors = np.concatenate([near_to(query, 20_000, 2.0), near_to(query, 20_000, 2.0, seed=2)])
    mask = np.zeros(3 * len(vectors), dtype=np.bool_)
    mask[3 * 20_000 :] = True
    numbers, cosines = matrix_over(vectors).compared(query, mask)
    assert numbers.min() >= 3 * 20_000 and len(numbers) < 20_000
    best = np.argsort(-(vectors[20_000:] @ query))[:10] + 20_000
    assert np.isin(best * 3, numbers).sum() >= 9, "even where all are about as far"
    assert np.allclose(cosines, vectors[numbers // 3] @ query, atol=1e-5)


@pytest.mark.parametrize("share", [0.1, 0.3, 0.4, 0.9])
def test_what_is_admitted_is_looked_at_as_if_there_were_nothing_else(share: float) -> None:
    query, vectors = unit(1, seed=5)[0], unit(20_000)
    admitted = np.random.default_rng(4).random(20_000) < share
    alone = sketches(vectors[admitted]).near(query)
    assert (sketches(vectors).near(query, admitted) == admitted.nonzero()[0][alone]).all()


def test_equal_vectors_stay_together() -> None:
    query = unit(1, seed=5)[0]
    vectors = np.concatenate([unit(10_000), np.repeat(unit(1, seed=6), 5_000, axis=0)])
    numbers, _ = matrix_over(vectors).compared(query, None)
    same = (numbers >= 3 * 10_000).sum()
    assert same in (0, 5_000)
