"""What was found for a question -> whether it is enough to answer from.

Two tests. What is told must be of the kind that is asked for (`answer/wanted.py`): notes that never name a price cannot
answer "what does it cost?". And a logistic regression over nine signs must reach a score. `python -m evals.refusal`
fits its weights on the gold questions over the bundled notes: as they are, with the passages that answer them taken
away, and over one note at a time, where questions on the others have no answer. The score that must be reached refuses
about one answerable question in twenty-five. That no passage holds a word of the question is no sign: paraphrases do
that as often as questions without an answer.
"""

import re
from collections.abc import Mapping, Sequence

from answer.units import Unit
from answer.wanted import asks_kind, deed_missing, telling, tells, thing_missing
from answer.weighed import Weighed
from domain.ports import Words

WEIGHTS: Mapping[str, float] = {
    "bias": -1.05,
    "covered": 1.03,
    "alone": 4.86,
    "names missing": -5.67,
    "names apart": -2.14,
    "names elsewhere": -10.89,
    "heaviest missing": -4.98,
    "subject missing": -3.1,
    "thing missing": -1.02,
    "deed missing": -0.59,
}
ENOUGH = -0.62
LOOKED_AT = 8  # units, best first
MOST = 0.75  # of the weight of what is to be defined or compared, from which on it is there

_CAPITAL = re.compile(r"[A-Z].*[A-Z]|[_:]|\d")


def is_enough(weighed: Weighed, words: Words) -> bool:
    """Whether the notes answer the question, as far as words and meaning can tell."""
    if not tells(weighed.question.text, [_text(unit) for unit in weighed.told], words):
        return False
    return sum(WEIGHTS[name] * value for name, value in signs(weighed, words).items()) >= ENOUGH


def signs(weighed: Weighed, words: Words) -> dict[str, float]:
    """What speaks for and against an answer: shares and flags from 0 to 1, and a cosine from -1 to 1."""
    question, scored = weighed.question, weighed.scored
    best = scored[:LOOKED_AT]
    seen = [set(words.terms(_text(s.unit))) for s in best]
    told = [set(words.terms(_text(unit))) for unit in weighed.told]
    told_terms = set[str]().union(*told)
    named = names(question.text, words)
    weights = question.weights
    return {
        "bias": 1.0,
        "covered": scored[0].covered,
        "alone": max(s.alone for s in scored),
        "names missing": question.share(named - told_terms),
        "names apart": min(question.share(named - terms) for terms in seen),
        "names elsewhere": _elsewhere(weighed, named, words),
        "heaviest missing": min(max((w for t, w in weights.items() if t not in terms), default=0.0) for terms in seen),
        "subject missing": float(_subject_missing(weighed, [*seen[:3], *told], words)),
        "thing missing": float(thing_missing(question.text, told_terms, words)),
        "deed missing": float(deed_missing(question.text, told_terms, words)),
    }


def _elsewhere(weighed: Weighed, named: set[str], words: Words) -> float:
    """The share of the names asked about, when none stands near what tells the number, amount or date asked for."""
    question, units = weighed.question, weighed.told
    if not asks_kind(question.text):
        return 0.0
    tells = telling(question.text, [_text(unit) for unit in units], words)
    near = [_around(unit) for unit, told in zip(units, tells, strict=True) if told]
    apart = bool(near) and not any(named & set(words.terms(text)) for text in near)
    return question.share(named) if apart else 0.0


def _around(unit: Unit) -> str:
    """A sentence with all that says what it is about."""
    return f"{unit.document.source.title} {_text(unit)} {unit.passage.indexed}"


def missing(question: str, words: Words) -> tuple[str, ...]:
    """Up to three words of a question that no passage of the library holds."""
    found = re.findall(r"\w[\w:.-]*\w", question)
    unknown = [w for w in found if (terms := words.terms(w)) and not any(words.knows(t) for t in terms)]
    return tuple(dict.fromkeys(unknown))[:3]


def _text(unit: Unit) -> str:
    return f"{' '.join(unit.trail)} {unit.plain}"


def names(question: str, words: Words) -> set[str]:
    """The terms of the names in a text: identifiers, acronyms, capitals that do not open a sentence."""
    found: set[str] = set()
    for sentence in re.split(r"(?<=[.!?])\s+", question):
        for n, word in enumerate(re.findall(r"\w(?:[\w:./-]*\w)?", sentence)):
            if _CAPITAL.search(word) or (n and word[0].isupper() and len(word) > 1):
                found |= set(words.terms(word))
    return found


def _subject_missing(weighed: Weighed, near: Sequence[set[str]], words: Words) -> bool:
    """Whether something that is to be defined or compared stands nowhere as a whole, nor in the best passages."""
    reading, hits = weighed.reading, dict.fromkeys(s.unit.hit for s in weighed.scored[:LOOKED_AT])
    texts = [*near, *(set(words.terms(hit.passage.indexed)) for hit in list(hits)[:2])]
    subjects = [words.terms(s) for s in ((reading.subject,) if reading.subject else reading.sides)]
    return any(s and not any(_most(s, terms, words) for terms in texts) for s in subjects)


def _most(subject: Sequence[str], terms: set[str], words: Words) -> bool:
    """Whether a text holds a thing, but for what weighs little in its description."""
    weights = {term: words.rarity(term) for term in subject}
    return sum(weight for term, weight in weights.items() if term in terms) >= MOST * sum(weights.values())
