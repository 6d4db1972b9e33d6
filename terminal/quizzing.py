"""Quiz items -> what rich prints: a question with its lettered options, and why each is right or wrong."""

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from domain.quiz import Item, ItemKind
from domain.wire.replies import cited_link

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def question(item: Item, number: int) -> RenderableType:
    """The stem with its number, its prompts and its options."""
    lines = [Text.assemble((f"{number}. ", "bold cyan"), (item.stem, "bold"))]
    lines += [Text(f"   {n}. {prompt}") for n, prompt in enumerate(item.prompts, 1)]
    lines += [Text(f"   {LETTERS[n]}. {option}") for n, option in enumerate(item.options)]
    return Group(*lines)


def answer(item: Item) -> RenderableType:
    """What is right, the words it rests on, and what each option really is."""
    lines: list[RenderableType] = [Text(f"   {right_answer(item)}", style="green")]
    citation = item.citation
    trail = " › ".join((*citation.passage.headings, *citation.passage.above))
    lines.append(Padding(Text(citation.quote, style="black on yellow"), (0, 0, 0, 3)))
    lines.append(Text(f"   {trail}  {cited_link(citation)}", style="dim"))
    for why in item.why if item.kind is not ItemKind.TRUE_FALSE else ():
        lines.append(Text(f"   {LETTERS[why.option]}: {why.text}", style="dim"))
    return Group(*lines, Text())


def right_answer(item: Item) -> str:
    """The right answer in a line."""
    if item.kind is ItemKind.MATCHING:
        return ", ".join(f"{n}{LETTERS[k]}" for n, k in enumerate(item.key, 1))
    if item.options:
        return "; ".join(f"{LETTERS[k]}. {item.options[k]}" for k in item.key)
    return " / ".join(item.accepted)


def printed(items: Sequence[Item]) -> RenderableType:
    """The whole quiz with its answers."""
    return Group(*(part for n, item in enumerate(items, 1) for part in (question(item, n), answer(item))))
