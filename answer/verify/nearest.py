"""A statement and the sentences of the excerpts -> the windows most likely to support it, with their cosines."""

from collections.abc import Sequence
from dataclasses import dataclass

from answer.statement import Statement
from answer.units import Unit
from answer.verify.signs import Evidence, akin, evidence
from answer.verify.windows import Window, windows
from domain.ports import Embedder, Words

LOOKED_AT = 6  # windows that are embedded: those that hold most of the statement


@dataclass(frozen=True, slots=True)
class Near:
    """A window taken apart, and how near it is in meaning."""

    told: Evidence
    cosine: float  # of the statement and the sentences, -1..1
    under: float  # of the statement and the sentences under what stands over them


class Excerpts:
    """What an answer was written from, taken apart once for all its sentences."""

    def __init__(self, units: Sequence[Unit], embedder: Embedder, words: Words) -> None:
        """`units` passage by passage, in reading order."""
        self._embedder, self._words = embedder, words
        self._told = [evidence(w, words) for w in windows(units)]
        self.plain = [u.plain for u in units]

    def nearest(self, statement: Statement) -> list[Near]:
        """The windows that hold most of a statement, shorter ones first where they hold as much."""
        ranked = sorted(self._told, key=lambda e: (-_held(statement, e), len(e.own)))[:LOOKED_AT]
        texts = [text for e in ranked for text in (e.window.plain, _under(e.window))]
        vectors = self._embedder.embed([statement.text, *texts])
        cosines = (vectors[1:] @ vectors[0]).tolist()
        return [Near(e, cosines[2 * n], cosines[2 * n + 1]) for n, e in enumerate(ranked)]


def _under(window: Window) -> str:
    """The sentences under what stands over them, as answers are scored, so that what was embedded for that is known."""
    return f"{' > '.join(window.units[0].trail)}\n{window.plain}"


def _held(statement: Statement, told: Evidence) -> float:
    """The share of a statement's terms in a window, its own words counting most."""
    weights = statement.terms.weights
    own = sum(w for t, w in weights.items() if t in told.own or akin(t, told.own))
    near = sum(w for t, w in weights.items() if t in told.near or akin(t, told.near))
    figures = sum(any(f.amounts == t.amounts for t in told.figures) for f in statement.figures)
    return 0.6 * own + 0.4 * near + 0.3 * figures
