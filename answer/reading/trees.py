"""Boosted trees, fitted elsewhere and kept as JSON: signs -> a chance. Nothing but the standard library."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("relevance.json")  # made by `python -m evals.reading.calibrate`

Tree = Sequence[Sequence[float]]  # nodes: (sign, threshold, left, right), or (value,) for a leaf


@dataclass(frozen=True, slots=True)
class Trees:
    """A sum of trees over named signs, as log-odds."""

    signs: tuple[str, ...]
    bias: float
    trees: tuple[Tree, ...]

    @classmethod
    def of(cls, held: Mapping[str, Any]) -> "Trees":
        """The trees that a JSON object holds."""
        return cls(tuple(held["signs"]), held["bias"], tuple(held["trees"]))

    def chance(self, signs: Mapping[str, float]) -> float:
        """How likely, 0..1; `KeyError` when a sign is missing."""
        values = [signs[name] for name in self.signs]
        return 1 / (1 + exp(-(self.bias + sum(_leaf(tree, values) for tree in self.trees))))


@cache
def fitted(name: str) -> Trees:
    """The trees for what is called `name`: a "first look" at a sentence, a "second look", an "answer"."""
    return Trees.of(_held()[name])


@cache
def threshold(name: str) -> float:
    """The chance from which on something is told: a sentence ("told"), or an answer at all ("enough")."""
    return float(_held()["thresholds"][name])


@cache
def _held() -> dict[str, Any]:
    """What the file holds, read once."""
    held: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return held


def _leaf(tree: Tree, values: Sequence[float]) -> float:
    node = tree[0]
    while len(node) > 1:
        sign, threshold, left, right = node
        node = tree[int(left if values[int(sign)] <= threshold else right)]
    return node[0]
