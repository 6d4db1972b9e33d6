"""Units and a question -> how well each unit answers it, by meaning and by words.

The weights are those of a conditional logit (a softmax over the units of one question) fitted on the gold questions of
`evals/questions.jsonl` over the bundled notes: exp(logit) is in proportion to the chance that a unit holds the answer.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from answer.standing import asks, introduces, only_links
from answer.units import Unit
from domain.ports import Embedder, Words

UNDER, ALONE, OWN, ABOVE = 4.5, 3.3, 4.2, 3.8
FOUND, FIRST = 1.7, 2.2
LENGTH, SHORT, INTRODUCES, NUMBER = 0.4, -0.8, -2.6, 0.9
LONG_WORDS, SHORT_WORDS = 30, 4
EMBEDDED = 12  # units, the likeliest by their words: 400 answer not one gold question more, and take far longer
NEAR = 2  # how many names of the trail speak for a unit by their words; those further up say too little

_ASKS_NUMBER = re.compile(
    r"\bhow (?:many|much|long|big|large|often|fast|old|high|far)\b|"
    r"\b(?:size|limit|maximum|minimum|number|percentage)\b",
    re.IGNORECASE,
)
_ASKS_LINK = re.compile(r"\b(?:links?|urls?|address(?:es)?|web ?sites?|pages?|where|references?)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Scored:
    """A unit with what speaks for it."""

    unit: Unit
    logit: float
    under: float  # cosine of the question and the sentence under its trail, -1..1
    alone: float  # cosine of the question and the bare sentence, -1..1
    covered: float  # share of the question's weight (inverse document frequency) in sentence or trail, 0..1


@dataclass(frozen=True, slots=True)
class Asked:
    """The terms of a question and how much each weighs, the weights adding up to 1."""

    text: str
    weights: dict[str, float]

    def share(self, terms: Iterable[str]) -> float:
        """How much of the question's weight the terms hold, 0..1; summed in one order, for sums differ in another."""
        held = set(terms)
        return sum(weight for term, weight in self.weights.items() if term in held)


def asked(question: str, words: Words) -> Asked:
    """Weigh the terms of a question by how rare they are in the library."""
    rarity = {t: words.rarity(t) for t in dict.fromkeys(words.terms(question))}
    whole = sum(rarity.values()) or 1.0
    return Asked(question, {t: r / whole for t, r in rarity.items()})


def score(question: Asked, units: Sequence[Unit], embedder: Embedder, words: Words) -> list[Scored]:
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


def _by_words(question: Asked, unit: Unit, place: int, words: Words) -> Scored:
    own = set(words.terms(unit.plain))
    near = set(words.terms(" ".join(unit.trail[-NEAR:]))) - own
    far = set(words.terms(" ".join(unit.trail))) - own - near
    logit = (
        OWN * question.share(own)
        + ABOVE * question.share(near)
        + FOUND * unit.hit.score
        + FIRST / (1 + place)
        + _form(question.text, unit.plain)
    )
    return Scored(unit, round(logit, 4), 0.0, 0.0, question.share(own | near | far))


def _form(question: str, plain: str) -> float:
    """What the mere form of a sentence says about whether it is an answer."""
    length = len(plain.split())
    figure = NUMBER if _ASKS_NUMBER.search(question) and any(c.isdigit() for c in plain) else 0.0
    silent = introduces(plain) or asks(plain) or (only_links(plain) and not _ASKS_LINK.search(question))
    opens = INTRODUCES if silent else 0.0
    return LENGTH * min(length, LONG_WORDS) / LONG_WORDS + (SHORT if length < SHORT_WORDS else 0.0) + opens + figure
