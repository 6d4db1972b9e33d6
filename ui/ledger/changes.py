"""Changes of linked pages -> cards with their differences, additions and deletions told apart by sign and word."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from domain.documents import Source
from domain.linked import Change, LedgerEntry
from ui.citations.markup import web_link
from ui.ledger.words import short

_LONGEST = 400  # lines of one difference that are drawn
Sign = Literal["added", "removed", "same", "gap"]
_SIGNS: dict[str, Sign] = {"+ ": "added", "- ": "removed"}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a difference, without its sign."""

    sign: Sign
    text: str


@dataclass(frozen=True, slots=True)
class Changed:
    """One page that changed."""

    title: str
    address: str
    opens: str
    at: str  # ISO 8601
    summary: str  # "2 lines added, 1 removed"
    lines: tuple[Line, ...]
    more: int  # lines that are not drawn


def changed(entries: Iterable[LedgerEntry], sources: Mapping[str, Source]) -> tuple[Changed, ...]:
    """The pages that changed, the newest first; a page of two links stands once."""
    found = {change.source_id: (change, entry) for entry in entries for change in entry.changes}
    newest = sorted(found.values(), key=lambda pair: (-pair[0].at.timestamp(), pair[0].source_id))
    return tuple(_card(change, entry, sources.get(change.source_id)) for change, entry in newest)


def _card(change: Change, entry: LedgerEntry, source: Source | None) -> Changed:
    lines = [_line(line) for line in change.diff.splitlines()]
    return Changed(
        title=source.title if source else short(entry.url),
        address=short(source.location if source else entry.url),
        opens=web_link(source.location if source else entry.url),
        at=change.at.isoformat(),
        summary=_summary(lines),
        lines=tuple(lines[:_LONGEST]),
        more=max(0, len(lines) - _LONGEST),
    )


def _line(line: str) -> Line:
    if line.strip() == "…":
        return Line("gap", "…")
    return Line(_SIGNS.get(line[:2], "same"), line[2:])


def _summary(lines: list[Line]) -> str:
    added, removed = (sum(line.sign == sign for line in lines) for sign in ("added", "removed"))
    said = [f"{added:,} line{'s' if added != 1 else ''} added"] if added else []
    said += [f"{removed:,} {'' if added else 'line ' if removed == 1 else 'lines '}removed"] if removed else []
    return ", ".join(said)
