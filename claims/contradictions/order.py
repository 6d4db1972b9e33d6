"""Two texts of the same words -> whether two things have changed places: "A feeds B" and "B feeds A"."""

import re
from collections.abc import Sequence

from domain.ports import Words

LEAST = 4  # terms of a statement that must stand in the other text, too
SHARED = 0.9  # of its terms
_PASSIVE = re.compile(
    r"\bby\b|ed with\b", re.IGNORECASE
)  # on one side alone: the places change and the meaning does not


def turned(statement: str, told: str, words: Words) -> bool:
    """Whether the statement has what the other text has, but for two things in each other's place."""
    one, other = _places(statement, words), _places(told, words)
    common = sorted(one.keys() & other.keys(), key=lambda t: one[t])
    passive = bool(_PASSIVE.search(statement)) != bool(_PASSIVE.search(told))
    if passive or len(common) < max(LEAST, SHARED * len(one)):
        return False
    ranks = {t: n for n, t in enumerate(sorted(common, key=lambda t: other[t]))}
    return _exchanges([ranks[t] for t in common])


def _exchanges(order: Sequence[int]) -> bool:
    """Whether 0, 1, 2 … has two runs exchanged around a third that stays: 0 3 2 1 4; clauses turn as two: 2 3 0 1."""
    moved = [n for n, at in enumerate(order) if n != at]
    if not moved:
        return False
    runs: list[list[int]] = []
    for at in order[moved[0] : moved[-1] + 1]:
        if runs and at == runs[-1][-1] + 1:
            runs[-1].append(at)
        else:
            runs.append([at])
    return len(runs) == 3 and runs[0] > runs[1] > runs[2]


def _places(text: str, words: Words) -> dict[str, int]:
    """Where each term stands that stands there once. Years and amounts may stand anywhere."""
    terms = [t for t in words.terms(text) if not t[0].isdigit()]
    return {t: n for n, t in enumerate(terms) if terms.count(t) == 1}


_NAME = r"[A-Z][\w'’-]*(?: [A-Z][\w'’-]*)*"
_DID = re.compile(
    rf"(?<!by )(?<!by the )\b(?P<who>{_NAME}) (?P<verb>[a-z]+(?:ed|s|[bg]an|[lw]t|ote))\b(?! (?:\w+ )?by\b)"
)
_DONE = re.compile(rf"\b(?P<verb>[a-z]+(?:ed|en|[lw]t|un))\b(?: [\w-]+){{0,4}}? by (?:the )?(?P<who>{_NAME})")


def done_by_another(statement: str, told: str, known: frozenset[str], words: Words) -> bool:
    """Whether who does a thing in a statement is not who does it in the other text, and both are named on both sides.

    `known` are the terms of the other text and of what a reader knows beside it.
    """
    mine, its, one = _doers(statement, words), _doers(told, words), frozenset(words.terms(statement))
    return any(
        who <= known and all(its_who <= one and not who & its_who for its_who in its[verb])
        for verb, found in mine.items()
        if verb in its
        for who in found
    )


def _doers(text: str, words: Words) -> dict[str, list[frozenset[str]]]:
    """By verb, the terms of the names of those who do it, however it is told: "B is fed by A" and "A feeds B"."""
    found: dict[str, list[frozenset[str]]] = {}
    for match in (*_DONE.finditer(text), *_DID.finditer(text)):
        who = frozenset(words.terms(match["who"]))
        for verb in words.terms(match["verb"]):
            if who:
                found.setdefault(verb, []).append(who)
    return found
