"""Passages by their words: BM25 in SQLite's FTS5, over headings, parent items and the words themselves."""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence

from domain.documents import Passage
from index.analyzer import terms, words
from index.picks import EVERY, Pick

HEADINGS_WEIGHT = 1.0
ABOVE_WEIGHT = 1.0
BODY_WEIGHT = 1.0
MOST_TERMS = 64  # of one query: what is longer is an essay, and FTS5 limits how much it parses

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


def find_by_words(connection: sqlite3.Connection, query: Sequence[str], limit: int, pick: Pick = EVERY) -> list[str]:
    """Ids of at most `limit` picked passages that hold a term of the query, best first, ties by id."""
    if not query:
        return []
    matching = " OR ".join(f'"{term}"' for term in list(dict.fromkeys(query))[:MOST_TERMS])
    where = f" AND rowid IN ({pick.numbers})" if pick.conditions else ""
    rows = connection.execute(
        f"SELECT rowid, {_BM25} AS score FROM words WHERE words MATCH ?{where} ORDER BY score", (matching, *pick.values)
    )
    best = _best(rows, limit)
    names = _ids(connection, [number for number, _ in best])
    return sorted((names[number] for number, _ in best), key={names[n]: (s, names[n]) for n, s in best}.__getitem__)[
        :limit
    ]


def _best(rows: Iterable[tuple[int, float]], limit: int) -> list[tuple[int, float]]:
    """The first rows, and those that score the same as the last of them: which of these stay is decided by id."""
    best: list[tuple[int, float]] = []
    for number, score in rows:
        if len(best) >= limit and score > best[-1][1]:
            break
        best.append((number, score))
    return best


def _ids(connection: sqlite3.Connection, numbers: Sequence[int]) -> dict[int, str]:
    found = {}
    for number in numbers:
        (found[number],) = connection.execute("SELECT id FROM passages WHERE number = ?", (number,)).fetchone()
    return found


def _joined(text: str) -> str:
    return " ".join(terms(text))
