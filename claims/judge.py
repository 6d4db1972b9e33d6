"""A statement and the windows near it -> whether one of them says it, and what speaks against it.

A window that has a number, a "not", a name, an opposite or the order of things otherwise supports nothing; if it is by
far the nearest, nothing else does, and one that says it of another name outdoes weak support. Of the others a logistic
regression weighs what speaks for them:
`python -m evals.verification --fit` fits it on true and changed statements, and measures it on others.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from claims.detectors import against
from claims.features import elsewhere, missing_names, signs
from claims.nearest import Near
from claims.numbers import counted
from claims.statement import Statement
from claims.windows import Window
from domain.ports import Words
from domain.replies import Support
from language.negation import denial_of

WEIGHTS: Mapping[str, float] = {
    "bias": -4.6,
    "own": 2.81,
    "near": 2.76,
    "cosine": 2.48,
    "heaviest missing": -0.84,
    "subject missing": -1.39,
    "two sentences": -0.22,
    "terms": -0.24,
}
ENOUGH = -2.0  # score from which a window supports a statement weakly
SURE = 0.5  # and from which it supports it
OUTDONE = 0.7  # how much nearer a window that says otherwise must be than the best that does not
CITED = 0.3  # for a window of a passage that the model itself cites
VERBATIM_WORDS = 4  # of a statement that may be called verbatim


@dataclass(frozen=True, slots=True)
class Finding:
    """How well a statement is supported, by what, and what the nearest window has otherwise."""

    support: Support
    window: Window | None = None
    score: float = 0.0
    against: tuple[str, ...] = ()


def judge(statement: Statement, near: Sequence[Near], cited: Collection[str], words: Words) -> Finding:
    """The finding on a statement; `cited` are ids of passages."""
    best = otherwise = of_another = Finding(Support.UNSUPPORTED, score=-9.0)
    for n in near:
        missing = missing_names(statement, n.told)
        found = signs(statement, n.told, n.cosine, words)
        score = sum(WEIGHTS[sign] * value for sign, value in found.items())
        score += CITED * (n.told.window.units[0].passage.id in cited)
        if elsewhere(missing, statement, n.told, words):
            of_another = max(of_another, Finding(Support.UNSUPPORTED, score=score), key=_score)
        elif differing := against(statement, n.told, words):
            otherwise = max(otherwise, Finding(Support.UNSUPPORTED, n.told.window, score, differing), key=_score)
        else:
            support = _support(statement, n, score, words)
            if missing and support is Support.SUPPORTED:  # the name stands in the passage, but not beside them
                support = Support.WEAK
            best = max(best, Finding(support, n.told.window, score), key=_rank)
    if best.support is not Support.VERBATIM and otherwise.score > best.score + OUTDONE:
        return otherwise
    if best.support is Support.WEAK and of_another.score > best.score + OUTDONE:  # what it says is said of another
        return of_another
    return best if best.support is not Support.UNSUPPORTED else Finding(Support.UNSUPPORTED, score=best.score)


def _score(finding: Finding) -> float:
    return finding.score


def _rank(finding: Finding) -> tuple[bool, float]:
    return finding.support is Support.VERBATIM, finding.score


def _support(statement: Statement, near: Near, score: float, words: Words) -> Support:
    told = near.told.window.plain
    if _stands_in(statement.text, told) and denial_of(statement.text, told, words) is None:
        return Support.VERBATIM
    if score < ENOUGH:
        return Support.UNSUPPORTED
    return Support.WEAK if score < SURE or counted(statement, near.told.numbers) else Support.SUPPORTED


def _stands_in(statement: str, told: str) -> bool:
    """Whether a statement is a run of words of a text, its beginning or end included."""
    one, other = _bare(statement), _bare(told)
    return len(one.split()) >= VERBATIM_WORDS and f" {one} " in f" {other} "


def _bare(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
