"""Replies, hits, sources and reports -> what rich prints."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from rich.console import Console, Group, RenderableType
from rich.markdown import Markdown
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from domain.documents import Kind, Passage, Source, SyncReport
from domain.replies import Answer, Hit, Reason, Refusal, Reply, Support
from domain.wire.replies import cited_link, deep_link

_SKIPPED = 8  # sources that could not be read which are named
_MARKER = re.compile(r"\[\^(\d+)\]")


def reply(found: Reply) -> RenderableType:
    """An answer over its footnotes, or a refusal over what came closest."""
    return _answer(found) if isinstance(found, Answer) else _refusal(found)


def _answer(answer: Answer) -> RenderableType:
    body = Markdown(_MARKER.sub(r" [\1]", answer.text))
    notes: list[RenderableType] = []
    for citation in answer.citations:
        head = Text(f"[{citation.number}] ", style="bold cyan")
        head.append(" › ".join((*citation.passage.headings, *citation.passage.above)), style="cyan")
        if citation.passage.source.kind is Kind.PDF and citation.passage.page:
            head.append(f", p. {citation.passage.page}", style="cyan")
        head.append(f"  {cited_link(citation)}", style="dim")
        if citation.support is Support.WEAK:
            head.append("  loosely supported", style="yellow")
        if found := citation.linked_from:
            where = " › ".join((found.location, *found.headings[-2:]))
            head.append(f"\n    linked from your note: {found.statement} ({where}, line {found.line})", style="dim")
        notes += [head, Padding(_lit(citation.passage, [(citation.start, citation.end)]), (0, 0, 0, 4))]
    notes.append(Text(f"answered from your notes by: {answer.model}", style="dim"))
    return Group(body, *_apart(answer), Text(), *notes, *_took(answer), *_fallback(answer))


def _apart(answer: Answer) -> list[RenderableType]:
    """The sentences of a model that rest on nothing in the notes."""
    if not answer.unsupported:
        return []
    listed = Markdown("\n".join(f"- {sentence}" for sentence in answer.unsupported))
    return [Text(), Text("Not in your notes:", style="yellow"), listed]


def _took(found: Reply) -> list[RenderableType]:
    """What a model that was asked took."""
    return [Text(used, style="dim")] if found.usage and (used := str(found.usage)) else []


def _fallback(found: Reply) -> list[RenderableType]:
    """Why the chosen model did not answer."""
    return [Text(f"Without the chosen model: {found.fallback}", style="yellow")] if found.fallback else []


def _refusal(refusal: Refusal) -> RenderableType:
    lines: list[RenderableType] = [Text(refusal.reason.value, style="yellow")]
    if refusal.missing:
        lines.append(Text(f"Your notes say nothing about: {', '.join(refusal.missing)}.", style="yellow"))
    if refusal.unkept:
        lines.append(Text(f"It could not be kept as a to-do: {refusal.unkept}", style="yellow"))
    if refusal.nearest:
        kept = "" if refusal.unkept else "Kept as a study to-do. "
        said = "Elsewhere:" if refusal.reason is Reason.ELSEWHERE else f"{kept}What comes closest:"
        lines += [Text(said, style="dim"), Text(), hits(refusal.nearest, "")]
    return Group(*lines, *_took(refusal), *_fallback(refusal))


def hits(found: Sequence[Hit], query: str) -> RenderableType:
    """Passages with their trail and the words of the query lit."""
    if not found:
        return Text("Nothing found.", style="yellow")
    words = [w for w in re.findall(r"\w[\w:.-]*", query.lower()) if len(w) > 2]
    blocks: list[RenderableType] = []
    for rank, hit in enumerate(found, 1):
        passage = hit.passage
        head = Text(f"{rank}. ", style="bold cyan")
        head.append(" › ".join((*passage.headings, *passage.above)), style="cyan")
        head.append(f"  {deep_link(passage)}  {hit.score:.3f} by {' and '.join(hit.found_by)}", style="dim")
        blocks += [head, Padding(_lit(passage, list(_places(passage, words))), (0, 0, 1, 4))]
    return Group(*blocks)


def _places(passage: Passage, words: Iterable[str]) -> Iterator[tuple[int, int]]:
    low = passage.text.lower()
    for word in words:
        for found in re.finditer(re.escape(word), low):
            yield passage.start + found.start(), passage.start + found.end()


def _lit(passage: Passage, spans: Sequence[tuple[int, int]]) -> Text:
    text = Text(passage.text)
    for start, end in spans:
        text.stylize("bold black on yellow", start - passage.start, end - passage.start)
    return text


def report(done: SyncReport) -> RenderableType:
    """What a sync did, in one line and a list of what it could not read."""
    counts = f"{len(done.added)} added, {len(done.changed)} changed, {len(done.removed)} removed"
    line = Text(f"{counts}, {len(done.unchanged)} unchanged", style="green")
    line.append(f" · {done.passages:,} passages · {done.seconds:.1f} s", style="dim")
    for state, count in sorted(done.links.items()):
        line.append(f"\n{count:,} links {state}", style="dim")
    skipped = [
        Text.assemble(("skipped ", "yellow"), s.location, (f": {s.reason}", "yellow"), (f" {s.hint}", "dim"))
        for s in done.skipped[:_SKIPPED]
    ]
    if more := len(done.skipped) - len(skipped):
        skipped.append(
            Text(f"… and {more:,} more: --json names them all, `python cli.py links` the links", style="dim")
        )
    return Group(line, *skipped)


def sources(found: Sequence[Source], passages: Sequence[int], links: Sequence[int]) -> RenderableType:
    """The sources as a table with how many passages and links each holds."""
    table = Table(box=None, header_style="bold", pad_edge=False)
    for name in ("source", "title", "kind"):
        table.add_column(name, overflow="fold")
    for name in ("passages", "links"):
        table.add_column(name, justify="right")
    for source, held, linked in zip(found, passages, links, strict=True):
        table.add_row(source.location, source.title, source.kind.value, f"{held:,}", f"{linked:,}")
    return table


def facts(rows: Sequence[tuple[str, str]]) -> RenderableType:
    """Names and values, two columns."""
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column(style="bold")
    table.add_column(overflow="fold")
    for name, value in rows:
        table.add_row(name, value)
    return table


def figures(found: Mapping[str, float], before: Mapping[str, float], questions: int) -> RenderableType:
    """Measured figures beside those of an earlier time."""
    table = Table(box=None, pad_edge=False, title=f"{questions:,} questions", title_justify="left")
    table.add_column("", style="bold")
    table.add_column("now", justify="right")
    if before:
        table.add_column("before", justify="right", style="dim")
    for name in found:
        form = ",.0f" if name.endswith("ms") else ".3f"
        table.add_row(name, *(format(row[name], form) for row in (found, before) if name in row))
    return table


def console(*, stderr: bool = False) -> Console:
    """Where people read: colour when it is a terminal."""
    return Console(markup=False, stderr=stderr, highlight=False)
