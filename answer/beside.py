"""Scored sentences of linked pages, and what the notes say -> the one or two that add something to it."""

from collections.abc import Sequence

from answer.scoring import Scored
from answer.standing import introduces, leans, says_again
from answer.units import Unit

MOST = 2  # sentences of linked pages beside notes
WORDS = 34  # of them in all
NEAR = 1.0  # how far below the best logit of all such a sentence may lie
MEANT = 0.45  # cosine with the question from which it is about that
COVERED = 0.6  # share of the question that it must hold, with what stands over it


def added(pages: Sequence[Scored], best: float, told: Sequence[Unit]) -> list[Unit]:
    """Sentences of linked pages near the best of all, that stand alone and are not told yet, in reading order."""
    found: list[Unit] = []
    for s in pages:
        fits = len(found) < MOST and sum(len(u.plain.split()) for u in [*found, s.unit]) <= WORDS
        if fits and _answers(s, best) and not any(says_again(s.unit.plain, before.plain) for before in [*told, *found]):
            found.append(s.unit)
    return sorted(found, key=lambda u: u.place)


def _answers(s: Scored, best: float) -> bool:
    near = s.logit >= best - NEAR and s.alone >= MEANT and s.covered >= COVERED
    return near and _stands_alone(s.unit.plain)


def _stands_alone(plain: str) -> bool:
    return not leans(plain) and not introduces(plain) and len(plain.split()) > 3
