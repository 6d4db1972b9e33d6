"""Every sentence of the library, indexed by its terms: is something said of something anywhere?

A statement counts as said when a sentence that names the topic, or stands under it, holds most of its terms. That is
deliberately generous: a wrong option that might be right is worse than one that is lost.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from domain.documents import BlockKind, Document
from domain.outline import ancestors
from domain.ports import Words

SAID = 0.6  # share of a statement's terms, by rarity, that a sentence must hold to say it


@dataclass
class EvidenceIndex:
    """The sentences of a library by term."""

    words: Words
    _terms: list[frozenset[str]] = field(default_factory=list)  # of each sentence alone
    _by_term: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))  # with what stands over it

    @classmethod
    def of(cls, documents: Iterable[Document], words: Words) -> "EvidenceIndex":
        """Read every sentence once."""
        found = cls(words)
        for document in documents:
            over: dict[int, frozenset[str]] = {}
            title = frozenset(words.terms(document.source.title))
            for n, block in enumerate(document.outline):
                own = frozenset(words.terms(block.plain))
                over[n] = own
                if block.kind is BlockKind.HEADING:
                    continue
                above = [over[a] for a in ancestors(document, n)]
                found._add(own, title.union(*above))
        return found

    def _add(self, own: frozenset[str], above: frozenset[str]) -> None:
        number = len(self._terms)
        self._terms.append(own)
        for term in own | above:
            self._by_term[term].add(number)

    def says(self, of: str, said: str) -> bool:
        """Whether any block that names a thing, or stands under it, says something of it."""
        subject = set(self.words.terms(of))
        wanted = set(self.words.terms(said)) - subject
        if not subject or not wanted:
            return False
        numbers = set.intersection(*(self._by_term.get(t, set()) for t in subject))
        weights = {t: self.words.rarity(t) for t in sorted(wanted)}  # sums of one order, whatever the process
        total = sum(weights.values()) or 1.0
        return any(sum(w for t, w in weights.items() if t in self._terms[n]) >= SAID * total for n in numbers)


def shares(one: str, other: str, words: Words) -> bool:
    """Whether one of two names is part of the other: "Redshift" and "Redshift ML"."""
    a, b = set(words.terms(one)), set(words.terms(other))
    return not a or not b or a <= b or b <= a


def overlap(one: Sequence[str], other: Sequence[str]) -> float:
    """Jaccard index of two texts' words."""
    a, b = set(one), set(other)
    return len(a & b) / max(1, len(a | b))
