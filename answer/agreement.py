"""A statement of a note and scored sentences of a page -> whether the page says so. Pure; knows nothing of libraries.

A wrong "differs" is worse than a missed one: figures are compared only where the words around them match, and never
when the page gives the note's figure in another sentence. `python -m evals.agreement` measures the thresholds.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from answer.evidence import names
from answer.figures import Figure, comparable, figures, same, without
from answer.scoring import Asked, Scored, asked
from answer.units import Unit
from domain.checks import Agreement
from domain.ports import Words

COVERED = 2.0  # weight of the share of a statement's terms that stand in a sentence or over it, beside a cosine of 1
AGREED = 1.6  # support from which a sentence says what the statement says
DIFFERED = 1.9  # support from which figures are compared
DENIED = 2.3  # support from which a "not" on one side alone is a difference
AROUND = 3  # words on each side of a figure by which it is known what it measures
NEXT_TO = 0.6  # share of their terms that the other sentence must hold
READ = 8  # sentences held against a statement, best first

_DENIES = re.compile(r"\b(?:not|never|cannot|\w+n['’]t|unable|unsupported|no longer|neither|nor)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a page stands to a statement."""

    agreement: Agreement
    unit: Unit | None = None  # the sentence that comes closest
    differing: tuple[str, ...] = ()  # as the statement writes it
    support: float = 0.0  # of the sentence, 0 to 1 + COVERED


@dataclass(frozen=True, slots=True)
class _Side:
    """A statement taken apart."""

    text: str
    figures: list[Figure]
    terms: Asked  # without the figures
    names: frozenset[str]


def hold(statement: str, scored: Sequence[Scored], words: Words) -> Verdict:
    """The verdict of the sentences of a page on a statement; without sentences it is not found there."""
    found = figures(statement, words)
    bare = without(statement, found)
    side = _Side(statement, found, asked(bare, words), frozenset(names(bare, words)))
    near = sorted(((_support(side, s, words), -n, s) for n, s in enumerate(scored)), key=lambda f: f[:2], reverse=True)
    verdicts = [_against(side, s, support, scored, words) for support, _, s in near[:READ]]
    for wanted in (Agreement.AGREES, Agreement.DIFFERS, Agreement.NOT_FOUND):
        if first := next((v for v in verdicts if v.agreement is wanted), None):
            return first
    return Verdict(Agreement.NOT_FOUND)


def _support(side: _Side, scored: Scored, words: Words) -> float:
    """How much speaks for a sentence saying what the statement says."""
    covered = side.terms.share(_terms(scored.unit, words))
    return COVERED * covered + max(scored.alone, scored.under)


def _against(side: _Side, scored: Scored, support: float, page: Sequence[Scored], words: Words) -> Verdict:
    unit, told = scored.unit, figures(scored.unit.plain, words)
    differing = tuple(f.written for f in side.figures if _differs(f, told, side, unit, page, words))
    denied = _denies(side.text) != _denies(unit.plain)
    if support >= DIFFERED and differing and not denied:
        return Verdict(Agreement.DIFFERS, unit, differing, support)
    if denied:
        says_no = support >= DENIED and not side.names - _terms(unit, words)
        word = _DENIES.search(side.text)
        return Verdict(
            Agreement.DIFFERS if says_no else Agreement.NOT_FOUND,
            unit,
            (word.group(),) if says_no and word else (),
            support,
        )
    missing = [f for f in side.figures if not _given(f, page, words)]
    if support < AGREED or missing or side.names - _terms(unit, words):
        return Verdict(Agreement.NOT_FOUND, unit, (), support)
    return Verdict(Agreement.AGREES, unit, (), support)


def _differs(
    figure: Figure, told: Sequence[Figure], side: _Side, unit: Unit, page: Sequence[Scored], words: Words
) -> bool:
    """Whether a sentence gives a figure otherwise: one left over that measures the same, and nowhere the figure."""
    if _given(figure, page, words) or side.names - _terms(unit, words):
        return False
    left = [t for t in told if comparable(figure, t) and not any(same(t, own) for own in side.figures)]
    values = {t.amounts for t in left}
    around = _around(figure, side, words)
    return len(values) == 1 and len(around & _terms(unit, words)) >= NEXT_TO * len(around)


def _around(figure: Figure, side: _Side, words: Words) -> frozenset[str]:
    """The terms of the words next to a figure: what it measures, as far as words can tell."""
    before = side.text[: figure.start].split()[-AROUND:]
    after = side.text[figure.end :].split()[:AROUND]
    return frozenset(t for t in words.terms(" ".join([*before, "|", *after])) if t in side.terms.weights)


def _given(figure: Figure, page: Sequence[Scored], words: Words) -> bool:
    """Whether any sentence gives the figure itself."""
    return any(
        same(figure, t) and comparable(figure, t) and not {figure.bound, t.bound} >= {"most", "least"}
        for s in page
        for t in figures(s.unit.plain, words)
    )


def _denies(text: str) -> bool:
    return len(_DENIES.findall(text)) % 2 == 1


def _terms(unit: Unit, words: Words) -> frozenset[str]:
    """The terms of a sentence and of what stands over it."""
    return frozenset(words.terms(" ".join((unit.document.source.title, *unit.trail, unit.plain))))


def combined(verdicts: Sequence[Verdict]) -> Verdict:
    """The verdict on a bullet of several sentences: one difference is one; else half of them must be there."""
    if differs := next((v for v in verdicts if v.agreement is Agreement.DIFFERS), None):
        return differs
    agreeing = [v for v in verdicts if v.agreement is Agreement.AGREES]
    if agreeing and 2 * len(agreeing) >= len(verdicts):
        return agreeing[0]
    nearest = max(verdicts, key=lambda v: v.support, default=Verdict(Agreement.NOT_FOUND))
    return Verdict(Agreement.NOT_FOUND, nearest.unit, (), nearest.support)
