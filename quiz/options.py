"""A draft with one right answer -> its options: the nearest wrong ones that are surely wrong, of balanced length."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from random import Random
from typing import TYPE_CHECKING

from quiz.drafts import Choice, Claim, Draft
from quiz.evidence import Evidence, overlap

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vector = NDArray[np.float32]

_SLACK = 0.04  # by which the share of keys that are the longest option may leave chance
_SELDOM = 0.055  # by which it may be less: keys that are long by nature come late, so more is borne
_SETTLED = 8  # single-choice items from which their keys' lengths are held to chance
BY_LENGTH = "the key would stand out by its length"
SAME = 0.82  # cosine from which two descriptions might be of one thing
ALIKE = 0.75  # Jaccard index of words from which two options are one
_LOOKED_AT = 9  # of the wrong choices that are left
_NEARER = 0.3  # how much the order of the pool counts beside the cosine
_KIN = 0.6  # and how much that the notes set it beside the right one


@dataclass
class Balance:
    """What keeps a quiz from giving itself away: where keys stand, and how often they are the longest option."""

    random: Random
    _places: list[int] = field(default_factory=list)
    _longest: int = 0
    _singles: int = 0

    def place(self, count: int) -> int:
        """Where the next key goes: every place once in turn, in an order of chance."""
        if not self._places or max(self._places) >= count:
            self._places = self.random.sample(range(count), count)
        return self._places[-1]

    def wants_longest(self, count: int) -> bool | None:
        """Whether the next key should be the longest option; None when it does not matter."""
        share, chance = (self._longest + 0.5) / (self._singles + 1), 1 / count
        if share > chance + _SLACK:
            return False
        return True if share < chance else None

    def stands_out(self, *, longest: bool) -> bool:
        """Whether keys were so too often already: the longest option, or not the longest."""
        if self._singles < _SETTLED:
            return False
        if longest:
            return self._longest > (0.25 + _SLACK) * self._singles
        return self._longest < (0.25 - _SELDOM) * self._singles

    def count(self, *, longest: bool) -> None:
        """Take note of a single-choice item that was let through."""
        self._places.pop()
        self._singles += 1
        self._longest += longest


def wrong_choices(
    draft: Draft, stem: str, evidence: Evidence, vectors: Mapping[str, "Vector"], balance: Balance
) -> tuple[list[Choice], str]:
    """The wrong choices of a draft, or none and the reason."""
    left, reason = _surely_wrong(draft, stem, evidence, vectors)
    if len(left) < draft.wrong:
        return [], reason or "too few plausible wrong options"
    ranked = sorted(left, key=lambda pair: (-pair[1], pair[0].text))[:_LOOKED_AT]
    sets = [s for s in combinations(ranked, draft.wrong) if not _twins([c for c, _ in s], draft.right)]
    if not sets:
        return [], "two options say the same"
    longest = balance.wants_longest(draft.wrong + 1) if len(draft.right) == 1 else None
    best = max(sets, key=lambda s: (_fits_length(draft, s, longest), sum(worth for _, worth in s)))
    if longest is not None and not _fits_length(draft, best, longest) and balance.stands_out(longest=not longest):
        return [], BY_LENGTH
    return [choice for choice, _ in best], ""


def _fits_length(draft: Draft, chosen: Sequence[tuple[Choice, float]], longest: bool | None) -> bool:
    own = len(draft.right[0].text)
    return longest is None or longest == (own >= max(len(c.text) for c, _ in chosen))


def _surely_wrong(
    draft: Draft, stem: str, evidence: Evidence, vectors: Mapping[str, "Vector"]
) -> tuple[list[tuple[Choice, float]], str]:
    """The choices that nothing in the library makes right, each with its worth; and why the last one was left out."""
    left, reason = [], ""
    for n, (choice, claim) in enumerate(zip(draft.pool, draft.claims, strict=True)):
        near = nearness(draft, choice, vectors)
        if not choice.kin and near < draft.least:
            continue
        if reason_now := _maybe_right(draft, choice, stem, near) or _said(claim, evidence, choice):
            reason = reason_now
            continue
        left.append((choice, near + _NEARER * (1 - n / len(draft.pool)) + _KIN * choice.kin))
    return left, reason


def nearness(draft: Draft, choice: Choice, vectors: Mapping[str, "Vector"]) -> float:
    """The cosine of a choice and the right one it is nearest to."""
    own = vectors.get(choice.meaning)
    keys = [vectors[r.meaning] for r in draft.right if r.meaning in vectors]
    return max((float(key @ own) for key in keys), default=0.0) if own is not None else 0.0


def _maybe_right(draft: Draft, choice: Choice, stem: str, near: float) -> str:
    words = choice.text.lower().split()
    if near >= SAME or any(overlap(words, r.text.lower().split()) >= ALIKE for r in draft.right):
        return "two options say the same"
    return f"the stem names an option: {choice.text}" if choice.text.casefold() in stem.casefold() else ""


def _said(claim: Claim, evidence: Evidence, choice: Choice) -> str:
    return f"two options are supported: {choice.text}" if evidence.says(claim.of, claim.said) else ""


def _twins(chosen: Sequence[Choice], right: Sequence[Choice]) -> bool:
    texts = [c.text.lower().split() for c in (*right, *chosen)]
    return any(overlap(a, b) >= ALIKE for a, b in combinations(texts, 2))
