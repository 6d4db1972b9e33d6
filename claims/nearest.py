"""A statement and the sentences of the excerpts -> the windows most likely to support it, with their cosines."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claims.contradictions.partners import partners
from claims.features import Features, akin, evidence
from claims.statement import Statement
from claims.units import Unit
from claims.windows import windows
from domain.ports import Embedder, Words

if TYPE_CHECKING:
    from domain.ports import Vectors

LOOKED_AT = 6  # windows that are embedded: those that hold most of the statement


@dataclass(frozen=True, slots=True)
class Near:
    """A window taken apart, and how near it is in meaning."""

    told: Features
    cosine: float  # of the statement and the sentences, -1..1


class ExcerptIndex:
    """What an answer was written from, taken apart once for all its sentences."""

    def __init__(self, units: Sequence[Unit], embedder: Embedder, words: Words) -> None:
        """`units` passage by passage, in reading order."""
        self._embedder = embedder
        texts: dict[str, list[str]] = {}
        for unit in units:
            texts.setdefault(unit.passage.id, [" ".join((unit.document.source.title, *unit.trail))]).append(unit.plain)
        around = {name: frozenset(words.terms(" ".join(plain[1:]))) for name, plain in texts.items()}
        together = {name: partners("\n".join(plain), words) for name, plain in texts.items()}
        ids = ((w, w.units[0].passage.id) for w in windows(units))
        self._told = [evidence(w, around[name], together[name], words) for w, name in ids]
        self.plain = [u.plain for u in units]

    def get_ready(self) -> None:
        """Embed every sentence, for an embedder that remembers: then a statement waits for its own vector alone."""
        self._embedder.embed(list(dict.fromkeys(self.plain)))

    def nearest(self, statement: Statement) -> list[Near]:
        """The windows that hold most of a statement, shorter ones first where they hold as much.

        Two sentences are as near as the sum of their vectors: each sentence is embedded once, whatever is asked.
        """
        ranked = sorted(self._told, key=lambda e: (-_held(statement, e), len(e.own)))[:LOOKED_AT]
        texts = dict.fromkeys(unit.plain for e in ranked for unit in e.window.units)
        one, *others = self._embedder.embed([statement.text, *texts])
        vectors = dict(zip(texts, others, strict=True))
        return [Near(e, _cosine(one, [vectors[unit.plain] for unit in e.window.units])) for e in ranked]


def _cosine(one: "Vectors", others: Sequence["Vectors"]) -> float:
    """Of a unit vector and the sum of some."""
    whole = sum(others[1:], others[0])
    return float(one @ whole / (whole @ whole) ** 0.5)


def _held(statement: Statement, told: Features) -> float:
    """The share of a statement's terms in a window, its own words counting most."""
    weights = statement.terms.weights
    own = sum(w for t, w in weights.items() if t in told.own or akin(t, told.own))
    near = sum(w for t, w in weights.items() if t in told.near or akin(t, told.near))
    figures = sum(any(f.amounts == t.amounts for t in told.numbers.figures) for f in statement.figures)
    return 0.6 * own + 0.4 * near + 0.3 * figures
