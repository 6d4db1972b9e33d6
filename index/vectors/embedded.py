"""Passages together with their stored vectors: for whoever compares all of them with something."""

from typing import TYPE_CHECKING

from domain.documents import Passage
from index.sqlite.contents import ids_by_digest, passages_by_id, picked_vectors
from index.sqlite.scope import PassageFilter
from index.sqlite.store import Connection

if TYPE_CHECKING:
    from domain.ports import Vectors


def embedded_passages(connection: Connection, embedder: str, pick: PassageFilter) -> "tuple[list[Passage], Vectors]":
    """The picked passages in reading order of each source, and a row of the vectors for each."""
    digests, vectors = picked_vectors(connection, embedder, pick)
    rows = {digest: row for row, digest in enumerate(digests)}
    found = ids_by_digest(connection, digests, pick)
    passages = passages_by_id(connection, [key for key, _ in found])
    pairs = [(passages[key], rows[digest]) for key, digest in found]
    pairs.sort(key=lambda pair: (pair[0].source.id, pair[0].start))
    return [passage for passage, _ in pairs], vectors[[row for _, row in pairs]]
