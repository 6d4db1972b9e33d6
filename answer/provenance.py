"""A citation of a linked page -> what in the notes led there. Pure but for the documents it looks into."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from claims.links import block_of, links_at
from claims.units import trail
from domain.documents import Document
from domain.linked import LINKED, LedgerEntry, LinkedFrom, Place
from domain.ports import Documents
from domain.replies import Answer, Citation, Reply


def traced(reply: Reply, ledger: Callable[[], Sequence[LedgerEntry]], documents: Documents) -> Reply:
    """The reply with what led to each linked page that it cites; the ledger is read only when there is one."""
    if not isinstance(reply, Answer) or all(c.passage.source.shelf != LINKED for c in reply.citations):
        return reply
    entries = ledger()
    return replace(reply, citations=tuple(_traced(c, entries, documents) for c in reply.citations))


def linked_from(source_id: str, entries: Sequence[LedgerEntry], documents: Documents) -> LinkedFrom | None:
    """The first place in the notes that leads to a page; links to it alone come before links to a whole guide."""
    leading = sorted((e for e in entries if source_id in e.sources), key=lambda e: (len(e.sources), e.url))
    places = ((entry, place) for entry in leading for place in entry.places)
    return next((found for entry, place in places if (found := _at(entry, place, documents))), None)


def _traced(citation: Citation, entries: Sequence[LedgerEntry], documents: Documents) -> Citation:
    source = citation.passage.source
    if source.shelf != LINKED:
        return citation
    return replace(citation, linked_from=linked_from(source.id, entries, documents))


def _at(entry: LedgerEntry, place: Place, documents: Documents) -> LinkedFrom | None:
    try:
        document = documents.document(place.source_id)
    except KeyError:  # the note went after the ledger was written
        return None
    link = next(links_at(document, entry.url, place.line), None)
    block = block_of(document, link) if link else None
    return _from(document, block, place.line) if block is not None else None


def _from(document: Document, block: int, line: int) -> LinkedFrom:
    held, source = document.outline[block], document.source
    return LinkedFrom(source.id, source.location, trail(document, block), line, held.start, held.end, held.plain)
