"""A fine-tuned model is kept as what it differs by, and comes back all but the same."""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from models.deltas import pack, unpack


@given(st.integers(0, 2**32 - 1), st.floats(1e-6, 1e2))
def test_no_weight_is_off_by_more_than_half_a_step(seed: int, size: float) -> None:
    chance = torch.Generator().manual_seed(seed)
    base = {"matrix": torch.randn(5, 7, generator=chance)}
    tuned = {"matrix": base["matrix"] + size * torch.randn(5, 7, generator=chance)}
    made = dict(unpack(pack(tuned, base), base))
    largest = (tuned["matrix"] - base["matrix"]).abs().amax(dim=1, keepdim=True)
    assert ((made["matrix"] - tuned["matrix"]).abs() <= largest / 250 + 1e-5 * tuned["matrix"].abs() + 1e-9).all()


def test_what_did_not_change_takes_no_room() -> None:
    base = {"matrix": torch.ones(2, 2), "vector": torch.ones(2)}
    assert pack(base, base) == {}
    packed = pack({"matrix": torch.ones(2, 2), "vector": torch.tensor([1.0, 1.5])}, base)
    assert set(packed) == {"vector"}
    ((name, vector),) = unpack(packed, base)
    assert (name, vector.tolist()) == ("vector", [1.0, 1.5])


def test_changes_to_another_model_are_refused() -> None:
    with pytest.raises(ValueError, match="no layer"):
        dict(unpack({"layer": torch.ones(1)}, {}))
