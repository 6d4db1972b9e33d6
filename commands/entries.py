"""One source with its passages and its links, as `sources` shows it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from domain.documents import Link, Source
from domain.linked import LedgerEntry, LinkState
from domain.wire.replies import entry_to_dict

if TYPE_CHECKING:
    from bootstrap import Study


@dataclass(frozen=True, slots=True)
class Entry:
    """One source in the ledger."""

    source: Source
    passages: int
    links: tuple[Link, ...]
    ledger: Mapping[str, LedgerEntry]  # of the links to pages, by url

    def to_dict(self) -> dict[str, Any]:
        """The entry as `sources --json` prints it."""
        source = {"id": self.source.id, "kind": self.source.kind.value, "title": self.source.title}
        links = [{"url": link.url, "label": link.label, **self._state(link.url)} for link in self.links]
        return {**source, "location": self.source.location, "passages": self.passages, "links": links}

    def _state(self, url: str) -> dict[str, Any]:
        if entry := self.ledger.get(url):
            return entry_to_dict(entry)
        return {"state": "note" if url.startswith("note:") else LinkState.LISTED.value}


def entries(study: "Study") -> list[Entry]:
    """Every source with its passages and links, in order of id."""
    counts, ledger = study.passage_counts(), {entry.url: entry for entry in study.links()}
    return [
        Entry(source, counts.get(source.id, 0), study.documents.document(source.id).links, ledger)
        for source in study.documents.sources()
    ]
