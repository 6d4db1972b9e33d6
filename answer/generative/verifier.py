"""The sentences of a draft and the excerpts it was written from -> each with its support and the words it rests on."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from answer.generative.injection import asks_for_something, gives_orders, tainted
from claims.judge import SURE, Finding, judge
from claims.nearest import ExcerptIndex
from claims.statement import statement_of
from claims.units import Unit
from claims.windows import Window
from domain.ports import Embedder, Words
from domain.replies import Support

CLAUSE_TERMS = 3  # of a clause that may be judged alone
_CLAUSES = re.compile(r"(?:; |, (?:and|but|while|whereas) )")
_ASIDE = re.compile(  # how a reply begins, which says nothing
    r"^(?:Yes|Sure|Certainly|Of course|Additionally|Furthermore|Moreover|In addition|For (?:example|instance)) ?[,!:] "
)
_MARKUP = re.compile(r"\\(?=[^\w\s])|(?<!\w)[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}(?!\w)|\*\*")


@dataclass(frozen=True, slots=True)
class Verified:
    """A sentence, how well it is supported, and the words that do it."""

    support: Support
    windows: tuple[Window, ...] = ()
    against: tuple[str, ...] = ()  # what the nearest words have otherwise
    echoes: bool = False  # says what an order in the excerpts says


class Verifier:
    """Judges the sentences of one draft; by code alone, and the same for the same excerpts."""

    def __init__(self, units: Sequence[Unit], embedder: Embedder, words: Words) -> None:
        """`units` are the sentences of the excerpts, passage by passage, in reading order."""
        orders = tainted(units)
        self.wary = any(asks_for_something(u.plain) for u in units)  # whether a model may find something to do in them
        self._words = words
        self._excerpts = ExcerptIndex([u for n, u in enumerate(units) if n not in orders], embedder, words)
        self._orders = ExcerptIndex([u for n, u in enumerate(units) if n in orders], embedder, words)

    def get_ready(self) -> None:
        """Do beforehand what the first sentences would wait for."""
        self._excerpts.get_ready()

    def verify(self, sentence: str, cited: Collection[str] = ()) -> Verified:
        """One sentence of a draft, in Markdown without markers; `cited` are the ids of the passages it names."""
        plain = _ASIDE.sub("", plain_of(sentence))
        whole = self._judged(plain, cited, self._excerpts)
        if whole.support in (Support.VERBATIM, Support.SUPPORTED) and whole.window:
            return Verified(whole.support, (whole.window,))
        contradicted = whole.against and whole.score >= SURE  # by words that hold the whole of it
        if not contradicted and (parts := self._in_parts(plain, cited)):
            return parts
        if whole.window and whole.support is Support.WEAK:
            return Verified(Support.WEAK, (whole.window,))
        echoes = gives_orders(plain) or self._judged(plain, (), self._orders).support is not Support.UNSUPPORTED
        return Verified(Support.UNSUPPORTED, (), whole.against, echoes)

    def _judged(self, plain: str, cited: Collection[str], excerpts: ExcerptIndex) -> Finding:
        if not excerpts.plain:
            return Finding(Support.UNSUPPORTED)
        statement = statement_of(plain, excerpts.plain, self._words)
        return judge(statement, excerpts.nearest(statement), cited, self._words)

    def _in_parts(self, plain: str, cited: Collection[str]) -> Verified | None:
        """A sentence whose clauses rest on words in different places; none when one of them rests on nothing."""
        clauses = [clause for clause in _CLAUSES.split(plain) if clause.strip()]
        if len(clauses) < 2 or min(len(self._words.terms(c)) for c in clauses) < CLAUSE_TERMS:
            return None
        found = [self._judged(clause, cited, self._excerpts) for clause in clauses]
        held = [f.window for f in found if f.window and f.support in (Support.VERBATIM, Support.SUPPORTED)]
        if len(held) < len(clauses):
            return None
        return Verified(Support.SUPPORTED, tuple({w.span: w for w in held}.values()))


def plain_of(markdown: str) -> str:
    """A sentence as it reads, but with backticks around code."""
    return " ".join(_MARKUP.sub("", markdown).split())
