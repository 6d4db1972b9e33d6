"""Cards and the blueprint matrix -> what rich prints."""

from datetime import datetime

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from domain.coverage import Coverage
from domain.quiz import Card, Grade
from domain.wire.replies import cited_link


def verdict(grade: Grade) -> Text:
    """How right an answer was, and what it lacked."""
    missing = f" Missing: {'; '.join(grade.missing)}." if grade.missing and grade.share else ""
    return Text(f"   {grade.remark}{missing}", "green" if grade.right else "yellow")


def feedback(card: Card, grade: Grade | None) -> RenderableType:
    """How right it was, what is right, and where it says so."""
    item, citation = card.item, card.item.citation
    lines: list[RenderableType] = []
    if grade:
        lines.append(verdict(grade))
    lines.append(Text.assemble(("Right: ", "bold"), item.answer))
    start = citation.start - citation.passage.start
    passage = Text(citation.passage.text)
    passage.stylize("bold black on yellow", start, start + len(citation.quote))
    lines += [
        Padding(passage, (0, 0, 0, 4)),
        Text(f"    {' › '.join(item.headings)}  {cited_link(citation)}", "dim"),
    ]
    if card.source_changed:
        lines += [Text("The source has changed since:", "yellow"), Padding(Text(card.diff), (0, 0, 0, 4))]
    return Group(*lines)


def nothing_due(next_due: datetime | None, now: datetime) -> RenderableType:
    """What a review ends with."""
    from language.moments import when

    if next_due is None:
        return Text("Nothing is due. What you miss in a quiz comes back here.", "green")
    return Text(f"Nothing more is due; the next card comes back {when(next_due, now)}.", "green")


def coverage(found: Coverage) -> RenderableType:
    """One table for each domain."""
    parts: list[RenderableType] = [Text(found.blueprint.title, "bold")]
    for domain in found.blueprint.domains:
        table = Table(box=None, pad_edge=False, header_style="dim")
        for name in (f"{domain.id} {domain.title} ({domain.weight:.0%})", "in your library", "shown"):
            table.add_column(name, overflow="fold")
        for cell in found.of(domain):
            empty = "yellow" if not cell.notes else ""
            table.add_row(f"{cell.task.id} {cell.task.title}", Text(cell.held, empty), cell.shown)
        parts += [Text(), table]
    return Group(*parts)
