"""A fine-tuned model as what it differs by from the model it began from: one byte a weight.

A matrix's difference is kept in whole steps, a step for each row as large as the row's greatest difference needs
(symmetric quantisation, 127 steps either way); vectors are kept in half precision. What is lost that way is at most a
254th of the largest change in a row, far less than half precision loses of the weights themselves.
"""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from torch import Tensor

_STEPS = 127
_STEP = ".step"  # beside a matrix's name: what one step of each of its rows is


def pack(tuned: "Mapping[str, Tensor]", base: "Mapping[str, Tensor]") -> "dict[str, Tensor]":
    """What `unpack` needs to make the tensors of `tuned` from those of `base`; what did not change is left out."""
    import torch

    packed: dict[str, Tensor] = {}
    for name, tensor in tuned.items():
        change = tensor.float() - base[name].float()
        if not change.any():
            continue
        if change.ndim < 2:  # a vector
            packed[name] = change.half().contiguous()
            continue
        step = (change.abs().amax(dim=1, keepdim=True) / _STEPS).clamp(min=torch.finfo(torch.float32).tiny)
        packed[name] = (change / step).round().to(torch.int8).contiguous()
        packed[name + _STEP] = step.squeeze(1).contiguous()
    return packed


def unpack(packed: "Mapping[str, Tensor]", base: "Mapping[str, Tensor]") -> "Iterator[tuple[str, Tensor]]":
    """The tensors that changed, as 32-bit numbers; `ValueError` for one that the base lacks."""
    for name, change in packed.items():
        if name.endswith(_STEP):
            continue
        if name not in base:
            raise ValueError(f"there is no {name} in the model that was changed")
        step = packed.get(name + _STEP)
        yield name, base[name].float() + (change.float() if step is None else change.float() * step.unsqueeze(1))
