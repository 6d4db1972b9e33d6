"""Boosted trees give the same chance as what they were written from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answer.reading.trees import Trees, fitted, threshold

STUMP = {"signs": ["a", "b"], "bias": 0.0, "trees": [[[0, 0.5, 1, 2], [-1.0], [1, 2.0, 3, 4], [0.5], [2.0]]]}


@pytest.mark.parametrize(("a", "b", "chance"), [(0.5, 9, 0.2689), (0.6, 2.0, 0.6225), (0.6, 2.1, 0.8808)])
def test_a_tree_is_walked_to_its_leaf(a: float, b: float, chance: float) -> None:
    assert Trees.of(STUMP).chance({"a": a, "b": b}) == pytest.approx(chance, abs=1e-4)


def test_a_missing_sign_is_an_error() -> None:
    with pytest.raises(KeyError):
        Trees.of(STUMP).chance({"a": 1.0})


@given(st.floats(-20, 20))
def test_the_fitted_trees_give_chances(value: float) -> None:
    for name in ("first look", "second look", "answer"):
        trees = fitted(name)
        assert 0 < trees.chance(dict.fromkeys(trees.signs, value)) < 1


def test_the_fitted_thresholds_are_chances() -> None:
    assert 0 < threshold("told") < 1
    assert 0 < threshold("enough") < 1
