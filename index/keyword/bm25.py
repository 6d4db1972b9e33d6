"""Passages by their words: BM25 over headings, parent items and the words themselves, as SQLite's FTS5 reckons it.

Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING

from domain.documents import Passage
from index.keyword.postings import NOBODY, holders_of, lengths_of
from language.terms import words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Scores = NDArray[np.float64]  # by passage number: the higher, the better

K1 = 1.2  # how soon a term that comes again counts no more
B = 0.75  # how much a long passage is held against it
LEAST_RARITY = 1e-6  # of a term that half of all passages hold, or more
MOST_TERMS = 64  # of one query: what is longer is an essay

_SHORTEST = 4  # letters of a word worth mending: shorter ones have too many neighbours


@dataclass(frozen=True, slots=True)
class Postings:
    """The numbers of the passages that hold a term, and what each scores for it: BM25, the higher, the better."""

    numbers: "NDArray[np.int64]"
    scores: "Scores"


@dataclass(frozen=True, slots=True)
class Norms:
    """How many passages a library has, and how much what each holds counts less for its length."""

    passages: int
    by_number: "Scores"  # meaningless where there is no passage


def spelt(passages: Iterable[Passage]) -> Counter[str]:
    """How many passages hold each word, as it is spelt."""
    counts: Counter[str] = Counter()
    for passage in passages:
        counts.update({w for w in words(passage.indexed) if len(w) >= _SHORTEST})
    return counts


def count_spellings(connection: sqlite3.Connection, gone: Counter[str], new: Counter[str]) -> None:
    """Bring the word counts in line with passages that went and came."""
    delta = Counter(new)
    delta.subtract(gone)
    rows = [(word, n) for word, n in delta.items() if n]
    connection.executemany(
        "INSERT INTO spellings VALUES (?, ?) ON CONFLICT (word) DO UPDATE SET count = count + excluded.count", rows
    )
    connection.execute("DELETE FROM spellings WHERE count <= 0")


def asked_terms(query: Iterable[str]) -> list[str]:
    """What of a query is looked up: each term once, the first ones of an essay."""
    return list(dict.fromkeys(query))[:MOST_TERMS]


def norms_of(connection: sqlite3.Connection) -> Norms:
    """What BM25 has to know about the passages of a library."""
    import numpy as np  # deferred: keeps this module free to import

    lengths = lengths_of(connection).astype(np.float64)
    there = lengths != NOBODY
    passages = int(there.sum())
    average = float(lengths[there].sum()) / passages if passages else 1.0
    return Norms(passages, K1 * (1 - B + B * lengths / (average or 1.0)))


def postings_of(connection: sqlite3.Connection, term: str, norms: Norms) -> Postings:
    """The passages that hold a term. BM25 adds up over terms, so each is asked for alone, and kept by the caller."""
    numbers, counts = holders_of(connection, term)
    times = counts.astype("float64")
    rarity = log((norms.passages - len(numbers) + 0.5) / (len(numbers) + 0.5))
    scores = times * ((K1 + 1) * max(rarity, LEAST_RARITY)) / (times + norms.by_number[numbers])
    return Postings(numbers, scores)


def scored(found: Iterable[Postings], size: int) -> "Scores":
    """BM25 of all passages by number, 0 for those that hold no term; always summed in the order of the terms."""
    import numpy as np

    scores = np.zeros(size, dtype=np.float64)
    for postings in found:
        scores[postings.numbers] += postings.scores
    return scores
