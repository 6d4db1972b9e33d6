"""Links that were read -> every bullet of the notes with such a link, held against what the link led to."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claims.agreement import Verdict, combined, compare
from claims.links import block_of, links_at, statements
from claims.scoring import score, weighted_terms
from claims.units import lead, units_of
from domain.documents import Document, Link
from domain.linked import Check, LedgerEntry, Place
from domain.ports import Documents, Embedder, Retriever, Words
from domain.replies import Citation, Scope

HITS = 8  # passages of the pages whose sentences are held against a bullet


@dataclass(frozen=True, slots=True)
class Checker:
    """Holds notes against the pages behind their links; the same library gives the same checks."""

    retriever: Retriever
    documents: Documents
    words: Words
    embedder: Embedder

    def checks(self, entries: Sequence[LedgerEntry]) -> list[Check]:
        """One check for each bullet of each link that has sources, in the reading order of the notes.

        A link on a mere title speaks for the bullets under it. Entries of notes that are gone give none.
        """
        found = [
            (place.source_id, block, place, entry)
            for entry in entries
            if entry.sources
            for place in entry.places
            for block in self._blocks(entry, place)
        ]
        unique = {(note, block, entry.url): (place, entry) for note, block, place, entry in found}
        return [self._check(note, block, *unique[note, block, url]) for note, block, url in sorted(unique)]

    def held(self, about: str, statement: str, sources: frozenset[str]) -> Verdict:
        """One statement, which stands under the words `about`, held against some sources."""
        text = f"{about}: {statement}" if about else statement
        hits = self.retriever.search(text, limit=HITS, scope=Scope(sources))
        units = units_of(hits, self.documents)
        return compare(statement, score(weighted_terms(text, self.words), units, self.embedder, self.words), self.words)

    def _blocks(self, entry: LedgerEntry, place: Place) -> Iterator[int]:
        document = self._opened(place.source_id)
        if document is None:
            return
        linking = frozenset(b for link in document.links if (b := block_of(document, link)) is not None)
        for link in links_at(document, entry.url, place.line):
            if (block := block_of(document, link)) is not None:
                yield from statements(document, block, linking)

    def _opened(self, source_id: str) -> Document | None:
        try:
            return self.documents.document(source_id)
        except KeyError:  # the note went after the ledger was written
            return None

    def _check(self, note: str, block: int, place: Place, entry: LedgerEntry) -> Check:
        document = self.documents.document(note)
        about, links = lead(document, block), [link for link in document.links if link.url == entry.url]
        told = [_bare(s.plain, links) for s in document.outline[block].sentences if s.plain]
        verdict = combined([self.held(about, sentence, frozenset(entry.sources)) for sentence in told])
        unit = verdict.unit
        evidence = Citation(1, unit.passage, unit.sentence.start, unit.sentence.end) if unit else None
        return Check(entry.url, place, " ".join(told), verdict.agreement, evidence, verdict.differing)


def _bare(plain: str, links: Sequence[Link]) -> str:
    """A sentence without the links that only stand behind it, such as "(docs)"."""
    for link in links:
        plain = plain.replace(f" ({link.label})", "") if link.label else plain
    return plain
