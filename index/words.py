"""Passages by their words: BM25 in SQLite's FTS5, over headings, parent items and the words themselves."""

import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from domain.documents import Passage
from index.analyzer import terms, words
from index.contents import ids_of

HEADINGS_WEIGHT = 1.0
ABOVE_WEIGHT = 1.0
BODY_WEIGHT = 1.0
MOST_TERMS = 64  # of one query: what is longer is an essay, and FTS5 limits how much it parses

Scores = list[tuple[int, float]]  # (passage number, BM25: the lower, the better)

_BM25 = f"bm25(words, {HEADINGS_WEIGHT}, {ABOVE_WEIGHT}, {BODY_WEIGHT})"
_SHORTEST = 4  # letters of a word worth mending: shorter ones have too many neighbours


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


def matches(connection: sqlite3.Connection, query: Sequence[str]) -> Scores:
    """The passages that hold a term of the query, by number, best first."""
    if not query:
        return []
    matching = " OR ".join(f'"{term}"' for term in list(dict.fromkeys(query))[:MOST_TERMS])
    sql = f"SELECT rowid, {_BM25} AS score FROM words WHERE words MATCH ? ORDER BY score"
    return connection.execute(sql, (matching,)).fetchall()


def best_of(
    connection: sqlite3.Connection, found: Scores, limit: int, allowed: Collection[int] | None = None
) -> list[str]:
    """Ids of the best `limit` of the allowed passages (None: all), ties by id."""
    if allowed is not None:  # sifted here: asked to, FTS5 would look every allowed passage up on its own
        found = [pair for pair in found if pair[0] in allowed]
    best = _best(found, limit)
    ids = ids_of(connection, [number for number, _ in best])
    return [name for _, name in sorted((score, ids[number]) for number, score in best)][:limit]


def _best(found: Scores, limit: int) -> Scores:
    """The first ones, and those that score the same as the last of them: which of these stay is decided by id."""
    if len(found) <= limit:
        return found
    last = found[limit - 1][1]
    return [pair for pair in found if pair[1] <= last]


def _joined(text: str) -> str:
    return " ".join(terms(text))
