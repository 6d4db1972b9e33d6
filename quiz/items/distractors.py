"""A draft with one right answer -> its options: the nearest wrong ones that are surely wrong, of balanced length."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from random import Random
from typing import TYPE_CHECKING

from domain.quiz import ItemKind
from quiz.facts.evidence import EvidenceIndex, overlap
from quiz.items.draft import Choice, Claim, Draft

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vector = NDArray[np.float32]

OPTIONS = 4  # of a single-choice item
BY_LENGTH = "the key would stand out by its length"
BESIDE = 0.5  # cosine of two passages from which a name of one is plausible in the other
_CODE_BESIDE = 0.3  # a name that is set as code: all such are of one kind
_TOLD_BESIDE = 0.6  # and what is told in one
SAME = 0.82  # cosine from which two descriptions might be of one thing
ALIKE = 0.75  # Jaccard index of words from which two options are one
_LOOKED_AT = 9  # of the wrong choices that are left
_NEARER = 0.3  # how much the order of the pool counts beside the cosine
_KIN = 0.6  # and how much that the notes set it beside the right one


@dataclass
class Balance:
    """What keeps a quiz from giving itself away: where keys stand, and how often they are the longest option.

    Both are dealt from a shuffled deck, so that they are even after every few items and not only in the long run.
    """

    random: Random
    _places: list[int] = field(default_factory=list)
    _longest: list[bool] = field(default_factory=list)

    def place(self, count: int) -> int:
        """Where the next key goes: every place once in turn, in an order of chance."""
        if not self._places or max(self._places) >= count:
            self._places = self.random.sample(range(count), count)
        return self._places[-1]

    def longest(self) -> bool:
        """Whether the next key should be the longest option, as one of every four is."""
        if not self._longest:
            self._longest = [False] * (OPTIONS - 1)
            self._longest.insert(self.random.choice((1, 2)), True)  # inside, so that half a deal is fair, too
        return self._longest[-1]

    def allows(self, *, longest: bool) -> bool:
        """Whether a key that is so, or not, is still to come in this deal."""
        return self.longest() == longest or longest in self._longest

    def count(self, *, longest: bool) -> None:
        """Take note of a single-choice item that was let through."""
        self._places.pop()
        if self.allows(longest=longest):
            self._longest.remove(longest)


@dataclass(frozen=True)
class Meanings:
    """The vectors by which options are held to be plausible: of their own words, and of the passages they are from."""

    texts: Mapping[str, "Vector"]
    passages: Mapping[str, "Vector"]  # by passage id

    def near(self, draft: Draft, choice: Choice) -> float:
        """The cosine of a choice and the right one it is nearest to, by their own words."""
        return _nearest(self.texts.get(choice.meaning), [self.texts.get(r.meaning) for r in draft.right])

    def beside(self, draft: Draft, choice: Choice) -> float:
        """The same by the passages that tell of them."""
        of = self.passages.get
        return _nearest(of(choice.cited.passage.id), [of(r.cited.passage.id) for r in draft.right])


def _nearest(own: "Vector | None", others: "Sequence[Vector | None]") -> float:
    return max((float(other @ own) for other in others if other is not None), default=0.0) if own is not None else 0.0


def wrong_choices(
    draft: Draft, stem: str, evidence: EvidenceIndex, meanings: Meanings, balance: Balance
) -> tuple[list[Choice], str]:
    """The wrong choices of a draft, or none and the reason."""
    left, reason = _surely_wrong(draft, stem, evidence, meanings)
    if len(left) < draft.wrong:
        return [], reason or "too few plausible wrong options"
    ranked = sorted(left, key=lambda pair: (-pair[1], pair[0].text))[:_LOOKED_AT]
    sets = [s for s in combinations(ranked, draft.wrong) if not _twins([c for c, _ in s], draft.right)]
    if not sets:
        return [], "two options say the same"
    if len(draft.right) > 1:
        return [choice for choice, _ in max(sets, key=_worth)], ""
    longest = balance.longest()
    best = max(sets, key=lambda s: (_fits_length(draft, s, longest=longest), _worth(s)))
    if not _fits_length(draft, best, longest=longest) and not balance.allows(longest=not longest):
        return [], BY_LENGTH
    return [choice for choice, _ in best], ""


def _worth(chosen: Sequence[tuple[Choice, float]]) -> float:
    return sum(worth for _, worth in chosen)


def _fits_length(draft: Draft, chosen: Sequence[tuple[Choice, float]], *, longest: bool) -> bool:
    return longest == (len(draft.right[0].text) >= max(len(c.text) for c, _ in chosen))


def _surely_wrong(
    draft: Draft, stem: str, evidence: EvidenceIndex, meanings: Meanings
) -> tuple[list[tuple[Choice, float]], str]:
    """The choices that nothing in the library makes right, each with its worth; and why the last one was left out."""
    left, reason = [], ""
    for n, (choice, claim) in enumerate(zip(draft.pool, draft.claims, strict=True)):
        near, beside = meanings.near(draft, choice), meanings.beside(draft, choice)
        if draft.kind is ItemKind.MULTI and choice.cited.passage.id == draft.span.passage.id:
            beside = 0.0  # one passage tells of a list and of much else
        if not choice.kin and near < draft.least and beside < _needed(draft, choice):
            continue
        if reason_now := _maybe_right(draft, choice, stem, near) or _said(claim, evidence, choice):
            reason = reason_now
            continue
        left.append((choice, max(near, beside) + _NEARER * (1 - n / len(draft.pool)) + _KIN * choice.kin))
    return left, reason


def _needed(draft: Draft, choice: Choice) -> float:
    """How near the passages must be that tell of two things."""
    if not draft.of_names:
        return _TOLD_BESIDE
    code = all(c.fact.label and c.fact.label.code for c in (*draft.right, choice))
    return _CODE_BESIDE if code else BESIDE


def _maybe_right(draft: Draft, choice: Choice, stem: str, near: float) -> str:
    words = choice.text.lower().split()
    if near >= SAME or any(overlap(words, r.text.lower().split()) >= ALIKE for r in draft.right):
        return "two options say the same"
    return f"the stem names an option: {choice.text}" if choice.text.casefold() in stem.casefold() else ""


def _said(claim: Claim, evidence: EvidenceIndex, choice: Choice) -> str:
    return f"two options are supported: {choice.text}" if evidence.says(claim.of, claim.said) else ""


def _twins(chosen: Sequence[Choice], right: Sequence[Choice]) -> bool:
    texts = [c.text.lower().split() for c in (*right, *chosen)]
    return any(overlap(a, b) >= ALIKE for a, b in combinations(texts, 2))
