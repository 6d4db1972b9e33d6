"""Ledger entries -> the tree that is drawn: notes, and under each its links in order of line."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from domain.documents import Source
from domain.linked import LedgerEntry, Place
from ui.citations.markup import web_link
from ui.ledger.words import Tone, counted, held, said, short, tone, why

SHOWN = 300  # links drawn at once


@dataclass(frozen=True, slots=True)
class Row:
    """One link at one place of a note."""

    url: str  # the link's name in the ledger
    words: str
    address: str
    opens: str  # "" when a browser may not open it
    line: int
    place: str  # opens the note at the line
    tone: Tone
    state: str
    why: str  # the reason and the remedy
    tried: str  # ISO 8601, "" when never
    held: str


@dataclass(frozen=True, slots=True)
class Group:
    """A note with its links."""

    title: str
    where: str
    counted: str
    rows: tuple[Row, ...]


def groups(
    entries: Iterable[LedgerEntry], sources: Mapping[str, Source], kept: Tone | None = None, wanted: str = ""
) -> tuple[Group, ...]:
    """The tree, notes in order of id; `kept` is the only tone shown, `wanted` words that each row must hold."""
    placed: dict[str, list[tuple[Place, LedgerEntry]]] = {}
    for entry in entries:
        if kept in (None, tone(entry.state)):
            for place in entry.places:
                if wanted in _searched(entry, place, sources):
                    placed.setdefault(place.source_id, []).append((place, entry))
    return tuple(_group(source_id, placed[source_id], sources) for source_id in sorted(placed))


def first(found: Sequence[Group], limit: int = SHOWN) -> tuple[Group, ...]:
    """As many rows as fit the limit."""
    shown = []
    for group in found:
        rows = group.rows[:limit]
        limit -= len(rows)
        if rows:
            shown.append(Group(group.title, group.where, group.counted, rows))
    return tuple(shown)


def words_of(entry: LedgerEntry, place: Place | None = None) -> str:
    """The linked words; the address when they are none, as in `[*](url)`."""
    labels = [at.label.strip() for at in ((place,) if place else entry.places)]
    return next((label for label in labels if any(c.isalnum() for c in label)), short(entry.url))


def line_link(place: Place) -> str:
    """The page of this app that shows a note at a line."""
    return f"read?source={quote(place.source_id, safe='')}&line={place.line}"


def note_title(source_id: str, sources: Mapping[str, Source]) -> str:
    """What a note is called; its id when it has just gone."""
    return sources[source_id].title if source_id in sources else source_id


def _group(source_id: str, placed: list[tuple[Place, LedgerEntry]], sources: Mapping[str, Source]) -> Group:
    placed.sort(key=lambda pair: (pair[0].line, pair[1].url))
    source = sources.get(source_id)
    return Group(
        note_title(source_id, sources),
        source.location if source else "",
        counted(entry.state for _, entry in placed),
        tuple(_row(place, entry) for place, entry in placed),
    )


def _row(place: Place, entry: LedgerEntry) -> Row:
    moved = entry.final_url and entry.final_url != entry.url and not entry.saved
    return Row(
        url=entry.url,
        words=words_of(entry, place),
        address=short(entry.url) + (f" → {short(entry.final_url)}" if moved else ""),
        opens=web_link(entry.url),
        line=place.line,
        place=line_link(place),
        tone=tone(entry.state),
        state=said(entry),
        why=why(entry),
        tried=entry.at.isoformat() if entry.at else "",
        held=held(entry),
    )


def _searched(entry: LedgerEntry, place: Place, sources: Mapping[str, Source]) -> str:
    return f"{place.label} {entry.url} {note_title(place.source_id, sources)}".casefold()
