"""The one transaction in which a library goes from one state to the next."""

import secrets
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from domain.documents import Passage
from index.keyword.bm25 import count_spellings, spelt
from index.keyword.postings import add_postings, remove_postings
from index.sqlite.codec import pack_body
from index.sqlite.contents import passages_of
from index.sqlite.store import Connection, get_meta, put_meta
from index.sync.reading import SourceRecord


def swap(connection: Connection, gone: Sequence[str], new: Sequence[SourceRecord]) -> None:
    """Take sources out and put others in, with all that hangs on them."""
    lost = _take_out(connection, gone)
    add_postings(connection, (numbered for draft in new for numbered in _put_in(connection, draft)))
    count_spellings(connection, lost, spelt(p for draft in new for p, _ in draft.passages))


def forget_unused_vectors(connection: Connection, embedder: str) -> None:
    """Drop the vectors that no passage needs any more, and those of other embedders."""
    connection.execute(
        "DELETE FROM vectors WHERE embedder <> ? OR digest NOT IN (SELECT digest FROM passages)", (embedder,)
    )


def new_version(connection: Connection) -> str:
    """Mark the library as changed: readers look again, and Chroma has to be brought in line."""
    count = int(get_meta(connection, "version").split("-")[0] or 0) + 1
    version = f"{count}-{secrets.token_hex(4)}"  # the random part tells a rebuilt library from the one before it
    put_meta(connection, "version", version)
    return version


def _take_out(connection: Connection, ids: Sequence[str]) -> Counter[str]:
    """Delete sources; the word counts that go with them."""
    lost: Counter[str] = Counter()
    numbers: list[int] = []
    for source_id in ids:
        numbers += (n for (n,) in connection.execute("SELECT number FROM passages WHERE source = ?", (source_id,)))
        lost.update(spelt(passages_of(connection, source_id)))
        connection.execute("DELETE FROM sources WHERE id = ?", (source_id,))  # the rest follows by its references
    remove_postings(connection, numbers)
    return lost


def _put_in(connection: Connection, draft: SourceRecord) -> Iterator[tuple[int, Passage]]:
    """Put a source in; its passages and their numbers, as they are given: each above all others."""
    connection.execute("INSERT INTO sources VALUES (?, ?, ?, ?, ?, ?, ?, ?)", draft.source)
    connection.execute("INSERT INTO documents VALUES (?, ?, ?, ?, ?)", draft.document)
    for passage, digest in draft.passages:
        number = _put_passage(connection, draft.found.source_id, passage, digest)
        headings: Iterable[str] = {h.casefold() for h in passage.headings}
        connection.executemany("INSERT INTO sections VALUES (?, ?)", [(h, number) for h in headings])
        yield number, passage


def _put_passage(connection: Connection, source_id: str, passage: Passage, digest: str) -> int:
    row = (source_id, passage.start, passage.end, passage.id, digest, pack_body(passage))
    cursor = connection.execute(
        'INSERT INTO passages (source, start, "end", id, digest, body) VALUES (?, ?, ?, ?, ?, ?)', row
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid
