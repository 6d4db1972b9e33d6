"""What was found for a question -> whether it is enough to answer from.

A logistic regression over eight signs, fitted on the gold questions over the bundled notes: as they are,
with the passages that answer them taken away, and over libraries of two or three of the notes, where questions on the
other notes have no answer. The score that must be reached refuses about one answerable question in twenty.
"""

import re
from collections.abc import Sequence

from answer.scoring import Asked, Scored
from answer.shape import Reading
from answer.units import Unit
from domain.ports import Words
from domain.replies import Hit

BIAS, COVERED, ALONE = -1.3, 2.1, 3.4
NAMES_MISSING, HEAVIEST_MISSING, UNKNOWN = -6.2, -5.8, 3.1
SUBJECT_MISSING, WRONG_KIND, HOW_TO = -1.5, -1.8, -1.0
ENOUGH = -0.95
LOOKED_AT = 8  # units, best first

_PRICE = re.compile(r"\b(?:costs?|prices?|pricing|pay|fees?|charged?|free|billed|cheap\w*|expensive)\b|[$€£]", re.I)
_FIGURE = re.compile(r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|once|twice|unlimited)\b", re.I)
_DATE = re.compile(r"\b(?:19|20)\d\d\b", re.I)
_KINDS = (  # a question that wants a price, a figure or a date -> what its answer must then hold
    (
        re.compile(
            r"\bhow much (?:do|does|is|are|will|would)\b.*\b(?:cost|pay)|\b(?:costs?|price|pricing|fee)\b", re.I
        ),
        _PRICE,
    ),
    (
        re.compile(
            r"\bhow (?:many|long|big|large|often|old|high)\b|\b(?:maximum|minimum|limit|biggest|largest)\b", re.I
        ),
        _FIGURE,
    ),
    (re.compile(r"\bwhen (?:was|did|were)\b|\b(?:which|what) (?:year|date)\b", re.I), _DATE),
)
_HOW = re.compile(r"how (?:do|can|to)\b", re.I)
_CAPITAL = re.compile(r"[A-Z].*[A-Z]|[_:]|\d")


def is_enough(question: Asked, reading: Reading, scored: Sequence[Scored], told: Sequence[Unit], words: Words) -> bool:
    """Whether the notes answer the question, as far as words and meaning can tell."""
    best = scored[:LOOKED_AT]
    seen = [set(words.terms(_text(s.unit))) for s in best]
    told_terms = {t for unit in told for t in words.terms(_text(unit))}
    heaviest = min(max((w for t, w in question.weights.items() if t not in terms), default=0.0) for terms in seen)
    score = (
        BIAS
        + COVERED * scored[0].covered
        + ALONE * max(s.alone for s in scored)
        + NAMES_MISSING * sum(question.weights.get(t, 0.0) for t in _names(question.text, words) - told_terms)
        + HEAVIEST_MISSING * heaviest
        + UNKNOWN * max((w for t, w in question.weights.items() if not words.knows(t)), default=0.0)
        + SUBJECT_MISSING * _subject_missing(reading, [s.unit.hit for s in best], seen, words)
        + WRONG_KIND * _wrong_kind(question.text, " ".join(s.unit.plain for s in best[:2]))
        + HOW_TO * bool(_HOW.match(question.text))
    )
    return score >= ENOUGH


def missing(question: str, words: Words) -> tuple[str, ...]:
    """Up to three words of a question that no passage of the library holds."""
    found = re.findall(r"\w[\w:.-]*\w", question)
    unknown = [w for w in found if (terms := words.terms(w)) and not any(words.knows(t) for t in terms)]
    return tuple(dict.fromkeys(unknown))[:3]


def _text(unit: Unit) -> str:
    return f"{' '.join(unit.trail)} {unit.plain}"


def _names(question: str, words: Words) -> set[str]:
    """The terms of the names in a question: identifiers, acronyms, capitals that do not open a sentence."""
    found: set[str] = set()
    for sentence in re.split(r"(?<=[.!?])\s+", question):
        for n, word in enumerate(re.findall(r"\w[\w:./-]*", sentence)):
            if _CAPITAL.search(word) or (n and word[0].isupper() and len(word) > 1):
                found |= set(words.terms(word))
    return found


def _subject_missing(reading: Reading, hits: Sequence[Hit], seen: Sequence[set[str]], words: Words) -> bool:
    """Whether something that is to be defined or compared stands nowhere as a whole."""
    near = [*seen[:3], *(set(words.terms(hit.passage.indexed)) for hit in list(dict.fromkeys(hits))[:2])]
    subjects = [set(words.terms(s)) for s in ((reading.subject,) if reading.subject else reading.sides)]
    return any(s and not any(s <= terms for terms in near) for s in subjects)


def _wrong_kind(question: str, told: str) -> bool:
    """Whether a price, a figure or a date is asked for and none is told."""
    return any(asks.search(question) and not holds.search(told) for asks, holds in _KINDS)
