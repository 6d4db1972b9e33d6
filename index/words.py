"""Passages by their words: BM25 in SQLite's FTS5, over headings, parent items and the words themselves."""

import sqlite3
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from domain.documents import Passage
from index.analyzer import terms, words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Scores = NDArray[np.float64]  # by passage number: the higher, the better

HEADINGS_WEIGHT = 1.0
ABOVE_WEIGHT = 1.0
BODY_WEIGHT = 1.0
MOST_TERMS = 64  # of one query: what is longer is an essay

_BM25 = f"bm25(words, {HEADINGS_WEIGHT}, {ABOVE_WEIGHT}, {BODY_WEIGHT})"
_SHORTEST = 4  # letters of a word worth mending: shorter ones have too many neighbours


@dataclass(frozen=True, slots=True)
class Postings:
    """The numbers of the passages that hold a term, and what each scores for it: BM25, the higher, the better."""

    numbers: "NDArray[np.int64]"
    scores: "Scores"


def add_words(connection: sqlite3.Connection, number: int, passage: Passage) -> None:
    """Make one passage findable by its words."""
    fields = (" ".join(passage.headings), " ".join(passage.above), passage.plain)
    connection.execute(
        "INSERT INTO words (rowid, headings, above, body) VALUES (?, ?, ?, ?)", (number, *map(_joined, fields))
    )


def remove_words(connection: sqlite3.Connection, numbers: Iterable[int]) -> None:
    """Forget the words of passages."""
    connection.executemany("DELETE FROM words WHERE rowid = ?", ((n,) for n in numbers))


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


def postings_of(connection: sqlite3.Connection, term: str) -> Postings:
    """The passages that hold a term. BM25 adds up over terms, so each is asked for alone, and kept by the caller."""
    import numpy as np  # deferred: keeps this module free to import

    rows = connection.execute(f"SELECT rowid, {_BM25} FROM words WHERE words MATCH ?", (f'"{term}"',))
    found = np.fromiter(rows, dtype=[("number", np.int64), ("score", np.float64)])
    return Postings(found["number"].copy(), -found["score"])


def scored(found: Iterable[Postings], size: int) -> "Scores":
    """BM25 of all passages by number, 0 for those that hold no term; always summed in the order of the terms."""
    import numpy as np

    scores = np.zeros(size, dtype=np.float64)
    for postings in found:
        scores[postings.numbers] += postings.scores
    return scores


def _joined(text: str) -> str:
    return " ".join(terms(text))
