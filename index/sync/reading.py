"""Files -> documents and passages, ready to be kept; one that cannot be read is reported and stops nothing."""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256

from domain.documents import Document, Found, Passage, Skipped
from domain.errors import StudyError
from domain.ports import Reader
from index.sqlite.codec import pack, pack_links, pack_outline, pack_text
from index.vectors.embedding_text import embedding_text

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """One source as it will be kept: its columns, and its passages with the digests of what is embedded."""

    found: Found
    source: tuple[str, str, str, str, str, str, str, str]
    document: tuple[str, bytes, bytes, bytes, bytes]
    passages: tuple[tuple[Passage, str], ...]


def embedded_digest(passage: Passage) -> str:
    """What names the vector of a passage: the same words under the same headings are embedded once."""
    return sha256(embedding_text(passage).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def read_all(reader: Reader, files: Iterable[Found]) -> Iterator[SourceRecord | Skipped]:
    """Read and split files, one after the other."""
    for found in files:
        try:
            yield source_record(reader, found, reader.load(found))
        except StudyError as error:
            yield Skipped(found.path, error.message, error.hint)
        except Exception as error:  # whatever one strange file does to a parser, the others are still read
            _log.exception("Reading %s failed", found.path)
            yield Skipped(found.path, f"It could not be read ({type(error).__name__}: {error}).")


def source_record(reader: Reader, found: Found, document: Document) -> SourceRecord:
    """A document -> what is kept of it."""
    source = document.source
    for text in (found.source_id, source.title, source.location, found.path, found.shelf):
        text.encode("utf-8")  # a name that is no Unicode cannot be kept: better found out here than half-way
    unique = {p.id: p for p in reader.passages(document)}
    return SourceRecord(
        found=found,
        source=(
            found.source_id,
            source.kind.value,
            source.title,
            source.location,
            found.shelf,
            found.path,
            found.digest,
            document.digest,
        ),
        document=(
            found.source_id,
            pack_text(document.text),
            pack_outline(document.outline),
            pack_links(document.links),
            pack(list(document.pages)),
        ),
        passages=tuple((p, embedded_digest(p)) for p in unique.values()),
    )
