"""What SQLite's FTS5 makes of passages, for comparison."""

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing

from domain.documents import Passage
from language.terms import terms


def by_full_text(passages: Mapping[int, Passage], query: Sequence[str]) -> dict[int, float]:
    """FTS5's BM25 of numbered passages for any of the terms, the higher, the better; terms go to it in hex."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE VIRTUAL TABLE words USING fts5(headings, above, body)")
        for number, p in passages.items():
            fields = [" ".join(map(in_hex, terms(" ".join(texts)))) for texts in (p.headings, p.above, (p.plain,))]
            connection.execute(
                "INSERT INTO words (rowid, headings, above, body) VALUES (?, ?, ?, ?)", (number, *fields)
            )
        sql = "SELECT rowid, -bm25(words) FROM words WHERE words MATCH ?"
        return dict(connection.execute(sql, (" OR ".join(map(in_hex, query)),)))


def in_hex(term: str) -> str:
    return f"x{term.encode().hex()}"
