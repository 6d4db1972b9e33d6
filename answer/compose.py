"""Chosen units -> Markdown in which every sentence has its footnote. The words are the notes' own."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from answer.units import Unit
from domain.replies import Citation

_SPAN = re.compile(r"(?P<code>(?P<run>`+)(?!`).*?(?<!`)(?P=run)(?!`))|`+", re.DOTALL)
_OPENS_BLOCK = re.compile(r"^(\d{0,9})([-+.)])(?=\s)")  # what Markdown would take for a list
_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~$&])")


@dataclass(frozen=True, slots=True)
class Group:
    """Sentences that stand under the same lead."""

    lead: str  # what they are about, "" when they say it themselves
    units: tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """The text of an answer and its citations, numbered from 1 in order of appearance."""

    text: str
    citations: tuple[Citation, ...]


def compose(groups: Sequence[Group]) -> Draft:
    """Write the groups out; a sentence that stands alone follows its lead, several become bullets."""
    citations: list[Citation] = []
    parts = []
    for group in groups:
        lines = []
        for unit in group.units:
            citations.append(Citation(len(citations) + 1, unit.passage, unit.sentence.start, unit.sentence.end))
            lines.append(f"{escape(unit.plain)}[^{len(citations)}]")
        parts.append(_written(group.lead, lines))
    return Draft("\n\n".join(parts), tuple(citations))


def _written(lead: str, lines: Sequence[str]) -> str:
    opening = f"**{escape(lead).rstrip(':')}:**" if lead else ""
    if len(lines) == 1:
        return f"{opening} {lines[0]}".strip()
    return "\n".join([opening, ""] * bool(opening) + [f"- {line}" for line in lines])


def escape(plain: str) -> str:
    """Plain words as Markdown that shows exactly them; code spans stay code."""
    pieces, at = [], 0
    for found in _SPAN.finditer(plain):
        if found["code"]:
            pieces += [_SPECIAL.sub(r"\\\1", plain[at : found.start()]), found.group()]
            at = found.end()
    escaped = "".join([*pieces, _SPECIAL.sub(r"\\\1", plain[at:])])
    return _OPENS_BLOCK.sub(r"\1\\\2", escaped)
