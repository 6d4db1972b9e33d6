"""A statement of a note and scored sentences of a page -> whether the page says so. Pure; knows nothing of libraries.

A wrong "differs" is worse than a missed one: figures are compared only where the words around them match, and never
when the page gives the note's figure in another sentence. `python -m evals.agreement` measures the thresholds.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from claims.scoring import Scored
from claims.statement import Statement, around, gives, statement_of
from claims.units import Unit
from domain.linked import Agreement
from domain.ports import Words
from language.negation import denial_of
from language.quantities import Figure, comparable, figures, same

COVERED = 2.0  # weight of the share of a statement's terms that stand in a sentence or over it, beside a cosine of 1
OWN = 0.6  # of that, what only the sentence itself is counted for; the rest also for what stands over it
GIVEN = 0.3  # for a sentence that gives the statement's figures
AGREED = 1.8  # support from which a sentence says what the statement says
DIFFERED = 1.9  # support from which figures are compared
DENIED = 2.2  # support from which a "not" on one side alone is a difference
AROUND = 3  # words on each side of a figure by which it is known what it measures
NEXT_TO = 0.6  # share of their terms that the other sentence must hold
READ = 8  # sentences held against a statement, best first


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a page stands to a statement."""

    agreement: Agreement
    unit: Unit | None = None  # the sentence that comes closest
    differing: tuple[str, ...] = ()  # as the statement writes it
    support: float = 0.0  # of the sentence, 0 to 1 + COVERED


def compare(statement: str, scored: Sequence[Scored], words: Words) -> Verdict:
    """The verdict of the sentences of a page on a statement; without sentences it is not found there."""
    side = statement_of(statement, [s.unit.plain for s in scored], words)
    near = sorted(((_support(side, s, words), -n, s) for n, s in enumerate(scored)), key=lambda f: f[:2], reverse=True)
    said = (_against(side, s, support, scored, words) for support, _, s in near[:READ])
    nothing = Verdict(Agreement.NOT_FOUND, near[0][2].unit, (), near[0][0]) if near else Verdict(Agreement.NOT_FOUND)
    return next((v for v in said if v), nothing)


def _support(side: Statement, scored: Scored, words: Words) -> float:
    """How much speaks for a sentence saying what the statement says."""
    own = side.terms.share(words.terms(scored.unit.plain))
    covered = OWN * own + (1 - OWN) * side.terms.share(_terms(scored.unit, words))
    given = sum(_given(f, [scored], words) for f in side.figures) / max(1, len(side.figures))
    return COVERED * covered + max(scored.alone, scored.under) + GIVEN * given


def _against(side: Statement, scored: Scored, support: float, page: Sequence[Scored], words: Words) -> Verdict | None:
    """What one sentence of the page says to the statement, None when it says nothing to it."""
    unit, told = scored.unit, figures(scored.unit.plain, words)
    if support < AGREED or side.names - _terms(unit, words):
        return None
    if (denial := denial_of(side.text, unit.plain, words)) is not None:
        if denial.doubtful or support < DENIED:
            return Verdict(Agreement.NOT_FOUND, unit, (), support)
        return Verdict(Agreement.DIFFERS, unit, denial.words, support)
    differing = tuple(f.written for f in side.figures if _differs(f, told, side, unit, page, words))
    if differing and support >= DIFFERED:
        return Verdict(Agreement.DIFFERS, unit, differing, support)
    if all(_given(f, page, words) for f in side.figures):
        return Verdict(Agreement.AGREES, unit, (), support)
    return None


def _differs(
    figure: Figure, told: Sequence[Figure], side: Statement, unit: Unit, page: Sequence[Scored], words: Words
) -> bool:
    """Whether a sentence gives a figure otherwise: one left over that measures the same, and nowhere the figure."""
    if _given(figure, page, words):
        return False
    left = [t for t in told if comparable(figure, t) and not any(same(t, own) for own in side.figures)]
    near = around(figure, side, AROUND, words)
    return len({t.amounts for t in left}) == 1 and len(near & _terms(unit, words)) >= NEXT_TO * len(near)


def _given(figure: Figure, page: Sequence[Scored], words: Words) -> bool:
    """Whether any sentence gives the figure itself."""
    return any(gives(figures(s.unit.plain, words), figure) for s in page)


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
