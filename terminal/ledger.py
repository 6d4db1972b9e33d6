"""The ledger of links -> what rich prints."""

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from domain.linked import Change, LedgerEntry, LinkState

_STYLES = dict.fromkeys((LinkState.LISTED, LinkState.PAUSED, LinkState.REMOVED), "dim")


def entries(found: Sequence[LedgerEntry], *, whole: bool) -> RenderableType:
    """Each link with its state, where it stands and what can be done; with `whole` also what changed in its pages."""
    if not found:
        return Text("Your notes link to no page.", style="yellow")
    return Group(*(line for entry in found for line in _entry(entry, whole=whole)))


def _entry(entry: LedgerEntry, *, whole: bool) -> Iterator[RenderableType]:
    style = "green" if entry.state.readable else _STYLES.get(entry.state, "yellow")
    yield Text.assemble((f"{entry.state.value:<15} ", style), entry.url)
    if told := " ".join(filter(None, (entry.reason, entry.hint))):
        yield Padding(Text(told, style=style), (0, 0, 0, 16))
    yield Padding(Text(" · ".join(_facts(entry)), style="dim"), (0, 0, 0, 16))
    if whole:
        yield from map(_change, entry.changes)


def _facts(entry: LedgerEntry) -> Iterator[str]:
    yield "in " + ", ".join(f"{place.source_id.removeprefix('note:')}:{place.line}" for place in entry.places)
    if entry.sources:
        yield f"{len(entry.sources):,} pages, {entry.passages:,} passages"
    if entry.left_out:
        yield f"{entry.left_out:,} pages left out"
    if entry.at:
        yield f"tried {entry.at.astimezone():%d %B %Y, %H:%M}"
    if entry.changes:
        yield f"{len(entry.changes):,} pages changed"


def _change(change: Change) -> Text:
    text = Text(f"\n{change.source_id} changed, found on {change.at:%d %B %Y}:\n", style="bold")
    for line in change.diff.splitlines():
        text.append(f"{line}\n", style={"-": "red", "+": "green"}.get(line[:1], "dim"))
    return text
