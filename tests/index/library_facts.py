"""What the tests of the library share: writing notes, opening libraries, and comparing what two of them hold."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

from index.keyword.postings import NOBODY, holders_of, lengths_of
from index.library import Library

Open = Callable[..., Library]
Facts = Callable[[Library], object]
QUERIES = ("glue crawlers", "pay per hour", "redshift warehouse", "nothing of the kind", "streams")


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def facts_of(library: Library) -> object:
    """Everything that two libraries of the same notes must agree on."""
    with sqlite3.connect(library._folder / "library.sqlite3") as connection:
        tables = {
            "passages": 'SELECT id, source, start, "end", digest, body FROM passages ORDER BY id',
            "documents": "SELECT * FROM documents ORDER BY source",
            "sources": "SELECT * FROM sources ORDER BY id",
            "vectors": "SELECT * FROM vectors ORDER BY digest",
            "spellings": "SELECT * FROM spellings ORDER BY word",
            "sections": "SELECT heading, p.id FROM sections JOIN passages p ON p.number = passage ORDER BY 1, 2",
        }
        held = {name: connection.execute(query).fetchall() for name, query in tables.items()}
        ids = dict(connection.execute("SELECT number, id FROM passages"))
        lengths = lengths_of(connection).tolist()
        assert [number for number, length in enumerate(lengths) if length != NOBODY] == sorted(ids)
        held["lengths"] = sorted((ids[number], lengths[number]) for number in ids)
        held["postings"] = [
            (
                term,
                sorted((ids[number], int(times)) for number, times in zip(*holders_of(connection, term), strict=True)),
            )
            for (term,) in connection.execute("SELECT DISTINCT term FROM postings ORDER BY term")
        ]
    connection.close()
    found = [[(h.passage, h.score, h.found_by, h.similarity) for h in library.search(q)] for q in QUERIES]
    return held, found
