"""What a library holds, read from a snapshot."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from domain.documents import Document, Kind, Passage, Source
from index.sqlite.codec import unpack_document, unpack_passage
from index.sqlite.scope import EVERY, PassageFilter
from index.sqlite.store import Connection

if TYPE_CHECKING:
    from domain.ports import Vectors

_SOURCE = "s.id, s.kind, s.title, s.location, s.shelf"
T = TypeVar("T")
_AT_ONCE = 500  # placeholders in one statement


@dataclass(frozen=True, slots=True)
class State:
    """Where a library stands."""

    stamp: str  # format, embedder, reader: "" before the first sync
    version: str  # changes with every sync that changed something
    aligned: bool  # whether Chroma holds this version
    checked: str = ""  # what Chroma's files looked like when that was last checked, "" when it never was


def state_of(connection: Connection) -> State:
    """The state at this moment."""
    keys = "'stamp', 'version', 'aligned', 'checked'"
    meta = dict(connection.execute(f"SELECT key, value FROM meta WHERE key IN ({keys})"))
    version = meta.get("version", "")
    return State(meta.get("stamp", ""), version, meta.get("aligned", "") == version, meta.get("checked", ""))


def holds_passages(connection: Connection) -> bool:
    """Whether there is anything to search."""
    return connection.execute("SELECT 1 FROM passages LIMIT 1").fetchone() is not None


def sources_of(connection: Connection) -> list[Source]:
    """All sources in order of id."""
    return [_source(*row) for row in connection.execute(f"SELECT {_SOURCE} FROM sources s ORDER BY s.id")]


def document_of(connection: Connection, source_id: str) -> Document:
    """One document; `KeyError` when there is none."""
    row = connection.execute(
        f"SELECT {_SOURCE}, d.text, d.outline, d.links, d.pages FROM sources s JOIN documents d ON d.source = s.id"
        " WHERE s.id = ?",
        (source_id,),
    ).fetchone()
    if row is None:
        raise KeyError(source_id)
    return unpack_document(_source(*row[:5]), *row[5:])


def shelves_with_passages(connection: Connection) -> list[str]:
    """The shelves that a search has to look at, in order of name."""
    rows = connection.execute("SELECT DISTINCT shelf FROM sources WHERE id IN (SELECT source FROM passages) ORDER BY 1")
    return [shelf for (shelf,) in rows]


def passages_by_id(connection: Connection, ids: Sequence[str]) -> dict[str, Passage]:
    """Passages by their ids."""
    return _passages_by(connection, "id", ids)


def passages_by_number(connection: Connection, numbers: Sequence[int]) -> dict[int, Passage]:
    """Passages by their numbers."""
    return _passages_by(connection, "number", numbers)


def section_of(connection: Connection, passage: Passage) -> list[Passage]:
    """The passages of the same source under the same headings, in reading order."""
    return [found for found in passages_of(connection, passage.source.id) if found.headings == passage.headings]


def passages_of(connection: Connection, source_id: str) -> list[Passage]:
    """The passages of a source in reading order."""
    rows = connection.execute(
        f'SELECT p.start, p."end", p.body, {_SOURCE} FROM passages p JOIN sources s ON s.id = p.source'
        " WHERE p.source = ? ORDER BY p.start",
        (source_id,),
    )
    return [unpack_passage(_source(*source), start, end, body) for start, end, body, *source in rows]


def ids_by_digest(connection: Connection, digests: Sequence[str], pick: PassageFilter = EVERY) -> list[tuple[str, str]]:
    """(passage id, digest) of the picked passages that have one of the digests."""
    found: list[tuple[str, str]] = []
    for some in _portions(digests):
        found += connection.execute(
            "SELECT p.id, p.digest FROM passages p JOIN sources s ON s.id = p.source"
            f" WHERE p.digest IN ({_marks(some)}) AND {pick.where}",
            (*some, *pick.values),
        )
    return found


def digests_of(connection: Connection, pick: PassageFilter = EVERY) -> list[str]:
    """The digests of the picked passages, each once, in order."""
    rows = connection.execute(  # source by source, through the index that holds the digests
        f"SELECT p.digest FROM sources s CROSS JOIN passages p ON p.source = s.id WHERE {pick.where}", pick.values
    )
    return sorted({digest for (digest,) in rows})


def numbers_by_digest(connection: Connection, digests: Sequence[str]) -> list[tuple[int, str]]:
    """(passage number, digest) of the passages that have one of the digests."""
    found: list[tuple[int, str]] = []
    for some in _portions(digests):
        found += connection.execute(f"SELECT number, digest FROM passages WHERE digest IN ({_marks(some)})", some)
    return found


def digests_by_number(connection: Connection, numbers: Sequence[int]) -> list[tuple[int, str]]:
    """(passage number, digest of what is embedded) of passages by their numbers, in ascending order."""
    found: list[tuple[int, str]] = []
    for some in _portions(sorted(numbers)):
        found += connection.execute(
            f"SELECT number, digest FROM passages WHERE number IN ({_marks(some)}) ORDER BY number", some
        )
    return found


def vectors_of(connection: Connection, embedder: str, digests: Sequence[str]) -> "dict[str, Vectors]":
    """The stored vectors of some digests; one that has none is left out."""
    import numpy as np

    found = {}
    for some in _portions(digests):
        rows = connection.execute(
            f"SELECT digest, vector FROM vectors WHERE digest IN ({_marks(some)}) AND embedder = ?", (*some, embedder)
        )
        for digest, blob in rows:
            found[digest] = np.frombuffer(blob, dtype=np.float32)
    return found


def every_vector(connection: Connection, embedder: str, at_once: int) -> "Iterator[tuple[list[str], Vectors]]":
    """All stored vectors, so many at a time: digests, and a row for each."""
    import numpy as np

    cursor = connection.execute("SELECT digest, vector FROM vectors WHERE embedder = ?", (embedder,))
    while some := cursor.fetchmany(at_once):
        matrix = np.frombuffer(b"".join(blob for _, blob in some), dtype=np.float32)
        yield [digest for digest, _ in some], matrix.reshape(len(some), -1)


def picked_vectors(connection: Connection, embedder: str, pick: PassageFilter) -> "tuple[list[str], Vectors]":
    """The digests of the picked passages and their vectors, one row each."""
    import numpy as np

    rows = connection.execute(
        "SELECT v.digest, v.vector FROM vectors v WHERE v.embedder = ? AND v.digest IN"
        f" (SELECT p.digest FROM passages p JOIN sources s ON s.id = p.source WHERE {pick.where})",
        (embedder, *pick.values),
    ).fetchall()
    matrix = np.frombuffer(b"".join(blob for _, blob in rows), dtype=np.float32)
    return [digest for digest, _ in rows], matrix.reshape(len(rows), -1) if rows else matrix.reshape(0, 0)


def _passages_by(connection: Connection, key: str, values: Sequence[T]) -> dict[T, Passage]:
    found = {}
    for some in _portions(values):
        rows = connection.execute(
            f'SELECT p.{key}, p.start, p."end", p.body, {_SOURCE} FROM passages p'
            f" JOIN sources s ON s.id = p.source WHERE p.{key} IN ({_marks(some)})",
            some,
        )
        for value, start, end, body, *source in rows:
            found[value] = unpack_passage(_source(*source), start, end, body)
    return found


def _source(id: str, kind: str, title: str, location: str, shelf: str) -> Source:
    return Source(id, Kind(kind), title, location, shelf)


def _portions(values: Sequence[T]) -> Iterable[Sequence[T]]:
    return (values[i : i + _AT_ONCE] for i in range(0, len(values), _AT_ONCE))


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))
