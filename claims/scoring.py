"""Units and a statement -> how near each unit is to it, by meaning and by words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from claims.units import Unit
from domain.ports import Embedder, Words

UNDER, ALONE, OWN, ABOVE = 4.5, 3.3, 4.2, 3.8
FOUND, FIRST = 1.7, 2.2
EMBEDDED = 12  # units, the likeliest by their words
NEAR = 2  # how many names of the trail speak for a unit by their words; those further up say too little


@dataclass(frozen=True, slots=True)
class Scored:
    """A unit with what speaks for it."""

    unit: Unit
    logit: float
    under: float  # cosine of the question and the sentence under its trail, -1..1
    alone: float  # cosine of the question and the bare sentence, -1..1


@dataclass(frozen=True, slots=True)
class WeightedTerms:
    """The terms of a question and how much each weighs, the weights adding up to 1."""

    text: str
    weights: dict[str, float]

    def share(self, terms: Iterable[str]) -> float:
        """How much of the question's weight the terms hold, 0..1; summed in one order, for sums differ in another."""
        held = set(terms)
        return sum(weight for term, weight in self.weights.items() if term in held)


def weighted_terms(question: str, words: Words) -> WeightedTerms:
    """Weigh the terms of a question by how rare they are in the library."""
    rarity = {t: words.rarity(t) for t in dict.fromkeys(words.terms(question))}
    whole = sum(rarity.values()) or 1.0
    return WeightedTerms(question, {t: r / whole for t, r in rarity.items()})


def score(question: WeightedTerms, units: Sequence[Unit], embedder: Embedder, words: Words) -> list[Scored]:
    """All units with their scores, best first; equal ones in reading order."""
    if not units:
        return []
    places = {id(hit): n for n, hit in enumerate(dict.fromkeys(u.hit for u in units))}
    bare = [_by_words(question, u, places[id(u.hit)], words) for u in units]
    likely = sorted(range(len(units)), key=lambda n: (-bare[n].logit - UNDER * units[n].hit.similarity, n))[:EMBEDDED]
    under = [f"{' > '.join(units[n].trail)}\n{units[n].plain}" for n in likely]
    vectors = embedder.embed([question.text, *under, *(units[n].plain for n in likely)])
    cosines = (vectors[1:] @ vectors[0]).tolist()
    for at, n in enumerate(likely):
        bare[n] = _near(bare[n], cosines[at], cosines[at + len(likely)])
    return in_order(bare)


def in_order(scored: Iterable[Scored]) -> list[Scored]:
    """Best first; equal ones in reading order."""
    return sorted(scored, key=lambda s: (-s.logit, s.unit.place))


def _near(bare: Scored, under: float, alone: float) -> Scored:
    """A unit scored by its words, now also by its meaning."""
    return replace(bare, logit=round(bare.logit + UNDER * under + ALONE * alone, 4), under=under, alone=alone)


def _by_words(question: WeightedTerms, unit: Unit, place: int, words: Words) -> Scored:
    own = set(words.terms(unit.plain))
    near = set(words.terms(" ".join(unit.trail[-NEAR:]))) - own
    found = FOUND * unit.hit.score + FIRST / (1 + place)
    return Scored(unit, round(OWN * question.share(own) + ABOVE * question.share(near) + found, 4), 0.0, 0.0)
