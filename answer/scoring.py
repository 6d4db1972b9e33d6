"""Units and a question -> how well each unit answers it, by meaning and by words."""

from collections.abc import Sequence
from dataclasses import dataclass

from answer.units import Unit
from domain.ports import Embedder, Words


@dataclass(frozen=True, slots=True)
class Scored:
    """A unit with what speaks for it; every figure lies in 0..1 (cosines in -1..1)."""

    unit: Unit
    meaning: float  # cosine of the question and the sentence under its trail
    alone: float  # cosine of the question and the bare sentence
    covered: float  # share of the question's weight (inverse document frequency) in sentence or trail
    own: float  # the same, in the sentence alone
    score: float = 0.0


MEANING, ALONE, COVERED, OWN, FIRST = 0.5, 0.25, 0.2, 0.2, 0.1
TRAIL_CREDIT = 0.7  # a word of the question that stands in the trail counts less than in the sentence


def score(question: str, units: Sequence[Unit], embedder: Embedder, words: Words) -> list[Scored]:
    """All units with their scores, best first; equal ones in reading order."""
    if not units:
        return []
    under = [f"{' > '.join(u.trail)}\n{u.plain}" for u in units]
    texts = [question, *under, *(u.plain for u in units)]
    vectors = embedder.embed(texts)
    cosines = vectors[1:] @ vectors[0]
    weight = {t: words.rarity(t) for t in dict.fromkeys(words.terms(question))}
    scored = [_scored(u, float(cosines[n]), float(cosines[n + len(units)]), weight, words) for n, u in enumerate(units)]
    return sorted(scored, key=lambda s: (-s.score, s.unit.place))


def _scored(unit: Unit, meaning: float, alone: float, weight: dict[str, float], words: Words) -> Scored:
    own = set(words.terms(unit.plain))
    around = set(words.terms(" ".join(unit.trail))) - own
    whole = sum(weight.values()) or 1.0
    own_share = sum(w for t, w in weight.items() if t in own) / whole
    covered = own_share + TRAIL_CREDIT * sum(w for t, w in weight.items() if t in around) / whole
    total = MEANING * meaning + ALONE * alone + COVERED * covered + OWN * own_share
    return Scored(unit, meaning, alone, covered, own_share, total)
